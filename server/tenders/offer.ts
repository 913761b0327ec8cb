import { prequalVersion } from './prequalifying.ts'
import type { DocumentVersion, Tender } from './tender.ts'
import { versionsOf } from './versions.ts'

/** A document that is answered: the tender document, or before it that of the prequalification. */
export interface Offer {
  on: 'tender' | 'prequalification'
  versions: DocumentVersion[]
  version: number
  publishedAt: number
  /** until when what answers it is taken */
  deadline: number
}

/** The document that was published last; none before the first notice. */
export function lastOffer({ published, prequal, prequalification, deadline }: Tender): Offer | undefined {
  if (published) {
    const { version, publishedAt } = published
    return { on: 'tender', versions: versionsOf(published), version, publishedAt, deadline }
  }
  if (!prequal || !prequalification) return undefined
  const { publishedAt, versions } = prequal
  const { version } = prequalVersion(prequal)
  return { on: 'prequalification', versions, version, publishedAt, deadline: prequalification.deadline }
}

/** The document that is still answered: while bids or applications are taken. */
export function onOffer(tender: Tender): Offer | undefined {
  const open = tender.stage === 'bidding' || (tender.stage === 'prequalifying' && tender.prequal?.closedAt === null)
  return open ? lastOffer(tender) : undefined
}
