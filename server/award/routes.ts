import { OneAnswer, SealAnswer } from '../questions/contract.ts'
import { get, Nothing, post, routes } from '../web/route.ts'
import * as ability from './abilityCommands.ts'
import * as receiving from './acceptanceCommands.ts'
import * as reading from './acceptanceViews.ts'
import * as answers from './answerCommands.ts'
import * as deeds from './commands.ts'
import { AnswerObjection, Decide, MakeObjection, OfTender, OneFile, Publicise, SignContract } from './contract.ts'
import { propose } from './contractCommands.ts'
import { ProposeContract } from './contractText.ts'
import * as contracts from './contractViews.ts'
import * as duties from './dutyCommands.ts'
import * as further from './furtherCommands.ts'
import * as of from './furtherContract.ts'
import { invalidate } from './invalidityCommands.ts'
import * as letters from './letterCommands.ts'
import * as objections from './objectionCommands.ts'
import { drawTie } from './tyingCommands.ts'
import { lots } from './tyingViews.ts'
import * as views from './views.ts'

export const awardRoutes = routes(
  get('/duties/overdue', Nothing, duties.alarms),
  get('/tenders/:tender/duties', OfTender, duties.read),
  get('/tenders/:tender/acceptance', OfTender, reading.acceptance),
  get('/tenders/:tender/acceptance/files/:sha256', OneFile, reading.recheckFile),
  post('/tenders/:tender/acceptance/delivery', of.DeliverReport, receiving.deliver),
  post('/tenders/:tender/acceptance/review', of.ReviewReport, receiving.review),
  post('/tenders/:tender/acceptance/recheck', of.RecheckReport, receiving.recheck),
  post('/tenders/:tender/acceptance/winner', of.FixWinner, receiving.fix),
  get('/tenders/:tender/lots', OfTender, lots),
  post('/tenders/:tender/acceptance/lot', of.DrawWinner, drawTie),
  post('/tenders/:tender/announcement', of.Announce, receiving.announce),
  get('/tenders/:tender/publicity/draft', OfTender, views.prepare),
  post('/tenders/:tender/publicity', Publicise, deeds.publicise),
  get('/tenders/:tender/publicity', OfTender, views.publicity),
  get('/tenders/:tender/publicity.pdf', OfTender, views.publicityFile),
  post('/tenders/:tender/result-objections', MakeObjection, objections.object),
  get('/tenders/:tender/result-objections', OfTender, views.objections),
  get('/tenders/:tender/result-objections/files/:sha256', OneFile, views.objectionFile),
  post('/tenders/:tender/result-objections/:objection/answer', AnswerObjection, objections.answer),
  get('/tenders/:tender/result-objections/:objection/answer.pdf', OneAnswer, answers.answerFile),
  get('/tenders/:tender/result-objections/:objection/answer/prepared', OneAnswer, answers.preparedAnswer),
  post('/tenders/:tender/result-objections/:objection/answer/seal', SealAnswer, answers.sealAnswerPaper),
  post('/tenders/:tender/result-objections/:objection/weight', of.WeighChallenge, further.weigh),
  get('/tenders/:tender/result/own', OfTender, reading.own),
  post('/tenders/:tender/award', Decide, deeds.decide),
  get('/tenders/:tender/award', OfTender, views.award),
  get('/tenders/:tender/award/passing', OfTender, reading.passing),
  post('/tenders/:tender/award/passing', of.PassOver, further.passOver),
  post('/tenders/:tender/award/invalidity', of.InvalidateAward, invalidate),
  post('/tenders/:tender/award/ability', ability.ReviewAbility, ability.review),
  get('/tenders/:tender/award/letters', OfTender, letters.letters),
  get('/tenders/:tender/award/letters/:letter', of.OneLetter, letters.letter),
  post('/tenders/:tender/award/letters', of.SendNotices, letters.sendNotices),
  get('/tenders/:tender/award/notice.pdf', OfTender, views.noticeFile),
  get('/tenders/:tender/award/own.pdf', OfTender, views.ownNotice),
  get('/tenders/:tender/award/papers/:paper', of.OnePaper, letters.paper),
  get('/tenders/:tender/award/papers/:paper/prepared', of.OnePaper, letters.prepared),
  post('/tenders/:tender/award/papers/:paper/sign', of.SignPaper, letters.sign),
  post('/tenders/:tender/bond', of.GiveBond, further.giveBond),
  post('/tenders/:tender/bond/return', of.ReturnBond, further.returnBond),
  get('/tenders/:tender/contract', OfTender, contracts.contract),
  get('/tenders/:tender/contract.pdf', OfTender, contracts.contractFile),
  post('/tenders/:tender/contract/terms', ProposeContract, propose),
  post('/tenders/:tender/contract', SignContract, deeds.contract),
  post('/tenders/:tender/contract/publication', of.PublishContract, further.publishContract),
  get('/tenders/:tender/contract/public.pdf', OfTender, reading.publicContract),
  post('/tenders/:tender/report', of.MakeReport, further.report),
  get('/tenders/:tender/report', OfTender, reading.report),
  get('/tenders/:tender/report.pdf', OfTender, reading.reportFile),
)
