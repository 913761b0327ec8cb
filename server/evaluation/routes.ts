import { OneVolume } from '../opening/volumes.ts'
import { get, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import {
  Answer,
  AnswerCorrection,
  AnswerStop,
  Argue,
  Ask,
  AskTime,
  ChooseEqual,
  Correct,
  CorrectPrice,
  CountDeviations,
  Dismiss,
  DrawTie,
  DropCorrection,
  ElectChair,
  GiveUp,
  JudgePrice,
  Leave,
  LockSheet,
  OneEvaluation,
  Opine,
  RaiseDefect,
  RefuseToSign,
  Review,
  SaveSheet,
  SetTime,
  SignReport,
  SuspectPrice,
  VoteOnDefect,
} from './contract.ts'
import * as defects from './defectCommands.ts'
import * as lowPrices from './lowPriceCommands.ts'
import * as prices from './priceCommands.ts'
import * as report from './report.ts'
import * as ties from './tieCommands.ts'
import * as times from './timeCommands.ts'
import * as vacancies from './vacancyCommands.ts'
import * as views from './views.ts'

const at = '/tenders/:tender/evaluation'

export const evaluationRoutes = routes(
  get(at, OneEvaluation, views.read),
  get(`${at}/result`, OneEvaluation, views.result),
  get(`${at}/signals`, OneEvaluation, views.signals),
  get('/tenders/:tender/clarifications', OneEvaluation, views.clarifications),
  get(`${at}/report.pdf`, OneEvaluation, report.report),
  get(`${at}/report/prepared`, OneEvaluation, report.prepared),
  get('/tenders/:tender/bids/:tag/volumes/:part/:file', OneVolume, views.volume),
  post(`${at}/begin`, OneEvaluation, deeds.begin),
  post(`${at}/chair`, ElectChair, deeds.electChair),
  post(`${at}/review`, Review, deeds.review),
  post(`${at}/low-prices`, SuspectPrice, lowPrices.suspect),
  post(`${at}/low-prices/:bid`, JudgePrice, lowPrices.judge),
  post(`${at}/competition`, Argue, deeds.argue),
  post(`${at}/clarifications`, Ask, deeds.ask),
  post('/tenders/:tender/clarifications/:clarification/answer', Answer, deeds.answer),
  post(`${at}/corrected-prices`, CorrectPrice, prices.correct),
  post(`${at}/corrected-prices/:repricing/drop`, DropCorrection, prices.drop),
  get('/tenders/:tender/corrected-prices', OneEvaluation, views.repricings),
  post('/tenders/:tender/corrected-prices/:repricing/answer', AnswerCorrection, prices.answer),
  post(`${at}/deviations`, CountDeviations, prices.count),
  post(`${at}/ties/lot`, DrawTie, ties.drawTie),
  post(`${at}/ties/choice`, ChooseEqual, ties.chooseTied),
  post(`${at}/sheet`, SaveSheet, deeds.saveSheet),
  post(`${at}/sheet/lock`, LockSheet, deeds.lock),
  post(`${at}/corrections`, Correct, deeds.correct),
  post(`${at}/opinion`, Opine, deeds.opine),
  post(`${at}/report/sign`, SignReport, report.sign),
  post(`${at}/report/refuse`, RefuseToSign, report.refuseToSign),
  post(`${at}/defect`, RaiseDefect, defects.raise),
  post(`${at}/defect/vote`, VoteOnDefect, defects.vote),
  post(`${at}/defect/answer`, AnswerStop, defects.answer),
  post(`${at}/time`, SetTime, times.set),
  post(`${at}/time/request`, AskTime, times.ask),
  post(`${at}/leave`, Leave, vacancies.leave),
  post(`${at}/dismiss`, Dismiss, vacancies.dismiss),
  post(`${at}/give-up`, GiveUp, vacancies.giveUp),
)
