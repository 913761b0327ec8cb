import { z } from 'zod'
import type { Rulebook } from '../law/rulebook.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { Id } from '../web/route.ts'
import {
  AffiliateChange,
  type Affiliates,
  decideAffiliate,
  notAffiliated,
  proposeAffiliate,
  waitingAffiliate,
} from './affiliates.ts'
import { signedByPerson } from './personCommands.ts'
import { affiliateStream, readState } from './store.ts'

const REGISTER = affiliateStream('register')
const nothing = async (): Promise<undefined> => undefined
const Cms = z
  .string()
  .max(20_000)
  .regex(/^[0-9A-Za-z+/]+={0,2}$/)

/** Statement `affiliate.propose` over the change. */
export const ProposeAffiliate = z.strictObject({ change: AffiliateChange, cms: Cms })
/** Statement `affiliate.decide` over proposal, decision and change. */
export const DecideAffiliate = z.strictObject({ proposal: Id, take: z.boolean(), cms: Cms })

/** Proposes that an organisation is entered, corrected or taken out. */
export const propose = command(
  'affiliate.propose',
  nothing,
  async (e, _none, { change, cms }: z.infer<typeof ProposeAffiliate>) => {
    const { person: by, signature } = await signedByPerson(e, 'affiliate.propose', { change }, cms)
    const id = e.platform.newId()
    await e.append(REGISTER, proposeAffiliate(await e.holdIfAny(REGISTER), { id, change, by, signature }))
    return { proposal: id }
  },
)

/** Takes the change that waits, or turns it down, as a second person. */
export const decide = command('affiliate.decide', nothing, async (e, _none, input: z.infer<typeof DecideAffiliate>) => {
  const { proposal: id, take, cms } = input
  const register = await e.holdIfAny(REGISTER)
  const { change } = waitingAffiliate(register, id)
  const { person: by, signature } = await signedByPerson(e, 'affiliate.decide', { proposal: id, take, change }, cms)
  await e.append(REGISTER, decideAffiliate(register, { id, take, by, signature }))
  return { proposal: id, take }
})

/** The register as it stands outside a deed. */
export const registerOf = ({ platform }: Pick<Context, 'platform'>): Promise<Affiliates | undefined> =>
  readState(platform, REGISTER)

/** The register: for everybody, so that anybody can say who is missing. What waits is for those who decide. */
export const affiliates = query('affiliate.read', nothing, async (context) => {
  const register = await registerOf(context)
  const proposal = ['centre', 'supervisor'].includes(context.who.role) ? register?.proposal : null
  return { items: register?.entries ?? [], proposal: proposal ? { ...proposal, by: proposal.by.name } : null }
})

/** Refuses whoever belongs to the platform's operator; within a deed by its own reads. */
export const ofNobodyHere = async (
  by: Pick<Context, 'platform' | 'who'> | Entry,
  law: Pick<Rulebook, 'operatorMayBid'>,
): Promise<void> =>
  notAffiliated('find' in by ? await by.find(REGISTER) : await registerOf(by), by.who.organisation, law)
