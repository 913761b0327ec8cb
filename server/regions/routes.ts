import { get, Nothing, post, routes } from '../web/route.ts'
import * as calendar from './calendarCommands.ts'
import { confirm, difference, propose, reject } from './commands.ts'
import {
  AskChange,
  AskTable,
  ConfirmChange,
  ConfirmTable,
  ProposeChange,
  ProposeTable,
  RegionOnDay,
  RejectChange,
  RejectTable,
} from './contract.ts'
import { list, read } from './views.ts'

/** The network's settings: for everybody to read, for two people of a region's centre to change. */
export const regionRoutes = routes(
  get('/regions', Nothing, list),
  get('/regions/:region', RegionOnDay, read),
  post('/regions/:region/difference', AskChange, difference),
  post('/regions/:region/proposals', ProposeChange, propose),
  post('/regions/:region/proposals/:proposal/confirm', ConfirmChange, confirm),
  post('/regions/:region/proposals/:proposal/reject', RejectChange, reject),
  get('/calendar', Nothing, calendar.read),
  post('/calendar/difference', AskTable, calendar.differenceOfTable),
  post('/calendar/proposals', ProposeTable, calendar.propose),
  post('/calendar/proposals/:proposal/confirm', ConfirmTable, calendar.confirm),
  post('/calendar/proposals/:proposal/reject', RejectTable, calendar.reject),
)
