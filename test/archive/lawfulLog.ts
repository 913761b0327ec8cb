import { ContractProposed } from '../../server/award/contractEvents.ts'
import type { ContractText } from '../../server/award/contractText.ts'
import {
  CandidatesPublicised,
  ContractMade,
  ContractSigned,
  NoticesIssued,
  ObjectionAnswered,
  type Placed,
  ResultObjected,
  WinnerFixed,
} from '../../server/award/events.ts'
import { BidNamed, BidSealed, BidUnsealed } from '../../server/bids/events.ts'
import { DepositRefunded, DepositReleaseOrdered } from '../../server/deposits/events.ts'
import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { EvaluationFinished, ReportSigned } from '../../server/evaluation/scoringEvents.ts'
import { PanelInvited, PanelSeated } from '../../server/experts/panelEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import type { Fact, Happening } from '../../server/ledger/event.ts'
import { BidsRead, OpeningFinished, OpeningRecorded, OpeningStarted } from '../../server/opening/events.ts'
import { PlanPublished } from '../../server/projects/events.ts'
import { BiddingClosed, TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { draftOf, noticeHash } from '../../server/tenders/tender.ts'
import { aTender } from '../deposits/tender.ts'

export const TENDER = 'tender-1'
export const HASH = 'b'.repeat(64)
export const tags = ['1', '2', '3'].map((n) => n.repeat(64))
export const members = ['a', 'b', 'c', 'd', 'e'].map((n) => n.repeat(64))
export const [best = '', second = '', third = ''] = tags
export const deadline = instantOf('2026-04-08T09:00')
/** The deadline of the notice; the tender rests for a day, so that it comes a day later. */
const noticed = instantOf('2026-04-07T09:00')
export const draft = draftOf(
  aTender({ deadline: noticed, performanceBond: { share: 500 }, consortium: true, texts: { payment: '按月支付' } }),
)
const notice = noticeHash(draft)

/** A signature over these words; the words are what a check of the law reads. */
export const signature = (...words: string[]) => ({ statement: words.join(' '), cms: 'AAAA', certificate: 'c' })

/** A fact of a stream at a moment in Shanghai. */
export function at(when: string | number, stream: string, happening: Happening): Fact {
  const instant = typeof when === 'number' ? when : instantOf(when)
  return { ...happening, id: '', stream, version: 1, at: instant, actor: { role: '' }, via: '' }
}

const tender = `tender/${TENDER}`
const award = `award/${TENDER}`
const of = { tender: TENDER }
export const terms = (tag: string) => ({
  price: tag === best ? '100' : '200',
  durationDays: 300,
  quality: '合格',
  leader: '甲',
})
const form = (tag: string) => ({ ...terms(tag), leaderCertificate: '' })

/** The contract as document and bid have it. */
export const contractText: ContractText = {
  ...{ ...terms(best), scope: draft.scope, place: draft.place, items: [], contract: '', payment: '按月支付' },
  ...{ acceptance: '竣工验收', breach: '赔偿损失', disputes: '协商', notices: '', others: '' },
}

/** A bidder as the publicity places it. */
export const placed = (tag: string, rank: number): Placed => ({
  ...{ rank, tag, code: '91530100MA6K000001', name: `投标人${rank}`, terms: terms(tag), leaderCertificate: '' },
  ...{ quality: 0, priceScore: 0, total: 0 },
})

/** The plan that named the tender, on the last day that counts where a region wants thirty days. */
export const plan = at(
  '2026-01-31T23:59:59.999',
  'project/project-1',
  PlanPublished({
    ...{ project: 'project-1', version: 1, code: draft.project.code, name: draft.project.name, owner: '招标人' },
    ...{ type: 'works-building', region: draft.region, centre: draft.region.slice(0, 4), sections: [] },
    plan: { sections: [{ code: draft.code, month: '2026-03' }], remark: '' },
    ...{ publishedAt: instantOf('2026-01-31T23:59:59.999'), signature: signature() },
  }),
)

const sealed = tags.map((bidderTag, i) => {
  const what = { header: '', parts: [], bytes: 1, upload: '', box: '', manifest: '', certificateSerialTag: '' }
  const receivedAt = instantOf('2026-04-07T10:00') + i
  return at(receivedAt, `bid/${TENDER}.${i}`, BidSealed({ ...of, bidderTag, sequence: 1, ...what, receivedAt }))
})

const opened = tags.flatMap((bidderTag, i) => {
  const base = { ...of, bidderTag, sequence: 1 }
  const bidder = { code: '91530100MA6K000001', name: `投标人${i}` }
  const stream = `bid/${TENDER}.${i}`
  return [
    at('2026-04-08T09:10', stream, BidNamed({ ...base, bidder, manifestText: '', cms: '' })),
    at('2026-04-08T09:40', stream, BidUnsealed({ ...base, form: form(bidderTag), files: [], keys: '' })),
  ]
})

const result = {
  ...{ ranking: [], benchmark: null, candidates: tags, undecided: [], rejections: [], competition: null },
}

const refunds = tags.flatMap((tag, i) => {
  const stream = `deposit/${TENDER}.${tag}`
  const money = { principal: '1', interest: '0', items: [{ message: HASH, amount: '1', interest: '0' }] }
  const by = {
    reason: i === 0 ? ('won-and-signed' as const) : ('lost' as const),
    article: '',
    dueBy: null,
    keeper: null,
  }
  const order = { ...of, tag, order: `o${i}`, ...money, ...by }
  const paid = { ...of, tag, order: `o${i}`, message: HASH, amount: '1', evidence: '' }
  return [
    at('2026-04-28T10:01', stream, DepositReleaseOrdered(order)),
    at('2026-05-06T10:00', stream, DepositRefunded({ ...paid, paidAt: instantOf('2026-05-06T10:00') })),
  ]
})

const publicity = { candidates: tags.map((tag, i) => placed(tag, i + 1)), ranking: [], rejections: [] }
/** From Monday to the end of Thursday. */
const shown = { from: instantOf('2026-04-13T10:00'), until: instantOf('2026-04-17') - 1 }

const fixed = { version: 1, rulebook: 'T-2025', notice, ceremony: HASH }
const document = { title: '招标文件', file: 'f', bytes: 1, sha256: HASH }

/** The plain course of a tender of works: from the notice of 2 March to the last refund. */
export const plain: readonly Fact[] = [
  at('2026-03-01T09:00', tender, TenderDrafted({ ...of, draft })),
  at(
    '2026-03-02T09:00',
    tender,
    TenderPublished({
      ...{ ...of, ...fixed, documents: [document], signature: signature(notice, HASH) },
      publishedAt: instantOf('2026-03-02T09:00'),
    }),
  ),
  ...sealed,
  at(deadline, tender, BiddingClosed({ ...of, deadline })),
  at(
    deadline,
    `opening/${TENDER}`,
    OpeningStarted({
      ...{ ...of, needed: 2, minutes: 40, withdrawn: 0 },
      bids: tags.map((tag) => ({ tag, sequence: 1, header: '', ciphertext: '', receivedAt: deadline - 1 })),
    }),
  ),
  ...opened,
  at(
    '2026-04-08T09:50',
    `opening/${TENDER}`,
    BidsRead({
      ...of,
      read: tags.map((tag) => ({ tag, bidder: { code: '', name: '' }, form: form(tag) })),
      unopened: [],
    }),
  ),
  at('2026-04-08T10:00', `opening/${TENDER}`, OpeningRecorded({ ...of, file: 'f', sha256: HASH })),
  ...members.map((tag) => {
    const ask = { draw: 'd', stratum: 'a', pid: HASH, sealed: '', answerUntil: deadline }
    return at('2026-04-08T10:01', `panel/${TENDER}`, PanelInvited({ ...of, tag, ...ask }))
  }),
  at('2026-04-08T10:30', `opening/${TENDER}`, OpeningFinished({ ...of, unconfirmed: [] })),
  at('2026-04-09T09:00', `panel/${TENDER}`, PanelSeated({ ...of, members })),
  at(
    '2026-04-09T09:30',
    `evaluation/${TENDER}`,
    EvaluationBegun({
      ...{ ...of, panel: members, rulebook: 'T-2025', criteria: draft.criteria },
      bids: tags.map((tag) => ({ tag, price: '1' })),
    }),
  ),
  ...members.map((member) => {
    const report = { panel: members, base: HASH, file: 'f', sha256: HASH }
    return at('2026-04-10T16:00', `evaluation/${TENDER}`, ReportSigned({ ...of, member, ...report }))
  }),
  at('2026-04-10T17:00', `evaluation/${TENDER}`, EvaluationFinished({ ...of, panel: members, result })),
  at(
    '2026-04-13T10:00',
    award,
    CandidatesPublicised({ ...of, publicity, hash: HASH, ...shown, begunInTime: true, signature: signature() }),
  ),
  at(
    '2026-04-15T10:00',
    award,
    ResultObjected({
      ...{ ...of, objection: 'j1', tag: second, text: '异议', late: false, answerBy: null, signature: signature() },
    }),
  ),
  at(
    '2026-04-17T10:00',
    award,
    ObjectionAnswered({ ...of, objection: 'j1', tag: second, text: '答复', inTime: true, signature: signature() }),
  ),
  at('2026-04-20T10:00', award, WinnerFixed({ ...of, winner: placed(best, 1), signature: signature() })),
  at(
    '2026-04-20T10:01',
    award,
    NoticesIssued({
      ...{ ...of, notice: { file: 'f', sha256: HASH }, contract: { file: 'f', sha256: HASH } },
      results: [second, third].map((tag) => ({ tag, file: 'f', sha256: HASH })),
    }),
  ),
  at(
    '2026-04-21T10:00',
    award,
    ContractProposed({ ...of, tag: best, text: contractText, differences: [], signature: signature() }),
  ),
  ...(['tenderer', 'winner'] as const).map((side) => {
    const what = { tag: best, contract: HASH, terms: terms(best) }
    return at('2026-04-28T10:00', award, ContractSigned({ ...of, side, ...what, signature: signature() }))
  }),
  at(
    '2026-04-28T10:00',
    award,
    ContractMade({ ...of, winner: best, contract: HASH, terms: terms(best), at: instantOf('2026-04-28T10:00') }),
  ),
  ...refunds,
]
