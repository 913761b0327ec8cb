import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { Signature } from '../tenders/events.ts'
import { Tag } from './contract.ts'
import { room } from './eyes.ts'
import { Settlement } from './result.ts'

const tender = z.string()
const panel = z.array(Tag)

/** Bids of one brand are equal in what decides which of them stands for it: the law says who chooses, and nobody goes on before. */
export const BrandsTied = defineEvent('evaluation.brandsTied', {
  v: 1,
  zh: '相同品牌投标并列，待依法确定一家',
  en: 'bids of one brand are equal: one of them is to be chosen',
  data: z.strictObject({ tender, panel, groups: z.array(z.array(Tag).min(2)).min(1), article: z.string() }),
  seenBy: (eye, data) => room(eye, data) || eye.host,
})
/** A lot is drawn between equal bids. */
export const TieLotAsked = defineEvent('evaluation.tieLotAsked', {
  v: 1,
  zh: '并列投标随机抽取',
  en: 'a lot between equal bids was asked for',
  data: z.strictObject({ tender, panel, draw: z.string(), number: z.number().int().positive(), among: z.array(Tag) }),
  seenBy: (eye, data) => room(eye, data) || eye.host,
})
/** One of several equal bids was chosen, by the lot or by the purchaser as the document has it. */
export const TieSettled = defineEvent('evaluation.tieSettled', {
  v: 1,
  zh: '并列投标已依法确定',
  en: 'one of the equal bids was chosen',
  data: z.strictObject({
    tender,
    panel,
    ...Settlement.shape,
    article: z.string(),
    /** what repeats the lot; absent: the purchaser chose */
    transcript: z.string().optional(),
    /** of the purchaser; absent: the lot chose */
    signature: Signature.optional(),
  }),
  seenBy: (eye, data) => room(eye, data) || eye.host,
})

export const tieEvents = [BrandsTied, TieLotAsked, TieSettled]
