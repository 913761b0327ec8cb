import { refusals } from '../law/refusal.ts'
import type { Tender } from '../tenders/tender.ts'
import { DocumentsFetched, type HolderFact, VersionRead } from './events.ts'

const refuse = refusals({
  VERSION_UNKNOWN: { status: 404, zh: '招标文件没有这个版本', en: 'the tender document has no such version' },
  DOCUMENTS_NOT_ON_OFFER: {
    status: 409,
    zh: '该标段不在投标阶段，无须确认',
    en: 'the tender takes no bids: there is nothing to confirm',
  },
})

/** One bidder that fetched the tender document: a tag and a sealed name until the bids are read out. */
export interface Holder {
  tender: string
  tag: string
  name: string
  fetchedAt: number
  read: { version: number; at: number }[]
}

/** The only place where a holder changes. */
export function evolve(holder: Holder | undefined, { type, data }: HolderFact): Holder {
  if (type === 'documents.fetched') {
    const { tender, tag, name, at } = data
    return { tender, tag, name, fetchedAt: at, read: [] }
  }
  if (!holder) throw new Error(`${type} before the document was fetched`)
  return { ...holder, read: [...holder.read, { version: data.version, at: data.at }] }
}

/** A signed-in bidder fetches the document: it is told of every addendum from now on. The second time changes nothing. */
export function fetchDocuments(
  of: { tender: Tender; holder: Holder | undefined; tag: string; name: string },
  now: number,
) {
  const { tender, holder, tag, name } = of
  if (holder || tender.stage !== 'bidding') return []
  return [DocumentsFetched({ tender: tender.id, tag, name, at: now })]
}

/** A bidder confirms that it read a version; it holds the document from then on if it did not before. */
export function confirmVersion(
  of: { tender: Tender; holder: Holder | undefined; tag: string; name: string },
  read: { version: number; evidence: string },
  now: number,
) {
  const { tender, holder, tag } = of
  if (tender.stage !== 'bidding') throw refuse('DOCUMENTS_NOT_ON_OFFER', { stage: tender.stage })
  if (!tender.published || read.version > tender.published.version)
    throw refuse('VERSION_UNKNOWN', { version: read.version })
  if (holder?.read.some(({ version }) => version === read.version)) return []
  return [...fetchDocuments(of, now), VersionRead({ tender: tender.id, tag, ...read, at: now })]
}
