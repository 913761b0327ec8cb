import { refusals } from '../law/refusal.ts'
import { RecordSealed } from './hallEvents.ts'
import type { Opening } from './opening.ts'

const refuse = refusals({
  RECORD_ABSENT: { status: 404, zh: '开标记录尚未生成', en: 'there is no record yet' },
  RECORD_UNSIGNED: { status: 409, zh: '请先签署确认开标记录', en: 'confirm the record with your signature first' },
  RECORD_OVER: {
    status: 409,
    zh: '开标已结束，不再签署开标记录',
    en: 'the opening is over: its record is signed no more',
  },
  PAPER_CHANGED: {
    status: 409,
    zh: '文件已有新的签章，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the paper again',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

/** The place in the record of somebody who was there: a bidder's by its tag, an office's by its name. */
export const placeOf = (opening: Pick<Opening, 'bids'>, by: string): string =>
  opening.bids[by] ? `bidder-${by.slice(0, 16)}` : by

/** The version of the record that somebody may sign in its PDF now: after it confirmed it, while the opening lasts. */
export function sealable(opening: Opening, by: string): { file: string; sha256: string } {
  const { record, sealed, signatures, stage } = opening
  if (!record) throw refuse('RECORD_ABSENT')
  if (stage === 'finished') throw refuse('RECORD_OVER')
  if (!signatures[by]) throw refuse('RECORD_UNSIGNED')
  if (sealed?.fields.some((one) => one.by === by)) throw refuse('PAPER_SIGNED')
  return sealed ? { file: sealed.file, sha256: sealed.sha256 } : record
}

/** Notes a signature that was put into the present version of the record. */
export function sealRecord(
  opening: Opening,
  of: { by: string; base: string; signed: { file: string; sha256: string }; certificate: string },
) {
  const { by, base, signed, certificate } = of
  const now = sealable(opening, by)
  if (now.sha256 !== base) throw refuse('PAPER_CHANGED', { sha256: now.sha256 })
  return [RecordSealed({ tender: opening.tender, by, field: placeOf(opening, by), base, ...signed, certificate })]
}
