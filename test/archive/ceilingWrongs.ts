import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import { BidsRead } from '../../server/opening/events.ts'
import { CeilingComputed, CoefficientDrawn } from '../../server/opening/hallEvents.ts'
import type { CeilingMethod } from '../../server/tenders/ceiling.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { ControlPricePublished } from '../../server/tenders/sideEvents.ts'
import { noticeHash } from '../../server/tenders/tender.ts'
import { add, both, change, type Doctor, drop } from './doctors.ts'
import { draft, HASH, signature, TENDER } from './lawfulLog.ts'
import { redate } from './wrongsMore.ts'

const method: CeilingMethod = { method: 'floated', control: '1000000001', values: [300, 400], rounding: 'halfUp' }
const { ceiling: _amount, ...without } = draft
const noticed = { ...without, ceilingMethod: method }
const notice = noticeHash(noticed)
const hall = `opening/${TENDER}`
const drawn = { tender: TENDER, draw: `${TENDER}.k1`, parameter: 'k' as const, value: 300, transcript: '' }
const computed = { tender: TENDER, method, k: 300, draw: drawn.draw, ceiling: '970000001', article: '' }

/** A course of works whose document states a method: a coefficient is drawn, and the highest price follows the reading out. */
export const floated: Doctor = both(
  change(TenderDrafted, () => ({ draft: noticed })),
  change(TenderPublished, () => ({ notice, signature: signature(notice, HASH) })),
  change(ControlPricePublished, () => ({ price: method.control })),
  add('before', BidsRead, instantOf('2026-04-08T09:45'), CoefficientDrawn(drawn), hall),
  add('after', BidsRead, instantOf('2026-04-08T09:50'), CeilingComputed(computed), hall),
  change(EvaluationBegun, () => ({ ceiling: computed.ceiling })),
)

const elsewhere = (changes: Partial<typeof computed>): Doctor => {
  const ceiling = changes.ceiling ?? computed.ceiling
  return both(
    change(CeilingComputed, () => changes),
    change(EvaluationBegun, () => ({ ceiling })),
  )
}

const unlimited: Doctor = (log) =>
  log.map((fact) => {
    if (fact.type !== EvaluationBegun.type) return fact
    const { ceiling: _none, ...data } = fact.data as { ceiling?: string }
    return { ...fact, data }
  })

/** Ways in which such a course departs from its document. */
export const ceilingWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'opening.ceiling': [
    ['the highest price is a fen lower than the method gives', elsewhere({ ceiling: '970000000' })],
    ['the highest price is a fen higher than the method gives', elsewhere({ ceiling: '970000002' })],
    ['another coefficient was taken than was drawn', elsewhere({ k: 400, ceiling: '960000001' })],
    [
      'a coefficient was drawn that the document does not list',
      both(
        change(CoefficientDrawn, () => ({ value: 500 })),
        elsewhere({ k: 500, ceiling: '950000001' }),
      ),
    ],
    ['no coefficient was drawn', drop(CoefficientDrawn)],
    [
      'another control price was taken',
      elsewhere({ method: { ...method, control: '1000000002' }, ceiling: '970000002' }),
    ],
    ['it was rounded otherwise', elsewhere({ method: { ...method, rounding: 'down' }, ceiling: '970000000' })],
    ['it was computed before the reading out', redate(CeilingComputed, '2026-04-08T09:46')],
    ['it was never computed', drop(CeilingComputed)],
    ['the panel judged by none', unlimited],
    ['the panel judged by another', change(EvaluationBegun, () => ({ ceiling: '970000002' }))],
  ],
  'notice.controlPrice': [
    [
      'what may come of the method was publicised instead',
      change(ControlPricePublished, () => ({ price: '970000001' })),
    ],
  ],
}

/** Of a course whose document states an amount. */
export const amountWrongs: typeof ceilingWrongs = {
  'opening.ceiling': [
    [
      'the panel judged by a fen more',
      change(EvaluationBegun, () => ({ ceiling: `${BigInt(draft.ceiling ?? 0) + 1n}` })),
    ],
    [
      'one was computed though the document states the amount',
      add('after', BidsRead, instantOf('2026-04-08T09:50'), CeilingComputed(computed), hall),
    ],
  ],
}
