import { BidReviewed, ChairElected, EvaluationBegun } from '../../../evaluation/reviewEvents.ts'
import {
  EvaluationFinished,
  MemberReplaced,
  ReportSigned,
  SheetLocked,
  SignatureRefused,
} from '../../../evaluation/scoringEvents.ts'
import { MemberLeft } from '../../../evaluation/vacancyEvents.ts'
import { PanelInvited, PanelSeated, RepresentativeNamed } from '../../../experts/panelEvents.ts'
import { panelProblems } from '../../../law/checks.ts'
import type { Fact } from '../../../ledger/event.ts'
import { OpeningFinished } from '../../../opening/events.ts'
import { venueProblem } from '../../witness.ts'
import { Witnessed } from '../../witnessEvents.ts'
import { after, all, type Breach, before, broken, type Log, lastOf, placeOf, type Requirement } from './log.ts'

/** What the law finds wrong with the make-up of each panel that sat. */
function panels(log: Log, code: string): Breach[] {
  const drawn = new Set(all(log, PanelInvited).map(({ data }) => data.tag))
  const estimate = BigInt(log.noticed.estimate)
  return all(log, PanelSeated).flatMap(({ at, data }) => {
    const { members } = data
    const experts = members.filter((tag) => drawn.has(tag)).length
    return panelProblems({ members: members.length, experts, estimate }, log.law)
      .filter((problem) => problem.code === code)
      .map(({ zh, en }) => broken(at, zh, en))
  })
}

const size: Requirement = {
  id: 'panel.size',
  zh: '评标委员会人数',
  en: 'the panel is large enough',
  rule: (law) => law.fewestPanelMembers,
  judge: (log) => panels(log, 'PANEL_TOO_SMALL'),
}
const odd: Requirement = {
  id: 'panel.odd',
  zh: '评标委员会人数为单数',
  en: 'the panel has an odd number of members',
  rule: (law) => law.oddPanel,
  judge: (log) => panels(log, 'PANEL_EVEN'),
}
const share: Requirement = {
  id: 'panel.experts',
  zh: '随机抽取的专家占成员总数的比例',
  en: 'enough of the panel are experts that were drawn',
  rule: (law) => law.leastExpertShare,
  judge: (log) => panels(log, 'PANEL_FEW_EXPERTS'),
}

const seatedFirst: Requirement = {
  id: 'panel.seatedFirst',
  zh: '评标由已组成的评标委员会在开标后进行',
  en: 'the panel that was seated evaluates, after the opening',
  rule: (law) => law.expertDraw,
  judge: (log) =>
    all(log, EvaluationBegun).flatMap((begun) => {
      const before = log.facts.slice(0, placeOf(log, begun))
      const seated = lastOf({ facts: before }, PanelSeated)
      const opened = lastOf({ facts: before }, OpeningFinished)
      const same = seated?.data.members.toSorted().join() === begun.data.panel.toSorted().join()
      return seated && opened && same
        ? []
        : [
            broken(
              begun.at,
              '评标开始时评标委员会尚未组成、成员不符或开标尚未结束',
              'another panel than the seated one began, or before the opening ended',
            ),
          ]
    }),
}

/** The members of the panel when an evaluation ended: those who began, with those who were replaced. */
const membersAt = (log: Log, place: number): string[] => {
  const before = log.facts.slice(0, place)
  let members = lastOf({ facts: before }, EvaluationBegun)?.data.panel ?? []
  for (const { data } of all({ facts: before }, MemberReplaced))
    members = members.map((tag) => (tag === data.left ? data.joined : tag))
  return members
}

const signed: Requirement = {
  id: 'panel.reportSigned',
  zh: '评标报告由全体成员签字，拒签的注明',
  en: 'every member signed the report, or its refusal is noted',
  rule: (law) => law.reportSigning,
  judge: (log) =>
    all(log, EvaluationFinished).flatMap((finished) => {
      const place = placeOf(log, finished)
      const before = { facts: log.facts.slice(0, place) }
      const done = new Set(
        [...all(before, ReportSigned), ...all(before, SignatureRefused)].map(({ data }) => data.member),
      )
      const open = membersAt(log, place).filter((member) => !done.has(member))
      return open.length
        ? [
            broken(
              finished.at,
              `${open.length} 名成员未在评标报告上签字`,
              `${open.length} members have not signed the report`,
            ),
          ]
        : []
    }),
}

/** What members conclude by. */
const CONCLUSIONS: readonly string[] = [BidReviewed.type, SheetLocked.type, ReportSigned.type]
const by = (fact: Fact): string => (fact.data as { member?: string }).member ?? ''

