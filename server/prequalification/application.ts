import type { Letter } from '../../crypto/letter.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { prequalVersion } from '../tenders/prequalifying.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { notSuspended } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import { type ApplicationFact, type ApplicationHappening, ApplicationSealed, ApplicationWithdrawn } from './events.ts'

const refuse = refusals({
  APPLICATIONS_NOT_TAKEN: {
    status: 409,
    zh: '该标段不在资格预审申请阶段',
    en: 'this tender takes no applications now',
  },
  APPLICATION_LATE: {
    status: 409,
    zh: '资格预审申请截止时间已过，平台拒收',
    en: 'the deadline for applications has passed: the platform refuses it',
  },
  APPLICATION_SEQUENCE: {
    status: 409,
    zh: '申请文件版本与平台记录不符，请重新封装',
    en: 'the application does not follow the one before it',
  },
  APPLICATION_OUTDATED: {
    status: 409,
    zh: '资格预审文件已有新版本，请按新版本重新封装后递交',
    en: 'the prequalification document has a new version: seal the application anew for it',
  },
  APPLICATION_ABSENT: { status: 404, zh: '没有已递交的资格预审申请文件', en: 'there is no application' },
})

export { refuse as refuseApplication }

/** An attempt to open an application that failed. */
export type Attempt = Omit<
  Extract<ApplicationFact, { type: 'application.unlockFailed' }>['data'],
  'tender' | 'tag' | 'sequence'
> & { at: number }

/** One applicant's application. Who it is, is a tag of applications alone and a name sealed by the vault. */
export interface Application {
  tender: string
  tag: string
  stage: 'sealed' | 'withdrawn' | 'named' | 'opened'
  sequence: number
  header: string
  root: string
  bytes: number
  upload: string
  box: string
  manifest: string
  document: string
  receivedAt: number
  /** the certificate that signed it, sealed by the vault; absent in applications from before it was kept */
  certificate?: string | undefined
  /** the fact that sealed it */
  fact: string
  /** sealed; null until the officers opened it */
  applicant: string | null
  form: string | null
  files: { name: string; type: string; bytes: number; sha256: string }[]
  /** what it was made on, sealed by the vault, once it is open and if it says so */
  machine?: string
  /** the package's key in a box of the officers' k of n, once it is open */
  key: string | null
  /** the applicant's half, closed to the opening's key of that number, until the platform has tried it */
  letter: { epoch: number; letter: Letter } | null
  attempts: Attempt[]
  /** RFC 3161 token over the fact that sealed it, base64, once it is there */
  token: string | null
  result: { file: string; sha256: string; round?: number; received?: number } | null
}

/** What a sealed package was found to be. */
export type SealedApplication = Pick<
  Application,
  'header' | 'root' | 'bytes' | 'upload' | 'box' | 'manifest' | 'document' | 'sequence' | 'certificate'
> & { previous: string | null }

/** Until when applications are taken; refused where the tender takes none. */
function inTime(tender: Tender, law: Pick<Rulebook, 'lateBids'>, now: number): void {
  const { stage, prequal, prequalification } = tender
  if (!prequal || !prequalification || stage !== 'prequalifying') throw refuse('APPLICATIONS_NOT_TAKEN', { stage })
  const stopped = suspensionsOf(tender).length > 0 // while it rests the deadline does not come nearer
  const over = prequal.closedAt !== null || (now >= prequalification.deadline && !stopped)
  if (over) throw refuse('APPLICATION_LATE', { deadline: prequalification.deadline, receivedAt: now }, law.lateBids)
}

/**
 * Accepts a sealed application, or refuses it: one millisecond before the deadline is in time, the very instant is not.
 *
 * @param now when the deed reached the platform, every piece being there already
 */
export function sealApplication(
  of: { tender: Tender; before: Application | undefined; tag: string; sealed: SealedApplication },
  law: Pick<Rulebook, 'lateBids'>,
  now: number,
): ApplicationHappening[] {
  const { tender, before, tag, sealed } = of
  inTime(tender, law, now)
  notSuspended(tender)
  if (!tender.prequal || sealed.document !== prequalVersion(tender.prequal).document)
    throw refuse('APPLICATION_OUTDATED')
  const sequence = (before?.sequence ?? 0) + 1
  const { previous, ...rest } = sealed
  if (sealed.sequence !== sequence || previous !== (before?.manifest ?? null))
    throw refuse('APPLICATION_SEQUENCE', { expected: sequence })
  return [ApplicationSealed({ tender: tender.id, tag, ...rest, receivedAt: now })]
}

/** Takes an application back, before the deadline and as often as the applicant likes. */
export function withdrawApplication(
  of: { tender: Tender; application: Application | undefined; sequence: number },
  law: Pick<Rulebook, 'lateBids'>,
  now: number,
): ApplicationHappening[] {
  const { tender, application, sequence } = of
  inTime(tender, law, now)
  if (application?.stage !== 'sealed') throw refuse('APPLICATION_ABSENT')
  if (application.sequence !== sequence) throw refuse('APPLICATION_SEQUENCE', { expected: application.sequence })
  return [ApplicationWithdrawn({ tender: tender.id, tag: application.tag, sequence, at: now })]
}

function resultOf({ data }: Extract<ApplicationFact, { type: 'application.resultIssued' }>): Application['result'] {
  const { file, sha256, round } = data
  return { file, sha256, ...(round ? { round } : {}) }
}

/** The only place where an application changes. */
export function evolveApplication(before: Application | undefined, fact: ApplicationFact): Application {
  if (fact.type === 'application.sealed')
    return {
      ...fact.data,
      ...{ stage: 'sealed', fact: fact.id, applicant: null, form: null, files: [], key: null, result: null },
      ...{ letter: null, attempts: [], token: null },
    }
  if (!before) throw new Error(`${fact.type} before an application was sealed`)
  switch (fact.type) {
    case 'application.withdrawn':
      return { ...before, stage: 'withdrawn' }
    case 'application.named':
      return { ...before, stage: 'named', applicant: fact.data.applicant }
    case 'application.stamped': // one that was replaced meanwhile is stamped all the same
      return fact.data.sequence === before.sequence ? { ...before, token: fact.data.token } : before
    case 'application.released':
      return { ...before, letter: { epoch: fact.data.epoch, letter: fact.data.letter } }
    case 'application.unlockFailed': {
      const { tender: _tender, tag: _tag, sequence: _sequence, ...found } = fact.data
      const letter = found.found === 'by-platform' ? null : before.letter
      return { ...before, letter, attempts: [...before.attempts, { ...found, at: fact.at }] }
    }
    case 'application.opened': {
      const { form, files, key, machine } = fact.data
      return { ...before, stage: 'opened', form, files, key, letter: null, ...(machine ? { machine } : {}) }
    }
    case 'application.resultIssued':
      return { ...before, result: resultOf(fact) }
    case 'application.resultReceived':
      return before.result ? { ...before, result: { ...before.result, received: fact.data.at } } : before
  }
}
