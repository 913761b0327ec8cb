import type { z } from 'zod'
import { sealBox } from '../../crypto/box.ts'
import { base64, hex, random, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { manifestHash } from '../../crypto/manifest.ts'
import type { Suite } from '../../crypto/suite.ts'
import { permit } from '../access/policy.ts'
import { issueTicket, useTicket } from '../access/session.ts'
import { checkStatement, type Signature } from '../access/statement.ts'
import { stampFact } from '../audit/stamped.ts'
import { boundUntil } from '../deposits/guarantees.ts'
import { depositId, depositOf, depositStream } from '../deposits/store.ts'
import { stampedPaper } from '../documents/issue.ts'
import { clockOffset } from '../identity/clockCommands.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { AfterCommit, type Command, type Context, command, on, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf, rows } from '../ledger/store.ts'
import { mayBid } from '../tenders/admissionCommands.ts'
import { officersOf } from '../tenders/seats.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { answersOf } from '../tenders/versions.ts'
import { Reply } from '../web/route.ts'
import { takeUpload, uploadBytes } from '../web/uploads.ts'
import { type Bid, sealBid, withdrawBid } from './bid.ts'
import type { OfTender, SealBid, WithdrawBid } from './contract.ts'
import { BidSealed, BidStamped } from './events.ts'
import { checkPackage, contextOf } from './package.ts'
import { receiptPaper } from './paper.ts'
import { type Receipt, receiptOf, sealedCertificate } from './receipt.ts'
import { bidOf, keyTagOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  BID_ABSENT: { status: 404, zh: '没有已递交的投标文件', en: 'there is no bid' },
  BID_OF_ANOTHER: { status: 403, zh: '投标清单中的投标人与登录主体不一致', en: 'the manifest names another bidder' },
})

type SealInput = z.infer<typeof SealBid>
type Checked = SealInput & { bytes: number; suite: Suite; document: string }

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** What a bidder needs to seal a bid for this tender, and a ticket for the deed. */
export const prepare = query(
  'bid.seal',
  tenderOf,
  async ({ platform, who }, tender, _input: z.infer<typeof OfTender>) => {
    await mayBid({ platform, who }, tender)
    const bid = await find(platform, tender.id, who.tagFor(tender.id))
    const officers = officersOf(tender).map(({ role, spki }) => ({ role, spki: base64(spki) }))
    return {
      context: contextOf(tender),
      sequence: (bid?.sequence ?? 0) + 1,
      previous: bid?.manifest ?? null,
      needed: tender.shares.needed,
      ...(tender.remedy ? { remedy: tender.remedy } : {}),
      officers,
      ceremony: tender.officerKeys,
      ...issueTicket(platform, 'bid', who.tagFor(tender.id)),
    }
  },
)

async function find(platform: Context['platform'], tender: string, tag: string): Promise<Bid | undefined> {
  const row = await rows(platform.database, bidOf(tender, tag).kind).findByPk(`${tender}.${tag}`, { raw: true })
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Bid) : undefined
}

const sealChecked = command(
  'bid.seal',
  (e, input: Checked) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const { manifest } = input
    if (manifest.bidder.code !== e.who.organisation || manifest.tender !== tender.id) throw refuse('BID_OF_ANOTHER')
    await mayBid(e, tender)
    const tag = e.who.tagFor(tender.id)
    const signed = { what: 'bid.seal', fields: manifest, cms: input.cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const stream = bidOf(tender.id, tag)
    const before = await e.holdIfAny(stream)
    await e.holdIfAny(depositStream(depositId(tender.id, tag))) // it must not be given back under this deed
    const { held } = await depositOf(e, tender.id, tag, boundUntil(tender))
    const context = { tender: tender.id, header: manifest.header, sequence: manifest.sequence }
    const content = canonicalBytes({ manifest, cms: signature.cms, bidder: manifest.bidder })
    const sealed = {
      header: manifest.header,
      parts: manifest.parts,
      bytes: input.bytes,
      upload: input.upload,
      box: canonical(await sealBox(content, officersOf(tender), tender.shares.needed, context, input.suite)),
      manifest: manifestHash(manifest),
      previous: manifest.previous,
      sequence: manifest.sequence,
      clock: await clockOffset(e.platform),
      certificateSerialTag: e.platform.vault.tag('certificate', tender.id, signature.certificate),
      certificate: sealedCertificate(e.platform, signerOf(signature)),
      keyTag: keyTagOf(e.platform, tender.id, input.key ?? hex(random(32))),
      document: input.document,
    }
    const law = rulebook(tender.published?.rulebook ?? '')
    const facts = sealBid({ tender, before, tag, held, sealed }, law, e.now)
    await useTicket(e.platform, { purpose: 'bid', holder: tag, ticket: manifest.ticket, now: e.now, tx: e.tx })
    await takeUpload(e.platform, input.upload, e.tx)
    const bid = await e.append(stream, facts)
    return new AfterCommit(() => receiptOf(e.platform, tender, bid, e.who, e.platform.beat))
  },
)

