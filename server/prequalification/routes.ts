import { get, Nothing, post, routes } from '../web/route.ts'
import * as applying from './applicationCommands.ts'
import * as committee from './committeeCommands.ts'
import {
  AmendPrequalification,
  ApplicationFile,
  Conclude,
  ConfirmResult,
  DocumentFile,
  DrawCommittee,
  LeaveCommittee,
  OfTender,
  PublishPrequalification,
  ReleaseShares,
  ReviewApplication,
  SealApplication,
  UnlockApplication,
  WithdrawApplication,
} from './contract.ts'
import * as notice from './noticeCommands.ts'
import * as opening from './openingCommands.ts'
import { confirmResult } from './resultCommands.ts'
import * as reviewing from './reviewCommands.ts'

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
  get(`${at}/applications/:tag/files/:file`, ApplicationFile, opening.file),
  post(`${at}/applications/:application/review`, ReviewApplication, reviewing.review),
  post(`${at}/committee`, DrawCommittee, committee.drawCommittee),
  post(`${at}/committee/leave`, LeaveCommittee, committee.leave),
  get('/prequalification/committees', Nothing, committee.committees),
  post(`${at}/conclude`, Conclude, reviewing.conclude),
  get(own, OfTender, applying.mine),
  get(`${own}/package-head`, OfTender, applying.head),
  get(`${own}/result.pdf`, OfTender, applying.resultFile),
  post(`${own}/result`, ConfirmResult, confirmResult),
  post(`${own}/prepare`, OfTender, applying.prepare),
  post(own, SealApplication, applying.seal),
  post(`${own}/withdraw`, WithdrawApplication, applying.withdraw),
  post(`${own}/unlock`, UnlockApplication, opening.unlock),
)
