import { hex, unbase64 } from '../../crypto/bytes.ts'
import { type Header, headerHash } from '../../crypto/envelope.ts'
import { letterSuite } from '../../crypto/letter.ts'
import type { Logged } from '../../crypto/watch.ts'
import { refusals } from '../law/refusal.ts'
import type { FactOf } from '../ledger/event.ts'
import { BiddingClosed } from '../tenders/events.ts'
import { OpeningKeyAnnounced, OpeningStarted } from './events.ts'

const refuse = refusals({
  RELEASE_UNLOGGED: {
    status: 409,
    zh: '公开日志中没有本次开标的截止、开始或开标密钥，已停止，没有释放任何密钥',
    en: 'the log does not hold the deadline, the start or the key of this opening: stopped, nothing was released',
  },
  RELEASE_KEY_OTHER: {
    status: 409,
    zh: '平台给出的开标密钥与公开日志中公布的不一致，已停止，没有释放任何密钥',
    en: 'the key that the platform gives is not the one announced in the log: stopped, nothing was released',
  },
  RELEASE_KEY_RENEWED: {
    status: 409,
    zh: '开标密钥刚刚更换，请按新密钥再释放一次',
    en: 'the key of the opening has just been replaced: release again for the new one',
  },
  RELEASE_SUITE_OTHER: {
    status: 409,
    zh: '平台的开标密钥与投标文件的算法套件（国密或国际算法）不一致，已停止，没有释放任何密钥',
    en: "the opening's key is not of the suite of the bids: stopped, nothing was released",
  },
  RELEASE_EARLY: {
    status: 409,
    zh: '投标截止时间未到，已停止，没有释放任何密钥。请核对本机时钟；时钟无误的，请保存证据并报告监督部门',
    en: 'the deadline has not come: stopped, nothing was released. Check the clock of this machine; if it is right, save the evidence and tell the supervisor',
  },
  RELEASE_OTHER_BIDS: {
    status: 409,
    zh: '平台给出的投标文件不是公开日志中公布的那一组，已停止，没有释放任何密钥',
    en: 'the bids that the platform gives are not the set announced in the log: stopped, nothing was released',
  },
  RELEASE_OTHER_TENDER: {
    status: 409,
    zh: '平台给出的密封内容不属于本标段，已停止，没有释放任何密钥',
    en: 'what the platform gives to open is not of this tender: stopped, nothing was released',
  },
})

/** The facts on which a release rests, in the order in which they happen. */
export const RELEASE_RESTS_ON = [BiddingClosed.type, OpeningStarted.type, OpeningKeyAnnounced.type] as const

type Rests = FactOf<typeof BiddingClosed> | FactOf<typeof OpeningStarted> | FactOf<typeof OpeningKeyAnnounced>

/** Which facts of a tender's timeline have to be proved before a release: the last of each kind. Refuses where one is missing. */
export function restsOn(timeline: readonly { id: string; type: string }[]): string[] {
  return RELEASE_RESTS_ON.map((type) => {
    const found = timeline.findLast((one) => one.type === type)
    if (!found) throw refuse('RELEASE_UNLOGGED', { missing: type })
    return found.id
  })
}

/** The clocks by which a client judges that a deadline has passed, ms: its own, and whether the platform's is one that is moved. */
export interface Clocks {
  own: number
  /** a demonstration, known as such from the first meeting: its beats run by another clock than its facts */
  movable: boolean
}

/** What may be released to: the opening's key and the bids that were announced, as the log holds them. */
export interface Announced {
  tender: string
  epoch: number
  spki: string
  ceremony: string | undefined
  bids: readonly { tag: string; header: string; sequence: number }[]
  /** when everything that is released must have been past, ms: the client's own clock and the log's signed time */
  passed: number
}

/**
 * What an opening's facts in the log allow. They must be of this tender, in their order, after the deadline by every
 * clock, and announce the key that the platform shows.
 *
 * @param facts proved to be in the log, those of `restsOn` in their order
 * @param shown what the platform says the opening's key is
 */
