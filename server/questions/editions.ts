import type { AmendedTerms } from '../tenders/contract.ts'
import type { TenderFact } from '../tenders/events.ts'
import { type DocumentVersion, draftOf, evolve, type Tender } from '../tenders/tender.ts'
import { versionsOf } from '../tenders/versions.ts'
import { changedDocuments, changedTerms, type DocumentChange, type TermChange, termsOf } from './changes.ts'

/** A version of the tender document with everything that it says, as its facts tell it. */
export interface Edition extends Omit<DocumentVersion, 'documents'> {
  title: string
  text: string
  documents: { title: string; bytes: number; sha256: string }[]
  terms: AmendedTerms
  questions: string[]
  objections: string[]
  /** SHA-256 of the stamped paper, once it is there */
  paper: string | null
  /** the fact that published it */
  fact: string
}

/** Every version of a tender's document, oldest first, from the facts of the tender. */
export function editionsOf(facts: readonly TenderFact[]): Edition[] {
  const found: Omit<Edition, 'paper'>[] = []
  let tender: Tender | undefined
  for (const fact of facts) {
    tender = evolve(tender, fact)
    if (fact.type !== 'tender.published' && fact.type !== 'tender.amended') continue
    const version = tender.published && versionsOf(tender.published).at(-1)
    if (!version) continue
    const said =
      fact.type === 'tender.amended' ? fact.data : { title: '招标文件', text: '', questions: [], objections: [] }
    const { title, text, questions, objections } = said
    const documents = version.documents.map(({ title, bytes, sha256 }) => ({ title, bytes, sha256 }))
    const terms = termsOf(draftOf(tender))
    found.push({ ...version, ...{ title, text, questions, objections, documents, terms, fact: fact.id } })
  }
  const papers = new Map(tender?.papers?.map(({ of, sha256 }) => [of, sha256]))
  return found.map((one) => ({ ...one, paper: papers.get(one.fact) ?? null }))
}

/** Two versions compared. */
export interface Comparison {
  terms: TermChange[]
  documents: DocumentChange[]
}

/** What is different between two versions. */
export const compareEditions = (
  before: Pick<Edition, 'terms' | 'documents'>,
  after: Pick<Edition, 'terms' | 'documents'>,
): Comparison => ({
  terms: changedTerms(before.terms, after.terms),
  documents: changedDocuments(before.documents, after.documents),
})
