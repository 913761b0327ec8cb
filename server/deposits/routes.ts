import { get, Nothing, post, routes } from '../web/route.ts'
import { confirm, orders, pay } from './bank.ts'
import { guarantee, list, open, read } from './commands.ts'
import { Confirm, GiveGuarantee, OfTender, Pay } from './contract.ts'

export const depositRoutes = routes(
  get('/tenders/:tender/deposit', OfTender, read),
  post('/tenders/:tender/deposit', OfTender, open),
  post('/tenders/:tender/deposit/guarantee', GiveGuarantee, guarantee),
  get('/tenders/:tender/deposits', OfTender, list),
  post('/bank/payments', Pay, pay),
  get('/bank/orders', Nothing, orders),
  post('/bank/confirmations', Confirm, confirm),
)
