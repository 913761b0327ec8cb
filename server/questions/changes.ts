import { diffArrays, diffLines } from 'diff'
import type { KeptAspect } from '../law/tenderingRemedies.ts'
import { formatDecimal, formatYuan } from '../law/units.ts'
import type { AmendedTerms, Draft } from '../tenders/contract.ts'
import { TEXT_IDS, TEXTS, type TextId } from '../tenders/texts.ts'

/** A term of the notice that an addendum may change: what it is called, and how it reads. */
interface Term<K extends keyof AmendedTerms> {
  zh: string
  en: string
  text(value: NonNullable<AmendedTerms[K]>): string
  /** how it reads where there is none */
  none?: string
  /** whether a change of it may affect the making of bids, whatever is declared */
  affects: boolean | ((before: AmendedTerms[K], after: AmendedTerms[K]) => boolean)
  /** what the law of some tenders keeps unchanged */
  aspect?: KeptAspect
}

const yuan = (fen: string): string => `${formatYuan(BigInt(fen))} 元`
const itself = (text: string): string => text
const daysText = (days: number): string => `${days} 日`

/** Criteria as lines, one a clause or factor; what is neither is written as it stands. */
function criteriaText({ clauses, factors, ...rest }: Draft['criteria']): string {
  const lines = [
    ...clauses.map(({ id, zh, ground }) => `评审条款 ${id}：${zh}（${ground}）`),
    ...factors.map(
      (one) => `评分因素 ${one.id}：${one.zh}，满分 ${formatDecimal(BigInt(one.full), 2)} 分；${one.guidance}`,
    ),
    ...JSON.stringify(rest, null, 1).split('\n'),
  ]
  return lines.join('\n')
}

const FORMS = { transfer: '转账', guarantee: '银行保函', insurance: '保证保险' } as const

type Texts = NonNullable<Draft['texts']>
const textsText = (texts: Texts): string =>
  TEXTS.flatMap(({ id, zh }) => (texts[id]?.trim() ? [`【${zh}】`, texts[id]] : [])).join('\n')

/** Texts by which nobody makes a bid otherwise. */
const HARMLESS: readonly TextId[] = ['site', 'credit']
const textsAffect = (before: Texts | undefined, after: Texts | undefined): boolean =>
  TEXT_IDS.some((id) => !HARMLESS.includes(id) && (before?.[id] ?? '').trim() !== (after?.[id] ?? '').trim())

/** The terms that an addendum may change, in the order of the notice. */
export const TERMS: { [K in keyof Required<AmendedTerms>]: Term<K> } = {
  scope: { zh: '招标范围', en: 'Scope', text: itself, affects: true, aspect: 'subject' },
  qualification: { zh: '资格要求', en: 'Qualification', text: itself, affects: true, aspect: 'qualification' },
  consortium: {
    zh: '联合体投标',
    en: 'Consortium',
    text: (allowed) => (allowed ? '接受' : '不接受'),
    affects: true,
    aspect: 'qualification',
  },
  funds: { zh: '资金来源', en: 'Funds', text: itself, affects: false },
  place: { zh: '地点', en: 'Place', text: itself, affects: true },
  durationDays: { zh: '工期（交货期）', en: 'Duration', text: daysText, affects: true },
  ceiling: { zh: '最高投标限价', en: 'Ceiling price', text: yuan, affects: true },
  validityDays: { zh: '投标有效期', en: 'Validity of bids', text: daysText, affects: true },
  deposit: { zh: '投标保证金', en: 'Deposit', text: yuan, affects: true },
  depositForms: {
    zh: '投标保证金的形式',
    en: 'Forms of the deposit',
    text: (forms) => forms.map((form) => FORMS[form]).join('、'),
    affects: true,
  },
  performanceBond: {
    ...{ zh: '履约保证金', en: 'Performance bond', none: '不要求', affects: true },
    text: (bond) => `合同价的 ${formatDecimal(BigInt(bond.share), 2)}%`,
  },
  remedy: { zh: '解密失败的补救', en: 'Remedy', none: '无', text: () => '补救码', affects: true },
  criteria: { zh: '评标办法', en: 'Criteria', text: criteriaText, affects: true },
  texts: { zh: '招标文件正文', en: 'Texts of the document', text: textsText, affects: textsAffect },
  contact: { zh: '联系方式', en: 'Contact', text: itself, affects: false },
}

