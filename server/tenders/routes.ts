import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import {
  CheckTender,
  DraftTender,
  LiftSuspension,
  OfficerKey,
  OnePaper,
  OneTender,
  PostponeTender,
  PublishControlPrice,
  PublishTender,
  RepeatTender,
  SealPaper,
  SuspendTender,
  TerminateTender,
  UnsignedControlPrice,
  UnsignedNotice,
  UploadOfTender,
} from './contract.ts'
import * as pricing from './controlPriceCommands.ts'
import * as drafts from './draftViews.ts'
import * as methods from './methodCommands.ts'
import { AskMethodChange, DecideMethodChange } from './methodContract.ts'
import * as publishing from './publishCommands.ts'
import * as sealing from './sealingCommands.ts'
import * as side from './sideCommands.ts'
import * as signing from './signingCommands.ts'

export const tenderRoutes = routes(
  get('/tenders/:tender', OneTender, deeds.read),
  get('/tenders/:tender/notice.pdf', OneTender, deeds.noticeFile),
  post('/tenders/:tender/draft', DraftTender, deeds.draft),
  post('/tenders/:tender/officer-key', OfficerKey, deeds.officerKey),
  get('/projects/:project/sections/:section/draft', drafts.OneSection, drafts.starting),
  get('/tenders/:tender/criteria.xlsx', OneTender, drafts.factorsFile),
  get('/tenders/:tender/check', CheckTender, publishing.check),
  get('/tenders/:tender/preview.pdf', OneTender, publishing.preview),
  get('/tenders/:tender/preview/prepared', OneTender, signing.document),
  get('/tenders/:tender/uploads/:upload/prepared', UploadOfTender, signing.upload),
  get('/tenders/:tender/notice-preview/prepared', UnsignedNotice, signing.notice),
  get('/tenders/:tender/notice-preview.pdf', OneTender, publishing.noticePreview),
  post('/tenders/:tender/publish', PublishTender, publishing.publish),
  post('/tenders/:tender/suspensions', SuspendTender, side.suspend),
  post('/tenders/:tender/suspensions/:suspension/lift', LiftSuspension, side.lift),
  post('/tenders/:tender/suspensions/:suspension/resume', LiftSuspension, side.resume),
  post('/tenders/:tender/control-price', PublishControlPrice, pricing.controlPrice),
  post('/tenders/:tender/control-price/prepared', UnsignedControlPrice, pricing.controlPriceToSign),
  post('/tenders/:tender/postpone', PostponeTender, side.postpone),
  post('/tenders/:tender/terminate', TerminateTender, side.terminate),
  post('/tenders/:tender/repeat', RepeatTender, side.repeat),
  get('/tenders/:tender/method-change', OneTender, methods.methodAsked),
  post('/tenders/:tender/method-change', AskMethodChange, methods.askMethod),
  post('/tenders/:tender/method-change/decision', DecideMethodChange, methods.decideMethod),
  get('/tenders/:tender/papers', OneTender, sealing.list),
  get('/tenders/:tender/papers/:sha256', OnePaper, sealing.file),
  get('/tenders/:tender/papers/:sha256/prepared', OnePaper, sealing.prepared),
  post('/tenders/:tender/papers/:sha256/seal', SealPaper, sealing.seal),
)
