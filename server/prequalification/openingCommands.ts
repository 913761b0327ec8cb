import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import type { Header } from '../../crypto/envelope.ts'
import { readHeader } from '../../crypto/receive.ts'
import { seatOf } from '../access/parties.ts'
import { checkStatement, type Signature } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { releaseFields } from '../opening/letters.ts'
import type { Platform } from '../platform/platform.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { Application } from './application.ts'
import type { OfTender, ReleaseShares, ReportUnlock, UnlockApplication } from './contract.ts'
import { ApplicationReleased, ApplicationUnlockFailed } from './openingEvents.ts'
import { mayUnlock, type Prequalification, refusePrequal, releasedBy, releaseShares } from './prequalification.ts'
import { applicationOf, applicationsOf, asApplicant, prequalificationOf, prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

const known = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** The header of an application's package. */
export const headOf = (platform: Platform, one: Application): Promise<Header> =>
  readHeader(uploadBytes(platform, one.upload, { end: 300 * 1024 }))

/** The applications that stood at the deadline. */
export async function standing(context: Pick<Context, 'platform'>, state: Prequalification): Promise<Application[]> {
  const all = await applicationsOf(context, state.tender)
  return all.filter(({ tag }) => state.applications.includes(tag))
}

const sealedSignature = (e: Entry, tender: Tender, { statement, cms, certificate }: Signature): string =>
  e.platform.vault.seal(`application/${tender.id}`, canonical({ statement, cms, certificate }))

/** What an officer's client needs to release its shares: of every application header and boxes, and the present key. */
export const locks = query('application.release', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const state = await prequalificationOf(context, tender.id)
  if (!state) throw refusePrequal('PREQUAL_STEP', { stage: tender.stage })
  const applications = await Promise.all(
    (await standing(context, state)).map(async (one) => ({
      tag: one.tag,
      header: await headOf(context.platform, one),
      box: JSON.parse(one.box),
      keyBox: one.key && JSON.parse(one.key),
    })),
  )
  const { epoch, spki, needed, namedAt } = state
  return { applications, released: releasedBy(state), epoch, spki, needed, namedAt }
})

/** An officer's shares, after the deadline, closed to the opening's key: neither database nor keys folder opens them. */
export const release = command(
  'application.release',
  held,
  async (e, tender, { epoch, letter, cms }: z.infer<typeof ReleaseShares>) => {
    const stream = prequalificationStream(tender.id)
    const before = await e.holdIfAny(stream)
    const role = seatOf(e.who, tender) ?? ''
    const fields = releaseFields({ tender: tender.id, epoch, spki: before?.spki ?? '', letter }, role)
    const signature = await checkStatement(e.platform, e.who, { what: 'application.release', fields, cms }, e.now)
    await e.append(stream, releaseShares(tender, before, { role, epoch, letter, signature }))
    return { epoch }
  },
)

type UnlockInput = z.infer<typeof UnlockApplication>

const unlockAs = command('application.unlock', held, async (e, tender, { epoch, letter, cms }: UnlockInput) => {
  const tag = e.who.tagFor(tender.id)
  const stream = applicationOf(tender.id, tag)
  const one = await e.holdIfAny(stream)
  const before = await e.holdIfAny(prequalificationStream(tender.id))
  const state = mayUnlock(tender, before, { tag, stage: one?.stage, epoch, letter }, e.now)
  const fields = releaseFields({ tender: tender.id, epoch, spki: state.spki ?? '', letter }, 'applicant')
  const signed = await checkStatement(e.platform, e.who, { what: 'application.unlock', fields, cms }, e.now)
  const signature = sealedSignature(e, tender, signed) // it carries the applicant's name
  const sequence = one?.sequence ?? 0
  await e.append(stream, [ApplicationReleased({ tender: tender.id, tag, sequence, epoch, letter, signature })])
  return { epoch }
})

/** The applicant releases its half of its own package's key, closed to the opening's; the package is opened then. */
export const unlock: Command<UnlockInput, { epoch: number }> = {
  policy: 'application.unlock',
  run: (context, input) => unlockAs.run(asApplicant(context), input),
}

const reportAs = command('application.unlock', held, async (e, tender, input: z.infer<typeof ReportUnlock>) => {
  const { code, certificate, cms } = input
  const tag = e.who.tagFor(tender.id)
  const stream = applicationOf(tender.id, tag)
  const one = await e.holdIfAny(stream)
  mayUnlock(tender, await e.holdIfAny(prequalificationStream(tender.id)), { tag, stage: one?.stage }, e.now)
  const fields = { tender: tender.id, code, certificate }
  const signed = await checkStatement(e.platform, e.who, { what: 'application.unlockFailed', fields, cms }, e.now)
  const signature = sealedSignature(e, tender, signed)
  const found = { code, found: 'by-bidder' as const, certificate, signature }
  const sequence = one?.sequence ?? 0
  await e.append(stream, [ApplicationUnlockFailed({ tender: tender.id, tag, sequence, ...found })])
  return { noted: true }
})

/** The applicant's client could not open its half: what it found is kept as evidence. */
export const report: Command<z.infer<typeof ReportUnlock>, { noted: boolean }> = {
  policy: 'application.unlock',
  run: (context, input) => reportAs.run(asApplicant(context), input),
}
