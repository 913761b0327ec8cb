import { hex, unbase64 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { sha256 } from '../../crypto/digest.ts'
import { type Header, headerHash } from '../../crypto/envelope.ts'
import { letterSuite } from '../../crypto/letter.ts'
import type { Logged } from '../../crypto/watch.ts'
import { refusals } from '../law/refusal.ts'
import type { FactOf } from '../ledger/event.ts'
import { BiddingClosed } from '../tenders/events.ts'
import { OpeningKeyAnnounced, OpeningStarted } from './events.ts'
import { consentHash, releaseFields } from './letters.ts'
import type { OpenedBid } from './opening.ts'
import { RemedyReleased } from './remedyEvents.ts'

/** Why a client releases nothing: bids, or applications of a prequalification. */
export const refuseRelease = refusals({
  RELEASE_UNLOGGED: {
    status: 409,
    zh: '公开日志中没有本次开启的截止、开始或密钥，已停止，没有释放任何密钥',
    en: 'the log does not hold the deadline, the start or the key of this opening: stopped, nothing was released',
  },
  RELEASE_KEY_OTHER: {
    status: 409,
    zh: '平台给出的开启密钥与公开日志中公布的不一致，已停止，没有释放任何密钥',
    en: 'the key that the platform gives is not the one announced in the log: stopped, nothing was released',
  },
  RELEASE_KEY_RENEWED: {
    status: 409,
    zh: '开启密钥刚刚更换，请按新密钥再释放一次',
    en: 'the key of the opening has just been replaced: release again for the new one',
  },
  RELEASE_SUITE_OTHER: {
    status: 409,
    zh: '平台的开启密钥与文件的算法套件（国密或国际算法）不一致，已停止，没有释放任何密钥',
    en: "the opening's key is not of the suite of the bids: stopped, nothing was released",
  },
  RELEASE_EARLY: {
    status: 409,
    zh: '截止时间未到，已停止，没有释放任何密钥。请核对本机时钟；时钟无误的，请保存证据并报告监督部门',
    en: 'the deadline has not come: stopped, nothing was released. Check the clock of this machine; if it is right, save the evidence and tell the supervisor',
  },
  RELEASE_OTHER_BIDS: {
    status: 409,
    zh: '平台给出的投标文件不是公开日志中公布的那一组，已停止，没有释放任何密钥',
    en: 'the bids that the platform gives are not the set announced in the log: stopped, nothing was released',
  },
  RELEASE_OTHER_SEAT: {
    status: 409,
    zh: '投标文件头所列的本席公钥不是您在开标密钥产生时公布的那一把，已停止，没有释放任何份额',
    en: 'a bid is not locked to the key that you published for your seat in the ceremony: stopped, no share was released',
  },
  RELEASE_NO_CONSENT: {
    status: 409,
    zh: '公开日志中没有该投标人本人对本次补救解密的签名同意，已停止，没有释放任何份额',
    en: 'the log does not hold this bidder’s own signed consent to this remedy: stopped, no share was released',
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
    if (!found) throw refuseRelease('RELEASE_UNLOGGED', { missing: type })
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
  if (closed?.fact.type !== 'tender.biddingClosed')
    throw refuseRelease('RELEASE_UNLOGGED', { missing: BiddingClosed.type })
  if (started?.fact.type !== 'opening.started')
    throw refuseRelease('RELEASE_UNLOGGED', { missing: OpeningStarted.type })
  if (key?.fact.type !== 'opening.keyAnnounced')
    throw refuseRelease('RELEASE_UNLOGGED', { missing: OpeningKeyAnnounced.type })
  ofTender(facts, of.tender)
  const { tender, ceremony } = of
  const announcedKey = sameKey(key.fact.data, of.shown)
  const passed = passedBy(facts, closed.fact.data.deadline, clocks)
  return { ...{ tender, ceremony, passed, ...announcedKey }, bids: started.fact.data.bids }
}

/** That facts are of one tender. */
export function ofTender(facts: readonly Logged<{ id: string; data: { tender: string } }>[], tender: string): void {
  for (const { fact } of facts)
    if (fact.data.tender !== tender) throw refuseRelease('RELEASE_OTHER_TENDER', { fact: fact.id })
}

/** The key as the log announces it, which must be the one that the platform shows. */
export function sameKey(
  { epoch, spki }: { epoch: number; spki: string },
  shown: { epoch: number; spki: string | null },
): { epoch: number; spki: string } {
  if (epoch > shown.epoch) throw refuseRelease('RELEASE_KEY_RENEWED', { epoch })
  if (epoch !== shown.epoch || spki !== shown.spki) throw refuseRelease('RELEASE_KEY_OTHER', { epoch })
  return { epoch, spki }
}

/** When, by the client's own clock and the log's signed time, everything is past at the latest; a deadline must be. */
export function passedBy(facts: readonly Logged<{ at: number }>[], deadline: number, clocks: Clocks): number {
  const log = Math.min(...facts.map(({ fact, at }) => (clocks.movable ? fact.at : Math.min(fact.at, at))))
  const passed = Math.min(clocks.own, log)
  if (passed < deadline) throw refuseRelease('RELEASE_EARLY', { deadline, own: clocks.own, log })
  return passed
}

/** Which fact of a tender's timeline is a bidder's consent to the remedy of its bid: the last one. Refuses where there is none. */
export function consentOn(timeline: readonly { id: string; type: string; data?: unknown }[], tag: string): string {
  const found = timeline.findLast(
    ({ type, data }) => type === RemedyReleased.type && (data as { tag?: unknown } | undefined)?.tag === tag,
  )
  if (!found) throw refuseRelease('RELEASE_NO_CONSENT', { tag })
  return found.id
}

/**
 * That a bidder consented to the remedy of its bid, for the announced key, before an officer releases its share for it: a fact
 * of the log, signed with a certificate of the organisation that bids.
 *
 * @param logged the fact that `consentOn` names, proved to be in the log
 * @param signer who made the signature over the statement in it
 * @returns the consent's hash, which the officer signs
 */
export function checkConsent(
  of: Announced,
  bid: Pick<OpenedBid, 'tag' | 'bidder'>,
  { fact }: Logged<FactOf<typeof RemedyReleased>>,
  signer: Pick<Certificate, 'organisationCode'>,
): string {
  const no = (why: string) => refuseRelease('RELEASE_NO_CONSENT', { tag: bid.tag, why })
  if (fact.type !== RemedyReleased.type || fact.data.tag !== bid.tag) throw no('fact')
  const { tender, epoch, letter, signature } = fact.data
  const said = releaseFields({ tender: of.tender, epoch: of.epoch, spki: of.spki, letter }, 'bidder')
  if (tender !== of.tender || epoch !== of.epoch) throw no('epoch')
  if (signature.statement !== canonical({ ...said, what: 'opening.remedy' })) throw no('statement')
  if (!bid.bidder || signer.organisationCode !== bid.bidder.code) throw no('signer')
  return consentHash(signature.statement)
}

/** That a sealed bid is one of those announced, of this tender, ceremony and suite, and that the deadline in it has passed. */
export function checkBid(of: Announced, tag: string, header: Header): void {
  const bid = of.bids.find((one) => one.tag === tag)
  const { tender, ceremony, sequence, deadline } = header.context
  if (bid?.header !== hex(headerHash(header)) || bid.sequence !== sequence)
    throw refuseRelease('RELEASE_OTHER_BIDS', { tag })
  if (tender !== of.tender || (of.ceremony !== undefined && ceremony !== of.ceremony))
    throw refuseRelease('RELEASE_OTHER_TENDER', { tag })
  if (letterSuite(unbase64(of.spki)) !== header.suite)
    throw refuseRelease('RELEASE_SUITE_OTHER', { tag, suite: header.suite })
  if (!(of.passed >= Date.parse(deadline)))
    throw refuseRelease('RELEASE_EARLY', { deadline: Date.parse(deadline), own: of.passed })
}

/** That every bid is locked to the key that an officer published for its seat in the ceremony; base64. */
export function checkSeat(
  shown: readonly { tag: string; header: Header }[],
  role: string,
  published: string | undefined,
): void {
  const key = hex(sha256(unbase64(published ?? '')))
  for (const { tag, header } of shown)
    if (header.officers.find((officer) => officer.role === role)?.key !== key)
      throw refuseRelease('RELEASE_OTHER_SEAT', { tag, role })
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
    throw refuseRelease('RELEASE_OTHER_BIDS', { announced: of.bids.length, shown: shown.length, missing })
  for (const { tag, header, box } of shown) {
    checkBid(of, tag, header)
    const expected = { tender: of.tender, header: hex(headerHash(header)), sequence: header.context.sequence }
    if (!sameContext(box.context, expected)) throw refuseRelease('RELEASE_OTHER_BIDS', { tag, box: box.context })
  }
  if (!payers) return
  const { payers: key, ...rest } = payers.box.context
  if (tags.has(payers.tag) || typeof key !== 'string' || !sameContext(rest, { tender: of.tender, header: '' }))
    throw refuseRelease('RELEASE_OTHER_TENDER', { payers: payers.box.context })
}

/** Whether two contexts say the same. */
export const sameContext = (a: Context, b: Context): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(b).every(([name, value]) => a[name] === value)
