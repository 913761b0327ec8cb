import type { z } from 'zod'
import { permit } from '../access/policy.ts'
import type { Who } from '../access/who.ts'
import { type Issued, type Place, preparedCopy, signedCopy } from '../documents/prepared.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Command, type Context, command, type Query, query } from '../ledger/command.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import type { Award } from './award.ts'
import type { OfTender } from './contract.ts'
import { dutiesOf } from './duty.ts'
import { dutyTime, keepDuties } from './dutyCommands.ts'
import type { OneLetter, OnePaper, SendNotices, SignPaper } from './furtherContract.ts'
import type { PaperKind } from './letterEvents.ts'
import { signedIn, standing } from './letters.ts'
import { contractPlaces, fieldFor, lettersOf, sendLetters, signable, signPaper } from './signing.ts'
import { awardOf, awardStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NOT_PUBLIC_YET: { status: 404, zh: '尚未公示', en: 'nothing is public yet' },
  LETTER_UNKNOWN: { status: 404, zh: '没有该通知书', en: 'there is no such notice' },
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

/** A place in a paper of this award. */
const placeIn = (tender: Tender, base: string, field: string): Place => ({
  folder: `awards/${tender.id.toLowerCase()}`,
  base,
  field,
})

const copyOf = (context: Context, tender: Tender, base: Issued, of: { field: string; reason: string }) =>
  preparedCopy(context, placeIn(tender, base.sha256, of.field), () => context.platform.files.get(base.file), of.reason)

/** The notices that wait for the tenderer's signature. */
export const letters = query('award.letters', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => ({
  items: lettersOf(await awardFor(context, tender)).map(({ tag, sha256 }) => ({ tag, letter: sha256 })),
}))

/** One of them, with an empty place for that signature. */
export const letter = query('award.letters', tenderOf, async (context, tender, input: z.infer<typeof OneLetter>) => {
  const found = lettersOf(await awardFor(context, tender)).find(({ sha256 }) => sha256 === input.letter)
  if (!found) throw refuse('LETTER_UNKNOWN')
  const pdf = await copyOf(context, tender, found, { field: 'tenderer', reason: '通知书签章' })
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
    const tender = await tenderOf(context, input)
    permit('award.sendNotices', context.who, tender)
    const waiting = lettersOf(await awardFor(context, tender))
    const signed: { draft: string; issued: Issued }[] = []
    for (const { letter: draft, cms } of input.signatures) {
      const found = waiting.find(({ sha256 }) => sha256 === draft)
      if (!found) throw refuse('LETTER_UNKNOWN')
      const { issued } = await signedCopy(context, placeIn(tender, draft, 'tenderer'), cms)
      signed.push({ draft, issued })
    }
    return noteSent.run(context, { tender: tender.id, signed })
  },
}

const signerOf = (who: Who, tender: Tender) => ({ tenderer: who.role === 'tenderer', tag: who.tagFor(tender.id) })

const REASON: Record<PaperKind, string> = { publicity: '公示公告签章', contract: '合同签章', report: '书面报告签章' }

/** Which version of a paper stands, who signs it, and whether the one who asks has. */
export const paper = query('award.signPaper', tenderOf, async (context, tender, input: z.infer<typeof OnePaper>) => {
  const award = await awardFor(context, tender)
  const field = fieldFor(award, input.paper, signerOf(context.who, tender))
  return {
    sha256: standing(award, input.paper)?.sha256 ?? null,
    signed: signedIn(award, input.paper),
    mine: signedIn(award, input.paper).includes(field),
    field,
    places: input.paper === 'contract' ? contractPlaces(award) : [],
    article: lawOf(tender).consortiumContract.article,
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
    const pdf = await copyOf(context, tender, base, { field, reason: REASON[input.paper] })
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
    const { who } = context
    const { paper, prepared: base, cms } = input
    const tender = await tenderOf(context, input)
    permit('award.signPaper', who, tender)
    const field = fieldFor(await awardFor(context, tender), paper, signerOf(who, tender))
    const { issued: signed, certificate } = await signedCopy(context, placeIn(tender, base, field), cms)
    return noteSigned.run(context, { tender: tender.id, paper, base, signed, certificate })
  },
}
