import type { z } from 'zod'
import { mustPostponeApplications } from '../law/admissionChecks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { FrozenRegion } from '../regions/values.ts'
import { ApplicationsClosed, PrequalificationAmended, PrequalificationPublished } from '../tenders/admissionEvents.ts'
import type { Draft, SignedDocument } from '../tenders/contract.ts'
import { prequalNoticeHash, prequalVersion } from '../tenders/prequalifying.ts'
import { keyless, seatsOf } from '../tenders/seats.ts'
import type { HostSigned, Signature } from '../tenders/signature.ts'
import { notSuspended } from '../tenders/suspension.ts'
import { ceremonyHash, type Tender } from '../tenders/tender.ts'
import type { AmendPrequalification } from './contract.ts'

const refuse = refusals({
  NO_PREQUALIFICATION: { status: 409, zh: '本标段没有设资格预审', en: 'this tender has no prequalification' },
  PREQUAL_PUBLISHED: {
    status: 409,
    zh: '资格预审公告已发布，不能再修改；更正须另行发布',
    en: 'the prequalification notice is published and cannot be edited in place',
  },
  OFFICER_KEYS_MISSING: { status: 409, zh: '开标人密钥尚未全部公布', en: 'not every officer has published a key' },
  PREQUAL_OVER: {
    status: 409,
    zh: '资格预审申请截止时间已过，不得再澄清或修改',
    en: 'after the deadline for applications the document is not changed any more',
  },
  PREQUAL_MUST_POSTPONE: {
    status: 422,
    zh: '澄清或修改可能影响申请文件编制且距截止不足法定期限的，须顺延提交截止时间',
    en: 'an addendum that may affect applications this late postpones their deadline',
  },
  PREQUAL_EARLIER: {
    status: 422,
    zh: '截止时间和提供期限只能延后',
    en: 'dates are only moved to later ones',
  },
  REQUIREMENTS_KEPT: {
    status: 422,
    zh: '政府采购的澄清或修改不得改变资格条件',
    en: 'in a government purchase an addendum does not change the qualification asked for',
  },
  PREQUAL_DEADLINE_AHEAD: {
    status: 409,
    zh: '资格预审申请截止时间未到',
    en: 'the deadline for applications has not been reached',
  },
})

type Document = z.infer<typeof SignedDocument>

/** What the tenderer signs to publish a prequalification: notice, documents and ceremony, by their hashes. */
export const prequalPublication = (tender: Tender, draft: Draft, documents: readonly { sha256: string }[]) => ({
  tender: tender.id,
  notice: prequalNoticeHash(draft),
  documents: documents.map(({ sha256 }) => sha256),
  ceremony: ceremonyHash(tender.officerKeys, seatsOf(draft)),
})

/** The terms of a tender's prequalification; refused where it has none. */
export function termsOf<T extends Pick<Draft, 'prequalification'>>(of: T): NonNullable<T['prequalification']> {
  if (!of.prequalification) throw refuse('NO_PREQUALIFICATION')
  return of.prequalification
}

/** Publishes a prequalification notice whose dates the law allows. `problems` are what the check found. */
export function publishPrequalification(
  tender: Tender,
  of: {
    draft: Draft
    documents: Document[]
    signature: Signature
    rulebook: string
    regional?: FrozenRegion | undefined
    /** the notice, signed by whoever publishes it */
    paper?: HostSigned
  },
  problems: readonly Error[],
  now: number,
) {
  termsOf(tender)
  if (tender.stage !== 'draft') throw refuse('PREQUAL_PUBLISHED', { stage: tender.stage })
  const missing = keyless(tender, of.draft)
  if (missing.length) throw refuse('OFFICER_KEYS_MISSING', { missing })
  const [first] = problems
  if (first) throw first
  const { notice, ceremony } = prequalPublication(tender, of.draft, of.documents)
  const { documents, signature, rulebook, regional, paper } = of
  const frozen = regional ? { regional } : {}
  const data = { tender: tender.id, rulebook, ...frozen, notice, ceremony, documents, signature, publishedAt: now }
  return [PrequalificationPublished({ ...data, ...(paper ? { paper } : {}) })]
}

type Amendment = Omit<z.infer<typeof AmendPrequalification>, 'cms' | 'tender' | 'seals' | 'paper'>

/** The dates of an amendment: those given, or those in force. */
export function amendedDates(tender: Tender, of: Amendment): { documentsUntil: number; deadline: number } {
  const terms = termsOf(tender)
  return { documentsUntil: of.documentsUntil ?? terms.documentsUntil, deadline: of.deadline ?? terms.deadline }
}

/**
 * Publishes an addendum to the prequalification document: a version of its own. One that may affect applications and
 * comes too late is refused unless it postpones the deadline by what the law asks.
 */
export function amendPrequalification(
  tender: Tender,
  of: Amendment & { documents: Document[]; signature: Signature; paper?: HostSigned },
  law: Pick<Rulebook, 'prequalAddendum' | 'addendumKeeps'>,
  now: number,
) {
  const terms = termsOf(tender)
  const { prequal } = tender
  if (tender.stage !== 'prequalifying' || !prequal || prequal.closedAt !== null || now >= terms.deadline)
    throw refuse('PREQUAL_OVER', { stage: tender.stage })
  notSuspended(tender)
  const { documentsUntil, deadline } = amendedDates(tender, of)
  if (deadline < terms.deadline || documentsUntil < terms.documentsUntil || documentsUntil > deadline)
    throw refuse('PREQUAL_EARLIER', { deadline: terms.deadline, documentsUntil: terms.documentsUntil })
  if (of.requirements && law.addendumKeeps.value.includes('qualification'))
    throw refuse('REQUIREMENTS_KEPT', {}, law.addendumKeeps)
  const affects = of.affects || of.requirements !== undefined
  if (affects && mustPostponeApplications(now, deadline, law))
    throw refuse('PREQUAL_MUST_POSTPONE', { deadline, days: law.prequalAddendum.value.days }, law.prequalAddendum)
  const { title, text, requirements, documents, signature, paper } = of
  const version = prequalVersion(prequal).version + 1
  const data = { tender: tender.id, version, title, text, documents, affects, documentsUntil, deadline }
  const more = { ...(requirements ? { requirements } : {}), ...(paper ? { paper } : {}) }
  return [PrequalificationAmended({ ...data, ...more, at: now, signature })]
}

/** Ends the time for applications when their deadline has passed. */
export function closeApplications(tender: Tender, now: number) {
  const terms = termsOf(tender)
  notSuspended(tender)
  if (now < terms.deadline) throw refuse('PREQUAL_DEADLINE_AHEAD', { deadline: terms.deadline })
  return [ApplicationsClosed({ tender: tender.id, deadline: terms.deadline })]
}
