import { hex } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import type { FrozenRegion } from '../regions/values.ts'
import type { PrequalFact } from './admissionEvents.ts'
import type { Draft } from './contract.ts'
import type { DocumentVersion, Tender } from './tender.ts'

/** A prequalification as it was published. Its dates and requirements, as they are now, stand in the draft. */
export interface Prequal {
  rulebook: string
  regional?: FrozenRegion
  notice: string
  ceremony: string
  publishedAt: number
  /** every version of its document, oldest first */
  versions: DocumentVersion[]
  /** when the applications' deadline passed; null before */
  closedAt: number | null
  /** when it was over with enough that passed; null before */
  passedAt: number | null
}

/** What a prequalification notice announces: from then on it stands. The tender's own dates, prices and criteria come later. */
export const announced = (draft: Draft) => ({
  ...{ project: draft.project, code: draft.code, name: draft.name, track: draft.track, region: draft.region },
  ...{ kind: draft.kind, method: draft.method, stateFunded: draft.stateFunded, industry: draft.industry },
  ...{ tenderer: draft.tenderer, agent: draft.agent, supervisor: draft.supervisor, scope: draft.scope },
  ...{ qualification: draft.qualification, consortium: draft.consortium, funds: draft.funds, place: draft.place },
  ...{ durationDays: draft.durationDays, shares: draft.shares, contact: draft.contact },
  ...{ address: draft.address ?? null, prequalification: draft.prequalification ?? null },
})

/** Hash of what a prequalification notice announces: what the tenderer signs. */
export const prequalNoticeHash = (draft: Draft): string =>
  hex(labelled('prequalification-notice', canonicalBytes(announced(draft))))

/** Hash of a version of the prequalification document: what applications answer. */
export const prequalDocumentHash = (of: {
  notice: string
  version: number
  documents: readonly { sha256: string }[]
}): string =>
  hex(
    labelled(
      'prequalification-document',
      canonicalBytes({
        notice: of.notice,
        version: of.version,
        documents: of.documents.map(({ sha256 }) => sha256),
      }),
    ),
  )

/** The members of an announcement that a later draft changes against it; empty when it stands. */
export function changedAnnouncement(before: Draft, after: Draft): string[] {
  const [old, fresh] = [announced(before), announced(after)] as Record<string, unknown>[]
  return Object.keys(old ?? {}).filter((key) => canonical(old?.[key]) !== canonical(fresh?.[key]))
}

/** The version of the prequalification document in force. */
export const prequalVersion = ({ versions }: Prequal): DocumentVersion => {
  const last = versions.at(-1)
  if (!last) throw new Error('a prequalification without a document')
  return last
}

function publishedBy({ data }: PrequalFact & { type: 'prequalification.published' }): Prequal {
  const { rulebook, regional, notice, ceremony, documents, publishedAt } = data
  const document = prequalDocumentHash({ notice, version: 1, documents })
  return {
    ...{ rulebook, notice, ceremony, publishedAt, closedAt: null, passedAt: null },
    ...(regional ? { regional } : {}),
    versions: [{ version: 1, document, documents, affects: false, at: publishedAt }],
  }
}

function amendedBy(tender: Tender, prequal: Prequal, fact: PrequalFact & { type: 'prequalification.amended' }): Tender {
  const { version, documents, affects, at, documentsUntil, deadline, requirements } = fact.data
  const document = prequalDocumentHash({ notice: prequal.notice, version, documents })
  const terms = tender.prequalification
  return {
    ...tender,
    ...(terms
      ? { prequalification: { ...terms, documentsUntil, deadline, ...(requirements ? { requirements } : {}) } }
      : {}),
    prequal: { ...prequal, versions: [...prequal.versions, { version, document, documents, affects, at }] },
  }
}

/** The part of `evolve` that concerns the prequalification. */
export function evolvePrequal(tender: Tender, fact: PrequalFact): Tender {
  if (fact.type === 'prequalification.published')
    return { ...tender, stage: 'prequalifying', prequal: publishedBy(fact) }
  const { prequal } = tender
  if (!prequal) throw new Error(`${fact.type} before the prequalification was published`)
  switch (fact.type) {
    case 'prequalification.amended':
      return amendedBy(tender, prequal, fact)
    case 'prequalification.closed':
      return { ...tender, prequal: { ...prequal, closedAt: fact.data.deadline } }
    case 'prequalification.passed':
      return { ...tender, stage: 'prequalified', prequal: { ...prequal, passedAt: fact.data.at } }
    case 'prequalification.reopened':
      return { ...tender, stage: 'prequalifying', prequal: { ...prequal, passedAt: null } }
  }
}
