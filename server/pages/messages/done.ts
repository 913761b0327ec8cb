import { Op } from 'sequelize'
import { depositId, depositStream } from '../../deposits/store.ts'
import type { Context } from '../../ledger/command.ts'
import type { Fact } from '../../ledger/event.ts'
import type { Eye } from '../../ledger/eye.ts'
import { type EventRow, events, type Written, written } from '../../ledger/store.ts'
import { holderOf } from '../../questions/store.ts'
import { type Ending, endings } from './endings.ts'

/** Kinds of facts of which each bidder has a stream of its own: of those nobody's but the reader's are looked at. */
const inOwnStream = (type: string): boolean => type.startsWith('deposit.') || type === 'documents.versionRead'

/** Whether somebody did it itself. */
export const isOwn = ({ actor }: Fact, eye: Eye, organisation: string | undefined): boolean =>
  actor.tag ? actor.tag === eye.tag : !!organisation && actor.organisation === organisation

/** Whether a later fact ends what a message asks for, by one of its endings. */
function endsBy({ same, by, own }: Ending, asked: Fact, later: Fact, isMine: (fact: Fact) => boolean): boolean {
  if (!by.includes(later.type)) return false
  const [before, after] = [asked.data as Record<string, unknown>, later.data as Record<string, unknown>]
  const equal = same.every((members) => {
    const [one, other] = typeof members === 'string' ? [members, members] : members
    return before[one] !== undefined && before[one] === after[other]
  })
  // what stands in one's own stream is one's own also where the bank did it
  return equal && (!own || inOwnStream(later.type) || isMine(later))
}

/** Whether one of these facts ends what another asks for. */
export function isDone(asked: Written, later: readonly Written[], isMine: (fact: Fact) => boolean): boolean {
  const all = endings[asked.fact.type] ?? []
  return later.some(({ seq, fact }) => seq > asked.seq && all.some((one) => endsBy(one, asked.fact, fact, isMine)))
}

/** Of messages of one tender that ask for something those that are done: the ids of their facts. */
export async function doneAmong(
  context: Context,
  { id, eye }: { id: string; eye: Eye },
  asked: readonly Written[],
): Promise<ReadonlySet<string>> {
  if (!asked.length) return new Set()
  const types = new Set(asked.flatMap(({ fact }) => endings[fact.type]?.flatMap(({ by }) => by) ?? []))
  const seq = { [Op.gt]: Math.min(...asked.map((one) => one.seq)) }
  const read = async (where: object): Promise<Written[]> => {
    const found = await events(context.platform.database).findAll({ where: { ...where, seq }, raw: true })
    return (found as unknown as EventRow[]).map(written)
  }
  const [mine, others] = [[...types].filter(inOwnStream), [...types].filter((type) => !inOwnStream(type))]
  const streams = [depositStream(depositId(id, eye.tag)).name, holderOf(id, eye.tag).name]
  const later = [
    ...(await read({ tender: id, type: others })),
    ...(mine.length && eye.tag ? await read({ stream: streams, type: mine }) : []),
  ]
  const isMine = (fact: Fact): boolean => isOwn(fact, eye, context.who.organisation)
  return new Set(asked.filter((one) => isDone(one, later, isMine)).map(({ fact }) => fact.id))
}
