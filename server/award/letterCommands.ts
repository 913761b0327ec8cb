import type { z } from 'zod'
import { unbase64 } from '../../crypto/bytes.ts'
import { bytesToSign, embedSignature } from '../../crypto/pdfRange.ts'
import { permit } from '../access/policy.ts'
import { checkSignature } from '../access/statement.ts'
import type { Who } from '../access/who.ts'
import { storePdf } from '../documents/issue.ts'
import { prepareSignature } from '../documents/sign.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Command, type Context, command, type Query, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import type { Award, Issued } from './award.ts'
import type { OfTender } from './contract.ts'
import { dutiesOf } from './duty.ts'
import { dutyTime, keepDuties } from './dutyCommands.ts'
import type { OneLetter, OnePaper, SendNotices, SignPaper } from './furtherContract.ts'
import type { PaperKind } from './letterEvents.ts'
import { signedIn, standing } from './letters.ts'
import { fieldFor, lettersOf, sendLetters, signable, signPaper } from './signing.ts'
import { awardOf, awardStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NOT_PUBLIC_YET: { status: 404, zh: '尚未公示', en: 'nothing is public yet' },
  LETTER_UNKNOWN: { status: 404, zh: '没有该通知书', en: 'there is no such notice' },
  PAPER_NOT_PREPARED: { status: 409, zh: '请先获取待签文件再签署', en: 'fetch the paper to be signed first' },
  SIGNER_IS_ANOTHER: {
    status: 403,
    zh: '签名证书不属于当前登录的主体',
    en: 'the signature is not made with a certificate of the one who is signed in',
  },
})

const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')

