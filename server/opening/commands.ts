import type { z } from 'zod'
import { text } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import type { Manifest } from '../bids/contract.ts'
import { BidNamed, BidUnopened, BidUnsealed } from '../bids/events.ts'
import { bidOf, bidsOf } from '../bids/store.ts'
import { refusals } from '../law/refusal.ts'
import { settled } from '../law/regional.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { closeBidding, failTender, moveTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { BidderRelease, Classify, OfficerRelease, OneOpening, SignRecord, UnlockReport } from './contract.ts'
import {
  BiddersNamed,
  BidReady,
  BidsRead,
  OpeningKeyAnnounced,
  OpeningRecorded,
  ShareRefused,
  UnlockFailed,
} from './events.ts'
import { releaseFields } from './letters.ts'
import {
  classifyCause,
  finishOpening,
  mayReport,
  releaseAsBidder,
  releaseAsOfficer,
  signRecord,
  startOpening,
} from './rules.ts'
import { openingStream } from './store.ts'

const refuse = refusals({
  NOT_PRESENT: { status: 403, zh: '不是本次开标的参加人', en: 'you do not take part in this opening' },
})

type One = z.infer<typeof OneOpening>
const held = (e: Entry, input: One) => e.hold(tenderStream(input.tender))

/** The deadline has passed: bidding ends; with too few bids nothing is opened and the tender fails. */
export const start = command('opening.start', held, async (e, tender) => {
  if (tender.stage !== 'bidding') return
  const law = rulebook(tender.published?.rulebook ?? '')
  const closed = closeBidding(tender, e.now)
  await e.append(tenderStream(tender.id), closed)
  const bids = await bidsOf(e, tender.id)
  if (bids.filter((bid) => bid.stage === 'sealed').length < law.openingNeeds.value) {
    await e.append(tenderStream(tender.id), failTender(tender, '投标人少于法定数量，不得开标', law.openingNeeds))
    return
  }
  const minutes = settled(e.platform.regional, 'unsealingMinutes').value
  await e.append(openingStream(tender.id), startOpening(tender, bids, minutes))
})

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

/** An officer's shares, closed to the opening's key, with a signed consent. */
export const officerRelease = command(
  'opening.release',
  held,
  async (e, tender, input: z.infer<typeof OfficerRelease>) => {
    const opening = await e.hold(openingStream(tender.id))
    const fields = releaseFields({ ...input, spki: opening.spki ?? '' }, e.who.role)
    const signature = await checkStatement(
      e.platform,
      e.who,
      { what: 'opening.release', fields, cms: input.cms },
      e.now,
    )
    const { epoch, letter } = input
    await e.append(openingStream(tender.id), releaseAsOfficer(opening, { role: e.who.role, epoch, letter, signature }))
    return { epoch }
  },
)

/** A bidder's half of the keys, closed to the opening's key, with a signed consent. */
export const bidderRelease = command(
  'opening.unlock',
  held,
  async (e, tender, input: z.infer<typeof BidderRelease>) => {
    const opening = await e.hold(openingStream(tender.id))
    const fields = releaseFields({ ...input, spki: opening.spki ?? '' }, 'bidder')
    const signature = await checkStatement(e.platform, e.who, { what: 'opening.unlock', fields, cms: input.cms }, e.now)
    const tag = e.who.tagFor(tender.id)
    const { epoch, letter } = input
    await e.append(openingStream(tender.id), releaseAsBidder(opening, { tag, epoch, letter, signature }, e.now))
    return { epoch }
  },
)

/** A bidder's client could not unlock: what it found is kept as evidence. */
export const reportFailure = command('opening.unlock', held, async (e, tender, input: z.infer<typeof UnlockReport>) => {
  const opening = await e.hold(openingStream(tender.id))
  const tag = e.who.tagFor(tender.id)
  mayReport(opening, tag)
  const fields = { tender: tender.id, code: input.code, certificate: input.certificate }
  const signature = await checkStatement(
    e.platform,
    e.who,
    { what: 'opening.unlockFailed', fields, cms: input.cms },
    e.now,
  )
  const { code, certificate } = input
  await e.append(openingStream(tender.id), [
    UnlockFailed({ tender: tender.id, tag, code, found: 'by-bidder', certificate, signature }),
  ])
  return { noted: true }
})

/** The opener found a share that does not match its commitment. */
export const refuseShare = command(
  'opening.conduct',
  (e, input: One & { role: string; code: string }) => e.hold(openingStream(input.tender)),
  async (e, _opening, input) => {
    await e.append(openingStream(input.tender), [ShareRefused(input)])
  },
)

