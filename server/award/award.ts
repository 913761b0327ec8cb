import type { Terms } from './contract.ts'
import type { AwardFact, Placed, Publicity } from './events.ts'

/** A stored PDF. */
export interface Issued {
  file: string
  sha256: string
}

/** An objection to the result, and what the tenderer answered. */
export interface Objection {
  id: string
  tag: string
  text: string
  at: number
  late: boolean
  answerBy: number | null
  answer: string | null
  answeredAt: number | null
}

/** Everything after the evaluation of one tender, from the publicity to the contract. */
export interface Award {
  tender: string
  publicity: Publicity
  hash: string
  from: number
  until: number
  begunInTime: boolean
  file: Issued | null
  objections: Objection[]
  winner: Placed | null
  decidedAt: number | null
  notice: Issued | null
  noticeAt: number | null
  results: (Issued & { tag: string })[]
  draft: Issued | null
  signed: { side: 'tenderer' | 'winner'; at: number; statement: string; cms: string }[]
  contract: { sha256: string; terms: Terms; at: number } | null
}

const begun = ({ data }: Extract<AwardFact, { type: 'award.publicised' }>): Award => ({
  ...{ tender: data.tender, publicity: data.publicity, hash: data.hash, from: data.from, until: data.until },
  ...{ begunInTime: data.begunInTime, file: null, objections: [], winner: null, decidedAt: null, notice: null },
  ...{ noticeAt: null, results: [], draft: null, signed: [], contract: null },
})

/** Objections that came in time and wait for their answer: while there is one, nobody is awarded. */
export const unanswered = (award: Award): Objection[] =>
  award.objections.filter((one) => !one.late && one.answer === null)

/** The only place where an award changes. */
export function evolve(award: Award | undefined, fact: AwardFact): Award {
  if (fact.type === 'award.publicised') return begun(fact)
  if (!award) throw new Error(`${fact.type} before the candidates were publicised`)
  switch (fact.type) {
    case 'award.publicityIssued':
      return { ...award, file: { file: fact.data.file, sha256: fact.data.sha256 } }
    case 'award.objected': {
      const { objection: id, tag, text, late, answerBy } = fact.data
      const objection = { id, tag, text, at: fact.at, late, answerBy, answer: null, answeredAt: null }
      return { ...award, objections: [...award.objections, objection] }
    }
    case 'award.objectionAnswered': {
      const { objection: id, text: answer } = fact.data
      const objections = award.objections.map((one) => (one.id === id ? { ...one, answer, answeredAt: fact.at } : one))
      return { ...award, objections }
    }
    case 'award.decided':
      return { ...award, winner: fact.data.winner, decidedAt: fact.at }
    case 'award.noticesIssued': {
      const { notice, results, contract } = fact.data
      return { ...award, notice, noticeAt: fact.at, results, draft: contract }
    }
    case 'award.contractSigned': {
      const { side, signature } = fact.data
      const { statement, cms } = signature
      return { ...award, signed: [...award.signed, { side, at: fact.at, statement, cms }] }
    }
    case 'award.contracted': {
      const { contract: sha256, terms, at } = fact.data
      return { ...award, contract: { sha256, terms, at } }
    }
  }
}
