import { refusals } from '../law/refusal.ts'
import { type RestartGround, restartOf } from '../law/restarts.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Defect, Draft } from './contract.ts'
import { TenderDrafted } from './events.ts'
import { stillTendered } from './methodChange.ts'
import { RoundOpened, TenderPostponed, TenderRepeated, TenderTerminated } from './sideEvents.ts'
import type { Signature } from './signature.ts'
import { notSuspended } from './suspension.ts'
import { draftOf, type Stage, type Tender } from './tender.ts'

const refuse = refusals({
  POSTPONEMENT_STAGE: {
    status: 409,
    zh: '仅在投标截止时间之前可以延期',
    en: 'only before the deadline can it be postponed',
  },
  POSTPONEMENT_EARLIER: {
    status: 422,
    zh: '新的投标截止时间须晚于原截止时间',
    en: 'the new deadline must be later than the old one',
  },
  TERMINATION_STAGE: {
    status: 409,
    zh: '仅在公告发布后、确定中标人之前可以终止',
    en: 'a tender is terminated after its notice and before its award',
  },
  TERMINATION_GROUND: {
    status: 422,
    zh: '除因重大变故采购任务取消，或者招标文件违法须修改后重新招标外，不得擅自终止招标',
    en: 'only a major change that cancels the purchase, or a document that must be corrected, ends this tender',
  },
  TERMINATION_DEFECT: {
    status: 422,
    zh: '因招标文件违法或者存在重大缺陷终止的，须载明所涉条款及其违反的规定；其他终止不填写',
    en: 'a round that ends for its document names the clause and what it offends; another does not',
  },
  REPEAT_STAGE: {
    status: 409,
    zh: '仅招标失败或终止的标段可以重新招标',
    en: 'only a tender that failed or was terminated is repeated',
  },
  REPEATED_ALREADY: { status: 409, zh: '该标段已重新招标', en: 'this tender is repeated already' },
  REPEAT_ID_TAKEN: { status: 409, zh: '新一轮的标识已被使用', en: 'the id of the new round is taken' },
})

/** Stages in which a tender may be terminated: after the notice, before the award. */
export const TERMINABLE: readonly Stage[] = [
  'prequalifying',
  'prequalified',
  'bidding',
  'opening',
  'evaluating',
  'publicised',
]

const DAY = 86_400_000

/** Moves the deadline to a later one, while bids are taken. */
export function postponeTender(
  tender: Tender,
  of: { deadline: number; documentsUntil?: number | undefined; reason: string; signature: Signature },
  now: number,
) {
  if (tender.stage !== 'bidding' || now >= tender.deadline) throw refuse('POSTPONEMENT_STAGE', { stage: tender.stage })
  notSuspended(tender)
  const { deadline, reason, signature } = of
  const documentsUntil = of.documentsUntil ?? tender.documentsUntil
  if (deadline <= tender.deadline || documentsUntil < tender.documentsUntil || documentsUntil > deadline)
    throw refuse('POSTPONEMENT_EARLIER', { deadline: tender.deadline, documentsUntil: tender.documentsUntil })
  const data = { tender: tender.id, before: tender.deadline, deadline, documentsUntil, reason, at: now, signature }
  return [TenderPostponed(data)]
}

/** Why a tender ends, as it is signed. */
export interface Ending {
  ground: 'majorChange' | 'other' | RestartGround['code']
  defect?: Defect | undefined
  reason: string
  signature: Signature
}

/**
 * Ends a tender for a reason; where the law admits a single ground, only on that. A document that is unlawful or cannot
 * be judged by is a ground of its own: the round ends, the document is corrected and tendered anew. A suspension does not stand in the way. */
export function terminateTender(
  tender: Tender,
  of: Ending,
  law: Pick<Rulebook, 'termination' | 'restarts'>,
  now: number,
) {
  if (!TERMINABLE.includes(tender.stage)) throw refuse('TERMINATION_STAGE', { stage: tender.stage })
  const restart = restartOf(law, of.ground)
  if ((restart !== undefined) !== (of.defect !== undefined))
    throw refuse('TERMINATION_DEFECT', { ground: of.ground }, law.restarts)
  if (!restart && law.termination.value === 'majorChange' && of.ground !== 'majorChange')
    throw refuse('TERMINATION_GROUND', { ground: of.ground }, law.termination)
  const { article } = restart ?? law.termination
  return [TenderTerminated({ tender: tender.id, ...of, article, at: now })]
}

/** The notice of a tender with its dates moved by whole weeks into the future, for the tenderer to look over. */
function prefilled(tender: Tender, now: number): Draft {
  const draft = draftOf(tender)
  const begins = draft.prequalification?.documentsFrom ?? draft.documentsFrom
  const weeks = Math.max(1, Math.ceil((now + DAY - begins) / (7 * DAY)))
  const by = weeks * 7 * DAY
  const { documentsFrom, documentsUntil, deadline, prequalification: first } = draft
  const moved = { documentsFrom: documentsFrom + by, documentsUntil: documentsUntil + by, deadline: deadline + by }
  const applying = first && {
    prequalification: {
      ...first,
      ...{ documentsFrom: first.documentsFrom + by, documentsUntil: first.documentsUntil + by },
      deadline: first.deadline + by,
    },
  }
  return { ...draft, ...moved, ...applying }
}

/** Repeats a tender without a result: a draft of the next round with everything the notice said, linked both ways. */
export function repeatTender(tender: Tender, next: string, taken: boolean, now: number) {
  if (tender.stage !== 'failed' && tender.stage !== 'terminated') throw refuse('REPEAT_STAGE', { stage: tender.stage })
  if (tender.next) throw refuse('REPEATED_ALREADY', { next: tender.next })
  stillTendered(tender)
  if (taken) throw refuse('REPEAT_ID_TAKEN', { next })
  const round = (tender.round ?? 1) + 1
  const mended = [...(tender.mended ?? []), ...(tender.endedFor ? [tender.endedFor] : [])]
  return {
    old: [TenderRepeated({ tender: tender.id, next, round })],
    fresh: [
      TenderDrafted({
        tender: next,
        draft: prefilled(tender, now),
        ...(tender.centre ? { centre: tender.centre } : {}),
      }),
      RoundOpened({ tender: next, previous: tender.id, round, ...(mended.length ? { mended } : {}) }),
    ],
  }
}
