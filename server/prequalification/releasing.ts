import { hex, unbase64 } from '../../crypto/bytes.ts'
import { type Header, headerHash } from '../../crypto/envelope.ts'
import { letterSuite } from '../../crypto/letter.ts'
import type { Logged } from '../../crypto/watch.ts'
import { refusals } from '../law/refusal.ts'
import type { FactOf } from '../ledger/event.ts'
import { type Clocks, ofTender, passedBy, refuseRelease, sameContext, sameKey } from '../opening/releasing.ts'
import { ApplicationsClosed } from '../tenders/admissionEvents.ts'
import { ReviewBegun } from './events.ts'
import { KeyAnnounced } from './openingEvents.ts'

const refuse = refusals({
  RELEASE_OTHER_APPLICATIONS: {
    status: 409,
    zh: '平台给出的申请文件不是日志中截止时的那一组，已停止，没有释放任何密钥',
    en: 'the applications that the platform gives are not the set of the log at the deadline: stopped, nothing was released',
  },
})

/** The facts on which a release of an application rests, in the order in which they happen; who applies is told to officers only. */
export const OFFICERS_REST_ON = [ApplicationsClosed.type, ReviewBegun.type, KeyAnnounced.type] as const
/** The same for an applicant, who must not learn how many others there are. */
export const APPLICANT_RESTS_ON = [ApplicationsClosed.type, KeyAnnounced.type] as const

/** A fact on which a release of an application rests. */
export type RestsOn = FactOf<typeof ApplicationsClosed> | FactOf<typeof ReviewBegun> | FactOf<typeof KeyAnnounced>

/** What may be released to: the key and, for officers, the applications that the log holds. */
export interface AnnouncedReview {
  tender: string
  ceremony: string | undefined
  epoch: number
  spki: string
  /** when everything that is released must have been past, ms: the client's own clock and the log's signed time */
  passed: number
  applications: readonly string[] | undefined
}

/**
 * What the log allows to be released of a prequalification's applications, as `announced` says it of bids: after their deadline
 * by every clock, to the announced key.
 *
 * @param facts proved to be in the log
 * @param shown what the platform says the key is
 */
export function announcedReview(
  of: { tender: string; ceremony: string | undefined; shown: { epoch: number; spki: string | null } },
  facts: readonly Logged<RestsOn>[],
  clocks: Clocks,
): AnnouncedReview {
  const found = facts.map(({ fact }) => fact)
  const closed = found.find((fact) => fact.type === ApplicationsClosed.type)
  const key = found.find((fact) => fact.type === KeyAnnounced.type)
  const begun = found.find((fact) => fact.type === ReviewBegun.type)
  if (!closed || !key)
    throw refuseRelease('RELEASE_UNLOGGED', { missing: closed ? KeyAnnounced.type : ApplicationsClosed.type })
  ofTender(facts, of.tender)
  const { tender, ceremony, shown } = of
  const announced = sameKey(key.data, shown)
  return {
    ...{ tender, ceremony, ...announced, passed: passedBy(facts, closed.data.deadline, clocks) },
    applications: begun?.data.applications,
  }
}

/** That a sealed application is of this tender, ceremony and suite, and that the deadline in it has passed. */
export function checkApplication(of: AnnouncedReview, { context, suite }: Pick<Header, 'context' | 'suite'>): void {
  const { tender, ceremony, deadline } = context
  if (tender !== of.tender || (of.ceremony !== undefined && ceremony !== of.ceremony))
    throw refuseRelease('RELEASE_OTHER_TENDER', { tender, ceremony })
  if (letterSuite(unbase64(of.spki)) !== suite) throw refuseRelease('RELEASE_SUITE_OTHER', { suite })
  if (!(of.passed >= Date.parse(deadline)))
    throw refuseRelease('RELEASE_EARLY', { deadline: Date.parse(deadline), own: of.passed })
}

type Boxed = { context: Readonly<Record<string, unknown>> }

/** That what an officer is asked to open is exactly the set of the log: each application once, with the boxes that belong to it. */
export function checkApplications(
  of: AnnouncedReview,
  shown: readonly { tag: string; header: Header; box: Boxed; keyBox: Boxed | null | undefined }[],
): void {
  const [tags, wanted] = [shown.map(({ tag }) => tag).sort(), [...(of.applications ?? [])].sort()]
  if (tags.join() !== wanted.join())
    throw refuse('RELEASE_OTHER_APPLICATIONS', { announced: wanted.length, shown: tags.length })
  for (const { tag, header, box, keyBox } of shown) {
    checkApplication(of, header)
    const { sequence } = header.context
    const expected = { tender: of.tender, application: hex(headerHash(header)), sequence }
    if (!sameContext(box.context, expected)) throw refuse('RELEASE_OTHER_APPLICATIONS', { tag, box: box.context })
    if (keyBox && !sameContext(keyBox.context, { ...expected, holds: 'key' }))
      throw refuse('RELEASE_OTHER_APPLICATIONS', { tag, box: keyBox.context })
  }
}
