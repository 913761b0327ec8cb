import { panelProblems } from '../../../law/checks.ts'
import {
  ApplicationOpened,
  CommitteeAsked,
  CommitteeSeated,
  PrequalificationConcluded,
  ResultIssued,
  ReviewBegun,
  type ReviewFact,
  reviewEvents,
} from '../../../prequalification/events.ts'
import { evolve, type Prequalification, reviewerOf } from '../../../prequalification/prequalification.ts'
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

const reviewer: Requirement = {
  id: 'prequalification.reviewer',
  zh: '由法定的审查人审查；应当组建资格审查委员会的，由依法抽取的委员会审查',
  en: 'those review whom the law names: a drawn committee, where it wants one',
  rule: (law) => law.prequalReviewer,
  judge: (log) => {
    const of = concluded(log)
    if (!of) return []
    const wanted = reviewerOf(of.tender, log.law) === 'committee'
    const { committee } = of.state
    if (!wanted)
      return committee ? [broken(of.end.at, '审查人不是法定的审查人', 'others reviewed than the law names')] : []
    const asked = lastOf(of.known, CommitteeAsked)?.data
    const seated = all(of.known, CommitteeSeated).some(({ data }) => data.draw === asked?.draw)
    if (!committee?.seats.length || !asked || !seated || committee.seats.length !== asked.members)
      return [broken(of.end.at, '没有依法组建资格审查委员会', 'no committee sat as the law wants it')]
    const size = { members: asked.members, experts: committee.seats.length, estimate: BigInt(of.tender.estimate) }
    return panelProblems(size, log.law).map(({ zh, en }) => broken(of.end.at, zh, en))
  },
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
export const reviewRequirements: readonly Requirement[] = [reviewer, asStated, told]
