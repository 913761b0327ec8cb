import { OneTender } from '../tenders/contract.ts'
import { get, Nothing, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import { Find, OneCheck, OrderCheck, PublishCheck } from './contract.ts'
import { operations } from './operationViews.ts'

export const checkRoutes = routes(
  get('/tenders/:tender/operations', OneTender, operations),
  get('/checks', Nothing, deeds.list),
  get('/checks/:check', OneCheck, deeds.read),
  get('/checks/:check/record.pdf', OneCheck, deeds.recordFile),
  post('/checks/:check/order', OrderCheck, deeds.order),
  post('/checks/:check/find', Find, deeds.find),
  post('/checks/:check/publish', PublishCheck, deeds.publish),
)
