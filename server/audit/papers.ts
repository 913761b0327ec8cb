import type { AnyEventKind, Fact } from '../ledger/event.ts'

/** A file that a fact names by its hash. */
export interface PaperOfFact {
  fact: string
  at: number
  title: string
  sha256: string
  /** whether it is a version with a signature more, of a paper that was issued before */
  signed: boolean
  /** of the version that was signed, where it is one with a signature more */
  base?: string
}

/** Papers that only some may see, of which whoever holds one is told that it was issued: none of them says by its number who bids. */
export const HELD_BY_SOME = [
  ...['documents.answerPaper', 'award.answerPaper', 'award.paperSigned', 'award.reportIssued', 'award.noticesDrafted'],
  'award.contractDrafted',
  ...['paper.laid', 'paper.signed'],
  ...[
    'panel.recordIssued',
    'witness.paper',
    'evaluation.reportSigned',
    'invitation.recorded',
    'invitation.recordSigned',
  ],
]

const HASH = /^[0-9a-f]{64}$/

type Named = { title?: unknown; sha256?: unknown }

/** Every object in a fact's content that names a file by `sha256`, with its own title where it has one. */
function filesIn(value: unknown): { title?: string; sha256: string }[] {
  if (Array.isArray(value)) return value.flatMap(filesIn)
  if (typeof value !== 'object' || value === null) return []
  const { title, sha256 } = value as Named
  const own = typeof sha256 === 'string' && HASH.test(sha256) ? [{ sha256 }] : []
  const named = own.map((one) => (typeof title === 'string' && title ? { ...one, title } : one))
  return [...named, ...Object.values(value).flatMap(filesIn)]
}

/** What a kind of fact is called, without what happened to the paper. */
const nameOf = (zh: string): string => zh.replace(/已(生成|发布|加盖签章|签署)$/, '') || zh

/** The version that a fact put a signature into. */
function baseOf(data: object): { base?: string } {
  const { base, signed } = data as { base?: unknown; signed?: { base?: unknown } | null }
  const found = base ?? signed?.base
  return typeof found === 'string' ? { base: found } : {}
}

const isSigned = (data: object): boolean => 'base' in data || ('signed' in data && data.signed !== null)

/** The papers that a fact issues, publishes or signs, each by its hash once. Signed again it is another file. */
export function papersOf(fact: Fact, kind: Pick<AnyEventKind, 'zh'>): PaperOfFact[] {
  const found = new Map(filesIn(fact.data).map((one) => [one.sha256, one]))
  const signed = isSigned(fact.data as object)
  return [...found.values()].map(({ title, sha256 }) => ({
    ...{ fact: fact.id, at: fact.at, signed, sha256, ...(signed ? baseOf(fact.data as object) : {}) },
    title: title ?? nameOf(kind.zh),
  }))
}

/** Papers in the order of time, each version with a signature more called as the paper that was signed. */
export function named(papers: readonly PaperOfFact[]): PaperOfFact[] {
  const titles = new Map<string, string>()
  return papers.map((one) => {
    const title = (one.base && titles.get(one.base)) || one.title
    titles.set(one.sha256, title)
    return { ...one, title }
  })
}
