import { depositProblems, noticeProblems } from '../law/checks.ts'
import { type Calendar, covers, dayOf, isWorkingDay } from '../law/periods.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Project } from '../projects/project.ts'
import { groundFindings } from './admissionRules.ts'
import { ceilingFindings } from './ceilingRules.ts'
import { documentFindings, noticeFindings } from './contents.ts'
import type { Defect, Draft } from './contract.ts'
import { criteriaProblems } from './criteriaRules.ts'
import { block, type Finding, keyOf, told, warn } from './finding.ts'
import { mendedFindings } from './mended.ts'
import { type OfSection, registrationProblems } from './registration.ts'
import { type Piece, restrictiveFindings } from './restrictive.ts'
import { TEXT_IDS } from './texts.ts'

const refuse = refusals({
  VALIDITY_SHORT: {
    status: 422,
    zh: '投标有效期短于订立合同的期限，评标、公示后可能已过有效期',
    en: 'bids are valid for less than the time in which the contract is made',
  },
  DEADLINE_ON_REST_DAY: { status: 422, zh: '投标截止时间在休息日', en: 'the deadline falls on a day of rest' },
  QUALIFICATION_SCORED: {
    status: 422,
    zh: '资格条件不得作为评审因素',
    en: 'a condition of qualification is scored',
  },
  FACTOR_VAGUE: {
    status: 422,
    zh: '评审因素没有细化、量化的评审说明',
    en: 'a factor does not say how it is scored',
  },
  DOCUMENT_NOT_COMPOSED: {
    status: 422,
    zh: '招标文件整体上传，平台未能逐项检查其法定内容',
    en: 'the tender document was uploaded whole: the platform could not check what it must contain',
  },
  WARNING_UNJUSTIFIED: {
    status: 422,
    zh: '体检提示须逐条书面说明理由后方可发布',
    en: 'each warning of the check needs reasons in writing before the notice is published',
  },
})

/** What the check looks at beside the draft. */
export interface Inspected {
  readonly draft: Draft
  readonly project: Project | undefined
  readonly others: readonly OfSection[]
  /** whether the platform makes the tender document from the draft */
  readonly composed: boolean
  /** clauses for which earlier rounds ended */
  readonly mended?: readonly Defect[] | undefined
  /** when it is published: now */
  readonly at: number
}

/** The pre-publication check (先体检、再发布): everything found, the blocking findings first. */
export function inspect(of: Inspected, law: Rulebook, calendar: Calendar): Finding[] {
  const { draft, at } = of
  const terms = { ...draft, estimate: BigInt(draft.estimate), deposit: BigInt(draft.deposit), publishedAt: at }
  const found = [
    ...registrationProblems(draft, of.project, of.others).map((problem) => block('registered', problem)),
    ...noticeProblems(terms, law, calendar).map((problem) => block(PLACES[problem.code] ?? 'dates', problem)),
    ...criteriaProblems(draft, law).map((problem) => block('criteria', problem)),
    ...groundFindings(draft, law),
    ...ceilingFindings(draft, law),
    ...dateFindings(draft, law, calendar),
    ...noticeFindings(draft, law),
    ...(of.composed ? documentFindings(draft, law) : [warn('documents', refuse('DOCUMENT_NOT_COMPOSED'))]),
    ...restrictiveFindings(piecesOf(draft), law),
    ...mendedFindings({ ...of, pieces: piecesOf(draft) }, law),
    ...factorFindings(draft, law),
  ]
  return [...found.filter(isBlock), ...found.filter((one) => !isBlock(one))]
}

/** What is found of what a draft says, whatever its dates and its registration. */
const contentFindings = (draft: Draft, law: Rulebook, mended?: readonly Defect[]): Finding[] => [
  ...criteriaProblems(draft, law).map((problem) => block('criteria', problem)),
  ...depositFindings(draft, law),
  ...ceilingFindings(draft, law),
  ...validityFindings(draft, law),
  ...noticeFindings(draft, law),
  ...restrictiveFindings(piecesOf(draft), law),
  ...mendedFindings({ pieces: piecesOf(draft), mended, composed: true }, law),
  ...factorFindings(draft, law),
]

/** What the check finds of a new version's content that it did not find of the version before: the blocking first. */
export function inspectChanges(
  [before, after]: readonly [Draft, Draft],
  law: Rulebook,
  mended?: readonly Defect[],
): Finding[] {
  const known = new Set(contentFindings(before, law, mended).map(identity))
  const found = contentFindings(after, law, mended).filter((one) => !known.has(identity(one)))
  return [...found.filter(isBlock), ...found.filter((one) => !isBlock(one))]
}

/** Where something stands and by which words it was found: other words in the same place are another finding. */
const identity = ({ where, refusal: { code, facts } }: Finding): string =>
  JSON.stringify([where, code, facts], (_, value) => (typeof value === 'bigint' ? String(value) : value))

