import { waiting } from '../../deposits/deposit.ts'
import { batches, depositsWhere, messagesWhere } from '../../deposits/store.ts'
import type { Context } from '../../ledger/command.ts'
import type { Message } from './inbox.ts'

/** Batches that are looked through for those that two people approved. */
const MOST = 1000

/** What is said to the bank: of each approved batch of refunds that orders of it wait. It has them from its own list. */
export async function ofOrders(context: Context): Promise<Message[]> {
  if (context.who.role !== 'bank') return []
  const handed = (await batches(context, MOST)).filter(({ stage }) => stage === 'approved' || stage === 'sent')
  const deposits = await depositsWhere(context, { refund_waiting: 1 })
  const suspended = await messagesWhere(context, { suspense_open: 1 })
  const open = new Set([...deposits.map((one) => waiting(one)?.batch), ...suspended.map((one) => one.suspended?.batch)])
  return handed
    .filter(({ id }) => open.has(id))
    .map(({ id, approvals, preparedAt, dueBy }) => ({
      ...{
        id: id.slice(-26),
        at: approvals.at(-1)?.at ?? preparedAt,
        matter: 'deposit',
        place: 'orders',
        tender: null,
      },
      zh: '已审批的退款指令待银行执行',
      en: 'approved refund orders wait for the bank',
      ...{ note: null, until: dueBy, asks: true, done: false },
    }))
}
