import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import type { DeclinePostponement } from '../deposits/contract.ts'
import { declineFacts } from '../deposits/declining.ts'
import { forBidder } from '../deposits/mine.ts'
import { sealPayer } from '../deposits/payerCommands.ts'
import { depositId, depositStream, orderId } from '../deposits/store.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import { regionalOf } from '../tenders/tender.ts'
import { bidOf } from './store.ts'

/** A bidder does not go along with a postponement: its deposit is ordered back at once. It stands here because a bid may stand in the way. */
export const decline = command(
  'deposit.decline',
  (e, input: z.infer<typeof DeclinePostponement>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { cms }) => {
    const tag = e.who.tagFor(tender.id)
    const fields = { tender: tender.id, deadline: tender.deadline }
    const signature = await checkStatement(e.platform, e.who, { what: 'deposit.decline', fields, cms }, e.now)
    const bid = await e.holdIfAny(bidOf(tender.id, tag))
    const stream = depositStream(depositId(tender.id, tag))
    const deposit = await e.holdIfAny(stream)
    const evidence = deposit ? await sealPayer(e, tender, tag, { ...signature }) : ''
    const order = deposit ? orderId(deposit) : ''
    const law = rulebook(tender.published?.rulebook ?? '')
    const table = await e.platform.calendar()
    const of = { table, tender, deposit, sealed: bid?.stage === 'sealed', order, evidence }
    const after = await e.append(stream, declineFacts(of, law, regionalOf(tender, e.platform.regional), e.now))
    return forBidder(e.platform, e.who.organisationName ?? '', tender, after)
  },
)
