import type { z } from 'zod'
import { base64, hex } from '../../crypto/bytes.ts'
import { headerHash, parseHeader } from '../../crypto/envelope.ts'
import { readHeaderBytes } from '../../crypto/receive.ts'
import { type Known, listsOf } from '../access/standing.ts'
import { platformSigns } from '../access/statement.ts'
import { bidOf } from '../bids/store.ts'
import { type CarriedTrust, trustToCarry } from '../identity/trustViews.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import { factsOf, rowAt } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Officer } from '../tenders/seats.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { uploadBytes } from '../web/uploads.ts'
import { unlockClock } from './clock.ts'
import type { OneBid } from './contract.ts'
import { BidderReleased, OpeningKeyAnnounced, ShareRefused, UnlockFailed } from './events.ts'
import { type Cause, propose, type Tried } from './failure.ts'
import type { OpenedBid, Opening } from './opening.ts'
import { RemedyDecided, RemedyReleased } from './remedyEvents.ts'
import { openingOf, openingStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NO_FAILURE: { status: 404, zh: '该投标文件没有解密失败的记录', en: 'no failure is on record for this bid' },
})

type One = z.infer<typeof OneBid>

/** What the officers made of the remedy of one bid. Who of `seats` is not among `decisions` was silent. */
export interface RemedyHistory {
  /** hash of the statement that the bidder signed, which is one of the releases */
  consent: string
  /** when the time for it was, or will be, over; null while it stands */
  endsAt: number | null
  seats: { role: string; organisation: string; name: string }[]
  decisions: {
    role: string
    agreed: boolean
    reason?: string | undefined
    at: number
    statement: string
    cms: string
    certificate: string
  }[]
  /** shares that were not the committed ones: their officers could decide again */
  refusedShares: { role: string; code: string; at: number }[]
}

/** Everything that was found when a bid could not be opened: whoever has it can judge it again. Signed by the platform. */
export interface FailureBundle {
  bundle: {
    kind: 'opening.failure'
    v: 1
    tender: string
    code: string
    bidder: { code: string; name: string } | null
    tag: string
    sequence: number
    receivedAt: number
    /** the package's header as it came in, base64, and its hash as on the receipt */
    header: string
    headerHash: string
    minutes: number
    /** the opening's keys; each new one gave the whole window anew */
    keys: { epoch: number; at: number; windowEnds: number | null }[]
    releases: { epoch: number; at: number; statement: string; cms: string; certificate: string }[]
    attempts: (Tried & { certificate?: string; statement?: string; cms?: string; known?: Known })[]
    /** the remedy that the bidder consented to, if it did: who decides, by when, and how each decided, signed */
    remedy?: RemedyHistory
    proposed: Cause | null
    grounds: string
    decided: OpenedBid['cause']
    article: string
    /** the revocation lists that spoke of the certificates at their seconds, DER, base64; answers stand in the signatures and in `known` */
    lists: string[]
    /** the trust list with its way to the log's head: who was taken for what use, and when; absent in bundles from before it was in */
    trust?: CarriedTrust
    madeAt: number
  }
  /** detached CMS of the platform over the canonical bundle, base64 */
  cms: string
}

type Told = <T>(type: string, parse: (data: unknown) => T) => { at: number; data: T }[]

/** Reads the facts of an opening, those of one kind at a time. */
async function tellingOf({ platform }: Context, tender: string): Promise<Told> {
  const facts = (await factsOf(platform.database, openingStream(tender).name)).map(({ fact }) => fact)
  return (type, parse) => facts.filter((fact) => fact.type === type).map(({ at, data }) => ({ at, data: parse(data) }))
}

