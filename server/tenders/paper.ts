import { inFull, type Paper } from '../../templates/layout.ts'
import { tenderDocument } from '../../templates/tenderDocument.ts'
import { renderPaper } from '../documents/render.ts'
import { attestation, money } from '../documents/words.ts'
import { settled } from '../law/regional.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import { type CeilingTerms, methodWords } from './ceiling.ts'
import type { Draft } from './contract.ts'
import { evenWords, formulaWords, lowPriceWords, methodName, share } from './formula.ts'
import { reservedInWords } from './reserved.ts'
import { holderOf, seatsOf } from './seats.ts'
import { blindWords, REMEDY_WORDS, VOLUNTARY_WORDS } from './tender.ts'
import { TEXTS, type TextField } from './texts.ts'

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

const textsOf = (draft: Draft, chapter: TextField['chapter']): [string, string][] =>
  TEXTS.filter((one) => one.chapter === chapter).flatMap(({ id, zh }) => {
    const text = draft.texts?.[id]
    return text?.trim() ? [[zh, text] as [string, string]] : []
  })

/** What a document is made of, and the tender that it belongs to. */
type Composing = Draft & { id: string }

const ONCE = '通过资格预审且资格没有变化的投标人，不再审查'

/** The clauses as the document lists them: those of qualification with what a prequalification makes of them. */
const clausesOf = ({ criteria, prequalification, track }: Draft) =>
  criteria.clauses.map(({ zh, ground, qualifies }) => {
    const again = prequalification && track === 'T' && qualifies
    return { zh: again ? `${zh}（${ONCE}）` : zh, ground }
  })

const inFigures = (amount: string): string => inFull(money(amount))

/** What notice and document say of the highest price: the amount in figures and capitals, or how it is computed. */
export const ceilingWords = ({ ceiling, ceilingMethod }: CeilingTerms): string =>
  ceilingMethod ? methodWords(ceilingMethod).zh : inFigures(ceiling ?? '0')

/** The deposit with the forms that it may take, in words. */
export const depositWords = ({ deposit, depositForms }: Pick<Draft, 'deposit' | 'depositForms'>): string =>
  BigInt(deposit)
    ? `${inFigures(deposit)}；可以采用${depositForms.map((form) => FORMS[form]).join('、')}的形式，由投标人自行选择`
    : '不收取'

const FORMS = { transfer: '转账', guarantee: '银行保函', insurance: '保证保险' } as const
/** The performance bond that the winner gives before the contract, in words. */
export function bondWords({ performanceBond }: Pick<Draft, 'performanceBond'>, law: Rulebook): string {
  if (!performanceBond) return '不要求提交'
  const forms =
    law.performanceBondForms.value === 'notCash'
      ? '可以采用支票、转账、银行保函、保证保险等非现金形式'
      : '可以采用现金、支票、转账、银行保函、保证保险等形式'
  return `中标合同金额的 ${share(performanceBond.share)}；中标人在签订合同前提交，未提交的不得签订合同；${forms}`
}

type Issuing = Pick<Platform, 'signer' | 'publicUrl' | 'regional'>

/** The tender document of a draft: fixed text, the draft's fields, its free texts. */
export function documentPaper({ id, ...draft }: Composing, law: Rulebook, platform: Issuing): Paper {
  return tenderDocument({
    ...{ track: draft.track, verify: attestation(platform, `tender=${id}`).verify ?? '' },
    ...{ code: draft.code, name: draft.name, tenderer: draft.tenderer.name, scope: draft.scope },
    ...(draft.agent ? { agent: draft.agent.name } : {}),
    ...(draft.address ? { address: draft.address } : {}),
    ...(law.mandatory ? {} : { voluntary: VOLUNTARY_WORDS }),
    ...{ contact: draft.contact, supervisor: draft.supervisor.name, consortium: draft.consortium },
    ...(draft.reserved ? { reserved: reservedInWords(draft.reserved) } : {}),
    qualifications: draft.qualification.split('\n').filter(Boolean),
    ...{ period: `${draft.durationDays} 日历天`, place: draft.place },
    ...{
      budget: money(draft.estimate),
      ceiling: ceilingWords(draft),
      deposit: depositWords(draft),
      bond: bondWords(draft, law),
    },
    ...{ deadline: draft.deadline, validity: `自投标截止之日起 ${draft.validityDays} 日` },
    ...{ method: methodName(draft.criteria, law), clauses: clausesOf(draft) },
    factors: draft.criteria.factors.map((factor) => ({ ...factor, full: points(factor.full) })),
    formula: [
      ...formulaWords(draft.criteria),
      ...lowPriceWords(draft.criteria, law.lowPriceTriggers.value),
      ...evenWords(draft.criteria, law),
    ],
    unsealing: `${settled(platform.regional, 'unsealingMinutes').value} 分钟`,
    officers: seatsOf(draft).map((seat) => holderOf(draft, seat, null)?.name ?? attestation(platform, '').centre),
    needed: draft.shares.needed,
    ...(draft.remedy ? { remedy: REMEDY_WORDS } : {}),
    ...(draft.blind ? { blind: blindWords(draft.blind) } : {}),
    instructions: textsOf(draft, 'instructions'),
    ...{ technical: textsOf(draft, 'technical'), contract: textsOf(draft, 'contract') },
    forms: textsOf(draft, 'format'),
  })
}

/**
 * The tender document of a draft as a PDF. The same draft gives the same bytes: what is looked at before the publication
 * is what is signed and published.
 *
 * @param law the rulebook that the tender is or would be frozen to
 */
export const composedDocument = (draft: Composing, law: Rulebook, platform: Issuing): Promise<Uint8Array> =>
  renderPaper(documentPaper(draft, law, platform), {
    at: draft.documentsFrom,
    issuer: draft.agent?.name ?? draft.tenderer.name,
  })
