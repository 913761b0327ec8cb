import { CheckIn, DeclareInterests } from '../experts/contract.ts'
import { get, Nothing, post, routes } from '../web/route.ts'
import * as amending from './amendCommands.ts'
import * as applying from './applicationCommands.ts'
import { bundle } from './bundle.ts'
import * as challenging from './challengeCommands.ts'
import * as committee from './committeeCommands.ts'
import {
  AmendPrequalification,
  AnswerChallenge,
  ApplicationFile,
  ChallengeResult,
  Conclude,
  ConfirmResult,
  DocumentFile,
  DrawCommittee,
  JoinCommittee,
  LeaveCommittee,
  OfTender,
  OneApplication,
  PublishPrequalification,
  ReleaseShares,
  ReportUnlock,
  ReviewApplication,
  SealApplication,
  SignReviewReport,
  UnlockApplication,
  UnsignedAmendment,
  UnsignedPrequalification,
  WithdrawApplication,
} from './contract.ts'
import * as members from './memberCommands.ts'
import * as notice from './noticeCommands.ts'
import * as opening from './openingCommands.ts'
import * as publishing from './publishCommands.ts'
import * as releasing from './releaseViews.ts'
import * as report from './report.ts'
import { confirmResult } from './resultCommands.ts'
import * as reviewing from './reviewCommands.ts'
import { file } from './volumes.ts'

const at = '/tenders/:tender/prequalification'
const own = '/tenders/:tender/application'

export const prequalificationRoutes = routes(
  get(at, OfTender, reviewing.read),
  get(`${at}/preview.pdf`, OfTender, notice.preview),
  get(`${at}/documents/:sha256`, DocumentFile, notice.document),
  post(`${at}/publish`, PublishPrequalification, publishing.publish),
  post(`${at}/publish/prepared`, UnsignedPrequalification, publishing.noticeToSign),
  post(`${at}/amend`, AmendPrequalification, amending.amend),
  post(`${at}/amend/prepared`, UnsignedAmendment, amending.addendumToSign),
  get(`${at}/locks`, OfTender, opening.locks),
  get(`${at}/evidence`, OfTender, releasing.forOfficers),
  post(`${at}/shares`, ReleaseShares, opening.release),
  get(`${at}/applications/:tag/files/:file`, ApplicationFile, file),
  get(`${at}/applications/:tag/failure`, OneApplication, bundle),
  post(`${at}/applications/:application/review`, ReviewApplication, reviewing.review),
  post(`${at}/committee`, DrawCommittee, committee.drawCommittee),
  get(`${at}/committee/applicants`, OfTender, members.applicants),
  post(`${at}/committee/join`, JoinCommittee, members.join),
  post(`${at}/committee/check-in`, CheckIn, members.checkIn),
  post(`${at}/committee/declare`, DeclareInterests, members.declare),
  post(`${at}/committee/leave`, LeaveCommittee, members.leave),
  get('/prequalification/committees', Nothing, members.committees),
  get(`${at}/report.pdf`, OfTender, report.reportFile),
  post(`${at}/report`, OfTender, report.makeReport),
  post(`${at}/report/sign`, SignReviewReport, report.signReport),
  get(`${at}/challenges`, OfTender, challenging.challenges),
  post(`${at}/challenges`, ChallengeResult, challenging.challenge),
  post(`${at}/challenges/:challenge/answer`, AnswerChallenge, challenging.answer),
  post(`${at}/conclude`, Conclude, reviewing.conclude),
  get(own, OfTender, applying.mine),
  get(`${own}/evidence`, OfTender, releasing.forApplicant),
  get(`${own}/package-head`, OfTender, applying.head),
  get(`${own}/receipt.pdf`, OfTender, applying.receiptFile),
  get(`${own}/result.pdf`, OfTender, applying.resultFile),
  post(`${own}/result`, ConfirmResult, confirmResult),
  post(`${own}/prepare`, OfTender, applying.prepare),
  post(own, SealApplication, applying.seal),
  post(`${own}/withdraw`, WithdrawApplication, applying.withdraw),
  post(`${own}/unlock`, UnlockApplication, opening.unlock),
  post(`${own}/unlock-failed`, ReportUnlock, opening.report),
)
