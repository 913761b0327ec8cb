import { ContractMade, ContractSigned } from '../../server/award/events.ts'
import { BidUnsealed } from '../../server/bids/events.ts'
import { CorrectionAnswered, PriceCorrected } from '../../server/evaluation/priceEvents.ts'
import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import { add, both, change, type Doctor } from './doctors.ts'
import { best, members, signature, terms } from './lawfulLog.ts'

const of = { tender: 'tender-1', panel: members, repricing: 'r1', bid: best }
const at = instantOf('2026-04-09T10:00')
const items = (unitPrice: string) => [{ name: '监护仪', spec: 'M1', quantity: '1台', unitPrice, service: '三年' }]

const steps = [{ step: 'decimal' as const, line: '监护仪', before: '1000', after: '100' }]
const asked = PriceCorrected({
  ...{ ...of, page: 1, found: { words: '90' }, before: '100', after: '90', article: '', until: at + 1 },
  steps,
})
const answered = (confirmed: boolean) => CorrectionAnswered({ ...of, confirmed, signature: signature() })
const contracted = (price: string): Doctor =>
  both(
    change(ContractMade, () => ({ terms: { ...terms(best), price } })),
    change(ContractSigned, () => ({ terms: { ...terms(best), price } })),
  )

/** The winner's price was corrected to 90, and a unit price of 1000 to 100; the contract is made at a price. */
export const corrected = (confirmed: boolean, price: string): Doctor =>
  both(
    change(BidUnsealed, ({ form }) => ({ form: { ...form, items: items('1000') } })),
    add('after', EvaluationBegun, at, answered(confirmed), 'evaluation/tender-1'),
    add('after', EvaluationBegun, at, asked, 'evaluation/tender-1'),
    contracted(price),
  )
/** The winner listed another unit price than was announced, and nobody corrected it. */
export const listed: Doctor = change(BidUnsealed, ({ form }) => ({ form: { ...form, items: items('1000') } }))