type TermName = keyof typeof TERMS
/** The names of those terms. */
export const TERM_NAMES = Object.keys(TERMS) as TermName[]

const shown = (name: TermName, terms: AmendedTerms): string => {
  const value = terms[name]
  return value === undefined || value === null
    ? (TERMS[name].none ?? '')
    : (TERMS[name].text as (of: unknown) => string)(value)
}

/** A piece of text in a comparison: it stands in both, only in the old, or only in the new. */
export interface Run {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** The longest text that is compared sign by sign: beyond, whole lines are. */
const LONG = 4000

/** Chinese by its signs; a number or a Latin word is one piece, so that 100 and 300 differ as a whole. */
const pieces = (text: string): string[] => text.match(/[\d.,]+|[A-Za-z]+|./gsu) ?? []

const kindOf = ({ added, removed }: { added?: boolean; removed?: boolean }): Run['kind'] =>
  added ? 'new' : removed ? 'gone' : 'same'

/** Two texts compared: sign by sign, or line by line where they are long. */
export function compareTexts(before: string, after: string): Run[] {
  if (before.length + after.length > LONG)
    return diffLines(before, after).map((part) => ({ kind: kindOf(part), text: part.value }))
  return diffArrays(pieces(before), pieces(after)).map((part) => ({ kind: kindOf(part), text: part.value.join('') }))
}

/** A term that reads differently in two versions. */
export interface TermChange {
  name: TermName
  zh: string
  en: string
  before: string
  after: string
  /** whether it may affect the making of bids */
  affects: boolean
  runs: Run[]
}

/** Whether a term that reads differently may affect the making of bids. */
export function termAffects(name: TermName, before: AmendedTerms, after: AmendedTerms): boolean {
  const { affects } = TERMS[name] as { affects: boolean | ((old: unknown, now: unknown) => boolean) }
  return typeof affects === 'boolean' ? affects : affects(before[name], after[name])
}

/** What of the terms reads differently. */
export const changedTerms = (before: AmendedTerms, after: AmendedTerms): TermChange[] =>
  TERM_NAMES.flatMap((name) => {
    const [old, now] = [shown(name, before), shown(name, after)]
    const { zh, en } = TERMS[name]
    return old === now
      ? []
      : [
          {
            name,
            zh,
            en,
            before: old,
            after: now,
            affects: termAffects(name, before, after),
            runs: compareTexts(old, now),
          },
        ]
  })

/** A document of a version, by its hash: kept, taken out or put in. */
export interface DocumentChange {
  kind: Run['kind']
  title: string
  sha256: string
}

/** The documents of two versions, in order. Their hashes tell whether they are the same; what is in them, their texts tell. */
export function changedDocuments(
  before: readonly { title: string; sha256: string }[],
  after: readonly { title: string; sha256: string }[],
): DocumentChange[] {
  const same = (a: { sha256: string }, b: { sha256: string }): boolean => a.sha256 === b.sha256
  return diffArrays([...before], [...after], { comparator: same }).flatMap(({ value, added, removed }) =>
    value.map(({ title, sha256 }) => ({ kind: kindOf({ added, removed }), title, sha256 })),
  )
}

/** The terms of a notice that an addendum may change. */
export const termsOf = (draft: Draft): AmendedTerms =>
  Object.fromEntries(TERM_NAMES.map((name) => [name, draft[name]])) as AmendedTerms

/** Of wished changes those that change something. */
export const realChanges = (draft: Draft, wished: AmendedTerms): AmendedTerms =>
  Object.fromEntries(
    TERM_NAMES.filter((name) => wished[name] !== undefined && shown(name, wished) !== shown(name, draft)).map(
      (name) => [name, wished[name]],
    ),
  ) as AmendedTerms
