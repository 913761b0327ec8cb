import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { lastBeat } from '../audit/store.ts'
import { complaintsWhere } from '../complaints/store.ts'
import { depositsSettled } from '../deposits/store.ts'
import { trustReached } from '../identity/trustViews.ts'
import { recordWhole } from '../invitation/recording.ts'
import { invitationOf } from '../invitation/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, on, query } from '../ledger/command.ts'
import { factsOf, factsOfTender, rowAt, type Written } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { paperStream } from '../papers/store.ts'
import { projectStream } from '../projects/store.ts'
import { moveTender } from '../tenders/rules.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { get, Id, post, Reply, routes } from '../web/route.ts'
import { writeBag } from './bag.ts'
import { contents } from './bundle.ts'
import { type Archive, ArchiveClosed, type ArchiveFact, ArchiveMade, closeArchive, evolve } from './dossier.ts'
import { type Known, layArchivePapers, unsignedOf } from './papers.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  ARCHIVE_ABSENT: { status: 404, zh: '归档包尚未生成', en: 'there is no package yet' },
  COMPLAINT_OPEN: { status: 409, zh: '尚有未办结的投诉，不能归档', en: 'a complaint is not ruled on yet' },
  DEPOSITS_OPEN: { status: 409, zh: '保证金尚未全部退还', en: 'not every deposit has been given back' },
})

/** The stream of one tender's archive. */
export const archiveStream = defineStream<Archive, ArchiveFact>({ name: 'archive', table: 'archives', evolve })

const OneTender = z.strictObject({ tender: Id })
type One = z.infer<typeof OneTender>
/** The closing of a file; `unsigned` says why papers that lack a signature are filed so. */
const CloseArchive = z.strictObject({ tender: Id, unsigned: z.string().trim().min(4).max(1000).optional() })

/** Closes a complete file; the package follows by itself. */
export const close = command(
  'archive.close',
  (e, input: z.infer<typeof CloseArchive>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { unsigned: reason }) => {
    if (tender.stage === 'archived') return { stage: tender.stage }
    if (!(await depositsSettled(e, tender.id))) throw refuse('DEPOSITS_OPEN')
    if ((await complaintsWhere(e, { tender: tender.id, stage: ['filed', 'accepted'] })).length)
      throw refuse('COMPLAINT_OPEN')
    const facts = (await factsOfTender(e.platform.database, tender.id)).map(({ fact }) => fact)
    const law = rulebook(tender.published?.rulebook ?? '')
    const drawSigned = recordWhole(await invitationOf(e, tender.id), law)
    await e.holdIfAny(paperStream(tender.id))
    const unsigned = await unsignedOf(e, tender)
    const trust = await trustReached(e.platform)
    const filed = { tender: tender.id, stage: tender.stage, facts, drawSigned, trust, unsigned }
    const of = { ...filed, ...(reason ? { reason } : {}) }
    const file = closeArchive(of, law)
    await e.append(archiveStream(tender.id), file)
    const after = await e.append(tenderStream(tender.id), moveTender(tender, 'archived'))
    return { stage: after.stage }
  },
)

/** Notes the package that was made. */
export const note = command(
  'archive.note',
  (e, input: One & { file: string; sha256: string; bytes: number }) => e.hold(archiveStream(input.tender)),
  async (e, archive, { tender, file, sha256, bytes }) => {
    if (!archive.package) await e.append(archiveStream(tender), [ArchiveMade({ tender, file, sha256, bytes })])
  },
)

/** Every fact of a tender's file in the order of the log: of its project (registration, plans), then of itself. */
async function factsOfFile({ database }: Context['platform'], { id, registered }: Tender): Promise<Written[]> {
  const own = await factsOfTender(database, id)
  const project = registered === undefined ? [] : await factsOf(database, projectStream(registered).name)
  return [...project, ...own].sort((a, b) => a.seq - b.seq)
}

async function makePackage(context: Context, id: string): Promise<void> {
  const { platform } = context
  const tender = await tenderById(context, id)
  const archive = await archiveOf(context, id)
  if (!tender || !archive || archive.package) return
  const facts = await factsOfFile(platform, tender)
  await inTheLog(platform, facts.at(-1)?.seq ?? 0)
  // a job whose lease ended may still be writing: each attempt has a folder of its own
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-archive-'))
  try {
    const target = join(folder, 'package.zip')
    const { bytes, sha256 } = await writeBag(target, contents(platform, tender, facts), infoOf(tender))
    const file = `archives/${id.toLowerCase()}/${sha256}.zip`
    await platform.files.put(file, createReadStream(target) as AsyncIterable<Uint8Array>)
    await note.run(context, { tender: id, file, sha256, bytes })
    if ((await archiveOf(context, id))?.package?.file !== file) await platform.files.delete(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const infoOf = (tender: Tender): Record<string, string> => ({
  'Source-Organization': 'Yangguang',
  'External-Identifier': tender.code,
  'Bag-Software-Agent': 'yangguang/1',
})

/** Waits until the log has taken in a fact: two beats at the most. */
async function inTheLog(platform: Context['platform'], seq: number): Promise<void> {
  const end = platform.clock.real() + 3 * platform.beat + 5000
  for (;;) {
    const beat = await lastBeat(platform.database)
    if (beat && beat.to_seq >= seq) return
    if (platform.clock.real() > end) throw new Error('the log does not beat')
    await new Promise((done) => setTimeout(done, 200))
  }
}

/** The archive of a tender, outside a deed. */
export async function archiveOf(context: Pick<Context, 'platform'>, tender: string): Promise<Archive | undefined> {
  const row = await rowAt(context.platform.database, archiveStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Archive) : undefined
}

/** The papers of a package that was made. */
async function papersOf(context: Context, id: string, at: number, known: Known): Promise<void> {
  const archive = await archiveOf(context, id)
  if (archive?.package) await layArchivePapers(context, id, { archive, at, known })
}

/**
 * What follows the closing: the package, and the papers that stand beside it.
 *
 * @param known what a package is read by
 */
export const archiveReactions = (known: Known) => [
  on(ArchiveClosed, 'package', (context, fact) => makePackage(context, fact.data.tender)),
  on(ArchiveMade, 'archivePapers', (context, fact) => papersOf(context, fact.data.tender, fact.at, known)),
]

const known = async (context: Context, input: One) => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** How long a tender's file is kept, in years. */
const keptYears = (tender: Tender) => rulebook(tender.published?.rulebook ?? '').archiveYears.value

const read = query('archive.read', known, async (context, tender) => {
  const archive = await archiveOf(context, tender.id)
  if (!archive) throw refuse('ARCHIVE_ABSENT')
  return { ...archive, keptYears: keptYears(tender) }
})

const download = query('archive.read', known, async (context, tender) => {
  const archive = await archiveOf(context, tender.id)
  if (!archive?.package) throw refuse('ARCHIVE_ABSENT')
  const { file, bytes } = archive.package
  const headers = { 'Content-Length': String(bytes) }
  return new Reply('application/zip', context.platform.files.get(file), { name: `${tender.code}.zip`, headers })
})

export const archiveRoutes = routes(
  post('/tenders/:tender/archive', CloseArchive, close),
  get('/tenders/:tender/archive', OneTender, read),
  get('/tenders/:tender/archive.zip', OneTender, download),
)
