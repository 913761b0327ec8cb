import { ObjectionAnswered, ResultObjected } from '../../../award/events.ts'
import { complaintUntil, type EarlierObjection, leftWhenStopped, rulingDays } from '../../../complaints/clocks.ts'
import {
  ComplaintClockResumed,
  ComplaintClockStopped,
  ComplaintDecided,
  ComplaintFiled,
  ComplaintRuled,
  ComplaintWithdrawn,
  RestOrdered,
} from '../../../complaints/events.ts'
import { covers, dayAfter, dayOf, endOf, isPending, lastMomentOf, type Pending } from '../../../law/periods.ts'
import { workingDays } from '../../../law/units.ts'
import type { EventKind, Fact } from '../../../ledger/event.ts'
import { SpotAnswer, SpotObjection } from '../../../opening/hallEvents.ts'
import { DocumentObjected, DocumentObjectionAnswered } from '../../../questions/events.ts'
import { SuspensionLifted } from '../../../tenders/sideEvents.ts'
import { all, type Breach, before, broken, endOfLog, type Log, type Requirement, within } from './log.ts'

type Filed = ReturnType<typeof all<'complaint.filed', Parameters<typeof ComplaintFiled>[0]>>[number]

/** The first fact of a kind about a complaint. */
const ofThis = <T extends string, D extends { complaint: string }>(
  log: Log,
  kind: EventKind<T, D>,
  { data }: Filed,
): Fact<T, D> | undefined => all(log, kind).find((one) => one.data.complaint === data.complaint)

/** When an objection was answered, as the log tells. */
const answeredAt = (log: Log, id: string): number | null =>
  [...all(log, DocumentObjectionAnswered), ...all(log, ObjectionAnswered), ...all(log, SpotAnswer)].find(
    ({ data }) => data.objection === id,
  )?.at ?? null

/** The objection that a complaint names, as it stood when that was filed. */
function earlier(log: Log, fact: Filed): EarlierObjection | undefined {
  const known = before(log, fact)
  const { objection: id } = fact.data
  if (id === null) return undefined
  const answered = answeredAt(known, id)
  const { law, calendar } = log
  const document = all(known, DocumentObjected).find(({ data }) => data.objection === id)
  const result = all(known, ResultObjected).find(({ data }) => data.objection === id)
  const spoken = all(known, SpotObjection).find(({ data }) => data.objection === id)
  const until = (at: number, rule: typeof law.documentObjectionReply): number | null => {
    const end = endOf(at, rule.value, calendar)
    return isPending(end) ? null : end
  }
  if (document)
    return {
      id,
      matter: 'documents',
      at: document.at,
      answerBy: until(document.at, law.documentObjectionReply),
      answeredAt: answered,
    }
  if (result)
    return {
      id,
      matter: 'result',
      at: result.at,
      answerBy: until(result.at, law.resultObjectionReply),
      answeredAt: answered,
    }
  return spoken && { id, matter: 'opening', at: spoken.at, answerBy: null, answeredAt: answered }
}

const first: Requirement = {
  id: 'complaint.objectionFirst',
  zh: '依法应先提出异议（质疑）的，投诉前已提出并已答复或逾期未答复',
  en: 'an objection came first, and was answered or overdue, where the law wants one',
  rule: (law) => law.objectionFirst,
  judge: (log) =>
    all(log, ComplaintFiled)
      .filter(({ data }) => log.law.objectionFirst.value.includes(data.matter))
      .flatMap((fact) => {
        const objection = earlier(log, fact)
        const over =
          objection && (objection.answeredAt !== null || (objection.answerBy !== null && fact.at > objection.answerBy))
        return objection?.matter === fact.data.matter && over
          ? []
          : [
              broken(
                fact.at,
                '未先提出异议（质疑）或未待答复即登记投诉',
                'a complaint was taken without the objection that comes first',
              ),
            ]
      }),
}

