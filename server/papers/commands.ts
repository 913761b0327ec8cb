import type { z } from 'zod'
import type { Paper } from '../../templates/layout.ts'
import { signingPlace } from '../access/parties.ts'
import { may, permit } from '../access/policy.ts'
import { stampedPaper, storePdf } from '../documents/issue.ts'
import { type Issued, preparedCopy, readKept, signedCopy } from '../documents/prepared.ts'
import { storeSealed } from '../documents/sealedFile.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, type Query, query } from '../ledger/command.ts'
import type { OnePaper, OneTender, SealPaper } from '../tenders/contract.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { PaperLaid, type Place } from './events.ts'
import { laidOf, notYetSigned, paperOf, type SignedPaper, signaturesAwaited, signPaper } from './paper.ts'
import { paperStream, signedPapersOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PAPER_FILED: {
    status: 409,
    zh: '项目已归档，不再签署该文书',
    en: 'the tender is filed: this paper is signed no more',
  },
})

/** What a paper is, and who signs it. */
export interface Laying {
  tender: string
  kind: string
  /** which of its kind: a second run with the same makes nothing */
  key: string
  title: string
  places: Place[]
  /** whether everybody may read it */
  open?: boolean
  /** whether it names members of the panel: encrypted where it lies, closed to those who run the tender until its result */
  secret?: boolean
  /** who gets a copy without the signatures, by tag */
  copyFor?: string
}

const lay = command(
  'paper.lay',
  (e, input: Laying & { issued: Issued }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { kind, key, title, places, issued, open = false, secret = false, copyFor = null }) => {
    const stream = paperStream(tender.id)
    if (laidOf(await e.holdIfAny(stream), kind, key)) return
    await e.append(stream, [
      PaperLaid({ tender: tender.id, kind, key, title, ...issued, places, open, secret, copyFor }),
    ])
  },
)

const folderOf = (tender: string): string => `signed/${tender.toLowerCase()}`

/**
 * Makes a paper with the platform's stamp and lays it before those who sign it; a second run makes nothing.
 *
 * @param make the paper; or the file, where it was issued already
 * @param at its date
 */
export async function layPaper(
  context: Context,
  of: Laying,
  make: () => Promise<Paper | Issued> | Paper | Issued,
  at: number,
): Promise<void> {
  const { platform } = context
  if (laidOf(await signedPapersOf(context, of.tender), of.kind, of.key)) return
  const made = await make()
  if ('sha256' in made) return lay.run(context, { ...of, issued: made })
  const pdf = await stampedPaper(platform, made, at)
  const issued = await (of.secret ? storeSealed : storePdf)(platform, folderOf(of.tender), pdf)
  return lay.run(context, { ...of, issued })
}

interface Subject {
  tender: Tender
  paper: SignedPaper
}

const known = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published && !tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}

const found = async (context: Context, input: z.infer<typeof OnePaper>): Promise<Subject> => ({
  tender: await known(context, input),
  paper: paperOf(await signedPapersOf(context, input.tender), input.sha256),
})

/** The papers that the asker may read, who signs each, and where its own signature is missing. */
export const list = query('tender.read', known, async (context, tender, _input: z.infer<typeof OneTender>) => {
  const all = await signedPapersOf(context, tender.id)
  const awaited = signaturesAwaited(all)
  const items = (all?.papers ?? [])
    .filter((paper) => may('paper.read', context.who, { tender, paper }))
    .map((paper) => {
      const { kind, title, issued, standing, places, signed, at } = paper
      const own = signingPlace(context.who, { tender, paper })?.field
      const shown = places.map(({ field, role }) => ({
        ...{ field, role },
        at: signed.find((one) => one.field === field)?.at ?? null,
      }))
      const open = awaited.some((one) => one.paper === issued.sha256 && one.field === own)
      const waits = open && !isFiled(tender, paper)
      return { kind, title, at, sha256: issued.sha256, standing: standing.sha256, places: shown, waits }
    })
  return { items }
})

/** A paper as it stands; whoever has only a copy gets it as it was made. */
export const file = query('paper.read', found, async (context, subject, _input: z.infer<typeof OnePaper>) => {
  const { tender, paper } = subject
  const copy = paper.copyFor === context.who.tagFor(tender.id) && !signingPlace(context.who, subject)
  const { file: kept } = copy ? paper.issued : paper.standing
  return new Reply('application/pdf', await readKept(context.platform, kept), {
    name: `${tender.name}-${paper.title}.pdf`,
    headers: { 'Cache-Control': 'no-store' },
  })
})

/** Where the asker signs; who signs nothing here is refused. */
async function placeFor(context: Context, input: z.infer<typeof OnePaper>) {
  const subject = await found(context, input)
  permit('paper.sign', context.who, subject)
  const field = signingPlace(context.who, subject)?.field ?? ''
  const { paper } = subject
  const place = { folder: folderOf(input.tender), base: paper.standing.sha256, field, sealed: paper.secret }
  return { paper, place }
}

/** The present version of a paper with an empty place for the asker's signature; asked again it is the same bytes. */
export const prepared: Query<z.infer<typeof OnePaper>, Reply> = {
  policy: 'paper.sign',
  run: async (context, input) => {
    const { platform, who } = context
    const { paper, place } = await placeFor(context, input)
    notYetSigned(paper, place.field)
    const person = who.organisation === undefined ? (who.person ?? '') : undefined
    const base = () => readKept(platform, paper.standing.file)
    const pdf = await preparedCopy(context, place, base, `${paper.title}签署`, person)
    return new Reply('application/pdf', pdf, { name: '待签文件.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

/** Papers about the archive itself: they are signed when the file is closed, not before. */
const OF_THE_ARCHIVE = ['handover', 'natures']

/** Whether the file is closed in which a paper lies: who had not signed it signs it no more. */
const isFiled = ({ stage }: Tender, { kind }: SignedPaper): boolean =>
  stage === 'archived' && !OF_THE_ARCHIVE.includes(kind)

const note = command(
  'paper.sign',
  async (e, input: z.infer<typeof OnePaper> & { base: string; signed: Issued }) => {
    const tender = await e.hold(tenderStream(input.tender))
    return { tender, paper: paperOf(await e.holdIfAny(paperStream(tender.id)), input.sha256) }
  },
  async (e, subject, { base, signed }) => {
    const { tender, paper } = subject
    if (isFiled(tender, paper)) throw refuse('PAPER_FILED')
    const field = signingPlace(e.who, subject)?.field ?? ''
    await e.append(paperStream(tender.id), signPaper(tender.id, paper, { field, base, signed }))
    return { tender: tender.id, paper: paper.issued.sha256, sha256: signed.sha256 }
  },
)

/** Takes a signature over the prepared copy of a paper, checks it and puts it in (PAdES). */
export const seal: Command<z.infer<typeof SealPaper>, { tender: string; paper: string; sha256: string }> = {
  policy: 'paper.sign',
  run: async (context, { tender, sha256, prepared: base, cms }) => {
    const { paper, place } = await placeFor(context, { tender, sha256 })
    notYetSigned(paper, place.field)
    const { issued: signed } = await signedCopy(context, { ...place, base }, cms)
    return note.run(context, { tender, sha256, base, signed })
  },
}
