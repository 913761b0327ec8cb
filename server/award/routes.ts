import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import { AnswerObjection, Decide, MakeObjection, OfTender, Publicise, SignContract } from './contract.ts'
import * as views from './views.ts'

export const awardRoutes = routes(
  get('/tenders/:tender/publicity/draft', OfTender, views.prepare),
  post('/tenders/:tender/publicity', Publicise, deeds.publicise),
  get('/tenders/:tender/publicity', OfTender, views.publicity),
  get('/tenders/:tender/publicity.pdf', OfTender, views.publicityFile),
  post('/tenders/:tender/result-objections', MakeObjection, deeds.object),
  get('/tenders/:tender/result-objections', OfTender, views.objections),
  post('/tenders/:tender/result-objections/:objection/answer', AnswerObjection, deeds.answer),
  post('/tenders/:tender/award', Decide, deeds.decide),
  get('/tenders/:tender/award', OfTender, views.award),
  get('/tenders/:tender/award/notice.pdf', OfTender, views.noticeFile),
  get('/tenders/:tender/award/own.pdf', OfTender, views.ownNotice),
  get('/tenders/:tender/contract', OfTender, views.contract),
  get('/tenders/:tender/contract.pdf', OfTender, views.contractFile),
  post('/tenders/:tender/contract', SignContract, deeds.contract),
)
