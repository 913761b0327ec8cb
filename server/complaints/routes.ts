import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import {
  DecideComplaint,
  FileComplaint,
  LiftRest,
  OfTender,
  OneComplaint,
  OneFile,
  OrderRest,
  ResumeClock,
  RuleOn,
  StateCase,
  StopClock,
  WithdrawComplaint,
} from './contract.ts'
import * as views from './views.ts'

const at = '/tenders/:tender/complaints'
const one = `${at}/:complaint`

export const complaintRoutes = routes(
  get('/complaints', views.Everything, views.desk),
  get(at, OfTender, views.list),
  get(`${at}/rulings`, OfTender, views.rulings),
  get(one, OneComplaint, views.read),
  get(`${one}/ruling.pdf`, OneComplaint, views.rulingFile),
  get(`${one}/files/:sha256`, OneFile, views.file),
  post(at, FileComplaint, deeds.file),
  post(`${one}/decision`, DecideComplaint, deeds.decide),
  post(`${one}/clock/stop`, StopClock, deeds.stop),
  post(`${one}/clock/resume`, ResumeClock, deeds.resume),
  post(`${one}/statement`, StateCase, deeds.state),
  post(`${one}/rest`, OrderRest, deeds.rest),
  post(`${one}/rest/lift`, LiftRest, deeds.lift),
  post(`${one}/withdraw`, WithdrawComplaint, deeds.withdraw),
  post(`${one}/ruling`, RuleOn, deeds.rule),
)
