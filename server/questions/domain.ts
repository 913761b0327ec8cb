import type { Domain } from '../domain.ts'
import { paperReaction } from './addendumCommands.ts'
import { tellReaction } from './commands.ts'
import { holderEvents, objectionEvents, questionEvents } from './events.ts'
import { overdue } from './objectionCommands.ts'
import { questionRoutes } from './routes.ts'
import { holderStream, objectionStream, questionsStream } from './store.ts'

export const questionsDomain: Domain = {
  name: 'questions',
  events: [...questionEvents, ...holderEvents, ...objectionEvents],
  streams: [questionsStream.kind, holderStream.kind, objectionStream.kind],
  routes: questionRoutes,
  reactions: [tellReaction, paperReaction],
  dues: { 'objection.overdue': (context, id) => overdue.run(context, { id }) },
}
