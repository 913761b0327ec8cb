import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { InstantNumber } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { Tag } from './contract.ts'
import { room } from './eyes.ts'

const tender = z.string()
const panel = z.array(Tag)

/** The tenderer says until when the panel is given to evaluate, or gives it longer. */
export const TimeSet = defineEvent('evaluation.timeSet', {
  v: 1,
  zh: '招标人确定（延长）评标时间',
  en: 'the time for evaluating was set or made longer',
  data: z.strictObject({
    ...{ tender, panel, until: InstantNumber, reason: z.string() },
    /** whether enough members had asked for it */
    asked: z.boolean(),
    /** null: this is the first */
    before: InstantNumber.nullable(),
    signature: Signature,
  }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})

/** A member finds the time too short. */
export const TimeAsked = defineEvent('evaluation.timeAsked', {
  v: 1,
  zh: '评标委员会成员认为评标时间不够',
  en: 'a member finds the time too short',
  data: z.strictObject({ ...{ tender, panel, member: Tag, reason: z.string() }, sealed: z.string() }),
  seenBy: room,
})

/** Enough members find the time too short: the tenderer must give more. Who they are is not said. */
export const TimeShort = defineEvent('evaluation.timeShort', {
  v: 1,
  zh: '超过法定比例的评标委员会成员认为评标时间不够，招标人应当延长',
  en: 'enough members find the time too short: it has to be made longer',
  data: z.strictObject({
    ...{ tender, panel, asked: z.number().int().positive(), until: InstantNumber, article: z.string() },
  }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})

/** The old validity is over: bids whose bidders did not agree to a longer one are recommended no more. */
export const BidsLapsed = defineEvent('evaluation.bidsLapsed', {
  v: 1,
  zh: '投标有效期届满的投标不再推荐为中标候选人',
  en: 'bids that are valid no longer are recommended no more',
  data: z.strictObject({ tender, panel, bids: z.array(Tag), article: z.string() }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})

export const timeEvents = [TimeSet, TimeAsked, TimeShort, BidsLapsed]
