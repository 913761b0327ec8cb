import { z } from 'zod'
import { authorityOf } from '../access/trust.ts'
import { command, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { Id } from '../web/route.ts'
import { GiveUp } from './givingUp.ts'
import { givenUpByPerson, signedByPerson } from './personCommands.ts'
import { readState, trustStream } from './store.ts'
import { AuthorityShape } from './trustEvents.ts'
import {
  checkChange,
  confirmFields,
  confirmTrust,
  foundTrust,
  proposeTrust,
  realDifference,
  rejectTrust,
  statementFields,
  type TrustList,
  waiting,
} from './trustList.ts'

const LIST = trustStream('list')
const Cms = z.string().max(20_000)
const nothing = async (): Promise<undefined> => undefined

/** Founds the trust list with the platform; one that is there stays as it is. */
export const foundTrustList = command(
  'trust.found',
  (e) => e.holdIfAny(LIST),
  async (e, list, authorities: z.infer<typeof AuthorityShape>[]) => {
    await e.append(LIST, foundTrust(list as TrustList | undefined, authorities))
  },
)

/** What to change, without a signature yet: the platform answers what is to be signed. */
export const TrustChange = z.union([
  z.strictObject({ put: AuthorityShape, remove: z.null().default(null) }),
  z.strictObject({ put: z.null().default(null), remove: z.string().max(40) }),
])
export const ProposeTrust = z.strictObject({ change: TrustChange, cms: Cms })
export const AskTrust = z.strictObject({ change: TrustChange })
export const ConfirmTrust = z.strictObject({ proposal: Id, cms: Cms })
export const RejectTrust = GiveUp

/** What a change would alter, and what the person who proposes it signs. */
export const difference = query(
  'trust.propose',
  nothing,
  async ({ platform }, _none, { change }: z.infer<typeof AskTrust>) => {
    const list = (await readState<TrustList>(platform, LIST)) ?? { authorities: [], former: [], proposal: null }
    checkChange(list, change)
    return { fields: statementFields(change, realDifference(list, change)) }
  },
)

/** Proposes a change of the trust list. */
export const propose = command(
  'trust.propose',
  (e, _input: z.infer<typeof ProposeTrust>) => e.hold(LIST),
  async (e, list, { change, cms }) => {
    checkChange(list, change)
    const fields = statementFields(change, realDifference(list, change))
    const { person: by, signature } = await signedByPerson(e, 'trust.propose', fields, cms)
    const id = e.platform.newId()
    await e.append(LIST, proposeTrust(list, { id, ...change, by, signature }, e.now))
    return { proposal: id }
  },
)

/** Confirms the change that waits, as the second person. */
export const confirm = command(
  'trust.confirm',
  (e, _input: z.infer<typeof ConfirmTrust>) => e.hold(LIST),
  async (e, list, { proposal: id, cms }) => {
    const proposal = waiting(list, id)
    const fields = confirmFields(list, proposal)
    const { person: by, signer, signature } = await signedByPerson(e, 'trust.confirm', fields, cms)
    const { id: authority } = await authorityOf(e.platform, signer, cms, e.now)
    const after = await e.append(LIST, confirmTrust(list, { id, by, authority, signature }, e.now))
    return { authorities: after.authorities.length }
  },
)

/** Gives the change that waits up, by a signature over the change and the reason. */
export const reject = command(
  'trust.reject',
  (e, _input: z.infer<typeof RejectTrust>) => e.hold(LIST),
  async (e, list, of) => {
    const fields = confirmFields(list, waiting(list, of.proposal))
    await e.append(LIST, rejectTrust(list, await givenUpByPerson(e, 'trust.reject', fields, of)))
  },
)

/** The list, what waits, what was heard of its sources, and every change there was: for everybody. */
export const read = query('trust.read', nothing, async ({ platform }) => {
  const list = await readState<TrustList>(platform, LIST)
  const facts = await factsOf(platform.database, LIST.name)
  const authorities = list?.authorities ?? []
  return {
    authorities,
    heard: Object.fromEntries(authorities.map((one) => [one.id, platform.revocation.heard(one)])),
    proposal: list?.proposal ?? null,
    waiting: list?.proposal ? confirmFields(list, list.proposal) : null,
    changes: facts.map(({ fact }) => ({ id: fact.id, type: fact.type, at: fact.at, data: fact.data })).reverse(),
  }
})
