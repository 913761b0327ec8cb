import { get, Nothing, post, routes } from '../web/route.ts'
import { drawCoefficient } from './coefficientCommands.ts'
import {
  AnswerInvitation,
  CheckIn,
  CommitDraw,
  DeclareInterests,
  DrawCoefficient,
  EnrolExperts,
  FreezePanel,
  NameRepresentative,
  OneDraw,
  OnePanel,
  OpenSilent,
  RevealDraw,
} from './contract.ts'
import * as draws from './drawCommands.ts'
import * as members from './memberCommands.ts'
import * as panels from './panelCommands.ts'
import { represent } from './representativeCommands.ts'
import * as views from './views.ts'

export const expertRoutes = routes(
  get('/experts', Nothing, views.poolCounts),
  post('/experts', EnrolExperts, panels.enrol),

  get('/draws/:draw', OneDraw, draws.readDraw),
  post('/draws/:draw/commit', CommitDraw, draws.commitDraw),
  post('/draws/:draw/reveal', RevealDraw, draws.revealDraw),
  post('/draws/:draw/open', OpenSilent, draws.openSilent),

  post('/tenders/:tender/opening/coefficient', DrawCoefficient, drawCoefficient),
  get('/tenders/:tender/panel', OnePanel, views.readPanel),
  post('/tenders/:tender/panel', FreezePanel, panels.freeze),
  post('/tenders/:tender/panel/representatives', NameRepresentative, represent),
  get('/tenders/:tender/panel/transcript', views.OneTranscript, views.transcript),
  get('/tenders/:tender/panel/record.pdf', OnePanel, views.recordFile),
  get('/tenders/:tender/panel/bidders', OnePanel, members.bidders),
  post('/tenders/:tender/panel/answer', AnswerInvitation, members.answer),
  post('/tenders/:tender/panel/check-in', CheckIn, members.arrive),
  post('/tenders/:tender/panel/declare', DeclareInterests, members.declare),
  get('/invitations', Nothing, members.invitations),
)
