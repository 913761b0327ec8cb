import type { z } from 'zod'
import type { Rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import {
  AffiliateChange,
  type AffiliateFact,
  type Affiliates,
  decideAffiliate,
  notAffiliated,
  proposeAffiliate,
  waitingAffiliate,
} from './affiliates.ts'
import { ProposeChange, registerDeeds } from './registerCommands.ts'
import { affiliateStream, readState } from './store.ts'

const REGISTER = affiliateStream('register')
const nothing = async (): Promise<undefined> => undefined

/** Statement `affiliate.propose` over the change. */
export const ProposeAffiliate = ProposeChange(AffiliateChange)

/** An organisation is entered, corrected or taken out: one proposes, another decides. */
export const { propose, decide } = registerDeeds<Affiliates, z.infer<typeof AffiliateChange>, AffiliateFact>({
  deeds: { propose: 'affiliate.propose', decide: 'affiliate.decide' },
  stream: REGISTER,
  propose: proposeAffiliate,
  waiting: waitingAffiliate,
  decide: decideAffiliate,
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
