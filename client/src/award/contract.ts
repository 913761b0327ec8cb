import type { Terms } from '../../../server/award/contract.ts'
import type { ComparedTerm } from '../../../server/award/contractComparison.ts'
import type { ContractText } from '../../../server/award/contractText.ts'
import type { BondView } from './Bond.tsx'

/** A place in the contract's paper: who signs there (null: the tenderer), and since when it is signed. */
export interface SigningPlace {
  field: string
  name: string | null
  at: number | null
}

/** The contract as the two are to sign it. */
export interface ToSign {
  /** every term beside what binds it */
  compared: ComparedTerm[]
  text: ContractText
  /** when the tenderer wrote it; null: not yet, `text` is what document and bid say */
  writtenAt: number | null
  bond: BondView | null
  holds: { id: string; mayMove: boolean | null }[]
  public: { at: number; inTime: boolean; withheld: string | null } | null
  article: { terms: string; texts: string; within: string }
  /** null while its paper is being made */
  contract: string | null
  terms: Terms
  until: number | null
  signed: { side: 'tenderer' | 'winner'; at: number }[]
  /** the places of the paper itself */
  places: SigningPlace[]
  contractedAt: number | null
}
