import type { BidItem } from '../bids/contract.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Winner } from './award.ts'
import type { Terms } from './contract.ts'
import {
  type BindingTerm,
  CONTRACT_FIELDS,
  type ContractField,
  type ContractText,
  TEXT_FIELDS,
  termText,
} from './contractText.ts'

const refuse = refusals({
  CONTRACT_SUBSTANCE: {
    status: 422,
    zh: '合同内容实质性背离招标文件或者中标人的投标文件，不得订立',
    en: 'the contract departs in substance from the tender document or the bid',
  },
})

/**
 * How a term of the contract stands to what binds it: `wording` differs in spaces and signs only, `addition` where
 * neither document nor bid says anything, `minor` in something that is no substance.
 */
export type Verdict = 'same' | 'wording' | 'addition' | 'minor' | 'substance'

/** A term of the contract compared. */
export interface ComparedTerm extends BindingTerm {
  readonly contract: string
  readonly verdict: Verdict
}

/** What binds a contract: the offer that won, with corrected prices, and the tender document. */
export interface Binding {
  readonly terms: Terms
  readonly items: readonly BidItem[]
  readonly document: Pick<Tender, 'scope' | 'place' | 'texts'>
}

/** The offer of a winner, and the document that it answered. */
export const bindingOf = (tender: Binding['document'], winner: Pick<Winner, 'terms'>, items: readonly BidItem[]) => ({
  terms: winner.terms,
  items,
  document: tender,
})

/** The contract as document and bid have it; what neither says stays empty. */
export function proposedText({ terms, items, document }: Binding): ContractText {
  const { scope, place, texts = {} } = document
  const said = Object.fromEntries(TEXT_FIELDS.map((field) => [field, texts[field]?.trim() ?? '']))
  return {
    ...terms,
    ...{ scope: scope.trim(), place: place.trim(), items: [...items] },
    ...(said as Record<(typeof TEXT_FIELDS)[number], string>),
    ...{ notices: '', others: '' },
  }
}

const FROM_BID: readonly ContractField[] = ['price', 'durationDays', 'quality', 'leader', 'items']

/** A text without what readers do not read: forms of signs, spaces that part no digits, the last full stop. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/(?<!\d)\s+|\s+(?!\d)/gu, '')
    .replace(/[。.;]+$/u, '')

function verdictOf(term: BindingTerm, contract: string, law: Pick<Rulebook, 'contractFixed'>): Verdict {
  if (term.said === contract) return 'same'
  if (!term.said) return 'addition'
  if (bare(term.said) === bare(contract) && term.from === 'document') return 'wording'
  const fixed: readonly string[] = law.contractFixed.value
  const text = (TEXT_FIELDS as readonly string[]).includes(term.field)
  return text && !fixed.includes(term.field) ? 'minor' : 'substance'
}

/** Every term of a contract beside what binds it. */
export function compareContract(
  binding: Binding,
  text: ContractText,
  law: Pick<Rulebook, 'contractFixed'>,
): ComparedTerm[] {
  const bound = proposedText(binding)
  return (Object.keys(CONTRACT_FIELDS) as ContractField[]).map((field) => {
    const said = termText(bound, field)
    const from = FROM_BID.includes(field) ? 'bid' : said ? 'document' : 'neither'
    const term: BindingTerm = { field, from: said ? from : 'neither', said }
    const contract = termText(text, field)
    return { ...term, contract, verdict: verdictOf(term, contract, law) }
  })
}

/** The rule that a term of substance rests on: main terms, or texts that the document fixed. */
export const ruleOfTerm = (field: ContractField, law: Pick<Rulebook, 'contractFixed' | 'contractTerms'>) =>
  (TEXT_FIELDS as readonly string[]).includes(field) ? law.contractFixed : law.contractTerms

/** What of a contract differs without touching its substance; refuses one that does, with the term and its article. */
export function lawfulDifferences(
  binding: Binding,
  text: ContractText,
  law: Pick<Rulebook, 'contractFixed' | 'contractTerms'>,
): ComparedTerm[] {
  const compared = compareContract(binding, text, law)
  const against = compared.filter(({ verdict }) => verdict === 'substance')
  const [first] = against
  if (first) {
    const differing = against.map(({ field, from, said, contract }) => ({
      ...{ field, zh: CONTRACT_FIELDS[field][0], from, said, contract, article: ruleOfTerm(field, law).article },
    }))
    throw refuse('CONTRACT_SUBSTANCE', { differing }, ruleOfTerm(first.field, law))
  }
  return compared.filter(({ verdict }) => verdict !== 'same')
}
