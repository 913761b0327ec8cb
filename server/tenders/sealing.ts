import { refusals } from '../law/refusal.ts'
import type { SignedPaper } from './side.ts'
import { TenderPaperSigned } from './sideEvents.ts'
import type { DocumentVersion, Tender } from './tender.ts'
import { versionsOf } from './versions.ts'

const refuse = refusals({
  PAPER_UNKNOWN: { status: 404, zh: '没有该文件', en: 'there is no such paper' },
  PAPER_CHANGED: {
    status: 409,
    zh: '文件已有新的签章，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the paper again',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

/** A paper of a tender that its tenderer and agent sign in the PDF. */
export interface SealedPaper {
  title: string
  /** SHA-256 of it as it was published */
  sha256: string
  file: string
  /** whether it was uploaded, in pieces */
  upload: boolean
  /** the version of the document that took its place; null: it is in force */
  replacedBy: number | null
  /** as it stands with signatures; null: nobody has signed it in the PDF */
  sealed: SignedPaper | null
}

/** The documents of all versions, each once, with the version that took its place. */
function versioned(
  versions: readonly DocumentVersion[],
): Pick<SealedPaper, 'title' | 'file' | 'sha256' | 'replacedBy'>[] {
  const all = new Map(versions.flatMap(({ documents }) => documents).map((one) => [one.sha256, one]))
  const holds = ({ documents }: DocumentVersion, of: string) => documents.some(({ sha256 }) => sha256 === of)
  return [...all.values()].map(({ title, file, sha256 }) => {
    const last = versions.findLastIndex((one) => holds(one, sha256))
    return { title, file, sha256, replacedBy: versions[last + 1]?.version ?? null }
  })
}

/**
 * The papers that were published about a tender, the oldest first: prequalification documents, notice, tender documents,
 * each of every version, and what followed, the notice of a prequalification too.
 */
export function papersOf(tender: Tender): SealedPaper[] {
  const { published, prequal, papers = [], sealed = {} } = tender
  const notice = published?.noticeFile ? [{ title: '公告', upload: false, ...published.noticeFile }] : []
  const documents = [...versioned(prequal?.versions ?? []), ...versioned(published ? versionsOf(published) : [])].map(
    (one) => ({ ...one, upload: true }),
  )
  const others = papers.map(({ title, file, sha256 }) => ({ title, file, sha256, upload: false }))
  return [...notice, ...documents, ...others].map((one) => ({
    replacedBy: null,
    ...one,
    sealed: sealed[one.sha256] ?? null,
  }))
}

/** One of them, by the hash that it was published with. */
export function paperOf(tender: Tender, sha256: string): SealedPaper {
  const found = papersOf(tender).find((one) => one.sha256 === sha256)
  if (!found) throw refuse('PAPER_UNKNOWN', { sha256 })
  return found
}

/** The version of a paper that stands now. */
export const standingOf = ({ sha256, sealed }: SealedPaper): string => sealed?.sha256 ?? sha256

/** Refuses a second signature of one side. */
export function notYetSealed({ sealed }: SealedPaper, field: 'tenderer' | 'agent'): void {
  if (sealed?.fields.some((one) => one.field === field)) throw refuse('PAPER_SIGNED')
}

/** Notes a signature that was put into the present version of a paper. */
export function sealPaper(
  tender: Tender,
  of: {
    paper: string
    field: 'tenderer' | 'agent'
    base: string
    signed: { file: string; sha256: string }
    certificate: string
  },
) {
  const paper = paperOf(tender, of.paper)
  notYetSealed(paper, of.field)
  if (standingOf(paper) !== of.base) throw refuse('PAPER_CHANGED', { sha256: standingOf(paper) })
  const { signed, ...rest } = of
  return [TenderPaperSigned({ tender: tender.id, ...rest, ...signed })]
}
