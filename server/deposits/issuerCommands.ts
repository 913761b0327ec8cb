import { z } from 'zod'
import { signedByPerson } from '../identity/personCommands.ts'
import { rolesOf } from '../identity/store.ts'
import { dayOf } from '../law/periods.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rows } from '../ledger/store.ts'
import { Cms } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import {
  admittedKind,
  decideIssuer,
  IssuerChange,
  type IssuerKind,
  type Issuers,
  proposeIssuer,
  waitingChange,
} from './issuers.ts'
import { issuersStream } from './store.ts'

const REGISTER = issuersStream('register')
const nothing = async (): Promise<undefined> => undefined

/** Statement `issuer.propose` over the change. */
export const ProposeIssuer = z.strictObject({ change: IssuerChange, cms: Cms })
/** Statement `issuer.decide` over proposal, decision and change. */
export const DecideIssuer = z.strictObject({ proposal: Id, take: z.boolean(), cms: Cms })

/** Proposes that an institution is entered, corrected or stopped. */
export const propose = command(
  'issuer.propose',
  nothing,
  async (e, _none, { change, cms }: z.infer<typeof ProposeIssuer>) => {
    const { person: by, signature } = await signedByPerson(e, 'issuer.propose', { change }, cms)
    const id = e.platform.newId()
    await e.append(REGISTER, proposeIssuer(await e.holdIfAny(REGISTER), { id, change, by, signature }))
    return { proposal: id }
  },
)

/** Takes the change that waits, or turns it down, as a second person. */
export const decide = command('issuer.decide', nothing, async (e, _none, input: z.infer<typeof DecideIssuer>) => {
  const { proposal: id, take, cms } = input
  const register = await e.holdIfAny(REGISTER)
  const { change } = waitingChange(register, id)
  const { person: by, signature } = await signedByPerson(e, 'issuer.decide', { proposal: id, take, change }, cms)
  await e.append(REGISTER, decideIssuer(register, { id, take, by, signature }))
  return { proposal: id, take }
})

/** The register: for everybody, so that a bidder sees whose guarantee is taken. What waits is for those who decide. */
export const issuers = query('issuer.read', nothing, async ({ platform, who, now }) => {
  const row = await rows(platform.database, REGISTER.kind).findByPk(REGISTER.id, { raw: true })
  const register = row ? (JSON.parse((row as unknown as { state: string }).state) as Issuers) : undefined
  const proposal = who.role === 'centre' || who.role === 'supervisor' ? register?.proposal : null
  const today = dayOf(now)
  return {
    items: (register?.entries ?? []).map((one) => ({
      ...one,
      admitted: admittedKind(register, one.code, today) !== null,
    })),
    proposal: proposal ? { ...proposal, by: proposal.by.name } : null,
  }
})

/** Of which kind an issuer is: as the register says, or a bank that the platform was founded with; null for anybody else. */
export async function kindOf(e: Entry, code: string | undefined): Promise<IssuerKind | null> {
  const entered = admittedKind(await e.find(REGISTER), code, dayOf(e.now))
  if (entered || !code) return entered
  return (await rolesOf(e.platform, code)).includes('bank') ? 'bank' : null
}
