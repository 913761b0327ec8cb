import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { factsOf, idsWith, rows } from '../ledger/store.ts'
import { type AnyStreamKind, defineStream } from '../ledger/stream.ts'
import type { TenderFact } from '../tenders/events.ts'
import { tenderStream } from '../tenders/store.ts'
import type { HolderFact, ObjectionFact, QuestionFact } from './events.ts'
import { evolve as evolveHolder, type Holder } from './holder.ts'
import { evolve as evolveObjection, type Objection } from './objection.ts'
import { evolve, type Questions } from './question.ts'

const tender = { type: DataTypes.STRING(64), of: (state: { tender: string }) => state.tender }

/** The questions of one tender: `questions/<tender>`. */
export const questionsStream = defineStream<Questions, QuestionFact>({
  name: 'questions',
  table: 'tender_questions',
  evolve,
})

/** One bidder that fetched the document: `holder/<tender>.<tag>`. */
export const holderStream = defineStream<Holder, HolderFact>({
  name: 'holder',
  table: 'document_holders',
  evolve: evolveHolder,
  columns: { tender },
})

/** One objection to the document: `objection/<tender>.<objection>`. Its answer falls due. */
export const objectionStream = defineStream<Objection, ObjectionFact>({
  name: 'objection',
  table: 'document_objections',
  evolve: evolveObjection,
  columns: { tender, overdue: { type: DataTypes.INTEGER, of: (one) => (one.overdueAt && !one.answer ? 1 : 0) } },
  timetable: ({ answer, answerBy, overdueAt }) =>
    answer || answerBy === null || overdueAt !== null ? [] : [{ at: answerBy + 1, deed: 'objection.overdue' }],
})

export const holderOf = (of: string, tag: string) => holderStream(`${of}.${tag}`)
export const objectionOf = (of: string, objection: string) => objectionStream(`${of}.${objection}`)

type Reads = Pick<Context, 'platform'>

async function states<S>({ platform }: Reads, kind: AnyStreamKind, where: Record<string, unknown>): Promise<S[]> {
  const found = await rows(platform.database, kind).findAll({ where, order: [['id', 'ASC']], raw: true })
  return (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as S)
}

/** The questions of a tender; none where nobody asked. */
export async function questionsOf(context: Reads, id: string): Promise<Questions> {
  const [found] = await states<Questions>(context, questionsStream.kind, { id })
  return found ?? { tender: id, questions: [], told: [] }
}

/** One bidder's hold of the document. */
export const findHolder = async (context: Reads, id: string, tag: string): Promise<Holder | undefined> =>
  (await states<Holder>(context, holderStream.kind, { id: `${id}.${tag}` }))[0]

/** All who fetched the document. */
export const holdersOf = (context: Reads, id: string) => states<Holder>(context, holderStream.kind, { tender: id })

/** The objections to a tender's document, oldest first. */
export const objectionsOf = async (context: Reads, id: string): Promise<Objection[]> =>
  (await states<Objection>(context, objectionStream.kind, { tender: id })).sort((a, b) => a.at - b.at)

/** Objections of all tenders that were not answered in time. */
export const overdueObjections = (context: Reads) => states<Objection>(context, objectionStream.kind, { overdue: 1 })

/** Ids of objections without a last moment for the answer: late ones, and those for whose last day no calendar is out. */
export const undatedObjections = ({ platform }: Reads): Promise<string[]> =>
  idsWith(platform.database, objectionStream.kind, '"answerBy":null')

/** What happened to the tender itself, in order. */
export const tenderFacts = async ({ platform }: Reads, id: string): Promise<TenderFact[]> =>
  (await factsOf(platform.database, tenderStream(id).name)).map(({ fact }) => fact as TenderFact)
