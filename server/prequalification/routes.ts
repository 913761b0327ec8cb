import { get, Nothing, post, routes } from '../web/route.ts'
import * as applying from './applicationCommands.ts'
import { bundle } from './bundle.ts'
import * as committee from './committeeCommands.ts'
import {
  AmendPrequalification,
  ApplicationFile,
  Conclude,
  DocumentFile,
  DrawCommittee,
  LeaveCommittee,
  OfTender,
  OneApplication,
  PublishPrequalification,
  ReleaseShares,
  ReportUnlock,
  ReviewApplication,
  SealApplication,
  UnlockApplication,
  WithdrawApplication,
} from './contract.ts'
import * as notice from './noticeCommands.ts'
import * as opening from './openingCommands.ts'
import * as reviewing from './reviewCommands.ts'
import { file } from './volumes.ts'

const at = '/tenders/:tender/prequalification'
const own = '/tenders/:tender/application'

export const prequalificationRoutes = routes(
  get(at, OfTender, reviewing.read),
  get(`${at}/preview.pdf`, OfTender, notice.preview),
  get(`${at}/documents/:sha256`, DocumentFile, notice.document),
  post(`${at}/publish`, PublishPrequalification, notice.publish),
  post(`${at}/amend`, AmendPrequalification, notice.amend),
  get(`${at}/locks`, OfTender, opening.locks),
  post(`${at}/shares`, ReleaseShares, opening.release),
  get(`${at}/applications/:tag/files/:file`, ApplicationFile, file),
  get(`${at}/applications/:tag/failure`, OneApplication, bundle),
  post(`${at}/applications/:application/review`, ReviewApplication, reviewing.review),
  post(`${at}/committee`, DrawCommittee, committee.drawCommittee),
  post(`${at}/committee/leave`, LeaveCommittee, committee.leave),
  get('/prequalification/committees', Nothing, committee.committees),
  post(`${at}/conclude`, Conclude, reviewing.conclude),
  get(own, OfTender, applying.mine),
  get(`${own}/package-head`, OfTender, applying.head),
  get(`${own}/result.pdf`, OfTender, applying.resultFile),
  post(`${own}/prepare`, OfTender, applying.prepare),
  post(own, SealApplication, applying.seal),
  post(`${own}/withdraw`, WithdrawApplication, applying.withdraw),
  post(`${own}/unlock`, UnlockApplication, opening.unlock),
  post(`${own}/unlock-failed`, ReportUnlock, opening.report),
)
