import { mustPostpone } from '../../../law/checks.ts'
import type { Fact } from '../../../ledger/event.ts'
import { criteriaProblems } from '../../../tenders/criteriaRules.ts'
import { TenderPublished } from '../../../tenders/events.ts'
import { TenderAmended } from '../../../tenders/sideEvents.ts'
import { draftOf, type Tender } from '../../../tenders/tender.ts'
import { type Breach, broken, type Log, placeOf, type Requirement, tenderOf } from './log.ts'

interface Amended {
  /** whether it may affect the making of bids */
  affects: boolean
}

/** The deadline in force after everything that was done at a moment: a forced postponement comes with its addendum. */
const deadlineAfter = ({ facts }: Log, at: number): number =>
  tenderOf({ facts: facts.filter((fact) => fact.at <= at) })?.deadline ?? 0

/** Addenda: facts by which a new version of the tender document was issued. */
const addenda = ({ facts }: Log): Fact<string, Amended>[] =>
  facts.filter(({ type }) => type === 'tender.amended') as Fact<string, Amended>[]

const postpones: Requirement = {
  id: 'addendum.postpones',
  zh: '可能影响投标文件编制的修改距截止不足法定期限的，顺延截止时间',
  en: 'an addendum that affects bids and comes late postpones the deadline',
  rule: (law) => law.postponement,
  judge: (log): Breach[] =>
    addenda(log).flatMap(({ at, data }) => {
      return data.affects && mustPostpone(at, deadlineAfter(log, at), log.law)
        ? [
            broken(
              at,
              '修改招标文件后未按规定顺延投标截止时间',
              'the tender document was amended late and the deadline stayed',
            ),
          ]
        : []
    }),
}

/** Every version of the tender document as bidders read it: the notice's, and one for each addendum. */
const editions = (log: Log): { at: number; tender: Tender }[] =>
  log.facts
    .filter(({ type, stream }) => stream.startsWith('tender/') && EDITIONS.has(type))
    .flatMap((fact) => {
      const tender = tenderOf({ facts: log.facts.slice(0, placeOf(log, fact) + 1) })
      return tender ? [{ at: fact.at, tender }] : []
    })
const EDITIONS: ReadonlySet<string> = new Set([TenderPublished.type, TenderAmended.type])

const weight: Requirement = {
  id: 'criteria.priceWeight',
  zh: '招标文件每一版本的价格分值不低于法定最低权重',
  en: 'in every version of the tender document the price weighs what the law asks',
  rule: (law) => law.leastPriceWeightGoods,
  judge: (log): Breach[] =>
    editions(log).flatMap(({ at, tender }) =>
      criteriaProblems(draftOf(tender), log.law)
        .filter(({ code }) => code === 'PRICE_WEIGHT_LOW')
        .map(({ zh, en }) => broken(at, zh, en)),
    ),
}

/** Changes of the tender document, and what every version of it keeps to. */
export const addendumRequirements: readonly Requirement[] = [postpones, weight]
