import { groundProblems, prequalProblems } from '../law/admissionChecks.ts'
import type { Calendar } from '../law/periods.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Admission, restricted } from './admission.ts'
import { noticeFindings } from './contents.ts'
import type { Draft } from './contract.ts'
import { block, type Finding } from './finding.ts'
import type { Inspected } from './inspection.ts'
import { mendedFindings } from './mended.ts'
import { registrationProblems } from './registration.ts'
import { restrictiveFindings } from './restrictive.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  PREQUALIFICATION_FIRST: {
    status: 409,
    zh: '本标段实行资格预审，须先发布资格预审公告并完成资格预审',
    en: 'this tender is prequalified for: that comes first',
  },
  ADMISSION_MISSING: {
    status: 409,
    zh: '受邀请的投标人尚未确定，不能发出招标文件',
    en: 'whom to invite is not fixed yet: the document cannot go out',
  },
  INVITATION_TERMS: {
    status: 422,
    zh: '邀请招标与其理由须同时填写；公开招标不填写邀请理由',
    en: 'an invitation comes with its reasons, an open tender without them',
  },
  INVITED_AND_PREQUALIFIED: {
    status: 422,
    zh: '工程建设项目邀请招标由招标人选定受邀请人，不设资格预审',
    en: 'where the tenderer chooses whom it invites there is no prequalification',
  },
})

/** What does not fit together in how a draft admits bidders. */
export function methodProblem(draft: Draft): Refusal | undefined {
  const invited = draft.method === 'invited'
  if (invited !== (draft.invitation !== undefined)) return refuse('INVITATION_TERMS')
  if (invited && draft.track === 'T' && draft.prequalification) return refuse('INVITED_AND_PREQUALIFIED')
  return undefined
}

/** What stands before a tender document that does not go to everybody. */
export function admissionProblems(tender: Tender, admission: Admission | undefined, law: Rulebook): Refusal[] {
  if (tender.prequalification && tender.stage !== 'prequalified')
    return [refuse('PREQUALIFICATION_FIRST', {}, law.prequalNotice)]
  if (restricted(tender) && !admission) return [refuse('ADMISSION_MISSING', {}, law.fewestInvited)]
  return []
}

/** The ground of an invitation, as the pre-publication check finds it. */
export const groundFindings = ({ method, invitation, stateFunded }: Draft, law: Rulebook): Finding[] =>
  method === 'invited' && invitation
    ? groundProblems({ ...invitation, stateFunded }, law).map((problem) => block('invitation', problem))
    : []

/** The check before a prequalification notice: registration, dates, what the notice must say, restrictive clauses. */
export function inspectPrequalification(
  of: Pick<Inspected, 'draft' | 'project' | 'others' | 'mended' | 'at'>,
  law: Rulebook,
  calendar: Calendar,
): Finding[] {
  const { draft, project, others, at } = of
  const terms = draft.prequalification
  if (!terms) return []
  const dates = { ...terms, publishedAt: at, tenderFrom: draft.documentsFrom }
  const pieces = [
    { where: 'qualification', text: draft.qualification },
    { where: 'scope', text: draft.scope },
    ...terms.requirements.map(({ id, zh }) => ({ where: `prequalification.${id}`, text: zh })),
    { where: 'prequalification.instructions', text: terms.instructions },
  ]
  const announcedIn = new Set(['tenderer', 'address', 'contact', 'scope', 'place', 'durationDays', 'qualification'])
  return [
    ...registrationProblems(draft, project, others).map((problem) => block('registered', problem)),
    ...prequalProblems(dates, law, calendar).map((problem) => block('prequalification', problem)),
    ...groundFindings(draft, law),
    ...noticeFindings(draft, law).filter(({ where }) => announcedIn.has(where)),
    ...restrictiveFindings(pieces, law),
    ...mendedFindings({ pieces, mended: of.mended, composed: true }, law),
  ]
}
