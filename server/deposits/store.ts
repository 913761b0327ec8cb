import { DataTypes } from 'sequelize'
import type { Fen } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type Deposit, evolve, formOf, type Standing, secured, standing, waiting } from './deposit.ts'
import type { DepositFact } from './events.ts'

/** The stream of one bidder's deposit: its id is `<tender>.<bidder's tag>`. */
export const depositStream = defineStream<Deposit, DepositFact>({
  name: 'deposit',
  table: 'deposits',
  evolve,
  columns: {
    tender: { type: DataTypes.STRING(64), of: (deposit) => deposit.tender },
    account: { type: DataTypes.CHAR(64), of: (deposit) => deposit.accountTag },
    refund: { type: DataTypes.STRING(64), of: (deposit) => deposit.releases.at(-1)?.order ?? null },
    refund_waiting: { type: DataTypes.INTEGER, of: (deposit) => (waiting(deposit) ? 1 : 0) },
  },
})

/** The id of a bidder's deposit. */
export const depositId = (tender: string, tag: string): string => `${tender}.${tag}`

const parsed = (row: unknown): Deposit => JSON.parse((row as { state: string }).state) as Deposit

/** Deposits whose columns have these values. */
export async function depositsWhere(
  context: Pick<Context, 'platform'>,
  where: Partial<Record<'tender' | 'account' | 'refund', string> & { refund_waiting: number }>,
): Promise<Deposit[]> {
  const found = await rows(context.platform.database, depositStream.kind).findAll({
    where,
    order: [['id', 'ASC']],
    raw: true,
  })
  return found.map(parsed)
}

/** A bidder's deposit for a tender, within a deed or outside. */
export async function findDeposit(e: Entry | Context, tender: string, tag: string): Promise<Deposit | undefined> {
  const stream = depositStream(depositId(tender, tag))
  if ('find' in e) return e.find(stream)
  const row = await rows(e.platform.database, depositStream.kind).findByPk(stream.id, { raw: true })
  return row ? parsed(row) : undefined
}

/** What secures a bidder's bid now: fen that count (money in time from the bidder itself, or a guarantee), how, and how it stands. */
export async function depositOf(
  e: Entry | Context,
  tender: string,
  tag: string,
): Promise<{ held: Fen; form: 'transfer' | 'guarantee' | null; status: Standing }> {
  const deposit = await findDeposit(e, tender, tag)
  if (!deposit) return { held: 0n, form: null, status: 'none' }
  return { held: secured(deposit), form: formOf(deposit), status: standing(deposit) }
}

/** Whether nothing of a tender's deposits is owed to anybody any more: every fen back, every guarantee released. */
export async function depositsSettled(e: Entry | Context, tender: string): Promise<boolean> {
  const all = await depositsWhere(e, { tender })
  return all.every((deposit) => ['open', 'released'].includes(standing(deposit)))
}