/** The opener has read who bids: names become public before any part is opened, and the window begins. */
export const name = command(
  'opening.conduct',
  (e, input: One & { bids: { tag: string; manifest: Manifest; cms: string }[] }) => e.hold(openingStream(input.tender)),
  async (e, opening, input) => {
    if (opening.named) return
    const bids = input.bids.map(({ tag, manifest }) => ({ tag, bidder: manifest.bidder }))
    const windowEnds = e.now + opening.minutes * 60_000
    await e.append(openingStream(input.tender), [BiddersNamed({ tender: input.tender, bids, windowEnds })])
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
  (e, input: One & { tag: string; epoch: number; code?: string }) => e.hold(openingStream(input.tender)),
  async (e, opening, { tender, tag, epoch, code }) => {
    if (opening.epoch !== epoch || opening.bids[tag]?.status !== 'released') return
    const fact = code ? UnlockFailed({ tender, tag, code, found: 'by-platform' }) : BidReady({ tender, tag, epoch })
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

/** Everything at once, to everyone: who was opened with price and period, who was not. */
export const readOut = command(
  'opening.conduct',
  (e, input: One & { found: Found[] }) => e.hold(openingStream(input.tender)),
  async (e, opening, { tender, found }) => {
    if (opening.stage !== 'unsealing') return
    const bids = Object.values(opening.bids).sort((a, b) => (a.bidder?.code ?? '').localeCompare(b.bidder?.code ?? ''))
    const read = bids.flatMap((bid) => {
      const one = found.find(({ tag }) => tag === bid.tag)
      return one && bid.bidder ? [{ tag: bid.tag, bidder: bid.bidder, form: one.form }] : []
    })
    const missing = bids.filter((bid) => !found.some(({ tag }) => tag === bid.tag))
    const unopened = missing.flatMap(({ tag, bidder }) => (bidder ? [{ tag, bidder }] : []))
    await e.append(openingStream(tender), [BidsRead({ tender, read, unopened })])
    for (const { tag, form, files, keys } of found) {
      const sealed = e.platform.vault.seal(`keys/${tender}`, canonical(keys))
      const sequence = opening.bids[tag]?.sequence ?? 0
      await e.append(bidOf(tender, tag), [BidUnsealed({ tender, bidderTag: tag, sequence, form, files, keys: sealed })])
    }
    for (const bid of missing) {
      const evidence = bid.attempts.map(({ code, found: by, at }) => `${new Date(at).toISOString()} ${by} ${code}`)
      await e.append(bidOf(tender, bid.tag), [
        BidUnopened({ tender, bidderTag: bid.tag, sequence: bid.sequence, evidence }),
      ])
    }
  },
)

/** The tenderer decides, with evidence, why a bid was not opened. */
export const classify = command('opening.host', held, async (e, tender, input: z.infer<typeof Classify>) => {
  const opening = await e.hold(openingStream(tender.id))
  const { tag, cause, evidence } = input
  const law = rulebook(tender.published?.rulebook ?? '')
  await e.append(openingStream(tender.id), classifyCause(opening, { tag, cause, evidence }, law))
  return { tag, cause }
})

/** Notes the record's PDF, rendered before. */
export const noteRecord = command(
  'opening.host',
  (e, input: One & { file: string; sha256: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { file, sha256: hash }) => {
    const opening = await e.hold(openingStream(tender.id))
    if (opening.stage !== 'read') return { record: opening.record }
    await e.append(openingStream(tender.id), [OpeningRecorded({ tender: tender.id, file, sha256: hash })])
    return { record: { file, sha256: hash } }
  },
)

/** A bidder in the hall, the host or the supervisor signs the record. */
export const sign = command('opening.sign', held, async (e, tender, input: z.infer<typeof SignRecord>) => {
  const opening = await e.hold(openingStream(tender.id))
  const fields = { tender: tender.id, record: input.record }
  const signature = await checkStatement(e.platform, e.who, { what: 'opening.record', fields, cms: input.cms }, e.now)
  const by = e.who.role === 'bidder' ? e.who.tagFor(tender.id) : e.who.role
  if (e.who.role === 'bidder' && !opening.bids[by]) throw refuse('NOT_PRESENT')
  const signer = e.who.organisationName ?? e.who.person ?? ''
  await e.append(openingStream(tender.id), signRecord(opening, { by, name: signer, record: input.record, signature }))
  return { signed: by }
})

/** The host ends the opening; evaluation may begin. */
export const finish = command('opening.host', held, async (e, tender, _input: One) => {
  const opening = await e.hold(openingStream(tender.id))
  await e.append(openingStream(tender.id), finishOpening(opening))
  const after = await e.append(tenderStream(tender.id), moveTender(tender, 'evaluating'))
  return { stage: after.stage }
})

/** Bytes as text of a manifest's box content. */
export const boxContent = (bytes: Uint8Array) =>
  JSON.parse(text(bytes)) as { manifest: Manifest; cms: string; bidder: { code: string; name: string } }
