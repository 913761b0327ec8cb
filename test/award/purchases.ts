import { tagOf } from '../../server/access/who.ts'
import { BidNamed, BidSealed, BidUnsealed } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import { bidders, people } from '../../server/cli/demo/people.ts'
import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { EvaluationFinished, ReportDrafted } from '../../server/evaluation/scoringEvents.ts'
import { evaluationStream } from '../../server/evaluation/store.ts'
import { InvitationAccepted, PanelFrozen, PanelInvited } from '../../server/experts/panelEvents.ts'
import { panelStream } from '../../server/experts/store.ts'
import type { Entry } from '../../server/ledger/entry.ts'
import { BiddingClosed, TenderDrafted, TenderMoved, TenderPublished } from '../../server/tenders/events.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { aTender } from '../deposits/tender.ts'

const party = (id: string) => people.find((person) => person.id === id)?.organisation ?? { code: '', name: '' }
const signature = { statement: '', cms: '', certificate: '' }
/** Who evaluated. */
export const experts = ['张明', '李清', '王海', '赵敏', '钱程']

/** A purchase of goods under the law of government procurement. */
export const aPurchase = (id: string, changes: Partial<Tender> = {}): Tender =>
  aTender({
    ...{ id, track: 'G', kind: 'goods', tenderer: party('tenderer'), supervisor: party('supervisor') },
    published: { ...aTender().published!, rulebook: 'G-2017' },
    ...changes,
  })

/** Writes what came before the report: notice, three opened bids, a panel, and its finished evaluation. */
export async function evaluatedPurchase(e: Entry, tender: Tender): Promise<string[]> {
  const { id } = tender
  const { version, rulebook, notice, ceremony, documents, publishedAt } = tender.published!
  await e.append(tenderStream(id), [
    TenderDrafted({ tender: id, draft: draftOf(tender) }),
    TenderPublished({ tender: id, version, rulebook, notice, ceremony, documents, publishedAt, signature }),
    BiddingClosed({ tender: id, deadline: tender.deadline }),
    TenderMoved({ tender: id, stage: 'evaluating' }),
  ])
  const tags: string[] = []
  for (const [i, { organisation }] of bidders.slice(0, 3).entries()) tags.push(await opened(e, id, i, organisation!))
  await seated(e, tender)
  const ranking = tags.map((tag, i) => ({
    ...{ tag, price: String(700_000_000 + i), factors: { plan: 3000 }, quality: 3000, deviation: 0 },
    ...{ priceScore: 5000 - i * 100, total: 8000 - i * 100, rank: i + 1 },
  }))
  const result = { ranking, benchmark: null, candidates: tags, undecided: [], rejections: [], competition: null }
  const { criteria } = tender
  const bids = ranking.map(({ tag, price }) => ({ tag, price }))
  await e.append(evaluationStream(id), [
    EvaluationBegun({ tender: id, panel: [], rulebook: 'G-2017', bids, criteria }),
    ReportDrafted({ tender: id, panel: [], file: 'reports/none.sealed', sha256: 'a'.repeat(64) }),
    EvaluationFinished({ tender: id, panel: [], result }),
  ])
  return tags
}

async function opened(e: Entry, tender: string, i: number, bidder: { code: string; name: string }): Promise<string> {
  const bidderTag = tagOf(e.platform.vault, 'bidder', tender, bidder.code)
  const base = { tender, bidderTag, sequence: 1 }
  const sealed = { header: '', parts: [], bytes: 1, upload: '', box: '', manifest: '', certificateSerialTag: '' }
  const form = {
    ...{ price: String(700_000_000 + i), durationDays: 30, quality: '合格', leader: '李某', leaderCertificate: '' },
    items: [{ name: '平板', spec: 'A-1', quantity: '100 台', unitPrice: '7000000', service: '质保三年' }],
  }
  await e.append(bidOf(tender, bidderTag), [
    BidSealed({ ...base, ...sealed, receivedAt: e.now }),
    BidNamed({ ...base, bidder, manifestText: '', cms: '' }),
    BidUnsealed({ ...base, form, files: [], keys: '' }),
  ])
  return bidderTag
}

async function seated(e: Entry, { id, panel, deadline }: Tender): Promise<void> {
  const draw = `${id}.1`
  const times = { answerMinutes: 30, travelMinutes: 60, graceMinutes: 15, openedAt: deadline }
  const meeting = { at: deadline, place: '昆明', checkInFrom: deadline }
  const [stratum] = panel.strata
  const strata = [{ ...stratum!, seats: experts.length }]
  await e.append(panelStream(id), [
    PanelFrozen({ tender: id, number: 1, draw, members: experts.length, strata, meeting, ...times, excluded: [] }),
    ...experts.flatMap((name, i) => {
      const tag = String(i + 1).repeat(64)
      const sealed = e.platform.vault.seal('seat', JSON.stringify({ expert: '', name, fingerprint: tag }))
      const invited = { tender: id, draw, stratum: stratum!.id, pid: '0'.repeat(64), tag, sealed }
      return [
        PanelInvited({ ...invited, answerUntil: deadline }),
        InvitationAccepted({ tender: id, tag, checkInUntil: deadline }),
      ]
    }),
  ])
}
