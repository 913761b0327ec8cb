import { ComplaintRuled } from '../../../complaints/events.ts'
import { endOf, isPending } from '../../../law/periods.ts'
import type { Fact } from '../../../ledger/event.ts'
import { OpeningStarted } from '../../../opening/events.ts'
import { DocumentObjected, DocumentObjectionAnswered, DocumentsFetched } from '../../../questions/events.ts'
import { objectionUntil } from '../../../questions/objection.ts'
import { ApplicationsClosed, PrequalificationAmended } from '../../../tenders/admissionEvents.ts'
import { BiddingClosed } from '../../../tenders/events.ts'
import { suspensionsOf } from '../../../tenders/side.ts'
import { TenderAmended } from '../../../tenders/sideEvents.ts'
import {
  after,
  all,
  type Breach,
  before,
  broken,
  endOfLog,
  type Log,
  placeOf,
  type Requirement,
  tenderOf,
  within,
} from './log.ts'

type Objected = ReturnType<typeof all<'documents.objected', Parameters<typeof DocumentObjected>[0]>>[number]

const answerTo = (log: Pick<Log, 'facts'>, objection: string) =>
  all(log, DocumentObjectionAnswered).find(({ data }) => data.objection === objection)

/** The last moment for an objection, for somebody who fetched the document at a moment; who objected, no log tells. */
function until(log: Log, fact: Objected, fetchedAt: number | undefined) {
  const tender = tenderOf(before(log, fact))
  if (!tender) return 0
  const holder = fetchedAt === undefined ? undefined : { tender: tender.id, tag: '', name: '', fetchedAt, read: [] }
  return objectionUntil(tender, { version: fact.data.version, holder }, log.law, log.calendar)
}

const inTime: Requirement = {
  id: 'documents.objectionInTime',
  zh: '对招标文件的异议（质疑）按法定期限登记：在期限内的即受理，逾期的不产生暂停效力',
  en: 'objections to the document are taken as in time, or as late, as the law has it',
  rule: (law) => law.documentObjection,
  judge: (log) =>
    all(log, DocumentObjected)
      .filter(({ data }) => data.on !== 'prequalification')
      .flatMap((fact) => misdated(log, fact)),
}

/** An objection that was taken as late although it was in time, or the other way round. */
function misdated(log: Log, fact: Objected): Breach[] {
  const fetched = all(before(log, fact), DocumentsFetched).map(({ data }) => data.at)
  const [first, last] = [
    until(log, fact, undefined),
    until(log, fact, fetched.length ? Math.max(...fetched) : undefined),
  ]
  const refused = fact.data.late && (isPending(first) || fact.at <= first)
  const taken = !fact.data.late && !isPending(last) && fact.at > last
  if (refused) return [broken(fact.at, '期限内的异议被作为逾期处理', 'an objection in time was treated as late')]
  return taken ? [broken(fact.at, '逾期的异议被作为期限内处理', 'a late objection was treated as in time')] : []
}

const applicationsInTime: Requirement = {
  id: 'prequalification.objectionInTime',
  zh: '对资格预审文件的异议（质疑）按法定期限登记',
  en: 'objections to the prequalification document are taken as in time, or as late, as the law has it',
  rule: (law) => law.prequalObjection,
  judge: (log) =>
    all(log, DocumentObjected)
      .filter(({ data }) => data.on === 'prequalification')
      .flatMap((fact) => misdated(log, fact)),
}

const inTimeOnes = (log: Log): Objected[] => all(log, DocumentObjected).filter(({ data }) => !data.late)

const answered: Requirement = {
  id: 'documents.objectionAnswered',
  zh: '对招标文件的异议（质疑）按期答复',
  en: 'objections to the document are answered in time',
  rule: (law) => law.documentObjectionReply,
  judge: (log) =>
    inTimeOnes(log).flatMap(({ at, data }) => {
      const end = endOf(at, log.law.documentObjectionReply.value, log.calendar)
      const now = answerTo(log, data.objection)?.at ?? endOfLog(log)
      return within(
        now,
        end,
        broken(now, '对招标文件的异议逾期未答复', 'an objection to the document was not answered in time'),
      )
    }),
}

/** Steps that a tender may not take while it rests. */
const STEPS: readonly string[] = [
  ...[BiddingClosed.type, OpeningStarted.type, TenderAmended.type],
  ...[ApplicationsClosed.type, PrequalificationAmended.type],
]

function rests(log: Log, fact: Objected) {
  const { objection } = fact.data
  const answer = answerTo(log, objection)
  const end = answer ? placeOf(log, answer) : log.facts.length
  const span: Fact[] = log.facts.slice(placeOf(log, fact), end)
  const suspended = suspensionsOf(tenderOf({ facts: log.facts.slice(0, end) }) ?? {}).some(({ id }) => id === objection)
  const step = span.find(({ type }) => STEPS.includes(type))
  if (step)
    return [broken(step.at, '异议答复前继续进行招标投标活动', 'the tender went on before an objection was answered')]
  return suspended
    ? []
    : [broken(fact.at, '收到异议后没有暂停，或答复前即恢复', 'the tender did not rest until the answer')]
}

const suspends: Requirement = {
  id: 'documents.objectionSuspends',
  zh: '对招标文件的异议答复前暂停招标投标活动',
  en: 'the tender rests until an objection to the document is answered',
  rule: (law) => law.documentObjectionSuspends,
  judge: (log) => (log.law.documentObjectionSuspends.value ? inTimeOnes(log).flatMap((fact) => rests(log, fact)) : []),
}

/** Upheld objections and rulings by which the document had to be corrected while bids were taken, and by which id. */
const causes = (log: Log): { fact: Fact; cause: string }[] => [
  ...all(log, DocumentObjectionAnswered)
    .filter(({ data }) => data.outcome === 'upheld' && !ofApplications(log, data.objection))
    .map((fact) => ({ fact, cause: fact.data.objection })),
  ...all(log, ComplaintRuled)
    .filter(({ data }) => data.remedy === 'correct')
    .map((fact) => ({ fact, cause: fact.data.complaint })),
]
const ofApplications = (log: Log, id: string): boolean =>
  all(log, DocumentObjected).some(({ data }) => data.objection === id && data.on === 'prequalification')

const corrected: Requirement = {
  id: 'documents.corrected',
  zh: '异议（质疑）成立或者责令改正的，招标文件改正前不开标',
  en: 'the tender does not open before its document is corrected as upheld or ordered',
  rule: (law) => law.correctionFirst,
  judge: (log) =>
    causes(log).flatMap(({ fact, cause }) => {
      const closed = after(log, fact).facts.find(({ type }) => type === BiddingClosed.type)
      const follows = all(after(log, fact), TenderAmended).find(({ data }) =>
        [...(data.objections ?? []), ...(data.rulings ?? [])].includes(cause),
      )
      const late = closed && (!follows || placeOf(log, follows) > placeOf(log, closed))
      return late
        ? [
            broken(
              closed.at,
              '招标文件应当改正而未改正即截标、开标',
              'the tender opened with a document that had to be corrected',
            ),
          ]
        : []
    }),
}

/** Objections to the tender document. */
export const documentRequirements: readonly Requirement[] = [inTime, applicationsInTime, answered, suspends, corrected]
