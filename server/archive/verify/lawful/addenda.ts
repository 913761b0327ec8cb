import { depositProblems, mustPostpone } from '../../../law/checks.ts'
import type { Fact } from '../../../ledger/event.ts'
import { TERM_NAMES, termAffects, termsOf } from '../../../questions/changes.ts'
import type { AmendedTerms } from '../../../tenders/contract.ts'
import { criteriaProblems } from '../../../tenders/criteriaRules.ts'
import { TenderPublished } from '../../../tenders/events.ts'
import { keyOf } from '../../../tenders/finding.ts'
import { piecesOf } from '../../../tenders/inspection.ts'
import { mendedFindings } from '../../../tenders/mended.ts'
import { TenderAmended } from '../../../tenders/sideEvents.ts'
import { draftOf, type Tender } from '../../../tenders/tender.ts'
import { type Breach, broken, type Log, placeOf, type Requirement, tenderOf } from './log.ts'

interface Amended {
  /** whether it may affect the making of bids */
  affects: boolean
  changes?: AmendedTerms
}

/** The deadline in force after everything that was done at a moment: a forced postponement comes with its addendum. */
const deadlineAfter = ({ facts }: Log, at: number): number =>
  tenderOf({ facts: facts.filter((fact) => fact.at <= at) })?.deadline ?? 0

/** Whether what an addendum changes may affect bids, whatever it declares. */
function affecting(log: Log, fact: Fact<string, Amended>): boolean {
  const before = tenderOf({ facts: log.facts.slice(0, placeOf(log, fact)) })
  if (!before) return false
  const { changes = {} } = fact.data
  const terms = termsOf(draftOf(before))
  return TERM_NAMES.some((name) => changes[name] !== undefined && termAffects(name, terms, changes))
}

/** Addenda: facts by which a new version of the tender document was issued. */
const addenda = ({ facts }: Log): Fact<string, Amended>[] =>
  facts.filter(({ type }) => type === 'tender.amended') as Fact<string, Amended>[]

const postpones: Requirement = {
  id: 'addendum.postpones',
  zh: '可能影响投标文件编制的修改距截止不足法定期限的，顺延截止时间',
  en: 'an addendum that affects bids and comes late postpones the deadline',
  rule: (law) => law.postponement,
  judge: (log): Breach[] =>
    addenda(log).flatMap((fact) => {
      const { at, data } = fact
      return (data.affects || affecting(log, fact)) && mustPostpone(at, deadlineAfter(log, at), log.law)
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

interface Edition {
  at: number
  tender: Tender
  /** warnings that were given reasons with it */
  justified: readonly { code: string; where: string }[]
}

/** Every version of the tender document as bidders read it: the notice's, and one for each addendum. */
const editions = (log: Log): Edition[] =>
  log.facts
    .filter(({ type, stream }) => stream.startsWith('tender/') && EDITIONS.has(type))
    .flatMap((fact) => {
      const tender = tenderOf({ facts: log.facts.slice(0, placeOf(log, fact) + 1) })
      const { justified = [] } = fact.data as { justified?: Edition['justified'] }
      return tender ? [{ at: fact.at, tender, justified }] : []
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

const deposit: Requirement = {
  id: 'addendum.deposit',
  zh: '招标文件每一修改版本的投标保证金不超过法定上限',
  en: 'in every later version the deposit is within its ceiling',
  rule: (law) => law.depositCeiling,
  judge: (log): Breach[] =>
    editions(log)
      .slice(1)
      .flatMap(({ at, tender }) => {
        const terms = { ...draftOf(tender), estimate: BigInt(tender.estimate), deposit: BigInt(tender.deposit) }
        return depositProblems(terms, log.law).map(({ zh, en }) => broken(at, zh, en))
      }),
}

const mended: Requirement = {
  id: 'restart.corrected',
  zh: '重新招标的招标文件已修改前一轮因之终止的条款',
  en: 'a new round does not repeat the clause for which an earlier one ended',
  rule: (law) => law.restarts,
  judge: (log): Breach[] =>
    editions(log).flatMap(({ at, tender, justified }) => {
      const composed = tender.published?.composed !== undefined
      const found = mendedFindings({ pieces: piecesOf(draftOf(tender)), mended: tender.mended, composed }, log.law)
      return found
        .map(({ severity, where, refusal }) => ({ severity, where, ...refusal }))
        .filter(
          ({ severity, code, where }) =>
            severity === 'block' || !justified.some((one) => keyOf(one) === keyOf({ code, where })),
        )
        .map(({ zh, en }) => broken(at, zh, en))
    }),
}

/** Changes of the tender document, and what every version of it keeps to. */
export const addendumRequirements: readonly Requirement[] = [postpones, weight, deposit, mended]
