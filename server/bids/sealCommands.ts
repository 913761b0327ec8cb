import type { z } from 'zod'
import { sealBox } from '../../crypto/box.ts'
import { hex, random } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { manifestHash } from '../../crypto/manifest.ts'
import { permit } from '../access/policy.ts'
import { useTicket as spendTicket } from '../access/session.ts'
import { checkStatement } from '../access/statement.ts'
import { depositId, depositOf, depositStream } from '../deposits/store.ts'
import { clockOffset } from '../identity/clockCommands.ts'
import { Refusal, refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { AfterCommit, type Command, type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { mayBid } from '../tenders/admissionCommands.ts'
import { officersOf } from '../tenders/seats.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { boundUntil } from '../tenders/validity.ts'
import { completeUpload, takeUpload, type UploadWatch } from '../web/uploads.ts'
import { type Arrival, arrivalOf, endArrival, noteArrival, whileWorking } from './arrivalCommands.ts'
import { type Bid, inTime, isLate, type SealedPackage, sealBid } from './bid.ts'
import { findBid, tenderOf } from './bidViews.ts'
import type { SealBid } from './contract.ts'
import { checkPackage } from './package.ts'
import { readAlong } from './packageViews.ts'
import { type Receipt, receiptOf, sealedCertificate } from './receipt.ts'
import { bidOf, keyTagOf } from './store.ts'

const refuse = refusals({
  BID_OF_ANOTHER: { status: 403, zh: '投标清单中的投标人与登录主体不一致', en: 'the manifest names another bidder' },
})

export type SealInput = z.infer<typeof SealBid>

/** A submission whose slow part is done: its package was read, its signature checked, the identity box closed. */
interface Checked {
  input: SealInput
  arrival: Arrival
  sealed: SealedPackage
}

/** Reads, checks and closes everything that needs no lock. */
async function looked(context: Context, tender: Tender, input: SealInput): Promise<SealedPackage> {
  const { platform, who, now } = context
  const { manifest } = input
  if (manifest.bidder.code !== who.organisation || manifest.tender !== tender.id) throw refuse('BID_OF_ANOTHER')
  const { bytes, suite, document } = await checkPackage(platform, who.tagFor(tender.id), tender, input)
  const signed = { what: 'bid.seal', fields: manifest, cms: input.cms }
  const signature = await checkStatement(platform, who, signed, now)
  const bound = { tender: tender.id, header: manifest.header, sequence: manifest.sequence }
  const content = canonicalBytes({ manifest, cms: signature.cms, bidder: manifest.bidder })
  return {
    ...{ header: manifest.header, parts: manifest.parts, bytes, upload: input.upload },
    box: canonical(await sealBox(content, officersOf(tender), tender.shares.needed, bound, suite)),
    ...{ manifest: manifestHash(manifest), previous: manifest.previous, sequence: manifest.sequence },
    clock: await clockOffset(platform),
    certificateSerialTag: platform.vault.tag('certificate', tender.id, signature.certificate),
    certificate: await sealedCertificate(platform, signature, now),
    keyTag: keyTagOf(platform, tender.id, input.key ?? hex(random(32))),
    document,
  }
}

const receipt = (e: Entry, tender: Tender, bid: Bid) =>
  new AfterCommit(() => receiptOf(e.platform, tender, bid, e.who, e.platform.beat))

const sealChecked = command(
  'bid.seal',
  (e, { input }: Checked) => e.hold(tenderStream(input.tender)),
  async (e, tender, { input, arrival, sealed }) => {
    const tag = e.who.tagFor(tender.id)
    const stream = bidOf(tender.id, tag)
    const before = await e.holdIfAny(stream)
    await endArrival(e.platform.database, arrival.id, e.tx)
    if (isThis(before, sealed.manifest)) return receipt(e, tender, before) // the answer to it was lost
    await mayBid(e, tender)
    await e.holdIfAny(depositStream(depositId(tender.id, tag))) // it must not be given back under this deed
    const { held } = await depositOf(e, tender.id, tag, boundUntil(tender))
    const law = rulebook(tender.published?.rulebook ?? '')
    const facts = sealBid({ tender, before, tag, held, sealed }, law, e.now)
    const { ticket } = input.manifest
    await spendTicket(e.platform, { purpose: 'bid', holder: tag, ticket, now: e.now, tx: e.tx })
    await takeUpload(e.platform, input.upload, e.tx)
    return receipt(e, tender, await e.append(stream, facts))
  },
)

/** Whether a manifest is the one of the bid that stands. */
const isThis = (bid: Bid | undefined, manifest: string): bid is Bid =>
  bid?.stage === 'sealed' && bid.manifest === manifest

/** Goes on with a submission that arrived: takes it in or refuses it, and either way it is not awaited any more. */
export async function finish(context: Context, arrival: Arrival, input: SealInput): Promise<Receipt> {
  const { platform } = context
  const then: Context = { ...context, now: arrival.at }
  try {
    return await whileWorking(platform, arrival, async () => {
      const sealed = await looked(then, await tenderOf(context, input), input)
      return sealChecked.run(then, { input, arrival, sealed })
    })
  } catch (problem) {
    if (problem instanceof Refusal && problem.code !== 'BUSY') await endArrival(platform.database, arrival.id)
    throw problem
  }
}

/**
 * Takes in a package whose pieces have all arrived. It counts from the moment at which the whole body of this deed was
 * here with every piece; that is noted before anything slow is done. The answer is the signed receipt.
 */
export const seal: Command<SealInput, Receipt> = {
  policy: 'bid.seal',
  run: async (context, input) => {
    const { platform, who, now } = context
    const tender = await tenderOf(context, input)
    permit('bid.seal', who, tender)
    const tag = who.tagFor(tender.id)
    const manifest = manifestHash(input.manifest)
    const submission = { tender: tender.id, tag, manifest }
    const arrived = await arrivalOf<SealInput>(platform, submission)
    if (arrived) return finish(context, arrived, arrived.input)
    if (isLate(tender, now)) return again(context, tender, manifest)
    const upload = { upload: input.upload, tender: tender.id, purpose: 'bid' as const }
    const { completeAt } = await completeUpload(platform, tag, upload)
    const at = Math.max(now, completeAt)
    if (isLate(tender, at)) return again({ ...context, now: at }, tender, manifest)
    return finish(context, await noteArrival(context, { ...submission, at, input }), input)
  },
}

/** What comes after the deadline is refused, unless it is what was taken in before it and whose answer was lost. */
async function again(context: Context, tender: Tender, manifest: string): Promise<Receipt> {
  const { platform, who, now } = context
  const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
  if (!isThis(bid, manifest)) inTime(tender, rulebook(tender.published?.rulebook ?? ''), now)
  return receiptOf(platform, tender, bid as Bid, who, platform.beat)
}

/** What is asked of the pieces of a bid: after the deadline none comes any more; those that came are read along. */
export const bidUploads: UploadWatch = {
  mayCome: async (platform, id, at) => {
    const tender = await tenderById({ platform }, id)
    if (tender?.published && isLate(tender, at)) inTime(tender, rulebook(tender.published.rulebook), at)
  },
  came: readAlong,
}