const inTime: Requirement = {
  id: 'complaint.inTime',
  zh: '投诉按法定期限登记，逾期的不予受理',
  en: 'complaints are taken as in time or late as the law has it; late ones are not taken up',
  rule: (law) => law.complaintWithin,
  judge: (log) =>
    all(log, ComplaintFiled).flatMap((fact) => {
      const until = complaintUntil({ knownAt: fact.data.knownAt, objection: earlier(log, fact) }, log.law, log.calendar)
      const late = until !== null && fact.at > until
      const taken = ofThis(log, ComplaintDecided, fact)?.data.accepted
      if (late !== fact.data.late && until !== null)
        return [broken(fact.at, '投诉是否逾期认定有误', 'whether the complaint is late was told wrongly')]
      return late && taken ? [broken(fact.at, '受理了逾期的投诉', 'a late complaint was taken up')] : []
    }),
}

const ended = (log: Log, fact: Filed): number => ofThis(log, ComplaintWithdrawn, fact)?.at ?? endOfLog(log)

const accepted: Requirement = {
  id: 'complaint.accepted',
  zh: '按期决定是否受理投诉',
  en: 'whether a complaint is taken up is decided in time',
  rule: (law) => law.complaintAcceptance,
  judge: (log) =>
    log.law.complaintAcceptance.value === 'none'
      ? []
      : all(log, ComplaintFiled).flatMap((fact) => {
          const at = ofThis(log, ComplaintDecided, fact)?.at ?? ended(log, fact)
          const end = endOf(fact.at, periodOf(log), log.calendar)
          return within(
            at,
            end,
            broken(at, '逾期未决定是否受理投诉', 'it was not decided in time whether to take the complaint up'),
          )
        }),
}
const periodOf = ({ law }: Log) => {
  const { value } = law.complaintAcceptance
  if (value === 'none') throw new RangeError('the law sets no time')
  return value
}

/** Until when a complaint was to be ruled on: its working days, without those in which the clock stood. */
function rulingBy(log: Log, fact: Filed, from: number): number | Pending {
  let counts = { from, left: rulingDays(log.law) }
  const stops = all(log, ComplaintClockStopped).filter(({ data }) => data.complaint === fact.data.complaint)
  const starts = all(log, ComplaintClockResumed).filter(({ data }) => data.complaint === fact.data.complaint)
  for (const [i, stop] of stops.entries()) {
    const again = starts[i]
    if (!again) return Number.POSITIVE_INFINITY
    if (!covers(log.calendar, dayOf(stop.at))) return { pending: dayOf(stop.at) }
    counts = { from: again.at, left: leftWhenStopped({ ...counts, stoppedAt: stop.at }, log.calendar) }
  }
  return endOf(counts.from, workingDays(counts.left), log.calendar)
}

const ruled: Requirement = {
  id: 'complaint.ruled',
  zh: '按期对投诉作出处理决定，检验、检测、鉴定、专家评审时间不计',
  en: 'a complaint is ruled on in time, tests and experts not counted',
  rule: (law) => law.complaintRuling,
  judge: (log) =>
    all(log, ComplaintFiled).flatMap((fact): Breach[] => {
      const decision = ofThis(log, ComplaintDecided, fact)
      if (!decision?.data.accepted) return []
      const from = log.law.complaintRuling.value.from === 'receipt' ? fact.at : decision.at
      const at = ofThis(log, ComplaintRuled, fact)?.at ?? ended(log, fact)
      return within(
        at,
        rulingBy(log, fact, from),
        broken(at, '逾期未作出投诉处理决定', 'the complaint was not ruled on in time'),
      )
    }),
}

const rest: Requirement = {
  id: 'complaint.rest',
  zh: '因投诉暂停采购活动不超过法定期限',
  en: 'the tender rests for a complaint no longer than the law lets it',
  rule: (law) => law.complaintSuspension,
  judge: (log) => {
    const most = log.law.complaintSuspension.value
    if (most === 'untilLifted') return []
    return all(log, RestOrdered).flatMap((fact) => {
      const lifted = all(log, SuspensionLifted).find(({ data }) => data.suspension === fact.data.suspension)
      const at = lifted?.at ?? endOfLog(log)
      // the platform lifts it in the moment after the last one
      return at > lastMomentOf(dayAfter(dayOf(fact.at), most.days)) + LIFTED_WITHIN
        ? [broken(at, '暂停超过法定最长期限', 'the tender rested for longer than the law lets it')]
        : []
    })
  },
}
/** What the platform takes to lift a rest whose last moment has passed, ms, with room. */
const LIFTED_WITHIN = 10 * 60_000

/** Complaints and their clocks. */
export const complaintRequirements: readonly Requirement[] = [first, inTime, accepted, ruled, rest]
