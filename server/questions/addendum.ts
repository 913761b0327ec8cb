import type { z } from 'zod'
import { mustPostpone } from '../law/checks.ts'
import { type Calendar, covers, dayAfter, dayOf, daysBetween, isWorkingDay } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { KeptAspect } from '../law/tenderingRemedies.ts'
import type { AmendedTerms, Draft, SignedDocument } from '../tenders/contract.ts'
import { correct } from '../tenders/correction.ts'
import { purchaserClauses } from '../tenders/criteria.ts'
import { postponeTender } from '../tenders/endings.ts'
import { inspectChanges, justified, obstacles, type Reason } from '../tenders/inspection.ts'
import { draftTender } from '../tenders/rules.ts'
import { TenderAmended } from '../tenders/sideEvents.ts'
import type { HostSigned, Signature } from '../tenders/signature.ts'
import { draftOf, noticeHash, type Published, type Tender } from '../tenders/tender.ts'
import { withChanges } from '../tenders/versions.ts'
import { realChanges, TERM_NAMES, TERMS, termAffects, termsOf } from './changes.ts'

const refuse = refusals({
  ADDENDUM_STAGE: {
    status: 409,
    zh: '仅在投标截止时间之前可以发布澄清或修改文件',
    en: 'an addendum is published before the deadline only',
  },
  ADDENDUM_VERSION: {
    status: 409,
    zh: '招标文件已有更新的版本，请重新核对后发布',
    en: 'the tender document has a newer version: look it over again',
  },
  ADDENDUM_KEEPS: {
    status: 422,
    zh: '澄清或修改不得改变采购标的和资格条件；确需改变的，应当终止后重新组织采购',
    en: 'an addendum may change neither the subject nor the qualification: end this purchase and begin anew',
  },
  ADDENDUM_KEEPS_UNSAID: {
    status: 422,
    zh: '须声明本次澄清或修改（含所附文件）未改变采购标的和资格条件',
    en: 'say that addendum and documents change neither subject nor qualification',
  },
  ADDENDUM_AFFECTS: {
    status: 422,
    zh: '本次修改涉及影响投标文件编制的内容，须按“可能影响投标文件编制”发布',
    en: 'what is changed may affect the bids, and must be declared so',
  },
  ADDENDUM_UNCOMPOSED: {
    status: 422,
    zh: '招标文件由平台按条款生成，条款修改的须同时生成新版招标文件',
    en: 'the platform makes this document of its terms: with other terms it is made anew',
  },
  ADDENDUM_NOT_COMPOSED: {
    status: 422,
    zh: '招标文件是整体上传的，修改后的文件须另行上传',
    en: 'this document was uploaded whole: upload the changed one',
  },
  ADDENDUM_STALE: {
    status: 422,
    zh: '新版招标文件已生成，原版不能与之并存',
    en: 'the document made anew takes the place of the one before',
  },
  ADDENDUM_TOO_LATE: {
    status: 422,
    zh: '距投标截止时间不足法定天数，须在同一文件中顺延投标截止时间',
    en: 'too close to the deadline: the same addendum must postpone it',
  },
})

const DAY = 86_400_000

/**
 * The earliest deadline, at the same time of day, that leaves bidders the days of the law after an addendum of this
 * moment: on a working day, as far as the calendar is out.
 */
export function postponedDeadline(
  now: number,
  deadline: number,
  law: Pick<Rulebook, 'postponement'>,
  table: Calendar,
): number {
  if (!mustPostpone(now, deadline, law)) return deadline
  const wanted = dayAfter(dayOf(now), law.postponement.value.days)
  let later = deadline + daysBetween(dayOf(deadline), wanted) * DAY
  while (covers(table, dayOf(later)) && !isWorkingDay(dayOf(later), table)) later += DAY
  return later
}

/** What an addendum says. */
export interface Addendum {
  version: number
  title: string
  text: string
  changes: AmendedTerms
  /** every document in force from now on */
  documents: z.infer<typeof SignedDocument>[]
  /** SHA-256 of the tender document that the platform makes anew of the changed terms; it is the first document */
  composed?: string | undefined
  affects: boolean
  /** that it keeps what the law keeps, where it keeps something */
  keeps?: boolean | undefined
  deadline?: number | undefined
  /** answers to questions that it carries, and objections that it follows */
  answers: { question: string; text: string }[]
  objections: string[]
  /** complaints whose rulings order the correction that it makes */
  rulings?: string[] | undefined
  /** for each warning of the check that the new content brings */
  reasons?: Reason[] | undefined
}

/** What the tenderer signs: everything that the addendum says, its documents by their hashes. */
export const addendumStatement = (tender: string, { documents, ...of }: Addendum): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)),
  tender,
  documents: documents.map(({ sha256 }) => sha256),
})

