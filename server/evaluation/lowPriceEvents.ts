import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { Tag } from './contract.ts'
import { author, room } from './eyes.ts'
import { LowPriceVote, Suspicion } from './result.ts'

const tender = z.string()
const panel = z.array(Tag)

/** Prices that are suspected to be abnormally low, and by what: such a bid is explained before anything is decided. */
export const LowPriceSuspected = defineEvent('evaluation.lowPriceSuspected', {
  v: 1,
  zh: '启动异常低价审查',
  en: 'abnormally low prices suspected',
  data: z.strictObject({ tender, panel, bids: z.array(Suspicion).min(1), article: z.string() }),
  seenBy: room,
})
/** A member judged whether a bidder has proved its price reasonable. */
export const LowPriceVoted = defineEvent('evaluation.lowPriceVoted', {
  v: 1,
  zh: '成员对报价合理性表决',
  en: 'a member judged whether a low price is reasonable',
  data: z.strictObject({ tender, bid: Tag, ...LowPriceVote.shape }),
  seenBy: author,
})
/** The panel has judged every suspected price: who goes on, and every opinion. */
export const LowPricesJudged = defineEvent('evaluation.lowPricesJudged', {
  v: 1,
  zh: '异常低价审查结束',
  en: 'low prices judged',
  data: z.strictObject({
    tender,
    panel,
    valid: z.array(Tag),
    outcomes: z.array(z.strictObject({ bid: Tag, proven: z.boolean(), votes: z.array(LowPriceVote) })),
    /** the article by which too few bids are left; absent: enough */
    void: z.string().optional(),
  }),
  seenBy: room,
})
