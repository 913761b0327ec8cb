import { say, word } from '../app/words.ts'
import { ErrorSummary } from '../pieces/ErrorSummary.tsx'
import { PARTS } from './checks.ts'
import type { Defects } from './form.ts'
import { placeOf } from './offer.ts'

type Name = keyof Defects

/** What may be wrong, in the order of the page, as its label says it. */
const labels = (purchase: boolean): [name: Name, label: string][] => [
  ...PARTS.map((part): [Name, string] => [`volume-${part}`, word(part)]),
  ['price', say('投标报价', 'Price')],
  ['durationDays', purchase ? say('合同履行期限', 'Time of performance') : say('工期', 'Duration')],
  ['quality', say('质量承诺', 'Quality')],
  ['leader', say('项目负责人', 'Project leader')],
  ['leaderCertificate', say('负责人证书编号', "Leader's certificate number")],
  ['reserved', say('预留份额', 'Reserved package')],
  ['brand', say('核心产品的品牌', 'Brand of the core product')],
  ['items', say('主要标的', 'Main things')],
  ['qualification', say('资质及等级', 'Qualification and grade')],
  ['works', say('业绩', 'Finished works')],
  ['members', say('联合体其他成员', 'Members of the consortium')],
  ['agreement', say('联合体协议', 'Joint agreement')],
  ['changes', say('预审后的重大变化', 'Great changes since')],
  ['head', say('单位负责人', 'Head of the bidder')],
  ['machine', say('本机信息', 'This machine')],
  ['remedy', say('补救码', 'Remedy code')],
]

/** What keeps a bid from being sealed, above its form. A joint agreement that is missing is put into the business volume. */
export function DefectSummary(of: { defects: Defects; checks: number; purchase: boolean }) {
  const wrong = labels(of.purchase).flatMap(([name, label]) => {
    const text = of.defects[name]
    return text ? [{ place: placeOf(name === 'agreement' ? 'volume-business' : name), label, text }] : []
  })
  return <ErrorSummary of={wrong} checks={of.checks} undone={say('尚未加密', 'nothing is encrypted yet')} />
}
