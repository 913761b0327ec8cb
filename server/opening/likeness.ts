import type { Machine } from '../../crypto/agent.ts'
import type { BidForm } from '../bids/contract.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { LikenessFinding, LikenessKind, Source } from './likenessEvents.ts'
import { likeness } from './shingles.ts'

/** A file of an opened bid, and what a PDF tells of how it was made; no print where it was not read. */
export interface ComparedFile {
  part: string
  name: string
  sha256: string
  print?: { author: string | null; createdAt: string | null; ids: readonly string[]; text: string }
}

/** An opened bid as it is compared. */
export interface ComparedBid {
  tag: string
  code: string
  name: string
  form: BidForm
  files: readonly ComparedFile[]
  /** runs of the text of each part, without those of the tender document */
  runs: ReadonlyMap<string, Uint32Array>
  /** the relation by which the bidder belongs to the platform's operator, if it does */
  affiliate?: string
  /** what the bidder registered of itself, if it did */
  registered?: { head: string; telephone: string; email: string }
  /** the numbers of the machine that it sealed, if it did */
  machine?: Machine
  /** the address that the platform vouched for, if it is one to compare by */
  address?: string
}

/** The rules by which bids are compared; its shares are the region's where the region has set them. */
export type LikenessLaw = Pick<
  Rulebook,
  | 'affiliatedBidders'
  | 'collusionSigns'
  | 'operatorMayBid'
  | 'textLikeness'
  | 'priceListLikeness'
  | 'relatedBids'
  | 'colludingBids'
>
type Found = Pick<LikenessFinding, 'bids' | 'value' | 'where'>
export type Where = LikenessFinding['where'][number]
interface Given {
  /** hashes and identifiers of files that everybody was given */
  files: ReadonlySet<string>
  ids: ReadonlySet<string>
}

/** What programs write when nobody said who writes: it ties nobody to anybody. */
const NOBODY =
  /^(admin(istrator)?|users?|windows( 用户| user)?|microsoft( office)?( user| 用户)?|微软用户|pc|owner|未知|unknown|author|作者)$/i

/** A moment before this is no moment: programs write the beginning of their count. */
const EARLIEST = '1990'

const at = ({ tag }: ComparedBid, { part, name }: ComparedFile): Where => ({ bid: tag, part, file: name })
/** Texts that differ in blanks and capitals only are one. */
export const sameName = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

/** Everything that stands in the bids of more than one bidder. */
export function shared<B extends Pick<ComparedBid, 'tag'>>(
  bids: readonly B[],
  valuesOf: (bid: B) => readonly { value: string; where: Where[] }[],
): { value: string; bids: string[]; where: Where[] }[] {
  const found = new Map<string, { value: string; bids: Set<string>; where: Where[] }>()
  for (const bid of bids)
    for (const { value, where } of valuesOf(bid)) {
      const one = found.get(sameName(value)) ?? { value, bids: new Set(), where: [] }
      one.bids.add(bid.tag)
      one.where.push(...where)
      found.set(sameName(value), one)
    }
  return [...found.values()]
    .filter((one) => one.bids.size > 1)
    .map((one) => ({ ...one, bids: [...one.bids].sort(), where: one.where.slice(0, 200) }))
}

const ofFiles =
  (valuesOf: (file: ComparedFile) => readonly string[]) =>
  (bid: ComparedBid): { value: string; where: Where[] }[] =>
    bid.files.flatMap((file) => valuesOf(file).map((value) => ({ value, where: [at(bid, file)] })))

/** What was found of one kind, with what the law says to it and where it comes from. */
export const listed = (
  kind: LikenessKind,
  found: readonly Pick<LikenessFinding, 'bids' | 'value' | 'where'>[],
  of: { article: string | null; sources: Source[]; consequence?: string },
): LikenessFinding[] => found.map((one) => ({ kind, ...one, value: one.value.slice(0, 400), ...of }))

