import { ReportDelivered, ResultFixed } from '../../server/award/acceptanceEvents.ts'
import { ChallengeWeighed, ResultAnnounced } from '../../server/award/announcementEvents.ts'
import { BondGiven } from '../../server/award/bondEvents.ts'
import { ContractProposed } from '../../server/award/contractEvents.ts'
import type { ContractText } from '../../server/award/contractText.ts'
import {
  CandidatesPublicised,
  NoticesIssued,
  ObjectionAnswered,
  ResultObjected,
  WinnerFixed,
} from '../../server/award/events.ts'
import { ContractPublished, ReportMade } from '../../server/award/letterEvents.ts'
import { DepositRefunded, DepositReleaseOrdered } from '../../server/deposits/events.ts'
import { EvaluationFinished } from '../../server/evaluation/scoringEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { QualificationConcluded } from '../../server/qualification/events.ts'
import { DocumentObjected, DocumentObjectionAnswered, DocumentsFetched } from '../../server/questions/events.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { draftOf, noticeHash } from '../../server/tenders/tender.ts'
import { aTender } from '../deposits/tender.ts'
import {
  at,
  best,
  contractText,
  deadline,
  HASH,
  placed,
  plain,
  plan,
  second,
  signature,
  TENDER,
  tags,
  terms,
  third,
} from './lawfulLog.ts'
import { purchaseComplaint } from './lawfulPurchaseComplaint.ts'
import { inOrder } from './lawfulWorks.ts'

const of = { tender: TENDER }
const award = `award/${TENDER}`
const day = instantOf
const law = rulebookFor('G', '2026-03-02')
const agent = { code: '91530100MA6K000009', name: '云南招标代理有限公司' }

/** What the notice of the purchase says. */
export const purchased = draftOf(
  aTender({ track: 'G', kind: 'goods', agent, deadline, performanceBond: { share: 500 }, consortium: true }),
)

/** The notice with something else in it, as it is signed. */
export function noticedAs(draft: typeof purchased): Fact[] {
  const notice = noticeHash(draft)
  const document = { title: '采购文件', file: 'f', bytes: 1, sha256: HASH }
  const fixed = { version: 1, rulebook: law.id, notice, ceremony: HASH, documents: [document] }
  const publishedAt = day('2026-03-02T09:00')
  return [
    at('2026-03-01T09:00', `tender/${TENDER}`, TenderDrafted({ ...of, draft })),
    at(
      publishedAt,
      `tender/${TENDER}`,
      TenderPublished({ ...of, ...fixed, publishedAt, signature: signature(notice, HASH) }),
    ),
  ]
}

/** What a purchase has otherwise than works. */
const otherwise: readonly string[] = [
  ...[TenderDrafted, TenderPublished, CandidatesPublicised, WinnerFixed, NoticesIssued].map(({ type }) => type),
  ...[ContractProposed, ResultObjected, ObjectionAnswered, DepositRefunded, EvaluationFinished].map(({ type }) => type),
]

const ranking = tags.map((tag, i) => ({ rank: i + 1, tag }))
const finished = plain
  .filter(({ type }) => type === EvaluationFinished.type)
  .map((fact) => {
    const data = fact.data as { result: object }
    return { ...fact, data: { ...data, result: { ...data.result, ranking } } }
  })

const orders = plain.filter(({ type }) => type === DepositReleaseOrdered.type)
const refunds = orders.map((fact, i) => {
  const { tag, order } = fact.data as { tag: string; order: string }
  const when = i === 0 ? '2026-05-06T10:00' : '2026-04-24T10:00'
  return at(
    when,
    fact.stream,
    DepositRefunded({ ...of, tag, order, message: HASH, amount: '1', evidence: '', paidAt: day(when) }),
  )
})

const item = { name: '监护仪', spec: 'M1', quantity: '1台', unitPrice: '100', service: '三年' }
const body = { name: '昆明市第一人民医院', address: '昆明市', contact: '0871' }
const { rank, tag, code, name, leaderCertificate } = placed(best, 1)
const announcement = {
  ...{ project: { code: 'E1', name: '设备采购' }, purchaser: body, agent: body, items: [item], remark: '' },
  ...{ experts: ['甲', '乙', '丙', '丁', '戊'], documents: [{ title: '采购文件', sha256: HASH }] },
}
const told = {
  ...{ winner: { rank, tag, code, name, leaderCertificate, address: '昆明', terms: terms(best) }, announcement },
  ...{ from: day('2026-04-20T10:00'), until: day('2026-04-22') - 1, fixedAt: day('2026-04-16T10:00'), inTime: true },
}

