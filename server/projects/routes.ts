import { get, Nothing, post, routes } from '../web/route.ts'
import * as deeds from './commands.ts'
import { ListProjects, OneProject, OneProjectPaper, PublishPlan, RegisterProject, SaveProject } from './contract.ts'
import * as views from './views.ts'

export const projectRoutes = routes(
  get('/catalogue', Nothing, views.types),
  get('/projects', ListProjects, views.list),
  post('/projects', SaveProject, deeds.save),
  get('/projects/:project', OneProject, views.read),
  get('/projects/:project/check', OneProject, views.check),
  post('/projects/:project/register', RegisterProject, deeds.register),
  post('/projects/:project/plan', PublishPlan, deeds.plan),
  get('/projects/:project/papers/:sha256', OneProjectPaper, deeds.paper),
)
