import type { z } from 'zod'
import { reportedAfter } from '../law/checks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { inStage } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import { ChallengeWeighed } from './announcementEvents.ts'
import type { Award } from './award.ts'
import { ContractPublished, ReportMade } from './letterEvents.ts'
import { signedIn } from './letters.ts'

const refuse = refusals({
  REPORT_TOO_EARLY: {
    status: 409,
    zh: '尚未发生需要报告的事项',
    en: 'what is to be reported has not happened yet',
  },
  REPORT_MADE: { status: 409, zh: '已报告', en: 'it is reported already' },
  CONTRACT_NOT_MADE: { status: 409, zh: '合同尚未订立', en: 'the contract is not made yet' },
  CONTRACT_PUBLIC: { status: 409, zh: '合同已公告', en: 'the contract is public already' },
  CONTRACT_OTHER: { status: 409, zh: '不是双方签署的合同', en: 'that is not the contract that was signed' },
  CONTRACT_UNSIGNED: {
    status: 409,
    zh: '合同文本尚未由双方加盖电子签章',
    en: 'both sides have to sign the text of the contract first',
  },
  WITHHELD_WITHOUT_REASON: {
    status: 422,
    zh: '不公开部分内容的，须写明理由并提供可公开的文本',
    en: 'what is withheld needs its reason, and a text that may be shown',
  },
  OBJECTION_UNKNOWN: { status: 404, zh: '没有该异议', en: 'there is no such objection' },
  OBJECTION_ANSWERED: { status: 409, zh: '该异议已答复', en: 'this objection is answered' },
  WEIGHED_NOT_HERE: {
    status: 409,
    zh: '本类交易的异议依法自动暂停，无须判断',
    en: 'here an objection suspends by itself: there is nothing to find',
  },
})

/** Whether something was done by the last moment of its limit; where no limit runs, it is in time. */
export const inTime = (until: number | null | undefined, now: number): boolean =>
  until === null || until === undefined || now <= until

/** The tenderer reports to the supervisor: how the tender went once there is a winner, or the contract's copy. */
export function report(
  of: {
    tender: Tender
    award: Award
    remarks: string
    files: z.infer<typeof SignedDocument>[]
    signature: Signature
    until: number | null | undefined
  },
  law: Pick<Rulebook, 'reportWithin'>,
  now: number,
) {
  const { tender, award, remarks, files, signature } = of
  const about = reportedAfter(law) === 'award' ? ('tender' as const) : ('contract' as const)
  if (award.report) throw refuse('REPORT_MADE')
  const ready = about === 'tender' ? award.winner : award.contract
  if (!ready) throw refuse('REPORT_TOO_EARLY', { about }, law.reportWithin)
  const contract = about === 'contract' ? (award.contract?.sha256 ?? null) : null
  const { article } = law.reportWithin
  const said = { about, remarks, ...(files.length ? { files } : {}), contract, article }
  return [ReportMade({ tender: tender.id, ...said, inTime: inTime(of.until, now), signature })]
}

/** The contract becomes public as both signed it, or with what is secret by law left out. */
export function publishContract(
  of: {
    tender: Tender
    award: Award
    contract: string
    withheld: string | null
    shown: z.infer<typeof SignedDocument> | null
    signature: Signature
    until: number | null | undefined
  },
  law: Pick<Rulebook, 'contractPublishedWithin' | 'signedDocuments'>,
  now: number,
) {
  const { tender, award, contract, withheld, shown, signature } = of
  inStage(tender, 'contracted', 'archived')
  if (!award.contract) throw refuse('CONTRACT_NOT_MADE')
  if (award.contractPublic) throw refuse('CONTRACT_PUBLIC')
  if (award.contract.sha256 !== contract) throw refuse('CONTRACT_OTHER', { contract: award.contract.sha256 })
  if (signedIn(award, 'contract').length < 2) throw refuse('CONTRACT_UNSIGNED', {}, law.signedDocuments)
  if ((withheld === null) !== (shown === null)) throw refuse('WITHHELD_WITHOUT_REASON', {}, law.contractPublishedWithin)
  const more = shown && withheld ? { shown, withheld } : {}
  const when = { at: now, inTime: inTime(of.until, now) }
  return [ContractPublished({ tender: tender.id, contract, ...more, ...when, signature })]
}

/** The purchaser finds whether a challenge may move the result; it may find otherwise until it has answered. */
export function weigh(
  award: Award,
  of: { objection: string; mayMove: boolean; reason: string; signature: Signature },
  law: Pick<Rulebook, 'objectionHoldsContract'>,
) {
  if (law.objectionHoldsContract.value === 'none') throw refuse('WEIGHED_NOT_HERE', {}, law.objectionHoldsContract)
  const found = award.objections.find(({ id }) => id === of.objection)
  if (!found) throw refuse('OBJECTION_UNKNOWN')
  if (found.answer !== null) throw refuse('OBJECTION_ANSWERED')
  const { article } = law.objectionHoldsContract
  return [ChallengeWeighed({ tender: award.tender, ...of, tag: found.tag, article })]
}
