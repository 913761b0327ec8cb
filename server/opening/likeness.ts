import type { BidForm } from '../bids/contract.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { LikenessFinding, LikenessKind } from './likenessEvents.ts'
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
}

type Law = Pick<Rulebook, 'affiliatedBidders' | 'collusionSigns' | 'operatorMayBid' | 'textLikeness'>
type Where = LikenessFinding['where'][number]
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
const sameName = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

/** Everything that stands in the bids of more than one bidder. */
function shared(
  bids: readonly ComparedBid[],
  valuesOf: (bid: ComparedBid) => readonly { value: string; where: Where[] }[],
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

/** Who heads, holds and manages the bidders, as they said in their bids; names, which those who judge must verify. */
export function relationsOf(bids: readonly ComparedBid[], law: Law): LikenessFinding[] {
  const { article } = law.affiliatedBidders
  const heads = shared(bids, ({ form }) => (form.relations ? [{ value: form.relations.head, where: [] }] : []))
  const control = bids.flatMap((bid) =>
    bids
      .filter((other) => other !== bid && belongs(bid, other))
      .map((other) => ({ value: `${other.name} → ${bid.name}`, bids: [bid.tag, other.tag].sort(), where: [] })),
  )
  const holders = shared(bids, ({ form }) =>
    (form.relations?.holders ?? []).map(({ name }) => ({ value: name, where: [] })),
  )
  const operators = bids.flatMap(({ affiliate, tag, name }) =>
    affiliate ? [{ value: `${name}：${affiliate}`, bids: [tag], where: [] }] : [],
  )
  return [
    ...listed('sameHead', heads, article),
    ...listed('control', control, article),
    ...listed('commonHolder', holders, null),
    ...listed('operatorAffiliate', operators, law.operatorMayBid.article),
  ]
}

const belongs = ({ form }: ComparedBid, other: ComparedBid): boolean =>
  [...(form.relations?.holders ?? []), ...(form.relations?.managers ?? [])].some(({ code, name }) =>
    code ? code === other.code : sameName(name) === sameName(other.name),
  )

const listed = (
  kind: LikenessKind,
  found: readonly Omit<LikenessFinding, 'kind' | 'article'>[],
  article: string | null,
): LikenessFinding[] => found.map((one) => ({ kind, ...one, value: one.value.slice(0, 400), article }))

/** What files tell of who made them and of what else they are, but for what everybody was given. */
export function filesAlike(bids: readonly ComparedBid[], given: Given, law: Law): LikenessFinding[] {
  const { article } = law.collusionSigns
  const authors = ofFiles(({ print }) => (print?.author && !NOBODY.test(print.author.trim()) ? [print.author] : []))
  const ids = ofFiles(({ print }) => (print?.ids ?? []).filter((id) => !given.ids.has(id)))
  const moments = ofFiles(({ print }) => (print?.createdAt && print.createdAt > EARLIEST ? [print.createdAt] : []))
  const files = ofFiles(({ sha256 }) => (given.files.has(sha256) ? [] : [sha256]))
  const leaders = ({ form }: ComparedBid) => [{ value: form.leader, where: [] }]
  return [
    ...listed('sameAuthor', shared(bids, authors), article),
    ...listed('sameDocument', shared(bids, ids), article),
    ...listed('sameMoment', shared(bids, moments), article),
    ...listed('samePeople', shared(bids, leaders), article),
    ...listed('sameFile', shared(bids, files), article),
    ...listed('mixedUp', mixedUp(bids), article),
    ...listed('patternedPrices', patterned(bids), article),
  ]
}

/** A bid in whose text another bidder is named. */
function mixedUp(bids: readonly ComparedBid[]): Omit<LikenessFinding, 'kind' | 'article'>[] {
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
function patterned(bids: readonly ComparedBid[]): Omit<LikenessFinding, 'kind' | 'article'>[] {
  const sorted = bids
    .map(({ tag, form }) => ({ tag, price: BigInt(form.price) }))
    .sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0))
  const least = Math.max(3, Math.min(4, sorted.length))
  const steps = (follows: (a: bigint, b: bigint, c: bigint) => boolean, value: string) => {
    const found: Omit<LikenessFinding, 'kind' | 'article'>[] = []
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
export function textsAlike(a: ComparedBid, b: ComparedBid, law: Law): LikenessFinding[] {
  const { value: threshold } = law.textLikeness
  return [...a.runs].flatMap(([part, runs]) => {
    const other = b.runs.get(part)
    const share = other && likeness(runs, other)
    if (share === undefined || share === null || share < threshold) return []
    const where = [a, b].flatMap((bid) => bid.files.filter((file) => file.part === part).map((file) => at(bid, file)))
    return [
      {
        ...{ kind: 'alikeText' as const, bids: [a.tag, b.tag].sort(), value: String(share) },
        ...{ where: where.slice(0, 200), article: law.textLikeness.article },
      },
    ]
  })
}
