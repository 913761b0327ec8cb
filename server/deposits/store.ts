import { DataTypes, literal, Op } from 'sequelize'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { labelled } from '../../crypto/digest.ts'
import type { Fen } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { FactOf } from '../ledger/event.ts'
import { rowAt, rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type AlarmFact, type Alarms, evolve as evolveAlarms } from './alarm.ts'
import { type BalanceCompared, type Compared, evolve as evolveBalance } from './balance.ts'
import { type Deposit, formOf, refundState, type Standing, secured, settled, standing, waiting } from './deposit.ts'
import type { DepositFact } from './events.ts'
import { evolve } from './evolve.ts'
import { evolve as evolveIssuers, type Issuers, type IssuersFact } from './issuers.ts'
import type { BankMessage, Suspended } from './messages.ts'
import { evolve as evolvePayers, type PayersFact, type PayersKey } from './payers.ts'
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
    guarantee: { type: DataTypes.CHAR(64), of: (deposit) => deposit.guarantee?.numberTag ?? null },
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

/** The one stream of the register of issuers: `issuers/register`. */
export const issuersStream = defineStream<Issuers, IssuersFact>({
  name: 'issuers',
  table: 'guarantee_issuers',
  evolve: evolveIssuers,
})

/** The one stream of alarms: `alarm/refunds`. */
export const alarmStream = defineStream<Alarms, AlarmFact>({
  name: 'alarm',
  table: 'refund_alarms',
  evolve: evolveAlarms,
})
/** Its id. */
export const ALARMS = 'refunds'

/** The stream of one tender's key: `payersKey/<tender>`. */
export const payersKeyStream = defineStream<PayersKey, PayersFact>({
  name: 'payersKey',
  table: 'payers_keys',
  evolve: evolvePayers,
})

/** The id of a bidder's deposit. */
export const depositId = (tender: string, tag: string): string => `${tender}.${tag}`

/** The number of a deposit's next order to the bank: different for every deposit of every tender, and the same when asked again. */
export const orderId = ({ tag, releases }: Pick<Deposit, 'tag' | 'releases'>): string =>
  hex(labelled('refund-order', utf8(`${tag}.${releases.length}`))).slice(0, 32)

const parsed = <S = Deposit>(row: unknown): S => JSON.parse((row as { state: string }).state) as S

/** Deposits whose columns have these values. */
export async function depositsWhere(
  context: Pick<Context, 'platform'>,
  where: Partial<Record<'tender' | 'account' | 'guarantee' | 'refund' | 'refund_state' | 'refund_batch', string>> & {
    refund_waiting?: number
    refund_due?: null
  },
  by: { soonest?: boolean } = {},
): Promise<Deposit[]> {
  const found = await rows(context.platform.database, depositStream.kind).findAll({
    where,
    order: by.soonest ? [literal('refund_due IS NULL'), ['refund_due', 'ASC'], ['id', 'ASC']] : [['id', 'ASC']],
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

/** Money of a deposit that does not count and goes back at once, by the tag of the message that brought it. */
export async function returnsOf(
  context: Pick<Context, 'platform'>,
  deposit: Deposit | undefined,
): Promise<Map<string, Suspended>> {
  const ids = deposit?.payments.flatMap(({ parted, message }) => (parted ? [message] : [])) ?? []
  const found = ids.length
    ? await rows(context.platform.database, paymentStream.kind).findAll({ where: { id: ids }, raw: true })
    : []
  const messages = found.map((row) => parsed<BankMessage>(row))
  return new Map(messages.flatMap(({ message, suspended }) => (suspended ? [[message, suspended]] : [])))
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
  const row = await rowAt(context.platform.database, refundBatchStream.kind, id)
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

/** A deposit outside a deed, by its id. */
export async function depositById(context: Pick<Context, 'platform'>, id: string): Promise<Deposit | undefined> {
  const row = await rowAt(context.platform.database, depositStream.kind, id)
  return row ? parsed<Deposit>(row) : undefined
}

/** A bidder's deposit for a tender, within a deed or outside. */
export async function findDeposit(e: Entry | Context, tender: string, tag: string): Promise<Deposit | undefined> {
  const stream = depositStream(depositId(tender, tag))
  return 'find' in e ? e.find(stream) : depositById(e, stream.id)
}

/**
 * What secures a bidder's bid now: fen that count (money in time from the bidder itself, or a guarantee that runs until
 * the bid binds no more, where `boundUntil` asks for that), how, and how it stands.
 */
export async function depositOf(
  e: Entry | Context,
  tender: string,
  tag: string,
  boundUntil?: number,
): Promise<{ held: Fen; form: ReturnType<typeof formOf>; status: Standing }> {
  const deposit = await findDeposit(e, tender, tag)
  if (!deposit) return { held: 0n, form: null, status: 'none' }
  return { held: secured(deposit, boundUntil), form: formOf(deposit), status: standing(deposit) }
}

/** Whether nothing of a tender's deposits is owed to anybody any more: every fen back, every guarantee released. */
export async function depositsSettled(e: Entry | Context, tender: string): Promise<boolean> {
  const all = await depositsWhere(e, { tender })
  const open = new Set((await messagesWhere(e, { suspense_open: 1 })).map(({ message }) => message))
  const back = ({ payments }: Deposit): boolean => payments.every(({ message }) => !open.has(message))
  return all.every((deposit) => settled(deposit) && back(deposit))
}
