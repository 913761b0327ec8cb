import type { z } from 'zod'
import { xlsxReply } from '../documents/xlsx.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import { namesNobody, type Tender } from '../tenders/tender.ts'
import type { Reply } from '../web/route.ts'
import type { OneBatch } from './contract.ts'
import { type Deposit, orderNumber, type RefundState, refundState, waiting } from './deposit.ts'
import { deskOf, worksAt } from './desk.ts'
import { type BankMessage, returnState } from './messages.ts'
import { payerReader } from './payerCommands.ts'
import { APPROVALS, type RefundBatch } from './refundBatch.ts'
import { batchById, batches, depositsWhere, messagesWhere, overdueDeposits } from './store.ts'

const refuse = refusals({
  BATCH_UNKNOWN: { status: 404, zh: '没有该退款批次', en: 'there is no such batch' },
})

const nothing = async (): Promise<undefined> => undefined

/** Whether the bidders of a tender are still nobody's business: nobody who works here sees a row or an amount of it. */
export const closed = (tender: Pick<Tender, 'stage' | 'named'> | undefined): boolean => !tender || namesNobody(tender)

/** A refund as the centre and the supervisor see it. Before the opening: that it is there and when it is due. */
export interface RefundRow {
  order: string
  sealed: boolean
  kind: 'deposit' | 'suspense'
  state: RefundState | 'paid'
  dueBy: number | null
  /** the year whose calendar is not out, where that is why there is no day yet */
  pendingYear: string | null
  overdue: boolean
  because: string | null
  batch: string | null
  sentAt: number | null
  tender: { id: string; code: string; name: string } | null
  bidder: string | null
  reason: string | null
  principal: string | null
  interest: string | null
  penalty: string | null
  article: string | null
}

const nobody = {
  tender: null,
  bidder: null,
  reason: null,
  article: null,
  principal: null,
  interest: null,
  penalty: null,
}

/** Looks tenders up once a view. */
export function tenders(context: Context): (id: string) => Promise<Tender | undefined> {
  const known = new Map<string, Promise<Tender | undefined>>()
  return (id) => {
    const found = known.get(id) ?? tenderById(context, id)
    known.set(id, found)
    return found
  }
}

interface Readers {
  find: ReturnType<typeof tenders>
  payer: ReturnType<typeof payerReader>
}

async function rowOf(context: Context, deposit: Deposit, { find, payer }: Readers): Promise<RefundRow[]> {
  const release = waiting(deposit) ?? deposit.releases.at(-1)
  if (!release) return []
  const tender = await find(deposit.tender)
  const { dueBy, pending, refused, batch, sentAt, reason, principal, interest, penalty, article } = release
  const row = {
    ...{ order: orderNumber(release), kind: 'deposit' as const, dueBy, batch, sentAt },
    pendingYear: pending?.slice(0, 4) ?? null,
    state: release.paidAt === null ? (refundState(deposit) ?? 'ordered') : ('paid' as const),
    overdue: release.paidAt === null && dueBy !== null && dueBy < context.now,
    because: refused?.because ?? null,
  }
  if (!tender || closed(tender)) return [{ ...row, sealed: true, ...nobody }]
  const { id, code, name } = tender
  const named = await payer<{ name: string }>(deposit.tender, deposit.tag, deposit.payer)
  const bidder = release.keeper?.name ?? named?.name ?? null
  return [{ ...row, sealed: false, tender: { id, code, name }, bidder, reason, principal, interest, penalty, article }]
}

/** Money for no account: it belongs to no tender, and who sent it might be a bidder of any: it stays sealed. */
function rowOfMessage(message: BankMessage): RefundRow[] {
  const { suspended } = message
  if (!suspended) return []
  const { refused, batch, sentAt } = suspended
  return [
    {
      ...{ order: orderNumber(suspended), kind: 'suspense', sealed: true, dueBy: null, overdue: false, batch, sentAt },
      pendingYear: null,
      ...{ state: returnState(message) ?? 'paid', because: refused?.because ?? null, ...nobody },
    },
  ]
}

