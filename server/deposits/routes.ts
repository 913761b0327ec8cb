import { DecideChange } from '../identity/registerCommands.ts'
import { get, Nothing, post, put, routes } from '../web/route.ts'
import { alarms, notice } from './alarmCommands.ts'
import { compare, reconciliation, reconciliationFile } from './balanceCommands.ts'
import { confirm, orders, pay, refuseOrder } from './bank.ts'
import { describe } from './bankInterfaceViews.ts'
import { open, read } from './commands.ts'
import {
  ApproveBatch,
  Balance,
  Confirm,
  Forgive,
  GiveAnnual,
  GiveGuarantee,
  ImportStatement,
  KeepDeposit,
  NamePayee,
  OfTender,
  OneBatch,
  OpenDeposit,
  Pay,
  PrepareBatch,
  PreviewStatement,
  Refuse,
  RejectBatch,
  RetryRefund,
  Reverse,
  RevokeGuarantee,
} from './contract.ts'
import { annual, forgive, guarantee, revoke } from './formCommands.ts'
import { guaranteeFile, guaranteePdf, OneDeposit } from './guaranteeCommands.ts'
import { decide, issuers, ProposeIssuer, propose } from './issuerCommands.ts'
import { approve, keep, namePayee, prepare, reject, retry } from './refundCommands.ts'
import { reverse } from './reverseCommands.ts'
import { list, listFile } from './sectionViews.ts'
import { importStatement, preview } from './statementCommands.ts'
import { AskSurplus, askSurplus } from './surplusCommands.ts'
import { unmatched } from './unmatchedViews.ts'
import { batchFile, desk, oneBatch, overdue, overdueFile } from './views.ts'

export const depositRoutes = routes(
  get('/tenders/:tender/deposit', OfTender, read),
  post('/tenders/:tender/deposit', OpenDeposit, open),
  post('/tenders/:tender/deposit/guarantee', GiveGuarantee, guarantee),
  put('/tenders/:tender/deposit/guarantee.pdf', OfTender, guaranteePdf),
  post('/tenders/:tender/deposit/annual', GiveAnnual, annual),
  post('/tenders/:tender/deposit/forgiveness', Forgive, forgive),
  post('/tenders/:tender/deposit/surplus', AskSurplus, askSurplus),
  post('/tenders/:tender/deposit/payee', NamePayee, namePayee),
  get('/tenders/:tender/deposits', OfTender, list),
  get('/tenders/:tender/deposits/table.xlsx', OfTender, listFile),
  get('/tenders/:tender/deposits/:tag/guarantee.pdf', OneDeposit, guaranteeFile),
  post('/tenders/:tender/deposits/:tag/keep', KeepDeposit, keep),

  get('/bank/openapi.json', Nothing, describe),
  post('/bank/payments', Pay, pay),
  get('/bank/orders', Nothing, orders),
  post('/bank/confirmations', Confirm, confirm),
  post('/bank/refusals', Refuse, refuseOrder),
  post('/bank/reversals', Reverse, reverse),
  post('/bank/guarantees/revocations', RevokeGuarantee, revoke),
  post('/bank/balances', Balance, compare),
  post('/bank/statements/preview', PreviewStatement, preview),
  post('/bank/statements', ImportStatement, importStatement),

  get('/guarantees/issuers', Nothing, issuers),
  post('/guarantees/issuers', ProposeIssuer, propose),
  post('/guarantees/issuers/decision', DecideChange, decide),

  get('/refunds', Nothing, desk),
  get('/refunds/overdue', Nothing, overdue),
  get('/refunds/overdue/table.xlsx', Nothing, overdueFile),
  get('/refunds/alarms', Nothing, alarms),
  post('/refunds/alarms/notice', Nothing, notice),
  post('/refunds/retries', RetryRefund, retry),
  post('/refunds/batches', PrepareBatch, prepare),
  get('/refunds/batches/:batch', OneBatch, oneBatch),
  get('/refunds/batches/:batch/table.xlsx', OneBatch, batchFile),
  post('/refunds/batches/:batch/approval', ApproveBatch, approve),
  post('/refunds/batches/:batch/rejection', RejectBatch, reject),
  get('/money/reconciliation', Nothing, reconciliation),
  get('/money/reconciliation/table.xlsx', Nothing, reconciliationFile),
  get('/money/unmatched', Nothing, unmatched),
)