const isBlock = ({ severity }: Finding): boolean => severity === 'block'

const PLACES: Readonly<Record<string, string>> = {
  ...{ DOCUMENTS_BEFORE_NOTICE: 'documentsFrom', DOCUMENTS_TOO_SHORT: 'documentsUntil' },
  ...{ DOCUMENTS_PAST_DEADLINE: 'documentsUntil', CALENDAR_PENDING: 'documentsUntil' },
  ...{ PREPARATION_TOO_SHORT: 'deadline', ESTIMATE_NOT_POSITIVE: 'estimate' },
  ...{ DEPOSIT_NEGATIVE: 'deposit', DEPOSIT_TOO_LARGE: 'deposit', DEPOSIT_CASH_ONLY: 'depositForms' },
}

const depositFindings = (draft: Draft, law: Rulebook): Finding[] =>
  depositProblems({ ...draft, estimate: BigInt(draft.estimate), deposit: BigInt(draft.deposit) }, law).map((problem) =>
    block(PLACES[problem.code] ?? 'deposit', problem),
  )

function dateFindings(draft: Draft, law: Rulebook, calendar: Calendar): Finding[] {
  const day = dayOf(draft.deadline)
  const rests = covers(calendar, day) && !isWorkingDay(day, calendar)
  return [
    ...(rests ? [warn('deadline', refuse('DEADLINE_ON_REST_DAY', { day }))] : []),
    ...validityFindings(draft, law),
  ]
}

function validityFindings({ validityDays }: Draft, law: Rulebook): Finding[] {
  const within = law.contractWithin.value.days
  if (validityDays >= within) return []
  return [warn('validityDays', refuse('VALIDITY_SHORT', { validityDays, within }, law.validityFrom))]
}

/** Every text of a draft that bidders read. */
export const piecesOf = ({ qualification, scope, criteria, texts }: Draft): Piece[] => [
  { where: 'qualification', text: qualification },
  { where: 'scope', text: scope },
  ...criteria.clauses.map(({ id, zh }) => ({ where: `criteria.clauses.${id}`, text: zh })),
  ...criteria.factors.map(({ id, zh, guidance }) => ({ where: `criteria.factors.${id}`, text: `${zh}：${guidance}` })),
  ...TEXT_IDS.flatMap((id) => (texts?.[id] ? [{ where: `texts.${id}`, text: texts[id] }] : [])),
]

/** How many letters in a row a factor may share with a condition of qualification. */
const SHARED = 8
const CONDITION = /资质(?:等级|证书)|营业执照|经营许可|资格条件|独立法人|独立承担民事责任/

function shared(factor: string, conditions: string): string | undefined {
  for (let i = 0; i + SHARED <= factor.length; i++) {
    const part = factor.slice(i, i + SHARED)
    if (conditions.includes(part)) return part
  }
  return CONDITION.exec(factor)?.[0]
}

function factorFindings({ criteria, qualification }: Draft, law: Rulebook): Finding[] {
  const bare = (text: string): string => text.replace(/[\s，。；、：:（）()]/g, '')
  return criteria.factors.flatMap(({ id, zh, guidance }) => {
    const where = `criteria.factors.${id}`
    const words =
      law.qualificationScored.value === 'forbidden' ? shared(bare(zh + guidance), bare(qualification)) : undefined
    const vague = guidance.trim().length < 4
    return [
      ...(words ? [block(where, refuse('QUALIFICATION_SCORED', { words }, law.qualificationScored))] : []),
      ...(vague ? [warn(where, refuse('FACTOR_VAGUE', { factor: zh }, law.statedCriteria))] : []),
    ]
  })
}

/** A reason given for a warning. */
export interface Reason {
  readonly code: string
  readonly where: string
  readonly reason: string
}

/** A warning with the reason that was given for it: kept with the publication. */
export interface Justified extends Reason {
  readonly zh: string
  readonly article: string | null
}

/** What stops a publication: the blocking findings, and warnings without a reason. */
export function obstacles(found: readonly Finding[], reasons: readonly Reason[]): Refusal[] {
  const given = new Set(reasons.map(keyOf))
  const open = found
    .filter((one) => !isBlock(one))
    .map(told)
    .filter((one) => !given.has(keyOf(one)))
  const unjustified = open.map(({ code, where, article }) => refuse('WARNING_UNJUSTIFIED', { code, where, article }))
  return [...found.filter(isBlock).map(({ refusal }) => refusal), ...unjustified]
}

/** The warnings with their reasons; reasons for what was not found are left out. */
export function justified(found: readonly Finding[], reasons: readonly Reason[]): Justified[] {
  const given = new Map(reasons.map((one) => [keyOf(one), one.reason]))
  return found
    .filter((one) => !isBlock(one))
    .map(told)
    .flatMap(({ code, where, zh, article }) => {
      const reason = given.get(keyOf({ code, where }))
      return reason === undefined ? [] : [{ code, where, reason, zh, article }]
    })
}
