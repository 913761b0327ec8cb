import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { FenText } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { Contradiction, Step } from './arithmetic.ts'
import { Tag } from './contract.ts'
import { BidAdjustments } from './deviations.ts'
import { room, roomAndBidder } from './eyes.ts'

const tender = z.string()
const panel = z.array(Tag)
const repricing = z.string()

/** The panel found that a price contradicts itself; by the law's order it comes to another, which its bidder is asked to confirm. */
export const PriceCorrected = defineEvent('evaluation.priceCorrected', {
  v: 1,
  zh: '报价算术修正，待投标人确认',
  en: 'a price was corrected and waits for its bidder',
  data: z.strictObject({
    tender,
    panel,
    repricing,
    bid: Tag,
    /** where in the bid it stands */
    page: z.number().int(),
    found: Contradiction,
    before: FenText,
    after: FenText,
    steps: z.array(Step).min(1),
    article: z.string(),
    until: z.number().int(),
  }),
  seenBy: roomAndBidder,
})
/** The panel took a correction back before its bidder answered. */
export const CorrectionDropped = defineEvent('evaluation.correctionDropped', {
  v: 1,
  zh: '评标委员会撤回算术修正',
  en: 'a correction of a price was taken back',
  data: z.strictObject({ tender, panel, repricing, bid: Tag, reason: z.string() }),
  seenBy: roomAndBidder,
})
/** The bidder confirms the corrected price, which binds it from now on; or it does not, and its bid is invalid. */
export const CorrectionAnswered = defineEvent('evaluation.correctionAnswered', {
  v: 1,
  zh: '投标人已答复算术修正',
  en: 'the bidder answered the correction of its price',
  data: z.strictObject({ tender, panel, repricing, bid: Tag, confirmed: z.boolean(), signature: Signature }),
  seenBy: roomAndBidder,
})
/** The time to confirm a corrected price is over. */
export const CorrectionExpired = defineEvent('evaluation.correctionExpired', {
  v: 1,
  zh: '算术修正确认期限已过',
  en: 'the time to confirm a corrected price is over',
  data: z.strictObject({ tender, panel, repricing, bid: Tag }),
  seenBy: roomAndBidder,
})
/** The panel counted the commercial deviations of every bid that is compared. */
export const DeviationsCounted = defineEvent('evaluation.deviationsCounted', {
  v: 1,
  zh: '商务偏差价格调整',
  en: 'commercial deviations counted in money',
  data: z.strictObject({ tender, panel, member: Tag, bids: z.array(BidAdjustments), article: z.string() }),
  seenBy: room,
})

export const priceEvents = [PriceCorrected, CorrectionDropped, CorrectionAnswered, CorrectionExpired, DeviationsCounted]