async function tenderOf(context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

async function awardFor(context: Pick<Context, 'platform'>, tender: Tender): Promise<Award> {
  const award = await awardOf(context, tender.id)
  if (!award) throw refuse('NOT_PUBLIC_YET')
  return award
}

async function stored(platform: Platform, file: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of platform.files.get(file)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Checks a signature over a prepared PDF, and that it is made by the organisation that is signed in. */
async function embedded(
  context: Context,
  waiting: Uint8Array,
  cms: string,
): Promise<{ pdf: Uint8Array; certificate: string }> {
  const signer = await checkSignature(context.platform, bytesToSign(waiting), cms, context.now)
  if (signer.organisationCode !== context.who.organisation) throw refuse('SIGNER_IS_ANOTHER')
  return { pdf: embedSignature(waiting, unbase64(cms)), certificate: signer.fingerprint }
}

/** Where the copy waits that somebody is about to sign: by the version it is based on and its place. */
const preparedKey = (tender: Tender, base: string, field: string): string =>
  `awards/${tender.id.toLowerCase()}/prepared/${base}-${field}.pdf`

/**
 * A paper with an empty place for the asker's signature; asked again it is the same bytes. Only what is signed is ever
 * named by a fact.
 */
async function preparedCopy(
  { platform, who, now }: Context,
  tender: Tender,
  base: Issued,
  of: { field: string; reason: string },
): Promise<Uint8Array> {
  const key = preparedKey(tender, base.sha256, of.field)
  if ((await platform.files.size(key)) === undefined) {
    const name = who.organisationName ?? ''
    const how = { ...of, name, at: now, stamp: name }
    await platform.files.put(key, (await prepareSignature(await stored(platform, base.file), how)).pdf)
  }
  return stored(platform, key)
}

/** The copy that was given out to be signed. */
async function waitingCopy(platform: Platform, tender: Tender, base: string, field: string): Promise<Uint8Array> {
  const key = preparedKey(tender, base, field)
  if ((await platform.files.size(key)) === undefined) throw refuse('PAPER_NOT_PREPARED')
  return stored(platform, key)
}

/** The notices that wait for the tenderer's signature. */
export const letters = query('award.letters', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => ({
  items: lettersOf(await awardFor(context, tender)).map(({ tag, sha256 }) => ({ tag, letter: sha256 })),
}))

/** One of them, with an empty place for that signature. */
export const letter = query('award.letters', tenderOf, async (context, tender, input: z.infer<typeof OneLetter>) => {
  const found = lettersOf(await awardFor(context, tender)).find(({ sha256 }) => sha256 === input.letter)
  if (!found) throw refuse('LETTER_UNKNOWN')
  const pdf = await preparedCopy(context, tender, found, { field: 'tenderer', reason: '通知书签章' })
  return new Reply('application/pdf', pdf, { name: '待签通知书.pdf', headers: { 'Cache-Control': 'no-store' } })
})

const noteSent = command(
  'award.sendNotices',
  (e, input: { tender: string; signed: { draft: string; issued: Issued }[] }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { signed }) => {
    inStage(tender, 'awarded')
    const law = lawOf(tender)
    const award = await e.hold(awardStream(tender.id))
    const after = await e.append(awardStream(tender.id), sendLetters({ tender, award, signed }, law))
    const on = await dutyTime(e, tender)
    await keepDuties(e, tender.id, () => dutiesOf.noticed(tender.id, e.now, on))
    return { tender: tender.id, noticeAt: after.noticeAt, results: after.results.length }
  },
)

interface Sent {
  tender: string
  noticeAt: number | null
  results: number
}

/** Puts the tenderer's signatures into award notice and notices to all others, and sends them in one fact. */
export const sendNotices: Command<z.infer<typeof SendNotices>, Sent> = {
  policy: 'award.sendNotices',
  run: async (context, input) => {
    const { platform } = context
    const tender = await tenderOf(context, input)
    permit('award.sendNotices', context.who, tender)
    const waiting = lettersOf(await awardFor(context, tender))
    const signed: { draft: string; issued: Issued }[] = []
    for (const { letter: draft, cms } of input.signatures) {
      const found = waiting.find(({ sha256 }) => sha256 === draft)
      if (!found) throw refuse('LETTER_UNKNOWN')
      const { pdf } = await embedded(context, await waitingCopy(platform, tender, draft, 'tenderer'), cms)
      signed.push({ draft, issued: await storePdf(platform, `awards/${tender.id.toLowerCase()}`, pdf) })
    }
    return noteSent.run(context, { tender: tender.id, signed })
  },
}

const signerOf = (who: Who, tender: Tender) => ({ tenderer: who.role === 'tenderer', tag: who.tagFor(tender.id) })

const REASON: Record<PaperKind, string> = { publicity: '公示公告签章', contract: '合同签章', report: '书面报告签章' }

/** Which version of a paper stands, and whether the one who asks has signed it. */
export const paper = query('award.signPaper', tenderOf, async (context, tender, input: z.infer<typeof OnePaper>) => {
  const award = await awardFor(context, tender)
  const field = fieldFor(award, input.paper, signerOf(context.who, tender))
  return {
    sha256: standing(award, input.paper)?.sha256 ?? null,
    signed: signedIn(award, input.paper),
    mine: signedIn(award, input.paper).includes(field),
  }
})

/** The present version of a paper with an empty place for the asker's signature; asked again it is the same bytes. */
export const prepared: Query<z.infer<typeof OnePaper>, Reply> = {
  policy: 'award.signPaper',
  run: async (context, input) => {
    const { who } = context
    const tender = await tenderOf(context, input)
    permit('award.signPaper', who, tender)
    const award = await awardFor(context, tender)
    const field = fieldFor(award, input.paper, signerOf(who, tender))
    const base = signable(award, input.paper, field)
    const pdf = await preparedCopy(context, tender, base, { field, reason: REASON[input.paper] })
    return new Reply('application/pdf', pdf, { name: '待签文件.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

interface Noted {
  tender: string
  paper: PaperKind
  sha256: string
}

const noteSigned = command(
  'award.signPaper',
  (e, input: { tender: string; paper: PaperKind; base: string; signed: Issued; certificate: string }) =>
    e.hold(tenderStream(input.tender)),
  async (e, tender, { paper, base, signed, certificate }): Promise<Noted> => {
    const award = await e.hold(awardStream(tender.id))
    const field = fieldFor(award, paper, signerOf(e.who, tender))
    await e.append(awardStream(tender.id), signPaper(award, { paper, field, base, signed, certificate }))
    return { tender: tender.id, paper, sha256: signed.sha256 }
  },
)

/** Takes a signature over the prepared copy of a paper, checks it and puts it in (PAdES). */
export const sign: Command<z.infer<typeof SignPaper>, Noted> = {
  policy: 'award.signPaper',
  run: async (context, input) => {
    const { platform, who } = context
    const { paper, prepared: base, cms } = input
    const tender = await tenderOf(context, input)
    permit('award.signPaper', who, tender)
    const field = fieldFor(await awardFor(context, tender), paper, signerOf(who, tender))
    const { pdf, certificate } = await embedded(context, await waitingCopy(platform, tender, base, field), cms)
    const signed = await storePdf(platform, `awards/${tender.id.toLowerCase()}`, pdf)
    return noteSigned.run(context, { tender: tender.id, paper, base, signed, certificate })
  },
}
