import { refusals } from '../law/refusal.ts'
import { type PaperFact, type PaperHappening, PaperSigned, type Place } from './events.ts'

const refuse = refusals({
  PAPER_UNKNOWN: { status: 404, zh: '没有该文件', en: 'there is no such paper' },
  PAPER_CHANGED: {
    status: 409,
    zh: '文件已有新的签章，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the paper again',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

/** A paper that others than the platform sign in the PDF. */
export interface SignedPaper {
  kind: string
  key: string
  title: string
  /** as it was made */
  issued: { file: string; sha256: string }
  /** as it stands now */
  standing: { file: string; sha256: string }
  places: Place[]
  signed: { field: string; at: number }[]
  open: boolean
  secret: boolean
  copyFor: string | null
  at: number
}

/** The signed papers of one tender, the oldest first. */
export interface Papers {
  tender: string
  papers: SignedPaper[]
}

/** The only place where they change. */
export function evolve(before: Papers | undefined, fact: PaperFact): Papers {
  const { tender } = fact.data
  const papers = before?.papers ?? []
  if (fact.type === 'paper.laid') {
    const { tender: _tender, file, sha256, ...of } = fact.data
    const issued = { file, sha256 }
    return { tender, papers: [...papers, { ...of, issued, standing: issued, signed: [], at: fact.at }] }
  }
  const { paper, field, file, sha256 } = fact.data
  const sign = (one: SignedPaper): SignedPaper => ({
    ...one,
    standing: { file, sha256 },
    signed: [...one.signed, { field, at: fact.at }],
  })
  return { tender, papers: papers.map((one) => (one.issued.sha256 === paper ? sign(one) : one)) }
}

/** One of them, by the hash that it was made with. */
export function paperOf(of: Papers | undefined, sha256: string): SignedPaper {
  const found = of?.papers.find(({ issued }) => issued.sha256 === sha256)
  if (!found) throw refuse('PAPER_UNKNOWN', { sha256 })
  return found
}

/** The paper of a kind that tells one thing, if it was made. */
export const laidOf = (of: Papers | undefined, kind: string, key: string): SignedPaper | undefined =>
  of?.papers.find((one) => one.kind === kind && one.key === key)

/** Refuses a second signature in one place. */
export function notYetSigned({ signed }: SignedPaper, field: string): void {
  if (signed.some((one) => one.field === field)) throw refuse('PAPER_SIGNED')
}

/** A paper as it stands, by the file that was issued first: with the signatures that were put into it since. */
export const issuedAs = (of: Papers | undefined, issued: SignedPaper['issued']): Pick<SignedPaper, 'standing'> =>
  of?.papers.find((one) => one.issued.sha256 === issued.sha256) ?? { standing: issued }

/** The places of a paper in which nobody has signed. */
export const waitingIn = ({ places, signed }: SignedPaper): Place[] =>
  places.filter(({ field }) => !signed.some((one) => one.field === field))

/** A signature for which a paper waits: the place says by whom. */
export interface Awaited extends Place {
  tender: string
  /** SHA-256 of the paper as it was made */
  paper: string
  kind: string
  title: string
  /** since when it waits (ms) */
  since: number
}

/**
 * Every signature that is waited for, the oldest paper first. It changes with `PaperLaid` (a place is open) and `PaperSigned`
 * (it is filled), and with nothing else.
 */
export const signaturesAwaited = (of: Papers | undefined): Awaited[] =>
  (of?.papers ?? []).flatMap((paper) =>
    waitingIn(paper).map((place) => ({
      ...place,
      ...{
        tender: of?.tender ?? '',
        paper: paper.issued.sha256,
        kind: paper.kind,
        title: paper.title,
        since: paper.at,
      },
    })),
  )

/** Titles of the papers in which a signature is missing. */
export const unsignedIn = (of: Papers | undefined): string[] => {
  const open = new Map(signaturesAwaited(of).map(({ paper, title }) => [paper, title]))
  return [...open.values()]
}

/** Notes a signature that was put into the present version of a paper. */
export function signPaper(
  tender: string,
  paper: SignedPaper,
  of: { field: string; base: string; signed: { file: string; sha256: string } },
): PaperHappening[] {
  notYetSigned(paper, of.field)
  if (paper.standing.sha256 !== of.base) throw refuse('PAPER_CHANGED', { sha256: paper.standing.sha256 })
  const { field, base, signed } = of
  const { places, open } = paper
  return [PaperSigned({ tender, paper: paper.issued.sha256, field, base, ...signed, places, open })]
}
