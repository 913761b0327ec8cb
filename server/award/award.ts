import type { z } from 'zod'
import type { SignedDocument } from '../tenders/contract.ts'
import type { Announcement } from './announcementEvents.ts'
import type { Terms } from './contract.ts'
import type { Joint } from './contractEvents.ts'
import { evolveDraft, type Proposal } from './drawingUp.ts'
import type { AwardFact, Placed, Publicity } from './events.ts'
import { evolveLetters, type Lettered } from './letters.ts'
import { evolveRemedy, type Remedied } from './setAside.ts'

type File = z.infer<typeof SignedDocument>

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
  /** what came with it; absent: nothing */
  files?: File[]
  /** whether the tenderer found it right; absent: not said */
  outcome?: 'upheld' | 'dismissed'
  answerFiles?: File[]
  /** the answer as a paper; absent: not issued */
  paper?: { file: string; sha256: string; signed: boolean }
  /** whether it may move the result, as the purchaser found; absent: not found yet, or never asked */
  weighed?: { mayMove: boolean; reason: string; at: number }
}

/** Who is awarded: as the candidate was placed, or as it was announced, without its scores. */
export type Winner = Pick<Placed, 'rank' | 'tag' | 'code' | 'name' | 'members' | 'terms' | 'leaderCertificate'> &
  Partial<Placed>

/** Everything after the evaluation of one tender, from the publicity to the contract. */
export interface Award extends Remedied, Lettered {
  tender: string
  /** empty where the law knows no publicity of candidates */
  publicity: Publicity
  hash: string
  /** of the publicity, or of the announcement */
  from: number
  until: number
  begunInTime: boolean
  file: Issued | null
  objections: Objection[]
  winner: Winner | null
  decidedAt: number | null
  notice: Issued | null
  noticeAt: number | null
  results: (Issued & { tag: string })[]
  draft: (Issued & { members?: Joint[] }) | null
  signed: { side: 'tenderer' | 'winner'; at: number; statement: string; cms: string }[]
  contract: { sha256: string; terms: Terms; at: number } | null
  /** what was announced with the winner; absent: nothing was */
  announcement?: Announcement & { winnerAddress: string }
  /** the contract as the tenderer wrote it; absent: not yet */
  proposal?: Proposal
}

const fresh = { file: null, winner: null, decidedAt: null, notice: null, noticeAt: null }

/** What stays from the award before: objections, what is void, and who was passed over. */
const kept = (before: Award | undefined) => ({
  objections: before?.objections ?? [],
  ...(before?.past ? { past: before.past } : {}),
})

/** The candidates are public. */
const begun = ({ data }: Extract<AwardFact, { type: 'award.publicised' }>, before: Award | undefined): Award => ({
  ...{ tender: data.tender, publicity: data.publicity, hash: data.hash, from: data.from, until: data.until },
  ...{ begunInTime: data.begunInTime, ...fresh, results: [], draft: null, signed: [], contract: null },
  ...kept(before),
})

/** The result of a purchase is public: there was no publicity of candidates before it. */
function announced({ data }: Extract<AwardFact, { type: 'award.announced' }>, before: Award | undefined): Award {
  const { tender, winner, announcement, from, until, fixedAt, inTime } = data
  const { address: winnerAddress, ...who } = winner
  const publicity = { candidates: [], ranking: [], rejections: [] }
  return {
    ...{ tender, publicity, hash: '', from, until, begunInTime: inTime, ...fresh, winner: who, decidedAt: fixedAt },
    ...{ results: [], draft: null, signed: [], contract: null, announcement: { ...announcement, winnerAddress } },
    ...kept(before),
    ...(before?.passed ? { passed: before.passed } : {}),
  }
}

/** Objections that came in time and wait for their answer: while there is one, nobody is awarded. */
export const unanswered = (award: Award): Objection[] =>
  award.objections.filter((one) => !one.late && one.answer === null)

const objectionAs = (award: Award, id: string, to: Partial<Objection>): Award => ({
  ...award,
  objections: award.objections.map((one) => (one.id === id ? { ...one, ...to } : one)),
})

/** The only place where an award changes. */
export function evolve(award: Award | undefined, fact: AwardFact): Award {
  if (fact.type === 'award.publicised') return begun(fact, award)
  if (fact.type === 'award.announced') return announced(fact, award)
  if (!award) throw new Error(`${fact.type} before the candidates were publicised`)
  switch (fact.type) {
    case 'award.objected':
    case 'award.answerDueTold':
    case 'award.objectionAnswered':
    case 'award.answerPaper':
    case 'award.challengeWeighed':
      return objected(award, fact)
    default:
      return decided(award, fact)
  }
}

type ObjectionFact = Extract<
  AwardFact,
  {
    type:
      | 'award.objected'
      | 'award.answerDueTold'
      | 'award.objectionAnswered'
      | 'award.answerPaper'
      | 'award.challengeWeighed'
  }
>
type BegunFact = Extract<AwardFact, { type: 'award.publicised' | 'award.announced' }>

/** Objections and their answers. */
function objected(award: Award, fact: ObjectionFact): Award {
  switch (fact.type) {
    case 'award.objected': {
      const { objection: id, tag, text, late, answerBy, files } = fact.data
      const given = files ? { files } : {}
      const objection = { id, tag, text, at: fact.at, late, answerBy, answer: null, answeredAt: null, ...given }
      return { ...award, objections: [...award.objections, objection] }
    }
    case 'award.answerDueTold':
      return objectionAs(award, fact.data.objection, { answerBy: fact.data.answerBy })
    case 'award.objectionAnswered': {
      const { objection: id, text: answer, outcome, files } = fact.data
      const said = { ...(outcome ? { outcome } : {}), ...(files ? { answerFiles: files } : {}) }
      return objectionAs(award, id, { answer, answeredAt: fact.at, ...said })
    }
    case 'award.answerPaper': {
      const { objection, file, sha256, signed } = fact.data
      return objectionAs(award, objection, { paper: { file, sha256, signed: signed !== null } })
    }
    case 'award.challengeWeighed': {
      const { objection, mayMove, reason } = fact.data
      return objectionAs(award, objection, { weighed: { mayMove, reason, at: fact.at } })
    }
  }
}

/** From the winner to the contract and what follows. */
function decided(award: Award, fact: Exclude<AwardFact, ObjectionFact | BegunFact>): Award {
  switch (fact.type) {
    case 'award.publicityIssued':
      return { ...award, file: { file: fact.data.file, sha256: fact.data.sha256 } }
    case 'award.decided':
      return { ...award, winner: fact.data.winner, decidedAt: fact.at }
    case 'award.noticesIssued': {
      const { notice, results, contract } = fact.data
      return { ...award, notice, noticeAt: fact.at, results, draft: contract ?? null }
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
    case 'award.contractProposed':
    case 'award.contractDrafted':
      return evolveDraft(award, fact)
    case 'award.setAside':
    case 'award.passedOver':
    case 'award.invalidated':
    case 'award.abilityOrdered':
      return evolveRemedy(award, fact)
    default:
      return evolveLetters(award, fact)
  }
}
