import { ReportDelivered, ReportReviewed, ResultFixed } from '../../server/award/acceptanceEvents.ts'
import { ChallengeWeighed, ResultAnnounced } from '../../server/award/announcementEvents.ts'
import { CandidatesPublicised, NoticesIssued, WinnerFixed } from '../../server/award/events.ts'
import { ContractPublished, ReportMade } from '../../server/award/letterEvents.ts'
import { DepositRefunded } from '../../server/deposits/events.ts'
import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { EvaluationFinished } from '../../server/evaluation/scoringEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import type { Fact, Happening } from '../../server/ledger/event.ts'
import { QualificationConcluded } from '../../server/qualification/events.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { noticeHash } from '../../server/tenders/tender.ts'
import { both, change, type Doctor, drop } from './doctors.ts'
import { at, best, draft, HASH, lawful, members, placed, second, signature, tags } from './lawfulLog.ts'

const TENDER = 'tender-1'
const of = { tender: TENDER }
const agent = { code: '91530100MA6K000009', name: '代理机构' }
const purchase = { ...draft, track: 'G' as const, kind: 'goods' as const, agent }
const notice = noticeHash(purchase)

/** Puts a fact where its moment has it. */
const put =
  (when: string, stream: string, happening: Happening): Doctor =>
  (log) => {
    const one = at(when, `${stream}/${TENDER}`, happening)
    const place = log.findIndex((fact) => fact.at > one.at)
    return place < 0 ? [...log, one] : [...log.slice(0, place), one, ...log.slice(place)]
  }

const ranking = tags.map((tag, i) => ({
  ...{ tag, price: '1', factors: {}, quality: 0, deviation: 0, priceScore: 0, total: 9000 - i, rank: i + 1 },
}))

/** The result of a purchase as it is announced. */
export const announced = (tag: string, rank: number, experts = members.map((_tag, i) => `专家${i}`)) => {
  const { code, name, terms, leaderCertificate } = placed(tag, rank)
  const body = { name: '单位', address: '南宁', contact: '0771' }
  return ResultAnnounced({
    ...{ ...of, winner: { rank, tag, code, name, address: '南宁', terms, leaderCertificate } },
    announcement: {
      ...{ project: { code: 'p', name: '项目' }, purchaser: body, agent: body, experts, remark: '', documents: [] },
      items: [{ name: '平板', spec: 'A', quantity: '1 台', unitPrice: '100', service: '三年' }],
    },
    ...{ from: instantOf('2026-04-15T10:00'), until: instantOf('2026-04-17') - 1 },
    ...{ fixedAt: instantOf('2026-04-14T10:00'), inTime: true, signature: signature() },
  })
}

const concluded = QualificationConcluded({
  ...{ ...of, qualified: tags, unqualified: [], enough: true, article: '', signature: signature() },
})
const told = { remarks: '', contract: HASH, article: '', inTime: true, signature: signature() }

/** The whole course of a purchase by its law: what the tender of works has after its report is replaced by what the purchase has. */
export const lawfulPurchase: readonly Fact[] = both(
  change(TenderDrafted, () => ({ draft: purchase })),
  change(TenderPublished, () => ({ rulebook: 'G-2026-02', notice, signature: signature(notice, HASH) })),
  change(EvaluationBegun, () => ({ rulebook: 'G-2026-02' })),
  change(EvaluationFinished, ({ result }) => ({ result: { ...result, ranking } })),
  drop(CandidatesPublicised),
  drop(WinnerFixed),
  drop(ReportMade),
  drop(NoticesIssued),
  put('2026-04-09T09:10', 'qualification', concluded),
  put('2026-04-13T10:00', 'acceptance', ReportDelivered({ ...of, report: HASH, inTime: true, signature: signature() })),
  put(
    '2026-04-13T11:00',
    'acceptance',
    ReportReviewed({ ...of, report: HASH, checks: HASH, attention: [], note: '', signature: signature() }),
  ),
  put(
    '2026-04-14T10:00',
    'acceptance',
    ResultFixed({
      ...{ ...of, winner: best, rank: 1, how: 'inOrder', tie: null, skipped: [], article: '', inTime: true },
      signature: signature(),
    }),
  ),
  put('2026-04-15T10:00', 'award', announced(best, 1)),
  put('2026-04-15T10:01', 'award', lawful.find(({ type }) => type === NoticesIssued.type) as unknown as Happening),
  put(
    '2026-04-16T10:00',
    'award',
    ChallengeWeighed({
      ...{ ...of, objection: 'j1', tag: second, mayMove: false, reason: '经核查', article: '', signature: signature() },
    }),
  ),
  change(DepositRefunded, ({ tag }) => (tag === best ? {} : { paidAt: instantOf('2026-04-22T10:00') })),
  put(
    '2026-04-30T10:00',
    'award',
    ContractPublished({
      ...{ ...of, contract: HASH, at: instantOf('2026-04-30T10:00'), inTime: true, signature: signature() },
    }),
  ),
  put('2026-05-06T09:00', 'award', ReportMade({ ...of, about: 'contract', ...told })),
)(lawful)