export function announced(
  of: { tender: string; ceremony?: string | undefined; shown: { epoch: number; spki: string | null } },
  facts: readonly Logged<Rests>[],
  clocks: Clocks,
): Announced {
  const [closed, started, key] = facts
  if (closed?.fact.type !== 'tender.biddingClosed') throw refuse('RELEASE_UNLOGGED', { missing: BiddingClosed.type })
  if (started?.fact.type !== 'opening.started') throw refuse('RELEASE_UNLOGGED', { missing: OpeningStarted.type })
  if (key?.fact.type !== 'opening.keyAnnounced') throw refuse('RELEASE_UNLOGGED', { missing: OpeningKeyAnnounced.type })
  for (const { fact } of facts)
    if (fact.data.tender !== of.tender) throw refuse('RELEASE_OTHER_TENDER', { fact: fact.id })
  const { epoch, spki } = key.fact.data
  if (epoch > of.shown.epoch) throw refuse('RELEASE_KEY_RENEWED', { epoch })
  if (epoch !== of.shown.epoch || spki !== of.shown.spki) throw refuse('RELEASE_KEY_OTHER', { epoch })
  const signed = facts.map(({ fact, at }) => (clocks.movable ? fact.at : Math.min(fact.at, at)))
  const passed = Math.min(clocks.own, ...signed)
  const past = { deadline: closed.fact.data.deadline, own: clocks.own, log: Math.min(...signed) }
  if (passed < past.deadline) throw refuse('RELEASE_EARLY', past)
  const { tender, ceremony } = of
  return { ...{ tender, epoch, spki, ceremony, passed }, bids: started.fact.data.bids }
}

/** That a sealed bid is one of those announced, of this tender, ceremony and suite, and that the deadline in it has passed. */
export function checkBid(of: Announced, tag: string, header: Header): void {
  const bid = of.bids.find((one) => one.tag === tag)
  const { tender, ceremony, sequence, deadline } = header.context
  if (bid?.header !== hex(headerHash(header)) || bid.sequence !== sequence) throw refuse('RELEASE_OTHER_BIDS', { tag })
  if (tender !== of.tender || (of.ceremony !== undefined && ceremony !== of.ceremony))
    throw refuse('RELEASE_OTHER_TENDER', { tag })
  if (letterSuite(unbase64(of.spki)) !== header.suite) throw refuse('RELEASE_SUITE_OTHER', { tag, suite: header.suite })
  if (!(of.passed >= Date.parse(deadline)))
    throw refuse('RELEASE_EARLY', { deadline: Date.parse(deadline), own: of.passed })
}

type Context = Readonly<Record<string, unknown>>

/** That what an officer is asked to open is exactly the announced set: each bid once, with the identity box that belongs to it. */
export function checkSet(
  of: Announced,
  shown: readonly { tag: string; header: Header; box: { context: Context } }[],
  payers: { tag: string; box: { context: Context } } | null,
): void {
  const tags = new Set(shown.map(({ tag }) => tag))
  const missing = of.bids.filter(({ tag }) => !tags.has(tag)).map(({ tag }) => tag)
  if (missing.length || tags.size !== shown.length || shown.length !== of.bids.length)
    throw refuse('RELEASE_OTHER_BIDS', { announced: of.bids.length, shown: shown.length, missing })
  for (const { tag, header, box } of shown) {
    checkBid(of, tag, header)
    const expected = { tender: of.tender, header: hex(headerHash(header)), sequence: header.context.sequence }
    if (!same(box.context, expected)) throw refuse('RELEASE_OTHER_BIDS', { tag, box: box.context })
  }
  if (!payers) return
  const { payers: key, ...rest } = payers.box.context
  if (tags.has(payers.tag) || typeof key !== 'string' || !same(rest, { tender: of.tender, header: '' }))
    throw refuse('RELEASE_OTHER_TENDER', { payers: payers.box.context })
}

const same = (a: Context, b: Context): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(b).every(([name, value]) => a[name] === value)
