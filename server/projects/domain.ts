import type { Domain } from '../domain.ts'
import { projectEvents } from './events.ts'
import { projectReactions } from './papers.ts'
import { projectRoutes } from './routes.ts'
import { projectStream } from './store.ts'

export const projectsDomain: Domain = {
  name: 'projects',
  events: projectEvents,
  streams: [projectStream.kind],
  routes: projectRoutes,
  reactions: projectReactions,
}
