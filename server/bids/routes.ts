import { DeclinePostponement } from '../deposits/contract.ts'
import { get, Nothing, post, routes } from '../web/route.ts'
import { AskAddress, stateAddress } from './addressCommands.ts'
import * as deeds from './commands.ts'
import { OfTender, OfUpload, SealBid, WithdrawBid } from './contract.ts'
import { decline } from './declineCommands.ts'
import { keysNeeded } from './keyViews.ts'
import { receipts } from './receiptViews.ts'
import { seal } from './sealCommands.ts'
import { withdraw, withdrawalFile } from './withdrawCommands.ts'

export const bidRoutes = routes(
  get('/account/bids', Nothing, keysNeeded),
  post('/account/address', AskAddress, stateAddress),
  get('/tenders/:tender/bid', OfTender, deeds.mine),
  get('/tenders/:tender/bid/package-head', OfTender, deeds.header),
  get('/tenders/:tender/bid/receipt.pdf', OfTender, deeds.receiptFile),
  get('/tenders/:tender/bid/receipts', OfTender, receipts),
  get('/tenders/:tender/bid/withdrawal.pdf', OfTender, withdrawalFile),
  get('/tenders/:tender/bid/uploads/:upload', OfUpload, deeds.uploaded),
  get('/tenders/:tender/bid/uploads/:upload/head', OfUpload, deeds.uploadedHead),
  post('/tenders/:tender/bid/prepare', OfTender, deeds.prepare),
  post('/tenders/:tender/bid', SealBid, seal),
  post('/tenders/:tender/bid/withdraw', WithdrawBid, withdraw),
  post('/tenders/:tender/deposit/refusal-of-postponement', DeclinePostponement, decline),
)
