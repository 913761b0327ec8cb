import type { Domain } from '../domain.ts'
import { on } from '../ledger/command.ts'
import { CalendarConfirmed } from '../regions/calendarEvents.ts'
import { answerPaperReaction, paperReaction } from './addendumPaperCommands.ts'
import { tellReaction } from './commands.ts'
import { holderEvents, objectionEvents, questionEvents } from './events.ts'
import { answersDatedAnew, overdue } from './objectionCommands.ts'
import { objectionAnswerReaction } from './paper.ts'
import { questionRoutes } from './routes.ts'
import { holderStream, objectionStream, questionsStream } from './store.ts'

export const questionsDomain: Domain = {
  name: 'questions',
  events: [...questionEvents, ...holderEvents, ...objectionEvents],
  streams: [questionsStream.kind, holderStream.kind, objectionStream.kind],
  routes: questionRoutes,
  reactions: [
    tellReaction,
    paperReaction,
    answerPaperReaction,
    objectionAnswerReaction,
    on(CalendarConfirmed, 'documentAnswersDated', answersDatedAnew),
  ],
  start: answersDatedAnew,
  dues: { 'objection.overdue': (context, id) => overdue.run(context, { id }) },
}