/** Whether what is changed may affect bids, whatever the tenderer thinks: a term of weight, or a document taken out. */
export function affectsBids(tender: Tender, changes: AmendedTerms, documents: readonly { sha256: string }[]): boolean {
  const there = new Set(documents.map(({ sha256 }) => sha256))
  const { documents: before = [], composed } = tender.published ?? {}
  // what is made of the terms changes as they do
  const gone = before.some(({ sha256 }) => sha256 !== composed && !there.has(sha256))
  const terms = termsOf(draftOf(tender))
  return gone || TERM_NAMES.some((name) => changes[name] !== undefined && termAffects(name, terms, changes))
}

/** By which clauses it is judged who is qualified. */
const qualifying = (criteria: Draft['criteria']): string => JSON.stringify(purchaserClauses(criteria))

/** Refuses changes that the law of this tender keeps out of an addendum. */
function keepsWhatMustStay(
  draft: Draft,
  { changes, keeps }: Pick<Addendum, 'changes' | 'keeps'>,
  law: Pick<Rulebook, 'addendumKeeps'>,
) {
  const kept = law.addendumKeeps
  if (!kept.value.length) return
  const touches = (aspect: KeptAspect, name: (typeof TERM_NAMES)[number]): boolean =>
    name === 'criteria'
      ? aspect === 'qualification' && qualifying(changes.criteria ?? draft.criteria) !== qualifying(draft.criteria)
      : TERMS[name].aspect === aspect
  const touched = TERM_NAMES.filter(
    (name) => changes[name] !== undefined && kept.value.some((aspect) => touches(aspect, name)),
  )
  if (touched.length) throw refuse('ADDENDUM_KEEPS', { terms: touched.map((name) => TERMS[name].zh) }, kept)
  if (!keeps) throw refuse('ADDENDUM_KEEPS_UNSAID', {}, kept)
}

/** Refuses a version whose document, made by the platform of the terms, would say other than these. */
function composedAnew(published: Published, of: Addendum, changes: AmendedTerms): void {
  const { composed: old } = published
  if (!old && of.composed) throw refuse('ADDENDUM_NOT_COMPOSED')
  const kept = of.documents.some(({ sha256 }) => sha256 === old)
  if (old && !of.composed && (Object.keys(changes).length || !kept)) throw refuse('ADDENDUM_UNCOMPOSED')
  if (of.composed !== undefined && of.composed !== old && kept) throw refuse('ADDENDUM_STALE', { sha256: old })
}

/** The tender with what held it for a correction lifted, where this addendum follows all of it. */
function corrected(tender: Tender, of: Addendum & { signature: Signature }, law: Rulebook, now: number) {
  const { version, signature, objections, rulings = [] } = of
  return correct(tender, { causes: [...objections, ...rulings], rulings, version, signature }, law, now)
}

/**
 * Publishes an addendum: a new version of the tender document, and with it a later deadline where the law wants one.
 * A refusal for lack of days names the deadline that would do.
 */
export function issueAddendum(
  resting: Tender,
  of: Addendum & { signature: Signature; paper?: HostSigned },
  law: Rulebook,
  now: number,
  table: Calendar,
) {
  const { lifts, after: tender } = corrected(resting, of, law, now)
  if (tender.stage !== 'bidding' || !tender.published || now >= tender.deadline)
    throw refuse('ADDENDUM_STAGE', { stage: tender.stage })
  if (of.version !== tender.published.version + 1)
    throw refuse('ADDENDUM_VERSION', { latest: tender.published.version })
  const draft = draftOf(tender)
  const changes = realChanges(draft, of.changes)
  keepsWhatMustStay(draft, { changes, keeps: of.keeps }, law)
  composedAnew(tender.published, of, changes)
  const next = withChanges(draft, changes)
  draftTender(undefined, tender.id, next) // what holds for a notice holds for its new version
  const found = inspectChanges([draft, next], law, tender.mended)
  const [first] = obstacles(found, of.reasons ?? [])
  if (first) throw first
  if (!of.affects && affectsBids(tender, changes, of.documents)) throw refuse('ADDENDUM_AFFECTS')
  const deadline = of.deadline ?? tender.deadline
  if (of.affects && mustPostpone(now, deadline, law)) {
    const proposed = postponedDeadline(now, tender.deadline, law, table)
    throw refuse('ADDENDUM_TOO_LATE', { deadline, proposed, days: law.postponement.value.days }, law.postponement)
  }
  const { version, title, text, documents, affects, objections, signature } = of
  const questions = of.answers.map(({ question }) => question)
  const notice = noticeHash(next)
  const reasoned = justified(found, of.reasons ?? [])
  const said = {
    ...{ version, title, text, changes, documents, notice, affects, questions, objections },
    ...(of.composed ? { composed: of.composed } : {}),
    ...(reasoned.length ? { justified: reasoned } : {}),
    ...(of.rulings?.length ? { rulings: of.rulings } : {}),
    ...(of.paper ? { paper: of.paper } : {}),
  }
  const moved = { deadline, reason: `随澄清或修改文件（第${version}版）顺延`, signature }
  return [
    ...lifts,
    TenderAmended({ tender: tender.id, ...said, at: now, signature }),
    ...(of.deadline === undefined ? [] : postponeTender(tender, moved, now)),
  ]
}