/** What the officers made of a bid's remedy, with what each signed; of who decided again the last. */
function remedyOf(of: Told, on: { tender: Tender; opening: Opening; bid: OpenedBid }, now: number) {
  const { tender, opening, bid } = on
  const { remedy, tag } = bid
  if (!remedy) return {}
  const decided = of(RemedyDecided.type, (data) => RemedyDecided.schema.parse(data))
  const refused = of(ShareRefused.type, (data) => ShareRefused.schema.parse(data))
  const history: RemedyHistory = {
    consent: remedy.consent,
    endsAt: unlockClock(opening, tender, now)?.endsAt ?? null,
    seats: remedy.seats.map((role) => {
      const { organisation = '', name = '' } = tender.officerKeys[role as Officer] ?? {}
      return { role, organisation, name }
    }),
    decisions: remedy.seats.flatMap((role) => {
      const last = decided.findLast(({ data }) => data.tag === tag && data.role === role)
      if (!remedy.decisions[role] || last?.data.consent !== remedy.consent) return []
      const { agreed, reason, signature } = last.data
      return [{ role, agreed, ...(reason ? { reason } : {}), at: last.at, ...signature }]
    }),
    refusedShares: refused.flatMap(({ at, data }) =>
      data.tag === tag ? [{ role: data.role, code: data.code, at }] : [],
    ),
  }
  return { remedy: history }
}

/** What the opening's stream tells of one bid. */
function historyOf(of: Told, tag: string) {
  const keys = of(OpeningKeyAnnounced.type, (data) => OpeningKeyAnnounced.schema.parse(data))
  const releases = [
    ...of(BidderReleased.type, (data) => BidderReleased.schema.parse(data)),
    ...of(RemedyReleased.type, (data) => RemedyReleased.schema.parse(data)),
  ].sort((one, other) => one.at - other.at)
  const attempts = of(UnlockFailed.type, (data) => UnlockFailed.schema.parse(data))
  return {
    keys: keys.map(({ at, data: { epoch, windowEnds } }) => ({ epoch, at, windowEnds })),
    releases: releases
      .filter(({ data }) => data.tag === tag)
      .map(({ at, data: { epoch, signature } }) => ({ epoch, at, ...signature })),
    attempts: attempts
      .filter(({ data }) => data.tag === tag)
      .map(({ at, data: { code, found, given, certificate, signature, known } }) => ({
        ...{ code, found, at },
        ...(given ? { given } : {}),
        ...(signature ?? (certificate ? { certificate } : {})),
        ...(known ? { known } : {}),
      })),
  }
}

/** The trust list as a bundle carries it. */
export async function trustIn(platform: Platform): Promise<{ trust?: CarriedTrust }> {
  const trust = await trustToCarry(platform)
  return trust ? { trust } : {}
}

/** The bundle of one failure: once the hall has read out, or an attempt has failed. */
export const bundle = query(
  'opening.bundle',
  async (context, input: One): Promise<Tender> => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.published) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender, { tag }): Promise<FailureBundle> => {
    const { platform, who, now } = context
    const opening = await openingOf(platform, tender.id)
    const opened = opening?.bids[tag]
    const mine = who.role !== 'bidder' || who.tagFor(tender.id) === tag
    if (!opening || !mine || !opened?.bidder || (opened.status !== 'unopened' && !opened.attempts.length))
      throw refuse('NO_FAILURE')
    const stream = bidOf(tender.id, tag)
    const row = await rowAt(platform.database, stream.kind, stream.id)
    const bid = JSON.parse((row as unknown as { state: string }).state) as { upload: string }
    const header = await readHeaderBytes(uploadBytes(platform, bid.upload, { end: 300 * 1024 }))
    const told = await tellingOf(context, tender.id)
    const history = historyOf(told, tag)
    const proposal = propose(history.attempts, opened.remedy)
    const content: FailureBundle['bundle'] = {
      ...{ kind: 'opening.failure', v: 1, tender: tender.id, code: tender.code, bidder: opened.bidder, tag },
      ...{ sequence: opened.sequence, receivedAt: opened.receivedAt },
      ...{
        header: base64(header),
        headerHash: hex(headerHash(parseHeader(header))),
        minutes: opening.minutes,
        ...history,
      },
      ...remedyOf(told, { tender, opening, bid: opened }, now),
      ...{ proposed: proposal.cause, grounds: proposal.zh, decided: opened.cause },
      article: rulebook(tender.published?.rulebook ?? '').unsealingFailure.article,
      lists: await listsOf(platform, history),
      ...(await trustIn(platform)),
      madeAt: now,
    }
    return { bundle: content, cms: await platformSigns(platform, { ...content }) }
  },
)
