import {
  ComplaintDecided,
  ComplaintFiled,
  ComplaintRuled,
  RestLifted,
  RestOrdered,
} from '../../server/complaints/events.ts'
import { instantOf as day } from '../../server/law/periods.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { at, second, signature, TENDER } from './lawfulLog.ts'

const of = { tender: TENDER }
const about = { ...of, complaint: 'c1', tag: second }
/** A complaint about the result of a purchase, from its filing to its ruling. */
export const complaints: Fact[] = [
  at(
    '2026-05-06T12:00',
    `complaint/${TENDER}.c1`,
    ComplaintFiled({
      ...{ ...about, matter: 'result' as const, objection: 'j1', knownAt: day('2026-04-29T10:00'), until: null },
      ...{ late: false, acceptBy: null, ruleBy: null, files: [], sealed: '' },
    }),
  ),
  at(
    '2026-05-08T12:00',
    `complaint/${TENDER}.c1`,
    ComplaintDecided({
      ...{ ...about, accepted: true, reason: '符合受理条件', article: '', inTime: true, ruleBy: null },
      signature: signature(),
    }),
  ),
  at(
    '2026-05-08T12:01',
    `complaint/${TENDER}.c1`,
    RestOrdered({ ...about, suspension: 'r1', until: null, article: '' }),
  ),
  at('2026-06-08T00:01', `complaint/${TENDER}.c1`, RestLifted({ ...about, cause: 'longest' })),
  at('2026-06-08T00:01', `tender/${TENDER}`, {
    type: 'tender.suspensionLifted',
    v: 1,
    data: { ...of, suspension: 'r1', reason: '期满', at: day('2026-06-08T00:01'), resumed: null },
  }),
  at(
    '2026-06-10T12:00',
    `complaint/${TENDER}.c1`,
    ComplaintRuled({
      ...{ ...of, complaint: 'c1', matter: 'result' as const, outcome: 'unfounded' as const, text: '经查不成立' },
      ...{ article: '', remedy: 'none' as const, ground: null, inTime: true, signature: signature() },
    }),
  ),
]
