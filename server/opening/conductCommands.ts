import { text } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import type { Manifest } from '../bids/contract.ts'
import { BidNamed, BidUnopened, BidUnsealed } from '../bids/events.ts'
import { namesPersons, publicForm } from '../bids/masking.ts'
import { bidOf, relationsPurpose } from '../bids/store.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { drawnAtOpening } from '../tenders/ceiling.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { attendedBefore } from './attendanceCommands.ts'
import { computeCeiling } from './ceiling.ts'
import { unlockClock } from './clock.ts'
import {
  BiddersNamed,
  BidReady,
  BidsRead,
  LettersTold,
  OpeningKeyAnnounced,
  ShareRefused,
  UnlockFailed,
} from './events.ts'
import type { Given } from './failure.ts'
import type { Opening } from './opening.ts'
import { pausesOf } from './pausing.ts'
import { openingStream } from './store.ts'

type One = { tender: string }

/** A hall and its tender, both held: what stops the one stops the other. */
const conducted = async (e: Entry, input: One): Promise<{ tender: Tender; opening: Opening }> => {
  const tender = await e.hold(tenderStream(input.tender))
  return { tender, opening: await e.hold(openingStream(input.tender)) }
}

/** Whether nothing may go on now. */
export const atRest = (tender: Tender, opening: Opening): boolean =>
  suspensionsOf(tender).length > 0 || pausesOf(opening).length > 0

/** The opener's new key. All releases for the key before are void; a window that ran is given anew in full. */
export const announceKey = command(
  'opening.announceKey',
  (e, input: One & { spki: string }) => e.hold(openingStream(input.tender)),
  async (e, opening, input) => {
    const windowEnds = opening.named ? e.now + opening.minutes * 60_000 : null
    const epoch = opening.epoch + 1
    await e.append(openingStream(input.tender), [
      OpeningKeyAnnounced({ tender: input.tender, epoch, spki: input.spki, windowEnds }),
    ])
    return { epoch }
  },
)

/** The opener found a share that does not match its commitment. */
export const refuseShare = command(
  'opening.conduct',
  (e, input: One & { role: string; code: string; tag?: string }) => e.hold(openingStream(input.tender)),
  async (e, _opening, input) => {
    await e.append(openingStream(input.tender), [ShareRefused(input)])
  },
)

/** The opener has read who bids: names become public before any part is opened, and the window begins. */
export const name = command(
  'opening.conduct',
  (e, input: One & { bids: { tag: string; manifest: Manifest; cms: string }[] }) => conducted(e, input),
  async (e, { tender, opening }, input) => {
    if (opening.named || atRest(tender, opening)) return
    const bids = input.bids.map(({ tag, manifest }) => ({ tag, bidder: manifest.bidder }))
    const windowEnds = e.now + opening.minutes * 60_000
    const tags = bids.map(({ tag }) => tag)
    await e.append(openingStream(input.tender), [
      BiddersNamed({ tender: input.tender, bids, windowEnds }),
      ...(await attendedBefore(e, input.tender, tags)),
    ])
    for (const { tag, manifest, cms } of input.bids) {
      const { sequence, bidder } = manifest
      const data = { tender: input.tender, bidderTag: tag, sequence, bidder, manifestText: canonical(manifest), cms }
      await e.append(bidOf(input.tender, tag), [BidNamed(data)])
    }
  },
)

/** The opener has opened a bid and found it whole, or not. */
export const judge = command(
  'opening.conduct',
  (e, input: One & { tag: string; epoch: number; code?: string; given?: Given[] }) => conducted(e, input),
  async (e, { tender: of, opening }, { tender, tag, epoch, code, given }) => {
    if (atRest(of, opening) || opening.epoch !== epoch || opening.bids[tag]?.status !== 'released') return
    const fact = code
      ? UnlockFailed({ tender, tag, code, found: 'by-platform', ...(given ? { given } : {}) })
      : BidReady({ tender, tag, epoch })
    await e.append(openingStream(tender), [fact])
  },
)

