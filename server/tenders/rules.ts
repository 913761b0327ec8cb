import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { FrozenRegion } from '../regions/values.ts'
import { methodProblem } from './admissionRules.ts'
import type { Draft, Party, SignedDocument } from './contract.ts'
import { priceFull } from './criteria.ts'
import {
  BiddingClosed,
  OfficerKeyPublished,
  TenderDrafted,
  TenderFailed,
  type TenderHappening,
  TenderMoved,
  TenderPublished,
} from './events.ts'
import type { Justified, Reason } from './inspection.ts'
import { changedAnnouncement } from './prequalifying.ts'
import { keyless, seatsInOrder, seatsOf } from './seats.ts'
import { TenderReturned } from './sideEvents.ts'
import type { HostSigned } from './signature.ts'
import { notSuspended } from './suspension.ts'
import { ceremonyHash, draftOf, noticeHash, type OfficerKey, type Stage, type Tender } from './tender.ts'

const refuse = refusals({
  TENDER_NOT_DRAFT: {
    status: 409,
    zh: '公告已发布，不能再修改；更正须另行发布',
    en: 'the notice is published and cannot be edited in place',
  },
  ANNOUNCED_TERMS: {
    status: 422,
    zh: '资格预审公告载明的内容不得改变；需要改变的，须重新发布',
    en: 'what the prequalification notice announced stands; to change it one begins anew',
  },
  CODE_NOT_NESTED: {
    status: 422,
    zh: '标段编号须以项目编号开头',
    en: "the tender's code must begin with the project's code",
  },
  CRITERIA_TOTAL: { status: 422, zh: '评分分值合计必须为100分', en: 'the scores must add up to 100 points' },
  CRITERIA_SCORED: {
    status: 422,
    zh: '采用最低价评标的，不得设置评分因素',
    en: 'where the lowest price decides, nothing is scored',
  },
  PANEL_SEATS: { status: 422, zh: '各专业席位之和与评标委员会人数不符', en: 'the seats do not add up to the panel' },
  OFFICER_KEYS_MISSING: { status: 409, zh: '开标人密钥尚未全部公布', en: 'not every officer has published a key' },
  TENDER_NOT_OPEN: { status: 409, zh: '该标段不在投标阶段', en: 'this tender is not open for bids' },
  DEADLINE_NOT_REACHED: { status: 409, zh: '投标截止时间未到', en: 'the deadline has not been reached' },
  STAGE_WRONG: { status: 409, zh: '该标段当前阶段不允许此操作', en: 'the tender is not in the stage for that' },
})

/** Takes a draft, or a new version of it while nothing is published. */
export function draftTender(
  before: Tender | undefined,
  id: string,
  draft: Draft,
  centre: Party | null = null,
): TenderHappening[] {
  if (before && before.stage !== 'draft' && before.stage !== 'prequalified')
    throw refuse('TENDER_NOT_DRAFT', { stage: before.stage })
  const changed = before?.stage === 'prequalified' ? changedAnnouncement(draftOf(before), draft) : []
  if (changed.length) throw refuse('ANNOUNCED_TERMS', { changed })
  const unfit = methodProblem(draft)
  if (unfit) throw unfit
  if (!draft.code.startsWith(draft.project.code)) throw refuse('CODE_NOT_NESTED', { code: draft.code })
  seatsInOrder(draft, centre)
  inOrder(draft.criteria)
  const { representatives = 0, strata } = draft.panel
  const seats = strata.reduce((sum, stratum) => sum + stratum.seats, representatives)
  if (seats !== draft.panel.members) throw refuse('PANEL_SEATS', { seats, members: draft.panel.members })
  return [TenderDrafted({ tender: id, draft, ...(centre ? { centre } : {}) })]
}

/** Refuses criteria that do not add up, or score something where the price alone decides. */
function inOrder({ factors, price }: Draft['criteria']): void {
  if (price.formula === 'price-alone' && factors.length) throw refuse('CRITERIA_SCORED', { factors: factors.length })
  const total = factors.reduce((sum, factor) => sum + factor.full, priceFull(price))
  if (price.formula !== 'price-alone' && total !== 10_000) throw refuse('CRITERIA_TOTAL', { total })
}

