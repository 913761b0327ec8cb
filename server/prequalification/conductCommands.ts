import { canonical } from '../../crypto/canonical.ts'
import { type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Given } from '../opening/failure.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { ApplicationForm } from './contract.ts'
import { ApplicantNamed } from './events.ts'
import { standing } from './openingCommands.ts'
import { ApplicationOpened, ApplicationUnlockFailed, KeyAnnounced, ShareRefused } from './openingEvents.ts'
import { nameApplicants, type Prequalification, windowAnew } from './prequalification.ts'
import { applicationOf, prequalificationStream } from './store.ts'

type One = { tender: string }

/** A review and its tender, both held. */
const conducted = async (e: Entry, input: One) => {
  const tender = await e.hold(tenderStream(input.tender))
  return { tender, state: await e.hold(prequalificationStream(input.tender)) }
}

const goesOn = (tender: Tender, state: Prequalification): boolean =>
  tender.stage === 'prequalifying' && state.stage === 'unlocking' && !suspensionsOf(tender).length

/** The tender of a review in which something may go on now; nothing while it rests. */
export async function reviewGoingOn(context: Context, state: Prequalification): Promise<Tender | undefined> {
  const tender = await tenderById(context, state.tender)
  return tender && goesOn(tender, state) ? tender : undefined
}

/** The opener's new key. All releases for the key before are void. */
export const announceKey = command(
  'application.conduct',
  (e, input: One & { spki: string }) => conducted(e, input),
  async (e, { state }, { tender, spki }) => {
    const opened = (await standing(e, state)).filter(({ stage }) => stage === 'opened').length
    const epoch = state.epoch + 1
    const windowFrom = windowAnew(state, opened, e.now)
    await e.append(prequalificationStream(tender), [KeyAnnounced({ tender, epoch, spki, windowFrom })])
    return { epoch }
  },
)

/** The opener found a share that does not match its commitment: its officer is named and releases again. */
export const refuseShare = command(
  'application.conduct',
  (e, input: One & { role: string; code: string }) => conducted(e, input),
  async (e, { state }, { tender, role, code }) => {
    if (state.officers[role]) await e.append(prequalificationStream(tender), [ShareRefused({ tender, role, code })])
  },
)

/** The opener has read who applies: those who review learn it, the names staying sealed, and the applicants' time begins. */
export const name = command(
  'application.conduct',
  (e, input: One & { applicants: { tag: string; sequence: number; applicant: object }[] }) => conducted(e, input),
  async (e, { tender: of, state }, { tender, applicants }) => {
    if (!goesOn(of, state)) return
    const naming = nameApplicants(state, e.now)
    if (!naming.length) return
    for (const { tag, sequence, applicant: who } of applicants) {
      const applicant = e.platform.vault.seal(`applicant/${tender}`, canonical(who))
      await e.append(applicationOf(tender, tag), [ApplicantNamed({ tender, tag, sequence, applicant })])
    }
    await e.append(prequalificationStream(tender), naming)
  },
)

/** What the opener found in an application; `key` is the box of the officers that holds the package's key. */
export interface Found {
  form: ApplicationForm
  files: { name: string; type: string; bytes: number; sha256: string }[]
  key: string
  /** sealed by the vault already */
  machine: string
}

/** The opener has opened an application and found it whole, or not, and why. */
export const judge = command(
  'application.conduct',
  (e, input: One & { tag: string; epoch: number; found?: Found; code?: string; given?: Given[] }) =>
    conducted(e, input),
  async (e, { tender: of, state }, { tender, tag, epoch, found, code, given }) => {
    const stream = applicationOf(tender, tag)
    const one = await e.hold(stream)
    if (!goesOn(of, state) || state.epoch !== epoch || one.stage !== 'named' || one.letter?.epoch !== epoch)
      return false
    const base = { tender, tag, sequence: one.sequence }
    if (!found) {
      const failed = { code: code ?? '', found: 'by-platform' as const, ...(given ? { given } : {}) }
      await e.append(stream, [ApplicationUnlockFailed({ ...base, ...failed })])
      return false
    }
    const { files, key, machine } = found
    const form = e.platform.vault.seal(`application/${tender}`, canonical(found.form))
    await e.append(stream, [ApplicationOpened({ ...base, form, files, machine, key })])
    return true
  },
)