/** The contract as document, bid and announcement have it. */
const written: ContractText = {
  ...{ ...contractText, scope: purchased.scope, place: purchased.place, items: told.announcement.items },
}

const result: Fact[] = [
  at(
    '2026-04-10T12:00',
    `qualification/${TENDER}`,
    QualificationConcluded({
      ...of,
      qualified: tags,
      unqualified: [],
      enough: true,
      article: '',
      signature: signature(),
    }),
  ),
  ...finished,
  at(
    '2026-04-14T10:00',
    `acceptance/${TENDER}`,
    ReportDelivered({ ...of, report: HASH, inTime: true, signature: signature() }),
  ),
  at(
    '2026-04-16T10:00',
    `acceptance/${TENDER}`,
    ResultFixed({
      ...{ ...of, winner: best, rank: 1, how: 'inOrder' as const, tie: null, skipped: [], article: '', inTime: true },
      signature: signature(),
    }),
  ),
  at('2026-04-20T10:00', award, ResultAnnounced({ ...of, ...told, signature: signature() })),
  at(
    '2026-04-20T10:01',
    award,
    NoticesIssued({
      ...{ ...of, notice: { file: 'f', sha256: HASH }, contract: { file: 'f', sha256: HASH } },
      results: [second, third].map((other) => ({ tag: other, file: 'f', sha256: HASH })),
    }),
  ),
  at(
    '2026-04-21T10:00',
    award,
    ContractProposed({ ...of, tag: best, text: written, differences: [], signature: signature() }),
  ),
  at(
    '2026-04-22T10:00',
    award,
    ResultObjected({
      ...of,
      objection: 'j1',
      tag: second,
      text: '质疑',
      late: false,
      answerBy: null,
      signature: signature(),
    }),
  ),
  at(
    '2026-04-23T10:00',
    award,
    ChallengeWeighed({
      ...of,
      objection: 'j1',
      tag: second,
      mayMove: false,
      reason: '不影响',
      article: '',
      signature: signature(),
    }),
  ),
  at(
    '2026-04-29T10:00',
    award,
    ObjectionAnswered({ ...of, objection: 'j1', tag: second, text: '答复', inTime: true, signature: signature() }),
  ),
  at(
    '2026-04-27T10:00',
    award,
    BondGiven({
      ...of,
      tag: best,
      form: 'guarantee',
      amount: '5',
      reference: 'BH1',
      validUntil: null,
      signature: signature(),
    }),
  ),
  at(
    '2026-04-30T10:00',
    award,
    ContractPublished({ ...of, contract: HASH, at: day('2026-04-30T10:00'), inTime: true, signature: signature() }),
  ),
  at(
    '2026-05-07T10:00',
    award,
    ReportMade({
      ...{ ...of, about: 'contract' as const, remarks: '', contract: HASH, article: '', inTime: true },
      signature: signature(),
    }),
  ),
]

const challenge: Fact[] = [
  at(
    '2026-03-05T10:00',
    `holder/${TENDER}.x`,
    DocumentsFetched({ ...of, tag: HASH, name: '', at: day('2026-03-05T10:00') }),
  ),
  at(
    '2026-03-18T10:00',
    `objection/${TENDER}.d1`,
    DocumentObjected({
      ...{ ...of, objection: 'd1', tag: HASH, version: 1, text: '参数指向特定产品', request: '请修改', late: false },
      ...{ article: '', at: day('2026-03-18T10:00'), answerBy: null },
    }),
  ),
  at(
    '2026-03-27T10:00',
    `objection/${TENDER}.d1`,
    DocumentObjectionAnswered({
      ...{ ...of, objection: 'd1', text: '不成立', outcome: 'dismissed' as const, inTime: true },
      ...{ at: day('2026-03-27T10:00'), signature: signature() },
    }),
  ),
]

/** The whole course of a government purchase, by the law: qualification by the purchaser, report, winner, announcement, challenges, contract, complaint. */
export const purchase: readonly Fact[] = inOrder([
  ...noticedAs(purchased),
  plan,
  ...plain.filter(({ type }) => !otherwise.includes(type)),
  ...challenge,
  ...result,
  ...refunds,
  ...purchaseComplaint,
])
