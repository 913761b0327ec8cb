import {
  PrequalificationConcluded,
  ResultIssued,
  ReviewBegun,
  type ReviewFact,
  reviewEvents,
} from '../../../prequalification/events.ts'
import { ApplicationOpened } from '../../../prequalification/openingEvents.ts'
import { evolve, type Prequalification } from '../../../prequalification/prequalification.ts'
import { verdict } from '../../../prequalification/review.ts'
import { all, type Breach, before, broken, type Log, lastOf, type Requirement, tenderOf } from './log.ts'

const kinds = new Set<string>(reviewEvents.map(({ type }) => type))

/** The review as the facts before its end leave it, and its end. */
function concluded(log: Log) {
  const end = lastOf(log, PrequalificationConcluded)
  if (!end) return undefined
  const known = before(log, end)
  const state = known.facts
    .filter(({ type }) => kinds.has(type))
    .reduce<Prequalification | undefined>((so, fact) => evolve(so, fact as ReviewFact), undefined)
  const tender = tenderOf(known)
  return state && tender ? { end, state, tender, known } : undefined
}

/** What is wrong with the judgement of one application. */
function misjudged({ state, tender, end }: NonNullable<ReturnType<typeof concluded>>, tag: string, log: Log): Breach[] {
  const asked = (tender.prequalification?.requirements ?? []).map(({ id }) => id).sort()
  const given = Object.values(state.reviews[tag] ?? {})
  const other = given.some(({ findings }) => String(findings.map((one) => one.requirement).sort()) !== String(asked))
  if (other)
    return [broken(end.at, '未按资格预审文件载明的标准审查', 'judged by other standards than the document states')]
  const bare = given.some(({ findings }) => findings.some(({ pass, reason }) => !pass && !reason))
  if (bare) return [broken(end.at, '认定不通过未写明理由', 'failed without a reason')]
  const passed = verdict(state, tag, log.law)
  const said = end.data.passed.includes(tag)
  if (passed !== undefined && passed === said && said !== end.data.failed.includes(tag)) return []
  return [broken(end.at, '审查结果与审查结论不一致', 'the result is not what the reviewers found')]
}

const asStated: Requirement = {
  id: 'prequalification.review',
  zh: '按资格预审文件载明的标准和方法审查，结果与每一审查结论一致',
  en: 'reviewed by the standards of the document, with the result that the findings give',
  rule: (law) => law.prequalReview,
  judge: (log) => {
    const of = concluded(log)
    if (!of) return []
    const opened = all(of.known, ApplicationOpened).map(({ data }) => data.tag)
    return of.state.applications.filter((tag) => opened.includes(tag)).flatMap((tag) => misjudged(of, tag, log))
  },
}

const told: Requirement = {
  id: 'prequalification.results',
  zh: '向每一申请人发出资格预审结果通知书',
  en: 'every applicant gets its result',
  rule: (law) => law.prequalResult,
  judge: (log) => {
    const end = lastOf(log, PrequalificationConcluded)
    const begun = lastOf(log, ReviewBegun)
    if (!end || !begun) return []
    const letters = new Set(all(log, ResultIssued).map(({ data }) => data.tag))
    return begun.data.applications.every((tag) => letters.has(tag))
      ? []
      : [broken(end.at, '有申请人没有收到结果通知书', 'an applicant was not told its result')]
  },
}

/** How applications were reviewed, and that everybody was told. */
export const reviewRequirements: readonly Requirement[] = [asStated, told]
