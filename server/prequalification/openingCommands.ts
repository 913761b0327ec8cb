import type { z } from 'zod'
import { type Box, openBox, parseBox } from '../../crypto/box.ts'
import { hex, text, unhex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Header, partOf } from '../../crypto/envelope.ts'
import { openPart } from '../../crypto/part.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { readHeader } from '../../crypto/receive.ts'
import { checkShare } from '../../crypto/shares.ts'
import { partKey } from '../../crypto/unseal.ts'
import { seatOf } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, query, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { chunkReader } from '../opening/opener.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { Application } from './application.ts'
import {
  type ApplicationFile,
  ApplicationForm,
  type ApplicationManifest,
  type ApplicationShares,
  FORM,
  type OfTender,
  PART,
  type ReleaseShares,
  type UnlockApplication,
} from './contract.ts'
import { ApplicantNamed, ApplicationOpened } from './events.ts'
import {
  mayUnlock,
  membersOnly,
  nameApplicants,
  type Prequalification,
  refusePrequal,
  releaseShares,
  releaseStatement,
} from './prequalification.ts'
import {
  applicationOf,
  applicationsOf,
  asApplicant,
  findApplication,
  prequalificationOf,
  prequalificationStream,
} from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  APPLICATION_UNREADABLE: {
    status: 422,
    zh: '申请文件未能开启：密钥或内容与封装时的承诺不符',
    en: 'the application does not open: key or content is not the one committed to',
  },
  FILE_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such file' },
})

const known = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}
const headOf = (platform: Platform, one: Application): Promise<Header> =>
  readHeader(uploadBytes(platform, one.upload, { end: 300 * 1024 }))
const boxOf = (one: Application): Box => parseBox(one.box)

/** The applications that stood at the deadline. */
async function standing(context: Pick<Context, 'platform'>, state: Prequalification): Promise<Application[]> {
  const all = await applicationsOf(context, state.tender)
  return all.filter(({ tag }) => state.applications.includes(tag))
}

/** What an officer's client needs to release its shares: header and identity box of every application. */
export const locks = query('application.release', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const state = await prequalificationOf(context, tender.id)
  if (!state) throw refusePrequal('PREQUAL_STEP', { stage: tender.stage })
  const applications = await Promise.all(
    (await standing(context, state)).map(async (one) => ({
      tag: one.tag,
      header: await headOf(context.platform, one),
      box: JSON.parse(one.box),
    })),
  )
  return { applications, released: Object.keys(state.shares), needed: state.needed, namedAt: state.namedAt }
})

/** Checks each share against what its package commits to, before anything is written. */
async function checkShares(context: Context, role: string, state: Prequalification, shares: ApplicationShares) {
  try {
    for (const one of await standing(context, state)) {
      const given = shares[one.tag]
      const header = await headOf(context.platform, one)
      const place = header.officers.findIndex((officer) => officer.role === role)
      const commitment = partOf(header, PART).commitments.shares[place] ?? ''
      checkShare(unhex(given?.part ?? ''), unhex(commitment, 32), role, PART)
      const locked = boxOf(one).officers.find((officer) => officer.role === role)
      checkShare(unhex(given?.box ?? ''), unhex(locked?.commitment ?? '', 32), role, 'box')
    }
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    throw refusePrequal('SHARES_DIFFER', { reason: problem.code })
  }
}

const sharePurpose = (tender: string): string => `application-shares/${tender}`
const sharesIn = (platform: Platform, state: Prequalification): { role: string; of: ApplicationShares }[] =>
  Object.entries(state.shares).map(([role, sealed]) => ({
    role,
    of: JSON.parse(platform.vault.open(sharePurpose(state.tender), sealed)) as ApplicationShares,
  }))

/** An officer's shares, after the deadline: checked, sealed by the vault; with enough of them the applicants are named. */
export const release: Command<z.infer<typeof ReleaseShares>, { named: boolean }> = readied(
  async (context, input: z.infer<typeof ReleaseShares>) => {
    const state = await prequalificationOf(context, input.tender)
    const tender = await tenderById(context, input.tender)
    const role = tender && seatOf(context.who, tender)
    if (state && role) await checkShares(context, role, state, input.shares)
  },
  command(
    'application.release',
    (e, { input }: { input: z.infer<typeof ReleaseShares> }) => e.hold(tenderStream(input.tender)),
    async (e, tender, { input: { shares, cms } }) => {
      const stream = prequalificationStream(tender.id)
      const before = await e.holdIfAny(stream)
      const fields = releaseStatement(tender.id, shares)
      const signature = await checkStatement(e.platform, e.who, { what: 'application.release', fields, cms }, e.now)
      const sealed = e.platform.vault.seal(sharePurpose(tender.id), canonical(shares))
      const role = seatOf(e.who, tender) ?? ''
      const facts = releaseShares(tender, before, { role, tags: Object.keys(shares), sealed, signature })
      const after = await e.append(stream, facts)
      const naming = nameApplicants(after, e.now)
      if (naming.length) await nameAll(e, after)
      return { named: (await e.append(stream, naming)).namedAt !== null }
    },
  ),
)

