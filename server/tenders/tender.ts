import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import type { Regional } from '../law/regional.ts'
import { regionalOf as rulesOf } from '../regions/inheritance.ts'
import type { FrozenRegion } from '../regions/values.ts'
import type { Defect, Draft, Party } from './contract.ts'
import type { TenderFact } from './events.ts'
import { evolvePrequal, type Prequal } from './prequalifying.ts'
import { type Officer, THREE } from './seats.ts'
import { evolveSide, type Side, withSigner } from './side.ts'

export type Stage =
  | 'draft'
  | 'prequalifying'
  | 'prequalified'
  | 'bidding'
  | 'opening'
  | 'evaluating'
  | 'publicised'
  | 'awarded'
  | 'contracted'
  | 'archived'
  | 'failed'
  | 'terminated'

const secret: readonly Stage[] = [
  ...(['draft', 'prequalifying', 'prequalified', 'bidding', 'opening'] as const),
  ...(['failed', 'terminated'] as const), // it may have ended before its bidders were named
]

/**
 * Whether the bidders of a tender are nobody's business: no name, row or amount of theirs is shown. One that ended after
 * its opening has named them.
 */
export const namesNobody = ({
  stage,
  named,
}: {
  readonly stage: Stage
  readonly named?: boolean | undefined
}): boolean => !named && secret.includes(stage)

/** An officer's public key for one tender, as published. */
export interface OfficerKey {
  role: Officer
  organisation: string
  name: string
  spki: string
  backup: string
}

/** What publication fixed. */
export interface Published {
  version: number
  rulebook: string
  /** the region's values in force on the day of publication; absent where it was published before regions set any */
  regional?: FrozenRegion
  notice: string
  ceremony: string
  documents: { title: string; file: string; bytes: number; sha256: string }[]
  /** which of them the platform made of the terms; absent: none */
  composed?: string | undefined
  publishedAt: number
  noticeFile?: { file: string; sha256: string }
  /** every version there has been, oldest first; absent: only the first */
  versions?: DocumentVersion[]
}

/** A version of the tender document as bids are bound to it. */
export interface DocumentVersion {
  version: number
  /** `documentHash` of this version */
  document: string
  documents: { title: string; file: string; bytes: number; sha256: string }[]
  /** whether it may affect bids that were sealed before it */
  affects: boolean
  at: number
}

/** A tender (标段): the unit that is bid for, opened, evaluated and awarded. */
export interface Tender extends Draft, Side {
  id: string
  stage: Stage
  /** the centre that it belongs to: the one that serves its region */
  centre?: Party
  officerKeys: Partial<Record<Officer, OfficerKey>>
  published: Published | null
  /** the prequalification, once its notice is out */
  prequal?: Prequal
  failure: string | null
  /** whether its bidders had been named when it ended without a result; absent: not, or it has not ended */
  named?: boolean
  closedAt: number | null
}

/** The remedy for a bid that its bidder's key does not open, as notice and document state it. */
export const REMEDY_WORDS =
  '投标人可在加密时另设补救码，与密钥分开保管；证书不能解密的，可在解密时限内提交补救码并签名同意，经全体开标人逐一签名决定同意后，解密原递交的投标文件。补救码与封存的承诺值不符、任一开标人拒绝，或解密时限届满时仍有开标人未作决定的，不予补救。'

/** What notice and document say of a tender that no law demands. */
export const VOLUNTARY_WORDS = '本项目不属于依法必须进行招标的项目，由招标人自愿招标'

/** What a document that keeps the technical volume blind says of it. */
export const blindWords = ({ pages }: NonNullable<Draft['blind']>): string =>
  `技术标采用暗标：技术标的正文、页眉页脚、图片、文件名、文档属性、批注和书签中不得出现投标人名称、简称、统一社会信用代码、人员姓名、联系方式、地址等可以识别投标人身份的内容，技术标文件不签章；纸张为 A4${pages ? `，不超过 ${pages} 页` : ''}。`

/** Hash of what the notice says: what the tenderer signs and a bid is bound to. */
export const noticeHash = (draft: Draft): string => hex(labelled('notice', canonicalBytes(draft)))

/**
 * Hash of the officers' keys in the order of their seats: the ceremony that a bid is sealed for.
 *
 * @param seats who holds a share; the first three unless the tender says otherwise
 */
export const ceremonyHash = (keys: Partial<Record<Officer, OfficerKey>>, seats: readonly Officer[] = THREE): string =>
  hex(
    labelled(
      'ceremony',
      canonicalBytes(seats.map((role) => ({ role, organisation: keys[role]?.organisation, spki: keys[role]?.spki }))),
    ),
  )

