import { OneDocument, OneTender } from '../tenders/contract.ts'
import { get, Nothing, post, routes } from '../web/route.ts'
import { addendumToSign, issue, preview } from './addendumCommands.ts'
import * as deeds from './commands.ts'
import {
  AnswerObjection,
  AnswerQuestion,
  AskQuestion,
  ConfirmVersion,
  IssueAddendum,
  MakeObjection,
  OneAnswer,
  PreviewAddendum,
  SealAnswer,
  UnsignedAddendum,
} from './contract.ts'
import { dates } from './datesViews.ts'
import * as objections from './objectionCommands.ts'
import * as papers from './paper.ts'
import * as views from './views.ts'

export const questionRoutes = routes(
  get('/tenders/:tender/documents/:sha256', OneDocument, views.document),
  get('/tenders/:tender/versions', OneTender, views.versions),
  get('/tenders/:tender/my-documents', OneTender, views.mine),
  post('/tenders/:tender/my-documents/confirm', ConfirmVersion, deeds.confirm),
  get('/tenders/:tender/holders', OneTender, views.holders),
  get('/tenders/:tender/questions', OneTender, views.questions),
  post('/tenders/:tender/questions', AskQuestion, deeds.ask),
  post('/tenders/:tender/questions/:question/answer', AnswerQuestion, deeds.answer),
  post('/tenders/:tender/addenda', IssueAddendum, issue),
  post('/tenders/:tender/addenda/preview', PreviewAddendum, preview),
  post('/tenders/:tender/addenda/prepared', UnsignedAddendum, addendumToSign),
  get('/tenders/:tender/objections', OneTender, views.objections),
  post('/tenders/:tender/objections', MakeObjection, objections.object),
  post('/tenders/:tender/objections/:objection/answer', AnswerObjection, objections.answer),
  get('/tenders/:tender/objections/:objection/answer.pdf', OneAnswer, papers.answerFile),
  get('/tenders/:tender/objections/:objection/answer/prepared', OneAnswer, papers.preparedAnswer),
  post('/tenders/:tender/objections/:objection/answer/seal', SealAnswer, papers.sealAnswerPaper),
  get('/tenders/:tender/dates.ics', OneTender, dates),
  get('/objections/overdue', Nothing, views.overdueList),
)