/** The certificate that a checked signature was made with. */
function signerOf({ cms, certificate }: Signature): { serial: string; fingerprint: string } {
  const found = parseSigned(unbase64(cms)).certificates.find(({ fingerprint }) => fingerprint === certificate)
  if (!found) throw new Error('a signature without its certificate')
  return found
}

/** Takes in a package whose pieces have all arrived. The answer is the signed receipt: that is the moment of submission. */
export const seal: Command<SealInput, Receipt> = {
  policy: 'bid.seal',
  run: async (context, input) => {
    const tender = await tenderOf(context, input)
    permit('bid.seal', context.who, tender)
    const late = context.now >= tender.deadline
    const { bytes, suite, document } = late
      ? { bytes: 1, suite: 'intl' as const, document: '' }
      : await checkPackage(context.platform, context.who.tagFor(tender.id), tender, input)
    return sealChecked.run(context, { ...input, bytes, suite, document })
  },
}

/** Takes a bid back before the deadline. The package stays, sealed for ever. */
export const withdraw = command(
  'bid.withdraw',
  (e, input: z.infer<typeof WithdrawBid>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const tag = e.who.tagFor(tender.id)
    const fields = { tender: tender.id, sequence: input.sequence }
    const signature = await checkStatement(e.platform, e.who, { what: 'bid.withdraw', fields, cms: input.cms }, e.now)
    const stream = bidOf(tender.id, tag)
    const bid = await e.holdIfAny(stream)
    const content = canonicalBytes({ statement: signature.statement, cms: signature.cms })
    const context = { tender: tender.id, withdrawal: input.sequence, header: bid?.header ?? '' }
    const box = canonical(await sealBox(content, officersOf(tender), tender.shares.needed, context))
    const law = rulebook(tender.published?.rulebook ?? '')
    const after = await e.append(stream, withdrawBid({ tender, bid, sequence: input.sequence, box }, law, e.now))
    return { tender: tender.id, stage: after.stage, withdrawnAt: e.now }
  },
)

/** Notes the trusted timestamp over the sealing fact's commitment, also of a bid that another has replaced meanwhile. */
export const stamp = command(
  'bid.stamp',
  (e, input: { tender: string; tag: string; sequence: number; token: string }) =>
    e.hold(bidOf(input.tender, input.tag)),
  async (e, bid, input) => {
    const { tender, tag, sequence, token } = input
    if (bid.sequence === sequence ? bid.token : await stampedBefore(e, bidOf(tender, tag).name, sequence)) return
    await e.append(bidOf(tender, tag), [BidStamped({ tender, bidderTag: tag, sequence, token })])
  },
)

async function stampedBefore(e: Entry, stream: string, sequence: number): Promise<boolean> {
  const facts = await factsOf(e.platform.database, stream, 0, e.tx)
  return facts.some(
    ({ fact }) => fact.type === BidStamped.type && (fact.data as { sequence: number }).sequence === sequence,
  )
}

export const bidReactions = [
  on(BidSealed, 'stamp', async (context, fact) => {
    const { tender, bidderTag: tag, sequence } = fact.data
    await stamp.run(context, { tender, tag, sequence, token: await stampFact(context.platform, fact) })
  }),
]

const mine = query('bid.seal', tenderOf, async ({ platform, who }, tender) => {
  const bid = await find(platform, tender.id, who.tagFor(tender.id))
  if (!bid) return { stage: 'none' as const }
  const receipt = bid.stage === 'withdrawn' ? null : await receiptOf(platform, tender, bid, who, platform.beat)
  return {
    stage: bid.stage,
    sequence: bid.sequence,
    receivedAt: bid.receivedAt,
    header: bid.header,
    upload: bid.upload,
    receipt,
    ...(tender.published ? { answers: answersOf(tender.published, bid.document) } : {}),
  }
})

const receiptFile = query('bid.seal', tenderOf, async ({ platform, who }, tender) => {
  const bid = await find(platform, tender.id, who.tagFor(tender.id))
  if (!bid || bid.stage === 'withdrawn') throw refuse('BID_ABSENT')
  const receipt = await receiptOf(platform, tender, bid, who, platform.beat)
  const json = utf8(canonical(receipt))
  const attachments = [{ name: 'receipt.json', bytes: json, type: 'application/json' }]
  const pdf = await stampedPaper(platform, receiptPaper(receipt, tender, platform), bid.receivedAt, attachments)
  return new Reply('application/pdf', pdf, { name: '投标回执.pdf' })
})

/** The bidder's own package again, for the rehearsal and the opening: the header and a little more. */
const header = query('bid.seal', tenderOf, async ({ platform, who }, tender) => {
  const bid = await find(platform, tender.id, who.tagFor(tender.id))
  if (!bid) throw refuse('BID_ABSENT')
  return new Reply('application/octet-stream', uploadBytes(platform, bid.upload, { end: 300 * 1024 }))
})

export { find as findBid, header, mine, receiptFile }
