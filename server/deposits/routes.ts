import { get, Nothing, post, routes } from '../web/route.ts'
import { compare, reconciliation } from './balanceCommands.ts'
import { confirm, orders, pay, refuseOrder } from './bank.ts'
import { guarantee, list, open, read } from './commands.ts'
import {
  ApproveBatch,
  Balance,
  Confirm,
  GiveGuarantee,
  ImportStatement,
  KeepDeposit,
  NamePayee,
  OfTender,
  OneBatch,
  Pay,
  PrepareBatch,
  PreviewStatement,
  Refuse,
  RejectBatch,
  RetryRefund,
} from './contract.ts'
import { approve, keep, namePayee, prepare, reject, retry } from './refundCommands.ts'
import { importStatement, preview } from './statementCommands.ts'
import { batchFile, desk, oneBatch, overdue } from './views.ts'

export const depositRoutes = routes(
  get('/tenders/:tender/deposit', OfTender, read),
  post('/tenders/:tender/deposit', OfTender, open),
  post('/tenders/:tender/deposit/guarantee', GiveGuarantee, guarantee),
  post('/tenders/:tender/deposit/payee', NamePayee, namePayee),
  get('/tenders/:tender/deposits', OfTender, list),
  post('/tenders/:tender/deposits/:tag/keep', KeepDeposit, keep),

  post('/bank/payments', Pay, pay),
  get('/bank/orders', Nothing, orders),
  post('/bank/confirmations', Confirm, confirm),
  post('/bank/refusals', Refuse, refuseOrder),
  post('/bank/balances', Balance, compare),
  post('/bank/statements/preview', PreviewStatement, preview),
  post('/bank/statements', ImportStatement, importStatement),

  get('/refunds', Nothing, desk),
  get('/refunds/overdue', Nothing, overdue),
  post('/refunds/retries', RetryRefund, retry),
  post('/refunds/batches', PrepareBatch, prepare),
  get('/refunds/batches/:batch', OneBatch, oneBatch),
  get('/refunds/batches/:batch/table.csv', OneBatch, batchFile),
  post('/refunds/batches/:batch/approval', ApproveBatch, approve),
  post('/refunds/batches/:batch/rejection', RejectBatch, reject),
  get('/money/reconciliation', Nothing, reconciliation),
)
