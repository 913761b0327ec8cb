import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import { OfTender, SealBid, WithdrawBid } from './contract.ts'

export const bidRoutes = routes(
  get('/tenders/:tender/bid', OfTender, deeds.mine),
  get('/tenders/:tender/bid/package-head', OfTender, deeds.header),
  get('/tenders/:tender/bid/receipt.pdf', OfTender, deeds.receiptFile),
  post('/tenders/:tender/bid/prepare', OfTender, deeds.prepare),
  post('/tenders/:tender/bid', SealBid, deeds.seal),
  post('/tenders/:tender/bid/withdraw', WithdrawBid, deeds.withdraw),
)
