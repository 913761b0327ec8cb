import type { z } from 'zod'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { issueTicket } from '../access/session.ts'
import { stampFact } from '../audit/stamped.ts'
import { stampedPaper } from '../documents/issue.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, on, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf } from '../ledger/store.ts'
import { mayBid } from '../tenders/admissionCommands.ts'
import { officersOf } from '../tenders/seats.ts'
import { answersOf } from '../tenders/versions.ts'
import { Reply } from '../web/route.ts'
import { completeUpload, uploadBytes } from '../web/uploads.ts'
import { findBid, tenderOf } from './bidViews.ts'
import type { OfTender, OfUpload } from './contract.ts'
import { BidSealed, BidStamped } from './events.ts'
import { contextOf, refuseUnsealed } from './package.ts'
import { readBack } from './packageViews.ts'
import { receiptPaper } from './paper.ts'
import { receiptOf } from './receipt.ts'
import { bidOf } from './store.ts'
import { withdrawalOf } from './withdrawalViews.ts'
import { stampsWithdrawals } from './withdrawCommands.ts'

const refuse = refusals({
  BID_ABSENT: { status: 404, zh: '没有已递交的投标文件', en: 'there is no bid' },
})

/** What a bidder needs to seal a bid for this tender, and a ticket for the deed. */
export const prepare = query(
  'bid.seal',
  tenderOf,
  async ({ platform, who }, tender, _input: z.infer<typeof OfTender>) => {
    await mayBid({ platform, who }, tender)
    const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
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
  stampsWithdrawals,
  on(BidSealed, 'stamp', async (context, fact) => {
    const { tender, bidderTag: tag, sequence } = fact.data
    await stamp.run(context, { tender, tag, sequence, token: await stampFact(context.platform, fact) })
  }),
]

const mine = query('bid.seal', tenderOf, async ({ platform, who }, tender) => {
  const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
  if (!bid) return { stage: 'none' as const }
  const receipt = bid.stage === 'withdrawn' ? null : await receiptOf(platform, tender, bid, who, platform.beat)
  return {
    stage: bid.stage,
    sequence: bid.sequence,
    receivedAt: bid.receivedAt,
    header: bid.header,
    upload: bid.upload,
    receipt,
    withdrawal: await withdrawalOf(platform, tender, bid, who),
    ...(tender.published ? { answers: answersOf(tender.published, bid.document) } : {}),
  }
})

const receiptFile = query('bid.seal', tenderOf, async ({ platform, who }, tender) => {
  const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
  if (!bid || bid.stage === 'withdrawn') throw refuse('BID_ABSENT')
  const receipt = await receiptOf(platform, tender, bid, who, platform.beat)
  const json = utf8(canonical(receipt))
  const attachments = [{ name: 'receipt.json', bytes: json, type: 'application/json' }]
  const pdf = await stampedPaper(platform, receiptPaper(receipt, tender, platform), bid.receivedAt, attachments)
  return new Reply('application/pdf', pdf, { name: '投标回执.pdf' })
})

/** The bidder's own package again, for the rehearsal and the opening: the header and a little more. */
const header = query('bid.seal', tenderOf, async ({ platform, who }, tender) => {
  const bid = await findBid(platform, tender.id, who.tagFor(tender.id))
  if (!bid) throw refuse('BID_ABSENT')
  return new Reply('application/octet-stream', uploadBytes(platform, bid.upload, { end: 300 * 1024 }))
})

const wholeUpload = ({ platform, who }: Context, { tender, upload }: z.infer<typeof OfUpload>) =>
  completeUpload(platform, who.tagFor(tender), { upload, tender, purpose: 'bid' })

/** What the platform itself reads of a package that is here whole, before it is submitted: its owner compares. */
const uploaded = query('bid.seal', tenderOf, async (context, _tender, input: z.infer<typeof OfUpload>) => {
  const upload = await wholeUpload(context, input)
  const { headerHash, parts } = await readBack(context.platform, upload).catch(refuseUnsealed)
  return { header: headerHash, parts: parts.map(({ id, root, bytes }) => ({ id, root, bytes })) }
})

/** The first bytes of a package before it is submitted: its owner tries the key on the header that lies here. */
const uploadedHead = query('bid.seal', tenderOf, async (context, _tender, input: z.infer<typeof OfUpload>) => {
  const { id } = await wholeUpload(context, input)
  return new Reply('application/octet-stream', uploadBytes(context.platform, id, { end: 300 * 1024 }))
})

export { header, mine, receiptFile, uploaded, uploadedHead }
