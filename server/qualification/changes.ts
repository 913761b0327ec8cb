import type { BidForm } from '../bids/contract.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { ClauseByLaw } from '../tenders/criteria.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import { ChangeReported, type QualificationHappening } from './events.ts'
import type { Qualification } from './qualification.ts'

const refuse = refusals({
  CHANGE_STAGE: {
    status: 409,
    zh: '开标后至定标前可以报告重大变化；投标截止前请在投标文件中载明',
    en: 'a change is told from the opening to the award; before the deadline it is written in the bid',
  },
  CHANGE_OF_BIDDERS: {
    status: 403,
    zh: '仅限投标文件已解密的投标人报告自身的重大变化',
    en: 'only a bidder whose bid was opened tells of its own changes',
  },
})

/** What may change of a bidder so greatly that it has to be told (重大变化). */
export const CHANGES = {
  merger: { zh: '合并', en: 'merger' },
  division: { zh: '分立', en: 'division' },
  bankruptcy: { zh: '破产', en: 'bankruptcy' },
  licence: { zh: '资质、许可或者人员不再具备', en: 'a licence or a person is lost' },
  other: { zh: '其他重大变化', en: 'another great change' },
} as const
type ChangeKind = keyof typeof CHANGES

/** A change that a bidder told of. */
export interface Change {
  readonly bid: string
  readonly kind: ChangeKind
  readonly text: string
  readonly at: number
}

/** The clause by which it is judged whether a bidder that changed still qualifies. */
export const STANDING = 'law-standing'

/** What a bidder told of since the opening, in words, oldest first. */
export const reportedBy = (of: Pick<Qualification, 'changes'> | undefined, bid: string): string[] =>
  (of?.changes ?? []).flatMap((one) => (one.bid === bid ? [`${CHANGES[one.kind].zh}：${one.text}`] : []))

/** Takes a bidder's word of a great change of its own, as often as there is one. */
export function reportChange(
  of: { tender: Tender; bid: string; opened: boolean; kind: ChangeKind; text: string; signature: Signature },
  now: number,
): QualificationHappening[] {
  const { tender, bid, opened, kind, text, signature } = of
  if (tender.stage !== 'evaluating' && tender.stage !== 'publicised')
    throw refuse('CHANGE_STAGE', { stage: tender.stage })
  if (!opened) throw refuse('CHANGE_OF_BIDDERS')
  return [ChangeReported({ tender: tender.id, bid, kind, text, signature, at: now })]
}

/**
 * What those who judge are asked about a bidder that changed: whether it still qualifies. Nothing where nothing changed.
 *
 * @param of.reported what it told of after the opening
 * @param of.members how its consortium differs from the one that was prequalified, where no other clause says so
 */
export function standingClauses(
  { form }: { readonly form: Pick<BidForm, 'changes'> | null },
  { reported, members }: { reported: readonly string[]; members?: string | undefined },
  { afterPrequal }: Pick<Rulebook, 'afterPrequal'>,
): ClauseByLaw[] {
  const facts = [...(form?.changes ? [form.changes] : []), ...reported, ...(members ? [members] : [])]
  if (!facts.length) return []
  const zh = `发生重大变化后仍具备资格条件且不影响公正性：${facts.join('；')}`
  return [
    {
      ...{ id: STANDING, zh: zh.length > 300 ? `${zh.slice(0, 299)}…` : zh },
      ground: `发生重大变化，不再具备规定的资格条件（${afterPrequal.article}）`,
    },
  ]
}
