import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Opinion } from './methodContract.ts'
import { MethodChangeApproved, MethodChangeAsked, MethodChangeDenied } from './methodEvents.ts'
import type { Signature } from './signature.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  METHOD_CHANGE_NOT_HERE: {
    status: 409,
    zh: '投标人不足法定数量的，应当依法重新招标，不能变更采购方式',
    en: 'with too few bidders a tender of this law is called anew: there is no other way',
  },
  METHOD_CHANGE_STAGE: {
    status: 409,
    zh: '仅投标人、合格或者实质性响应的投标人不足三家而失败的采购，可以申请变更采购方式',
    en: 'only a purchase that failed for fewer than three bidders may be made in another way',
  },
  METHOD_CHANGE_PENDING: {
    status: 409,
    zh: '变更采购方式的申请正在等待财政部门决定',
    en: 'an application for another way of buying waits for its decision',
  },
  METHOD_CHANGED: {
    status: 409,
    zh: '已批准改用其他采购方式，本次招标终结',
    en: 'another way of buying is approved: this tender is over',
  },
  METHOD_REPEATED: { status: 409, zh: '该标段已重新招标', en: 'this tender is called anew already' },
  METHOD_UNKNOWN: { status: 422, zh: '没有这种采购方式', en: 'there is no such way of buying' },
  METHOD_OPINIONS_FEW: {
    status: 422,
    zh: '论证招标文件没有不合理条款的专家少于法定人数，或者重复',
    en: 'fewer experts than the rule asks say that the document has no unreasonable clause',
  },
  METHOD_CLAUSE_UNREASONABLE: {
    status: 422,
    zh: '有专家认为招标文件存在不合理条款：应当改正后依法重新招标，不能变更采购方式',
    en: 'an expert finds a clause unreasonable: the document is corrected and the tender called anew',
  },
  METHOD_CHANGE_NOT_ASKED: { status: 409, zh: '没有待决定的申请', en: 'no application waits for a decision' },
})

type Law = Pick<
  Rulebook,
  'methodChange' | 'methodOpinions' | 'openingNeeds' | 'fewestBidders' | 'fewValidBids' | 'fewConforming'
>

/** Whether a tender ended for too few bidders, by any of the articles that say so. */
export const failedForFew = ({ stage, failedBy }: Pick<Tender, 'stage' | 'failedBy'>, law: Law): boolean =>
  stage === 'failed' &&
  [law.openingNeeds, law.fewestBidders, law.fewValidBids, law.fewConforming].some(({ article }) => article === failedBy)

/** What the experts' opinions lack; nothing where they suffice. */
export function opinionsProblem(opinions: readonly z.infer<typeof Opinion>[], law: Law) {
  if (opinions.some(({ clean }) => !clean)) return refuse('METHOD_CLAUSE_UNREASONABLE', {}, law.methodChange)
  const names = new Set(opinions.map(({ name, unit }) => `${name.trim()} ${unit.trim()}`))
  const needed = law.methodOpinions.value
  return names.size < needed || names.size < opinions.length
    ? refuse('METHOD_OPINIONS_FEW', { experts: names.size, needed }, law.methodOpinions)
    : undefined
}

/** Refuses a new round while an application waits, and after another way of buying was approved. */
export function stillTendered({ methodChange }: Pick<Tender, 'methodChange'>): void {
  if (methodChange?.approved) throw refuse('METHOD_CHANGED', { number: methodChange.approved.number })
  if (methodChange) throw refuse('METHOD_CHANGE_PENDING')
}

/** An application as it is signed. */
export interface Asking {
  method: string
  reason: string
  challenges: string
  opinions: z.infer<typeof Opinion>[]
  continues: string
  signature: Signature
}

/** The purchaser applies for another way of buying, after a tender that found too few bidders. */
export function askMethodChange(tender: Tender, of: Asking, law: Law, now: number) {
  const ways = law.methodChange.value
  if (ways === 'none') throw refuse('METHOD_CHANGE_NOT_HERE', {}, law.methodChange)
  if (!failedForFew(tender, law)) throw refuse('METHOD_CHANGE_STAGE', { stage: tender.stage }, law.methodChange)
  if (tender.next) throw refuse('METHOD_REPEATED', { next: tender.next })
  stillTendered(tender)
  if (!ways.some(({ code }) => code === of.method)) throw refuse('METHOD_UNKNOWN', { method: of.method })
  const lacking = opinionsProblem(of.opinions, law)
  if (lacking) throw lacking
  return [MethodChangeAsked({ tender: tender.id, ...of, article: law.methodChange.article, at: now })]
}

/** The finance department decides on the application that waits. */
export function decideMethodChange(
  tender: Tender,
  of: { approved: boolean; number?: string | undefined; reason: string; signature: Signature },
  law: Law,
  now: number,
) {
  const { methodChange: asked } = tender
  if (asked?.approved) throw refuse('METHOD_CHANGED', { number: asked.approved.number })
  if (!asked) throw refuse('METHOD_CHANGE_NOT_ASKED')
  const { reason, signature, number = '' } = of
  const said = { tender: tender.id, reason, at: now, signature }
  if (!of.approved) return [MethodChangeDenied(said)]
  const { article } = law.methodChange
  return [MethodChangeApproved({ ...said, method: asked.method, continues: asked.continues, number, article })]
}
