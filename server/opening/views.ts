import type { z } from 'zod'
import { proveFact } from '../audit/proof.ts'
import { boxedBidsOf } from '../bids/store.ts'
import { payersLock } from '../deposits/payerCommands.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import type { OneOpening } from './contract.ts'
import type { Opening } from './opening.ts'
import { headerOf } from './package.ts'
import { openingAt, openingOf, openingStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  OPENING_ABSENT: { status: 404, zh: '开标尚未开始', en: 'the opening has not begun' },
  PROOF_NOT_YET: {
    status: 409,
    zh: '该事实尚未写入日志，请稍后再试',
    en: 'the fact is not in the log yet: try again shortly',
  },
  RECORD_ABSENT: { status: 404, zh: '开标记录尚未生成', en: 'there is no record yet' },
})

type One = z.infer<typeof OneOpening>
/** The tender that somebody asks about. */
export const tenderOf = async (context: Pick<Context, 'platform'>, input: One): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

const openingFor = async (context: Context, tender: Tender): Promise<Opening> => {
  const opening = await openingOf(context.platform, tender.id)
  if (!opening) throw refuse('OPENING_ABSENT', { deadline: tender.deadline })
  return opening
}

/** The hall as everybody sees it, with its version: whoever sits in its room changes it by the facts that follow. */
export const read = query('opening.read', tenderOf, async ({ platform }, tender) => {
  const found = await openingAt(platform, tender.id)
  if (!found) throw refuse('OPENING_ABSENT', { deadline: tender.deadline })
  return found
})

/** What an officer's client needs to release its shares: header and identity box of every bid, and the box of the payers' key. */
export const locks = query('opening.release', tenderOf, async (context, tender) => {
  const opening = await openingFor(context, tender)
  const bids = await Promise.all(
    (await boxedBidsOf(context, tender.id))
      .filter((bid) => opening.bids[bid.tag])
      .map(async (bid) => ({
        tag: bid.tag,
        header: await headerOf(context.platform, bid.upload),
        box: JSON.parse(bid.box),
      })),
  )
  return { epoch: opening.epoch, spki: opening.spki, bids, payers: await payersLock(context, tender.id) }
})

/** The set that is opened, as the log holds it: with a receipt it shows that exactly that ciphertext was in it. */
export const openedSet = query('opening.read', tenderOf, async (context, tender) => {
  await openingFor(context, tender)
  const { platform } = context
  const [started] = await factsOf(platform.database, openingStream(tender.id).name)
  const proved = started && (await proveFact(platform, started.seq))
  if (!started || !proved) throw refuse('PROOF_NOT_YET')
  return { fact: started.fact, salt: started.salt, ...proved }
})

/** The record with the signatures that were put into it, for everybody. */
export const recordFile = query('opening.read', tenderOf, async (context, tender) => {
  const { record, sealed } = await openingFor(context, tender)
  if (!record) throw refuse('RECORD_ABSENT')
  return new Reply('application/pdf', context.platform.files.get((sealed ?? record).file), { name: '开标记录.pdf' })
})

/** Who signed the record and who did not, for everybody. */
export const sheetFile = query('opening.read', tenderOf, async (context, tender) => {
  const { sheet } = await openingFor(context, tender)
  if (!sheet) throw refuse('RECORD_ABSENT')
  return new Reply('application/pdf', context.platform.files.get(sheet.file), { name: '开标签到及记录确认表.pdf' })
})
