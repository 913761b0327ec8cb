import type { z } from 'zod'
import { permit } from '../access/policy.ts'
import { preparedCopy, signedCopy } from '../documents/prepared.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, type Query, query } from '../ledger/command.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { OnePaper, OneTender, SealPaper } from './contract.ts'
import { fieldOf, folderOf } from './hostSigningCommands.ts'
import { notYetSealed, paperOf, papersOf, type SealedPaper, sealPaper, standingOf } from './sealing.ts'
import { tenderById, tenderStream } from './store.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PAPER_UNKNOWN: { status: 404, zh: '没有该文件', en: 'there is no such paper' },
})

const published = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published && !tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Every paper of a tender with its signatures, for everybody. */
export const list = query('tender.read', published, async (_context, tender, _input: z.infer<typeof OneTender>) => ({
  items: papersOf(tender).map(({ title, sha256, replacedBy, sealed }) => ({
    ...{ title, sha256, replacedBy },
    standing: sealed?.sha256 ?? sha256,
    signed: sealed?.fields.map(({ field, at }) => ({ field, at })) ?? [],
  })),
}))

const bytesOf = ({ platform }: Context, { file, upload, sealed }: SealedPaper): AsyncIterable<Uint8Array> => {
  if (sealed) return platform.files.get(sealed.file)
  return upload ? uploadBytes(platform, file) : platform.files.get(file)
}

/** A paper by a hash of it, as it was published or as it stands with signatures. */
export const file = query('tender.read', published, async (context, tender, input: z.infer<typeof OnePaper>) => {
  const found = papersOf(tender).find((one) => one.sha256 === input.sha256 || one.sealed?.sha256 === input.sha256)
  if (!found) throw refuse('PAPER_UNKNOWN')
  const as = found.sha256 === input.sha256 ? { ...found, sealed: null } : found
  return new Reply('application/pdf', bytesOf(context, as), { name: `${tender.name}-${found.title}.pdf` })
})

/** The present version of a paper with an empty place for the asker's signature; asked again it is the same bytes. */
export const prepared: Query<z.infer<typeof OnePaper>, Reply> = {
  policy: 'tender.sealPaper',
  run: async (context, input) => {
    const tender = await published(context, input)
    permit('tender.sealPaper', context.who, tender)
    const paper = paperOf(tender, input.sha256)
    const field = fieldOf(context.who)
    notYetSealed(paper, field)
    const place = { folder: folderOf(tender), base: standingOf(paper), field }
    const pdf = await preparedCopy(context, place, () => bytesOf(context, paper), `${paper.title}签章`)
    return new Reply('application/pdf', pdf, { name: '待签文件.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

interface Sealed {
  tender: string
  paper: string
  base: string
  signed: { file: string; sha256: string }
  certificate: string
}

const noteSealed = command(
  'tender.sealPaper',
  (e, input: Sealed) => e.hold(tenderStream(input.tender)),
  async (e, tender, { tender: id, ...of }) => {
    await e.append(tenderStream(id), sealPaper(tender, { ...of, field: fieldOf(e.who) }))
    return { tender: id, paper: of.paper, sha256: of.signed.sha256 }
  },
)

/** Takes a signature over the prepared copy of a paper, checks it and puts it in (PAdES). */
export const seal: Command<z.infer<typeof SealPaper>, { tender: string; paper: string; sha256: string }> = {
  policy: 'tender.sealPaper',
  run: async (context, { tender: id, sha256: paper, prepared: base, cms }) => {
    const tender = await published(context, { tender: id })
    permit('tender.sealPaper', context.who, tender)
    paperOf(tender, paper)
    const place = { folder: folderOf(tender), base, field: fieldOf(context.who) }
    const { issued: signed, certificate } = await signedCopy(context, place, cms)
    return noteSealed.run(context, { tender: id, paper, base, signed, certificate })
  },
}