/** What signs of collusion have in common, whatever they are found by. */
export const collusion = (law: Pick<LikenessLaw, 'collusionSigns' | 'colludingBids'>, ...sources: Source[]) => ({
  ...{ article: law.collusionSigns.article, sources, consequence: law.colludingBids.value.ground },
})

/** What files tell of who made them and of what else they are, but for what everybody was given. */
export function filesAlike(bids: readonly ComparedBid[], given: Given, law: LikenessLaw): LikenessFinding[] {
  const authors = ofFiles(({ print }) => (print?.author && !NOBODY.test(print.author.trim()) ? [print.author] : []))
  const ids = ofFiles(({ print }) => (print?.ids ?? []).filter((id) => !given.ids.has(id)))
  const moments = ofFiles(({ print }) => (print?.createdAt && print.createdAt > EARLIEST ? [print.createdAt] : []))
  const files = ofFiles(({ sha256 }) => (given.files.has(sha256) ? [] : [sha256]))
  const leaders = ({ form }: ComparedBid) => [{ value: form.leader, where: [] }]
  return [
    ...listed('sameAuthor', shared(bids, authors), collusion(law, 'file')),
    ...listed('sameDocument', shared(bids, ids), collusion(law, 'file')),
    ...listed('sameMoment', shared(bids, moments), collusion(law, 'file')),
    ...listed('samePeople', shared(bids, leaders), collusion(law, 'declaration')),
    ...listed('sameFile', shared(bids, files), collusion(law, 'file')),
    ...listed('mixedUp', mixedUp(bids), collusion(law, 'text')),
    ...listed('patternedPrices', patterned(bids), collusion(law, 'price')),
  ]
}

/** A bid in whose text another bidder is named. */
function mixedUp(bids: readonly ComparedBid[]): Found[] {
  return bids.flatMap((bid) =>
    bids
      .filter((other) => other !== bid)
      .flatMap((other) => {
        const files = bid.files.filter(({ print }) => print && sameName(print.text).includes(sameName(other.name)))
        return files.length
          ? [{ value: other.name, bids: [bid.tag, other.tag].sort(), where: files.map((file) => at(bid, file)) }]
          : []
      }),
  )
}

/** Four prices or more (three where there are only three) of which each follows from the one before by one difference or ratio. */
function patterned(bids: readonly ComparedBid[]): Found[] {
  const sorted = bids
    .map(({ tag, form }) => ({ tag, price: BigInt(form.price) }))
    .sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0))
  const least = Math.max(3, Math.min(4, sorted.length))
  const steps = (follows: (a: bigint, b: bigint, c: bigint) => boolean, value: string) => {
    const found: Found[] = []
    let run = sorted.slice(0, 2)
    const end = (): void => {
      if (run.length >= least) found.push({ value, bids: run.map(({ tag }) => tag).sort(), where: [] })
    }
    for (const next of sorted.slice(2)) {
      const [a, b] = run.slice(-2)
      if (a && b && b.price > a.price && follows(a.price, b.price, next.price)) run.push(next)
      else {
        end()
        run = [run.at(-1)!, next]
      }
    }
    end()
    return found
  }
  const difference = steps((a, b, c) => b - a === c - b, '报价依次相差相同金额')
  const ratio = steps((a, b, c) => b * b === a * c, '报价依次为同一比例')
  return [...difference, ...ratio]
}

/** One part of two bids whose texts are alike: the share of the shorter that stands in the other. */
export function textsAlike(a: ComparedBid, b: ComparedBid, law: LikenessLaw): LikenessFinding[] {
  const { value: threshold } = law.textLikeness
  return [...a.runs].flatMap(([part, runs]) => {
    const other = b.runs.get(part)
    const share = other && likeness(runs, other)
    if (share === undefined || share === null || share < threshold) return []
    const where = [a, b].flatMap((bid) => bid.files.filter((file) => file.part === part).map((file) => at(bid, file)))
    return [
      {
        ...{ kind: 'alikeText' as const, bids: [a.tag, b.tag].sort(), value: String(share) },
        ...{ where: where.slice(0, 200), ...collusion(law, 'text'), article: law.textLikeness.article },
      },
    ]
  })
}