/** What was done against the absence of one who left: by itself, or by the others before its seat was filled. */
function afterLeaving(log: Log, left: Fact<'evaluation.memberLeft', { left: string }>): Breach[] {
  const rest = log.facts.slice(placeOf(log, left) + 1)
  const filled = rest.findIndex(({ type }) => type === MemberReplaced.type || type === EvaluationBegun.type)
  const meanwhile = filled < 0 ? rest : rest.slice(0, filled)
  const own = rest.filter((fact) => CONCLUSIONS.includes(fact.type) && by(fact) === left.data.left)
  const others = meanwhile.filter(({ type }) => CONCLUSIONS.includes(type) || type === EvaluationFinished.type)
  return [
    ...own.map(({ at }) => broken(at, '离席成员的评审结论仍被采用', 'a member went on after it had left')),
    ...others
      .filter((fact) => !own.includes(fact))
      .map(({ at }) => broken(at, '席位补足前继续评标', 'the evaluation went on before the seat was filled')),
  ]
}

/** Bids that the others reviewed and one who joined did not. */
function unreviewed(log: Log, replaced: Fact<'evaluation.memberReplaced', { joined: string }>): Breach[] {
  const finished = all(after(log, replaced), EvaluationFinished)[0]
  if (!finished) return []
  const reviews = all(before(log, finished), BidReviewed)
  const begun = lastOf(before(log, finished), EvaluationBegun)
  const since = begun ? reviews.filter((one) => placeOf(log, one) > placeOf(log, begun)) : reviews
  const own = new Set(since.filter((one) => by(one) === replaced.data.joined).map(({ data }) => data.bid))
  const open = new Set(since.map(({ data }) => data.bid).filter((bid) => !own.has(bid)))
  return open.size
    ? [broken(finished.at, '递补成员没有重新评审全部投标文件', 'one who joined did not review every bid anew')]
    : []
}

const leaving: Requirement = {
  id: 'panel.leaving',
  zh: '更换的成员作出的结论无效，由递补成员重新评审',
  en: 'what a member who left concluded is void; its successor reviews everything anew',
  rule: (law) => law.replacedMember,
  judge: (log) => [
    ...all(log, MemberLeft).flatMap((fact) => afterLeaving(log, fact)),
    ...all(log, MemberReplaced).flatMap((fact) => unreviewed(log, fact)),
  ],
}

/** What is wrong with those of a panel whom nobody drew: who named them, how many they are, and whether one is its chair. */
const own: Requirement = {
  id: 'panel.representatives',
  zh: '未经抽取的成员须由招标人（采购人）书面授权，不超过载明的人数；采购人代表不任组长',
  en: 'who was not drawn was named by the tenderer in writing, as many as the document says; in a purchase none is the chair',
  rule: (law) => law.chair,
  judge: (log) => {
    const drawn = new Set(all(log, PanelInvited).map(({ data }) => data.tag))
    const named = new Set(all(log, RepresentativeNamed).map(({ data }) => data.tag))
    const most = log.noticed.panel.representatives ?? 0
    const seated = all(log, PanelSeated).flatMap(({ at, data: { members } }) => {
      const stray = members.filter((tag) => !drawn.has(tag) && !named.has(tag)).length
      const many = members.filter((tag) => named.has(tag) && !drawn.has(tag)).length > most
      return [
        ...(stray
          ? [broken(at, `${stray} 名成员既未抽取也未经授权指定`, `${stray} were neither drawn nor named`)]
          : []),
        ...(many ? [broken(at, '代表人数多于招标文件载明的人数', 'more representatives than the document says')] : []),
      ]
    })
    const chairs = all(log, ChairElected).filter(({ data }) => named.has(data.chair))
    const unlawful = log.law.chair.value.tendererMayChair ? [] : chairs
    return [
      ...seated,
      ...unlawful.map(({ at }) => broken(at, '采购人代表担任评标组长', 'the purchaser’s representative is the chair')),
    ]
  },
}

const venues: Requirement = {
  id: 'panel.venues',
  zh: '见证书载明的评标场所：一个主场、不少于规定数目的副场，各有见证人',
  en: 'the venues that the centre certified: one main venue, others as many as asked for, each with its witness',
  rule: (law) => law.evaluationVenue,
  judge: (log) => {
    const least = log.noticed.published?.regional?.values.remoteVenues ?? 2
    return all(log, Witnessed).flatMap(({ at, data }) => {
      const problem = venueProblem(data.venues ?? [], { law: log.law, least })
      return problem ? [broken(at, problem.zh, problem.en)] : []
    })
  },
}

/** Who evaluates, and that they answer for it with their names. */
export const panelRequirements: readonly Requirement[] = [size, odd, share, own, seatedFirst, leaving, signed, venues]