/** Opens who applies, by the officers' shares; the names stay sealed by the vault. */
async function nameAll(e: Entry, state: Prequalification): Promise<void> {
  const held = sharesIn(e.platform, state)
  for (const one of await standing(e, state)) {
    const shares = held.map(({ role, of }) => ({ role, share: of[one.tag]?.box ?? '' }))
    const content = JSON.parse(text(await openBox(boxOf(one), shares))) as { manifest: ApplicationManifest }
    const applicant = e.platform.vault.seal(`applicant/${one.tender}`, canonical(content.manifest.bidder))
    const { tender, tag, sequence } = one
    await e.append(applicationOf(tender, tag), [ApplicantNamed({ tender, tag, sequence, applicant })])
  }
}

interface Found {
  form: ApplicationForm
  files: { name: string; type: string; bytes: number; sha256: string }[]
  key: string
}

/** Opens an application wholly: every chunk authenticates, and is the one that was signed for. */
async function openWholly(
  platform: Platform,
  one: Application,
  secret: string,
  state: Prequalification,
): Promise<Found> {
  try {
    const header = await headOf(platform, one)
    const shares = sharesIn(platform, state).map(({ role, of }) => ({ role, share: of[one.tag]?.part ?? '' }))
    const key = await partKey(header, PART, secret, shares)
    const part = await openPart(header, PART, key, chunkReader(platform, one.upload, header, PART), natives)
    const files = await part.verify(one.root)
    const pieces: string[] = []
    for await (const piece of part.read(FORM)) pieces.push(text(piece))
    return { form: ApplicationForm.parse(JSON.parse(pieces.join(''))), files, key: hex(key) }
  } catch (problem) {
    const content = problem instanceof SyntaxError || (problem as Error)?.name === 'ZodError'
    if (!(problem instanceof CryptoProblem) && !content) throw problem
    throw refuse('APPLICATION_UNREADABLE', { reason: content ? 'CONTENT_MALFORMED' : (problem as CryptoProblem).code })
  }
}

type UnlockInput = z.infer<typeof UnlockApplication>

const unlockAs = readied(
  async (context, input: UnlockInput): Promise<Found | undefined> => {
    const tender = await known(context, input)
    const tag = context.who.tagFor(tender.id)
    const one = await findApplication(context, tender.id, tag)
    const state = mayUnlock(
      tender,
      await prequalificationOf(context, tender.id),
      { tag, stage: one?.stage },
      context.now,
    )
    return one && openWholly(context.platform, one, input.secret, state)
  },
  command(
    'application.unlock',
    (e, { input }: { input: UnlockInput; ready: Found | undefined }) => e.hold(tenderStream(input.tender)),
    async (e, tender, { input, ready }) => {
      const tag = e.who.tagFor(tender.id)
      const stream = applicationOf(tender.id, tag)
      const one = await e.hold(stream)
      mayUnlock(tender, await e.holdIfAny(prequalificationStream(tender.id)), { tag, stage: one.stage }, e.now)
      if (!ready) throw refuse('APPLICATION_UNREADABLE')
      const fields = { tender: tender.id, header: one.header }
      const signed = { what: 'application.unlock', fields, cms: input.cms }
      const { cms } = await checkStatement(e.platform, e.who, signed, e.now)
      const { vault } = e.platform
      const form = vault.seal(`application/${tender.id}`, canonical(ready.form))
      const key = vault.seal(`application-key/${tender.id}`, ready.key)
      const signature = vault.seal(`application/${tender.id}`, cms) // it carries the applicant's name
      const data = { tender: tender.id, tag, sequence: one.sequence, form, files: ready.files, key, signature }
      await e.append(stream, [ApplicationOpened(data)])
      return { opened: true }
    },
  ),
)

/** The applicant releases its half of its own package's key, and the package is opened at once. */
export const unlock: Command<UnlockInput, { opened: boolean }> = {
  policy: 'application.unlock',
  run: (context, input) => unlockAs.run(asApplicant(context), input),
}

/** One file of an opened application, decrypted as it is read. Its clear bytes are stored nowhere. */
export const file = query(
  'prequalification.readFile',
  known,
  async (context, tender, { tag, file: name }: z.infer<typeof ApplicationFile>) => {
    const { platform } = context
    if (context.who.role === 'expert') membersOnly(context, await prequalificationOf(context, tender.id))
    const one = await findApplication({ platform }, tender.id, tag)
    const listed = one?.files.find((each) => each.name === name)
    if (!one?.key || !listed) throw refuse('FILE_UNKNOWN')
    const header = await headOf(platform, one)
    const key = unhex(platform.vault.open(`application-key/${tender.id}`, one.key), 32)
    const part = await openPart(header, PART, key, chunkReader(platform, one.upload, header, PART), natives)
    return new Reply(listed.type, part.read(name), { name, headers: { 'Content-Length': String(listed.bytes) } })
  },
)
