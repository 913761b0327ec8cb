import { get, Nothing, post, routes } from '../web/route.ts'
import { report } from './commands.ts'
import { DecideOutage, OneReport, ReportOutage } from './contract.ts'
import { decide } from './decideCommands.ts'
import { list, mine, read } from './views.ts'

export const outageRoutes = routes(
  get('/outages', Nothing, list),
  get('/account/outages', Nothing, mine),
  get('/account/outages/:report', OneReport, read),
  post('/outages', ReportOutage, report),
  post('/outages/:report/decision', DecideOutage, decide),
)
