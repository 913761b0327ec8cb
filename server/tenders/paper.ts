import type { Paper } from '../../templates/layout.ts'
import { tenderDocument } from '../../templates/tenderDocument.ts'
import { renderPaper } from '../documents/render.ts'
import { attestation, money } from '../documents/words.ts'
import { dayOf } from '../law/periods.ts'
import { settled } from '../law/regional.ts'
import { rulebookFor } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import type { Draft } from './contract.ts'
import { formulaWords, lowPriceWords, methodName } from './formula.ts'
import { reservedInWords } from './reserved.ts'
import { holderOf, seatsOf } from './seats.ts'
import { REMEDY_WORDS } from './tender.ts'
import { TEXTS, type TextField } from './texts.ts'

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

const textsOf = (draft: Draft, chapter: TextField['chapter']): [string, string][] =>
  TEXTS.filter((one) => one.chapter === chapter).flatMap(({ id, zh }) => {
    const text = draft.texts?.[id]
    return text?.trim() ? [[zh, text] as [string, string]] : []
  })

/** The tender document of a draft: fixed text, the draft's fields, its free texts. */
function documentPaper(draft: Draft, platform: Pick<Platform, 'signer' | 'publicUrl' | 'regional'>): Paper {
  const law = rulebookFor(draft.track, dayOf(draft.documentsFrom))
  return tenderDocument({
    ...{ code: draft.code, name: draft.name, tenderer: draft.tenderer.name, scope: draft.scope },
    ...(draft.agent ? { agent: draft.agent.name } : {}),
    ...(draft.address ? { address: draft.address } : {}),
    ...{ contact: draft.contact, supervisor: draft.supervisor.name, consortium: draft.consortium },
    ...(draft.reserved ? { reserved: reservedInWords(draft.reserved) } : {}),
    qualifications: draft.qualification.split('\n').filter(Boolean),
    ...{ period: `${draft.durationDays} 日历天`, place: draft.place },
    ...{ budget: money(draft.estimate), ceiling: money(draft.ceiling), deposit: money(draft.deposit) },
    ...{ deadline: draft.deadline, validity: `自投标截止之日起 ${draft.validityDays} 日` },
    ...{ method: methodName(draft.criteria, law), clauses: draft.criteria.clauses },
    factors: draft.criteria.factors.map((factor) => ({ ...factor, full: points(factor.full) })),
    formula: [...formulaWords(draft.criteria), ...lowPriceWords(draft.criteria, law.lowPriceTriggers.value)],
    unsealing: `${settled(platform.regional, 'unsealingMinutes').value} 分钟`,
    officers: seatsOf(draft).map((seat) => holderOf(draft, seat, null)?.name ?? attestation(platform, '').centre),
    needed: draft.shares.needed,
    ...(draft.remedy ? { remedy: REMEDY_WORDS } : {}),
    instructions: textsOf(draft, 'instructions'),
    ...{ technical: textsOf(draft, 'technical'), contract: textsOf(draft, 'contract') },
    forms: textsOf(draft, 'format'),
  })
}

/**
 * The tender document of a draft as a PDF. The same draft gives the same bytes: what is looked at before the publication
 * is what is signed and published.
 */
export const composedDocument = (
  draft: Draft,
  platform: Pick<Platform, 'signer' | 'publicUrl' | 'regional'>,
): Promise<Uint8Array> =>
  renderPaper(documentPaper(draft, platform), {
    at: draft.documentsFrom,
    issuer: draft.agent?.name ?? draft.tenderer.name,
  })
