import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import type { Draft } from './contract.ts'
import type { TenderFact } from './events.ts'

/** The three who each hold a share of every bid's key. */
export const OFFICERS = ['tenderer', 'centre', 'supervisor'] as const
export type Officer = (typeof OFFICERS)[number]

export type Stage =
  | 'draft'
  | 'bidding'
  | 'opening'
  | 'evaluating'
  | 'publicised'
  | 'awarded'
  | 'contracted'
  | 'archived'
  | 'failed'

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
  notice: string
  ceremony: string
  documents: { title: string; file: string; bytes: number; sha256: string }[]
  publishedAt: number
  noticeFile?: { file: string; sha256: string }
}

/** A tender (标段): the unit that is bid for, opened, evaluated and awarded. */
export interface Tender extends Draft {
  id: string
  stage: Stage
  officerKeys: Partial<Record<Officer, OfficerKey>>
  published: Published | null
  failure: string | null
  closedAt: number | null
}

/** Hash of what the notice says: what the tenderer signs and a bid is bound to. */
export const noticeHash = (draft: Draft): string => hex(labelled('notice', canonicalBytes(draft)))

/** Hash of the officers' keys in the order of their roles: the ceremony that a bid is sealed for. */
export const ceremonyHash = (keys: Partial<Record<Officer, OfficerKey>>): string =>
  hex(
    labelled(
      'ceremony',
      canonicalBytes(
        OFFICERS.map((role) => ({ role, organisation: keys[role]?.organisation, spki: keys[role]?.spki })),
      ),
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

/** The notice alone: what was signed, without what came after. */
export function draftOf(tender: Tender): Draft {
  const { id: _id, stage: _s, officerKeys: _o, published: _p, failure: _f, closedAt: _c, ...draft } = tender
  return draft
}

/** The only place where a tender changes. */
export function evolve(tender: Tender | undefined, fact: TenderFact): Tender {
  if (fact.type === 'tender.drafted') {
    const { tender: id, draft } = fact.data
    const keys = tender?.officerKeys ?? {}
    return { ...draft, id, stage: 'draft', officerKeys: keys, published: null, failure: null, closedAt: null }
  }
  if (!tender) throw new Error(`${fact.type} before the tender was drafted`)
  switch (fact.type) {
    case 'tender.officerKeyPublished': {
      const { role, organisation, name, spki, backup } = fact.data
      const officerKeys = { ...tender.officerKeys, [role]: { role, organisation, name, spki, backup } }
      return { ...tender, officerKeys }
    }
    case 'tender.published': {
      const { version, rulebook, notice, ceremony, documents, publishedAt } = fact.data
      return { ...tender, stage: 'bidding', published: { version, rulebook, notice, ceremony, documents, publishedAt } }
    }
    case 'tender.noticeIssued': {
      const { file, sha256 } = fact.data
      return tender.published ? { ...tender, published: { ...tender.published, noticeFile: { file, sha256 } } } : tender
    }
    case 'tender.biddingClosed':
      return { ...tender, stage: 'opening', closedAt: fact.data.deadline }
    case 'tender.failed':
      return { ...tender, stage: 'failed', failure: fact.data.reason }
    case 'tender.moved':
      return { ...tender, stage: fact.data.stage }
  }
}
