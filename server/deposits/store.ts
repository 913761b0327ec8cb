import { DataTypes, literal, Op } from 'sequelize'
import type { Fen } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { FactOf } from '../ledger/event.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type BalanceCompared, type Compared, evolve as evolveBalance } from './balance.ts'
import { type Deposit, evolve, formOf, refundState, type Standing, secured, standing, waiting } from './deposit.ts'
import type { DepositFact } from './events.ts'
import type { BankMessage } from './messages.ts'
import { paymentStream } from './payment.ts'
import { evolve as evolveBatch, type RefundBatch, type RefundBatchFact } from './refundBatch.ts'

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
    refund_state: { type: DataTypes.STRING(16), of: refundState },
    refund_due: { type: DataTypes.BIGINT, of: (deposit) => waiting(deposit)?.dueBy ?? null },
    refund_batch: { type: DataTypes.STRING(64), of: (deposit) => deposit.releases.at(-1)?.batch ?? null },
  },
  timetable: (deposit) => {
    const release = waiting(deposit)
    return release?.dueBy && !release.overdue ? [{ at: release.dueBy + 1, deed: 'refund.overdue' }] : []
  },
})

/** The stream of one batch of refunds. */
export const refundBatchStream = defineStream<RefundBatch, RefundBatchFact>({
  name: 'refundBatch',
  table: 'refund_batches',
  evolve: evolveBatch,
  columns: {
    stage: { type: DataTypes.STRING(16), of: (batch) => batch.stage },
    prepared_at: { type: DataTypes.BIGINT, of: (batch) => batch.preparedAt },
  },
})

/** The stream of one bank's balances, by the bank's tag. */
export const balanceStream = defineStream<Compared, FactOf<typeof BalanceCompared>>({
  name: 'bankBalance',
  table: 'bank_balances',
  evolve: evolveBalance,
  columns: { at: { type: DataTypes.BIGINT, of: (compared) => compared.at } },
})

/** The id of a bidder's deposit. */
export const depositId = (tender: string, tag: string): string => `${tender}.${tag}`

const parsed = <S = Deposit>(row: unknown): S => JSON.parse((row as { state: string }).state) as S

/** Deposits whose columns have these values. */
export async function depositsWhere(
  context: Pick<Context, 'platform'>,
  where: Partial<Record<'tender' | 'account' | 'refund' | 'refund_state' | 'refund_batch', string>> & {
    refund_waiting?: number
  },
  by: { soonest?: number } = {},
): Promise<Deposit[]> {
  const found = await rows(context.platform.database, depositStream.kind).findAll({
    where,
    order: by.soonest ? [literal('refund_due IS NULL'), ['refund_due', 'ASC'], ['id', 'ASC']] : [['id', 'ASC']],
    ...(by.soonest ? { limit: by.soonest } : {}),
    raw: true,
  })
  return found.map((row) => parsed(row))
}

/** Messages of the bank whose columns have these values: those that brought money for no account. */
export async function messagesWhere(
  context: Pick<Context, 'platform'>,
  where: Partial<Record<'suspense' | 'suspense_state' | 'suspense_batch', string>> & { suspense_open?: number },
): Promise<BankMessage[]> {
  const found = await rows(context.platform.database, paymentStream.kind).findAll({
    where,
    order: [['id', 'ASC']],
    raw: true,
  })
  return found.map((row) => parsed<BankMessage>(row))
}

/** Batches of refunds, the newest first. */
export async function batches(context: Pick<Context, 'platform'>, most = 50): Promise<RefundBatch[]> {
  const found = await rows(context.platform.database, refundBatchStream.kind).findAll({
    order: [['prepared_at', 'DESC']],
    limit: most,
    raw: true,
  })
  return found.map((row) => parsed<RefundBatch>(row))
}

/** A batch outside a deed. */
export async function batchById(context: Pick<Context, 'platform'>, id: string): Promise<RefundBatch | undefined> {
  const row = await rows(context.platform.database, refundBatchStream.kind).findByPk(id, { raw: true })
  return row ? parsed<RefundBatch>(row) : undefined
}

/** Refunds whose last lawful day has passed, the longest first. */
export async function overdueDeposits(context: Pick<Context, 'platform'>, now: number): Promise<Deposit[]> {
  const found = await rows(context.platform.database, depositStream.kind).findAll({
    where: { refund_waiting: 1, refund_due: { [Op.lt]: now } },
    order: [['refund_due', 'ASC']],
    raw: true,
  })
  return found.map((row) => parsed(row))
}

/** A bidder's deposit for a tender, within a deed or outside. */
export async function findDeposit(e: Entry | Context, tender: string, tag: string): Promise<Deposit | undefined> {
  const stream = depositStream(depositId(tender, tag))
  if ('find' in e) return e.find(stream)
  const row = await rows(e.platform.database, depositStream.kind).findByPk(stream.id, { raw: true })
  return row ? parsed<Deposit>(row) : undefined
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
  return all.every((deposit) => ['open', 'released', 'kept'].includes(standing(deposit)))
}