/** Hash of the version of notice and documents that bids answer. */
export const documentHash = (published: Pick<Published, 'notice' | 'version' | 'documents'>): string =>
  hex(
    labelled(
      'tender-document',
      canonicalBytes({
        notice: published.notice,
        version: published.version,
        documents: published.documents.map((one) => one.sha256),
      }),
    ),
  )

/** The notice in force alone: what was signed, without what came after. */
export function draftOf(tender: Tender): Draft {
  const { id: _id, stage: _s, officerKeys: _o, published: _p, failure: _f, closedAt: _c, ...rest } = tender
  const {
    suspensions: _u,
    stoppedAt: _t,
    stops: _l,
    round: _r,
    previous: _b,
    next: _n,
    papers: _a,
    sealed: _e,
    named: _m,
    mended: _d,
    endedFor: _w,
    failedBy: _y,
    endedIn: _i,
    methodChange: _h,
    extension: _x,
    lapsed: _z,
    ...signed
  } = rest
  const { controlPrice: _p2, centre: _r2, prequal: _q, noticed, ...draft } = signed
  return { ...draft, ...noticed }
}

/**
 * The region's values that a tender is judged by to its end, whatever the region changes afterwards.
 *
 * @param before what a tender is judged by that was published before regions set any
 */
export function regionalOf({ published, prequal }: Pick<Tender, 'published' | 'prequal'>, before: Regional): Regional {
  const frozen = (published ?? prequal)?.regional
  return frozen ? rulesOf(frozen) : before
}

/** A tender as its draft says, with the officers' keys and the round that it had. */
function drafted(tender: Tender | undefined, fact: Extract<TenderFact, { type: 'tender.drafted' }>): Tender {
  const { tender: id, draft, centre } = fact.data
  if (tender?.prequal) return redrafted(tender, draft)
  const keys = tender?.officerKeys ?? {}
  const { previous, round: n, mended } = tender ?? {}
  const round = previous && n ? { previous, round: n, ...(mended ? { mended } : {}) } : {}
  return {
    ...draft,
    id,
    stage: 'draft',
    officerKeys: keys,
    published: null,
    failure: null,
    closedAt: null,
    ...round,
    ...(centre ? { centre } : {}),
  }
}

/** What a tender says that was prequalified for and is not yet published: its draft is new, what happened to it stays. */
function redrafted(tender: Tender, draft: Draft): Tender {
  const said = new Set(Object.keys(draftOf(tender)))
  const happened = Object.fromEntries(Object.entries(tender).filter(([key]) => !said.has(key)))
  return { ...(happened as Omit<Tender, keyof Draft>), ...draft }
}

/** Ends a tender without a result; whether its bidders were named before stays known. */
function endedAs(
  tender: Tender,
  stage: 'failed' | 'terminated',
  {
    reason,
    defect,
    named = !namesNobody(tender),
  }: { reason: string; defect?: Defect | undefined; named?: boolean | undefined },
): Tender {
  const why = { endedIn: tender.stage, ...(defect ? { endedFor: defect } : {}) }
  return { ...tender, stage, failure: reason, ...why, suspensions: [], stoppedAt: null, ...(named ? { named } : {}) }
}

/** The only place where a tender changes. */
export function evolve(tender: Tender | undefined, fact: TenderFact): Tender {
  if (fact.type === 'tender.drafted') return drafted(tender, fact)
  if (!tender) throw new Error(`${fact.type} before the tender was drafted`)
  switch (fact.type) {
    case 'tender.officerKeyPublished': {
      const { role, organisation, name, spki, backup } = fact.data
      const officerKeys = { ...tender.officerKeys, [role]: { role, organisation, name, spki, backup } }
      return { ...tender, officerKeys }
    }
    case 'tender.published': {
      const { tender: _t, signature: _s, justified: _j, regional, ...published } = fact.data
      return { ...tender, stage: 'bidding', published: { ...published, ...(regional ? { regional } : {}) } }
    }
    case 'tender.noticeIssued': {
      const { file, sha256 } = fact.data
      if (!tender.published) return tender
      return withSigner({ ...tender, published: { ...tender.published, noticeFile: { file, sha256 } } }, fact)
    }
    case 'tender.biddingClosed':
      return { ...tender, stage: 'opening', closedAt: fact.data.deadline }
    case 'tender.failed':
      return { ...endedAs(tender, 'failed', fact.data), ...(fact.data.article ? { failedBy: fact.data.article } : {}) }
    case 'tender.moved':
      return { ...tender, stage: fact.data.stage }
    case 'prequalification.published':
    case 'prequalification.amended':
    case 'prequalification.closed':
    case 'prequalification.passed':
    case 'prequalification.reopened':
      return evolvePrequal(tender, fact)
    case 'tender.terminated':
      return endedAs(tender, 'terminated', fact.data)
    default:
      return evolveSide(tender, fact)
  }
}