/** Takes an officer's public key while the tender is a draft; publication freezes the ceremony. */
export function publishOfficerKey(
  tender: Tender,
  key: OfficerKey,
  signature: { statement: string; cms: string; certificate: string },
): TenderHappening[] {
  if (tender.stage !== 'draft') throw refuse('TENDER_NOT_DRAFT', { stage: tender.stage })
  const known = tender.officerKeys[key.role]
  if (known?.spki === key.spki) return []
  return [OfficerKeyPublished({ tender: tender.id, ...key, signature })]
}

/** What the tenderer signs to publish: the notice, the documents and the ceremony, by their hashes; reasons in full. */
export const publication = (
  tender: Tender,
  draft: Draft,
  documents: { sha256: string }[],
  reasons: readonly Reason[] = [],
) => ({
  tender: tender.id,
  notice: noticeHash(draft),
  documents: documents.map((one) => one.sha256),
  ceremony: ceremonyHash(tender.officerKeys, seatsOf(draft)),
  ...(reasons.length ? { reasons } : {}),
})

/** Publishes a notice whose dates and amounts the law allows. `problems` are those the rulebook found. */
export function publishTender(
  tender: Tender,
  of: {
    draft: Draft
    documents: z.infer<typeof SignedDocument>[]
    signature: { statement: string; cms: string; certificate: string }
    rulebook: string
    /** SHA-256 of the document that the platform made */
    composed?: string | undefined
    justified?: readonly Justified[]
    regional?: FrozenRegion | undefined
    /** the notice, signed by whoever publishes it */
    paper?: HostSigned | undefined
  },
  problems: Error[],
  now: number,
): TenderHappening[] {
  if (tender.stage !== 'draft' && tender.stage !== 'prequalified')
    throw refuse('TENDER_NOT_DRAFT', { stage: tender.stage })
  notSuspended(tender)
  const missing = keyless(tender, of.draft)
  if (missing.length) throw refuse('OFFICER_KEYS_MISSING', { missing })
  const [first] = problems
  if (first) throw first
  const { notice, ceremony } = publication(tender, of.draft, of.documents)
  const { documents, signature, rulebook, regional, composed, justified = [], paper } = of
  return [
    TenderPublished({
      tender: tender.id,
      version: 1,
      rulebook,
      ...(regional ? { regional } : {}),
      notice,
      ceremony,
      documents,
      ...(composed ? { composed } : {}),
      signature,
      publishedAt: now,
      ...(justified.length ? { justified: [...justified] } : {}),
      ...(paper ? { paper } : {}),
    }),
  ]
}

/** Ends the time for bids when the deadline has passed. */
export function closeBidding(tender: Tender, now: number): TenderHappening[] {
  if (tender.stage !== 'bidding') throw refuse('TENDER_NOT_OPEN', { stage: tender.stage })
  notSuspended(tender)
  if (now < tender.deadline) throw refuse('DEADLINE_NOT_REACHED', { deadline: tender.deadline })
  return [BiddingClosed({ tender: tender.id, deadline: tender.deadline })]
}

/** Ends the tender without a result, by the rule that says so. */
export function failTender(tender: Tender, reason: string, rule?: Rule<unknown>, named?: true): TenderHappening[] {
  const article = rule ? { article: rule.article } : {}
  return [TenderFailed({ tender: tender.id, reason, ...article, ...(named ? { named } : {}) })]
}

const NEXT: Record<string, Stage> = {
  evaluating: 'opening',
  publicised: 'evaluating',
  awarded: 'publicised',
  contracted: 'awarded',
  archived: 'contracted',
}

/** Moves the tender to its next stage; only the stage before it may be left. */
export function moveTender(
  tender: Tender,
  stage: 'evaluating' | 'publicised' | 'awarded' | 'contracted' | 'archived',
): TenderHappening[] {
  if (tender.stage !== NEXT[stage]) throw refuse('STAGE_WRONG', { stage: tender.stage, wanted: stage })
  notSuspended(tender)
  return [TenderMoved({ tender: tender.id, stage })]
}

/** Undoes a stage by law: what follows the stage it goes back to is done again. */
export const returnTender = (
  tender: Tender,
  of: { stage: 'evaluating' | 'publicised'; reason: string; article: string },
  now: number,
): TenderHappening[] => [TenderReturned({ tender: tender.id, from: tender.stage, ...of, at: now })]

/** Refuses a deed when the tender is in another stage, or rests. */
export function inStage(tender: Tender, ...stages: Stage[]): void {
  if (!stages.includes(tender.stage)) throw refuse('STAGE_WRONG', { stage: tender.stage, wanted: stages })
  notSuspended(tender)
}