/** What the opener found in a bid. */
export interface Found {
  tag: string
  form: NonNullable<Parameters<typeof BidUnsealed>[0]['form']>
  files: Parameters<typeof BidUnsealed>[0]['files']
  keys: Record<string, string>
}

/** The tender of a hall in which something may go on now; nothing while it rests. */
export async function tenderGoingOn(context: Context, opening: Opening): Promise<Tender | undefined> {
  const tender = await tenderById(context, opening.tender)
  return tender?.stage === 'opening' && !atRest(tender, opening) ? tender : undefined
}

/** What is left to chance is drawn before any price is known, so that nobody draws again because of one. */
export const waitsForDraw = (tender: Tender, opening: Opening): boolean =>
  !!drawnAtOpening(tender) && !opening.coefficient?.value

/** Everything at once, to everyone: who was opened with price and period, who was not. */
export const readOut = command(
  'opening.conduct',
  (e, input: One & { found: Found[]; letters: Record<string, string> }) => conducted(e, input),
  async (e, { tender, opening }, { found, letters }) => {
    if (opening.stage !== 'unsealing' || atRest(tender, opening) || waitsForDraw(tender, opening)) return false
    const all = Object.keys(opening.bids).every((tag) => found.some((one) => one.tag === tag))
    if (!all && !unlockClock(opening, tender, e.now)?.over) return false
    const bids = Object.values(opening.bids).sort((a, b) => (a.bidder?.code ?? '').localeCompare(b.bidder?.code ?? ''))
    const read = bids.flatMap((bid) => {
      const one = found.find(({ tag }) => tag === bid.tag)
      return one && bid.bidder ? [{ tag: bid.tag, bidder: bid.bidder, form: publicForm(one.form) }] : []
    })
    const missing = bids.filter((bid) => !found.some(({ tag }) => tag === bid.tag))
    const unopened = missing.flatMap(({ tag, bidder }) => (bidder ? [{ tag, bidder }] : []))
    const keys = e.platform.vault.seal(lettersPurpose(tender.id), canonical(letters))
    await e.append(openingStream(tender.id), [
      BidsRead({ tender: tender.id, read, unopened }),
      ...computeCeiling(tender, opening, rulebook(tender.published?.rulebook ?? '')),
      LettersTold({ tender: tender.id, epoch: opening.epoch, keys }),
    ])
    await noteBids(e, opening, found, missing)
    return true
  },
)

/** Under which purpose the keys of the officers' letters rest in the ledger until the archive tells them. */
export const lettersPurpose = (tender: string): string => `letters/${tender}`

/** What a form says of natural persons, sealed for those who judge; nothing where it names none. */
const sealedRelations = (e: Entry, tender: string, form: Found['form']): { relations?: string } =>
  form.relations && namesPersons(form)
    ? { relations: e.platform.vault.seal(relationsPurpose(tender), canonical(form.relations)) }
    : {}

/** What became of each bid, on its own stream. */
async function noteBids(e: Entry, opening: Opening, found: Found[], missing: Opening['bids'][string][]): Promise<void> {
  const { tender } = opening
  for (const { tag, form, files, keys } of found) {
    const sealed = e.platform.vault.seal(`keys/${tender}`, canonical(keys))
    const sequence = opening.bids[tag]?.sequence ?? 0
    const said = { form: publicForm(form), ...sealedRelations(e, tender, form) }
    await e.append(bidOf(tender, tag), [
      BidUnsealed({ tender, bidderTag: tag, sequence, ...said, files, keys: sealed }),
    ])
  }
  for (const bid of missing) {
    const evidence = bid.attempts.map(({ code, found: by, at }) => `${new Date(at).toISOString()} ${by} ${code}`)
    const { tag: bidderTag, sequence } = bid
    await e.append(bidOf(tender, bidderTag), [BidUnopened({ tender, bidderTag, sequence, evidence })])
  }
}

/** Bytes as text of a manifest's box content. */
export const boxContent = (bytes: Uint8Array) =>
  JSON.parse(text(bytes)) as { manifest: Manifest; cms: string; bidder: { code: string; name: string } }
