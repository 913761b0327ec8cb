import { panelProblems } from '../../../law/checks.ts'
import {
  CommitteeAsked,
  CommitteeFormed,
  MemberArrived,
  MemberDeclared,
  MemberLeft,
} from '../../../prequalification/committeeEvents.ts'
import { ApplicationReviewed, PrequalificationConcluded } from '../../../prequalification/events.ts'
import { reviewerOf } from '../../../prequalification/prequalification.ts'
import { all, type Breach, before, broken, type Log, lastOf, placeOf, type Requirement } from './log.ts'

/** Whether a committee has to review in this tender, and the end of its review. */
function concludedBy(log: Log) {
  const concluded = lastOf(log, PrequalificationConcluded)
  return concluded && reviewerOf(log.noticed, log.law) === 'committee' ? concluded : undefined
}

const formed: Requirement = {
  id: 'prequalification.committee',
  zh: '国有资金占控股或者主导地位的，由依法组成的资格审查委员会审查',
  en: 'where state funds lead, a committee formed as a panel is reviews',
  rule: (law) => law.prequalReviewer,
  judge: (log) => {
    const concluded = concludedBy(log)
    if (!concluded) return []
    const sits = lastOf(before(log, concluded), CommitteeFormed)
    if (!sits) return [broken(concluded.at, '资格审查委员会没有组成', 'no committee was formed')]
    const asked = all(log, CommitteeAsked).find(({ data }) => data.draw === sits.data.draw)
    const members = sits.data.members.length
    const experts = asked ? asked.data.strata.reduce((sum, { seats }) => sum + seats, 0) : 0
    return panelProblems({ members, experts, estimate: BigInt(log.noticed.estimate) }, log.law).map(({ zh, en }) =>
      broken(sits.at, zh, en),
    )
  },
}

/** What of a member came before one of its findings, since it last left. */
function promised(log: Log, place: number, member: string): boolean {
  const earlier = { facts: log.facts.slice(0, place) }
  const own = <T extends { data: { tag: string } }>(facts: T[]): T | undefined =>
    facts.findLast(({ data }) => data.tag === member)
  const arrived = own(all(earlier, MemberArrived))
  const declared = own(all(earlier, MemberDeclared))
  const left = own(all(earlier, MemberLeft))
  if (!arrived || !declared || declared.data.avoid) return false
  return !left || placeOf(log, left) < placeOf(log, declared)
}

const declaredFirst: Requirement = {
  id: 'prequalification.avoidance',
  zh: '资格审查委员会成员先承诺并声明有无应当回避的情形，再审查',
  en: 'members of the committee promise and declare their interests before they review',
  rule: (law) => law.selfAvoidance,
  judge: (log): Breach[] =>
    all(log, ApplicationReviewed)
      .filter((fact) => fact.data.by !== 'host' && !promised(log, placeOf(log, fact), fact.data.by))
      .map(({ at }) =>
        broken(at, '成员未先承诺并作出回避声明即审查', 'a member reviewed without promise or declaration'),
      ),
}

const signed: Requirement = {
  id: 'prequalification.reportSigned',
  zh: '资格审查报告由全体成员签署，未签的注明',
  en: 'every member of the committee signed its report, or is noted',
  rule: (law) => law.reportSigning,
  judge: (log) => {
    const concluded = concludedBy(log)
    if (!concluded) return []
    const members = lastOf(before(log, concluded), CommitteeFormed)?.data.members ?? []
    const { report } = concluded.data
    const told = report ? [...report.signed, ...report.differing, ...report.unsigned] : []
    const open = members.filter((member) => !told.includes(member))
    return report && !open.length
      ? []
      : [
          broken(
            concluded.at,
            '资格审查报告未经全体成员签署或注明',
            'the report is not signed by every member nor noted',
          ),
        ]
  },
}

/** Who reviews applications where a committee has to, and that its members answer for it. */
export const committeeRequirements: readonly Requirement[] = [formed, declaredFirst, signed]