async function rowsOf(context: Context, deposits: Deposit[], messages: BankMessage[]): Promise<RefundRow[]> {
  const readers = { find: tenders(context), payer: payerReader(context) }
  const rows = await Promise.all(deposits.map((deposit) => rowOf(context, deposit, readers)))
  return [...rows.flat(), ...messages.flatMap(rowOfMessage)]
}

const shown = ({ preparedBy, ...batch }: RefundBatch) => ({
  ...batch,
  needed: APPROVALS,
  preparedBy: preparedBy.name,
  approvals: batch.approvals.map(({ person: { name: person, certificate }, at }) => ({ person, certificate, at })),
})

/** The money desk of one's centre: what waits to go back, what the bank refused, and the batches. */
export const desk = query('refund.list', nothing, async (context) => {
  const find = tenders(context)
  const rowsIn = async (state: 'ordered' | 'refused'): Promise<RefundRow[]> =>
    rowsOf(
      context,
      await atOwnDesk(context, find, await depositsWhere(context, { refund_state: state }, { soonest: true }), MOST),
      await messagesWhere(context, { suspense_state: state }),
    )
  const own = (await batches(context)).filter(({ centre = null }) => worksAt(context.who, { centre }))
  return { ordered: await rowsIn('ordered'), refused: await rowsIn('refused'), batches: own.map(shown) }
})

/** At most so many refunds are shown at once. */
const MOST = 500

/** Those of the deposits that go back from the desk of the one who looks. */
export async function atOwnDesk(
  context: Context,
  find: ReturnType<typeof tenders>,
  deposits: Deposit[],
  most = Number.POSITIVE_INFINITY,
): Promise<Deposit[]> {
  const own: Deposit[] = []
  for (const deposit of deposits) {
    if (own.length === most) break
    if (worksAt(context.who, deskOf(await find(deposit.tender)))) own.push(deposit)
  }
  return own
}

const batchOf = async (context: Context, input: z.infer<typeof OneBatch>): Promise<RefundBatch> => {
  const batch = await batchById(context, input.batch)
  if (!batch) throw refuse('BATCH_UNKNOWN')
  return batch
}

const rowsOfBatch = async (context: Context, { id }: RefundBatch): Promise<RefundRow[]> =>
  rowsOf(
    context,
    await depositsWhere(context, { refund_batch: id }),
    await messagesWhere(context, { suspense_batch: id }),
  )

/** One batch with its rows: what one signs for. */
export const oneBatch = query('refund.read', batchOf, async (context, batch, _input: z.infer<typeof OneBatch>) => ({
  ...shown(batch),
  rows: await rowsOfBatch(context, batch),
}))

const COLUMNS = ['指令编号', '标段编号', '收款人', '本金（元）', '利息（元）', '逾期费用（元）', '最迟退还', '状态']
const STATES: Record<RefundRow['state'], string> = {
  ...{ ordered: '待编批', batched: '已编批', sent: '银行办理中', refused: '银行退回', paid: '已退还' },
}

const table = (name: string, rows: readonly RefundRow[]): Promise<Reply> =>
  xlsxReply(
    name,
    COLUMNS,
    rows.map((row) => [
      { code: row.order },
      { code: row.tender?.code ?? '' },
      row.sealed ? '（开标前不公开）' : (row.bidder ?? ''),
      { fen: row.principal },
      { fen: row.interest },
      { fen: row.penalty },
      { at: row.dueBy },
      STATES[row.state],
    ]),
  )

/** A batch as a table for spreadsheets. */
export const batchFile = query('refund.read', batchOf, async (context, batch, _input: z.infer<typeof OneBatch>) =>
  table(`退款批次-${batch.id}`, await rowsOfBatch(context, batch)),
)

/** Refunds whose last lawful day has passed. */
export const overdue = query('refund.overdue', nothing, async (context) => ({
  items: await overdueRows(context),
}))

const overdueRows = async (context: Context) => rowsOf(context, await overdueDeposits(context, context.now), [])

/** The same as a table for spreadsheets. */
export const overdueFile = query('refund.overdue', nothing, async (context) =>
  table('逾期未退保证金', await overdueRows(context)),
)
