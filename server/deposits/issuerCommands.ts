import type { z } from 'zod'
import { ProposeChange, registerDeeds } from '../identity/registerCommands.ts'
import { rolesOf } from '../identity/store.ts'
import { dayOf } from '../law/periods.ts'
import { query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rowAt } from '../ledger/store.ts'
import {
  admittedKind,
  decideIssuer,
  IssuerChange,
  type IssuerKind,
  type Issuers,
  type IssuersFact,
  proposeIssuer,
  waitingChange,
} from './issuers.ts'
import { issuersStream } from './store.ts'

const REGISTER = issuersStream('register')
const nothing = async (): Promise<undefined> => undefined

/** Statement `issuer.propose` over the change. */
export const ProposeIssuer = ProposeChange(IssuerChange)

/** An institution is entered, corrected or stopped: one proposes, another decides. */
export const { propose, decide } = registerDeeds<Issuers, z.infer<typeof IssuerChange>, IssuersFact>({
  deeds: { propose: 'issuer.propose', decide: 'issuer.decide' },
  stream: REGISTER,
  propose: proposeIssuer,
  waiting: waitingChange,
  decide: decideIssuer,
})

/** The register: for everybody, so that a bidder sees whose guarantee is taken. What waits is for those who decide. */
export const issuers = query('issuer.read', nothing, async ({ platform, who, now }) => {
  const row = await rowAt(platform.database, REGISTER.kind, REGISTER.id)
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
