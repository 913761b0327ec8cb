import type { FactOf } from '../ledger/event.ts'
import type { AmendedTerms } from './contract.ts'
import type { TenderAmended } from './sideEvents.ts'
import { type DocumentVersion, documentHash, type Published, type Tender } from './tender.ts'

/** Every version of a published tender's document, oldest first. */
export const versionsOf = (published: Published): DocumentVersion[] =>
  published.versions ?? [
    {
      version: published.version,
      document: documentHash(published),
      documents: published.documents,
      affects: false,
      at: published.publishedAt,
    },
  ]

/** A draft, or the tender that it became, with other terms; `null` takes one out. */
export function withChanges<T extends object>(of: T, changes: AmendedTerms): T {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  const after = { ...of, ...Object.fromEntries(given) }
  const gone = new Set(given.filter(([, value]) => value === null).map(([name]) => name))
  return Object.fromEntries(Object.entries(after).filter(([name]) => !gone.has(name))) as T
}

/** The tender after an addendum: its terms, its documents, and the version that bids answer from now on. */
export function amended(tender: Tender, data: FactOf<typeof TenderAmended>['data']): Tender {
  if (!tender.published) throw new Error('an addendum before the notice')
  const { version, notice, documents, affects, at, changes, composed } = data
  const now = { ...tender.published, version, notice, documents, ...(composed ? { composed } : {}) }
  const fresh = { version, document: documentHash(now), documents, affects, at }
  return { ...withChanges(tender, changes), published: { ...now, versions: [...versionsOf(tender.published), fresh] } }
}

/** Every document that was ever part of the tender document, each once. */
export function documentsEver(published: Published): DocumentVersion['documents'] {
  const all = versionsOf(published).flatMap(({ documents }) => documents)
  return [...new Map(all.map((one) => [one.sha256, one])).values()]
}

/** What a bid answers: which version, and whether one that came after it may affect bids. */
export interface Answers {
  version: number
  latest: number
  /** it must be submitted anew to answer the document in force */
  outdated: boolean
}

/**
 * Which version of the tender document a bid answers.
 *
 * @param document the hash in the context of its package; absent: sealed before there could be addenda
 */
export function answersOf(published: Published, document: string | undefined): Answers {
  const versions = versionsOf(published)
  const own = versions.find((one) => one.document === document)?.version ?? versions[0]?.version ?? 1
  return {
    version: own,
    latest: published.version,
    outdated: versions.some(({ version, affects }) => version > own && affects),
  }
}
