import { canonical } from '../../../../crypto/canonical.ts'
import { EvaluationBegun } from '../../../evaluation/reviewEvents.ts'
import type { Fact } from '../../../ledger/event.ts'
import { BidsRead, OpeningFinished } from '../../../opening/events.ts'
import { CeilingComputed, CoefficientDrawn } from '../../../opening/hallEvents.ts'
import { ceilingOf, computedCeiling, controlPriceOf } from '../../../tenders/ceiling.ts'
import { ControlPricePublished } from '../../../tenders/sideEvents.ts'
import { all, type Breach, before, broken, type Log, lastOf, type Requirement, tenderOf } from './log.ts'

type Computed = Parameters<typeof CeilingComputed>[0]

const controlPrice: Requirement = {
  id: 'notice.controlPrice',
  zh: '公示的控制价即招标文件载明的金额，截止前公布并签名',
  en: 'the control price is the one that the document states, published before the deadline and signed',
  rule: (law) => law.lowestPrice,
  judge: (log) =>
    all(log, ControlPricePublished).flatMap((fact) => {
      const known = tenderOf(before(log, fact))
      const stated = known && fact.data.price === controlPriceOf(known)
      const same = stated && fact.at < known.deadline && fact.data.signature.cms
      return same
        ? []
        : [
            broken(
              fact.at,
              '公示的控制价与招标文件不一致、逾期或未签名',
              'the control price differs, came late or is unsigned',
            ),
          ]
    }),
}

/** Why a computed highest price is not the one that the document's method gives with what was drawn; nothing where it is. */
function computedWrong(log: Log, { at, data }: Fact<'opening.ceilingComputed', Computed>, known: Log): Breach[] {
  const { ceilingMethod: method } = log.closing
  const drawn = lastOf(known, CoefficientDrawn)?.data
  if (!lastOf(known, BidsRead))
    return [broken(at, '最高投标限价在唱标前计算', 'the highest price was computed before the reading out')]
  if (!method || canonical(data.method) !== canonical(method))
    return [broken(at, '计算方法与招标文件载明的不一致', 'it was computed by another method than the document states')]
  if (drawn?.value !== data.k || drawn.draw !== data.draw || !method.values.includes(data.k))
    return [broken(at, '所用系数不是公开抽取的系数', 'it was computed with another coefficient than was drawn')]
  if (String(computedCeiling(method, data.k)) !== data.ceiling)
    return [broken(at, '最高投标限价复算不符', 'the method gives another highest price')]
  return []
}

/** A method that was never applied, though the bids were read out and what followed was done. */
function neverComputed(log: Log): Breach[] {
  const finished = lastOf(log, OpeningFinished)
  return log.closing.ceilingMethod && finished && !lastOf(log, CeilingComputed)
    ? [broken(finished.at, '开标结束而未计算最高投标限价', 'the opening ended and the highest price was not computed')]
    : []
}

/** An evaluation that judged by another highest price than there is, or by none where one was computed. */
function judgedWrong(log: Log): Breach[] {
  const stated = ceilingOf(log.closing, { computed: lastOf(log, CeilingComputed)?.data })
  const asked = log.closing.ceilingMethod !== undefined
  return all(log, EvaluationBegun)
    .filter(({ data }) => (asked || data.ceiling !== undefined) && data.ceiling !== stated)
    .map(({ at }) =>
      broken(at, '评标采用的最高投标限价与公布的不一致', 'the evaluation judged by another highest price'),
    )
}

const ceiling: Requirement = {
  id: 'opening.ceiling',
  zh: '最高投标限价即招标文件载明的金额，或者按其载明的方法计算的金额',
  en: 'the highest price is the amount that the document states, or what its method gives',
  rule: (law) => law.ceilingByMethod,
  judge: (log) => [
    ...all(log, CeilingComputed).flatMap((fact) => computedWrong(log, fact, before(log, fact))),
    ...neverComputed(log),
    ...judgedWrong(log),
  ],
}

/** On the highest price. */
export const ceilingRequirements: readonly Requirement[] = [controlPrice, ceiling]
