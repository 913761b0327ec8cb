import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Express, type Request, type Response } from 'express'
import helmet from 'helmet'
import { permit } from '../access/policy.ts'
import { type Session, sessionOf } from '../access/session.ts'
import { type Entrance, stranger, type Who, whoIs } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import type { Context } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { problems } from './problems.ts'
import { answer, type Route, run } from './route.ts'

const refuse = refusals({
  NO_SUCH_PAGE: { status: 404, zh: '没有这个地址', en: 'there is nothing at this address' },
  METHOD_NOT_ALLOWED: { status: 405, zh: '该地址不支持此方法', en: 'this address does not know that method' },
  JSON_EXPECTED: { status: 415, zh: '请以JSON提交', en: 'send JSON' },
  CROSS_ORIGIN: { status: 403, zh: '拒绝来自其他网站的请求', en: 'requests from other origins are refused' },
})

/** The name of the session cookie; each entrance has its own. */
export const cookieName = (entrance: Entrance): string => `yg_${entrance}`

/** Tells who a request comes from, by its cookies. */
export type Doorkeeper = (cookies: string | undefined) => Promise<Who>

/**
 * The doorkeeper of an entrance: reads its cookie and asks whether the session still stands.
 *
 * @param stands whether a session was not ended since it began
 */
export const doorkeeper =
  (platform: Platform, entrance: Entrance, stands: (session: Session) => Promise<boolean>): Doorkeeper =>
  async (cookies) => {
    const name = `${cookieName(entrance)}=`
    const found = (cookies ?? '').split(/;\s*/).find((pair) => pair.startsWith(name))
    const session = found && sessionOf(platform, unescaped(found.slice(name.length)), entrance)
    return session && (await stands(session)) ? whoIs(platform.vault, session) : stranger(entrance)
  }

/** A cookie's value; one with a bad escape is as good as none. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/** What an entrance serves besides the API. */
export interface Front {
  /** Pages rendered by the server, in order. */
  pages: Route[]
  whoAsks: Doorkeeper
  /** Proxies before us, by address or range: what they say of the address behind them is believed. */
  proxies?: readonly string[]
  /** The built client, or nothing. */
  clientFolder?: string
}

/** One entrance: headers, session, limits, routes, pages, client, problems. */
export function entranceApp(
  platform: Platform,
  entrance: Entrance,
  routes: Route[],
  front: Front,
  log: (line: Record<string, unknown>) => void,
): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.set('trust proxy', front.proxies ?? [])
  app.use(helmet({ contentSecurityPolicy: { directives: policyOfContent }, strictTransportSecurity: false }))
  app.use((req, res, next) => {
    res.locals['now'] = platform.clock.now()
    res.locals['requestId'] = randomUUID()
    res.setHeader('X-Request-Id', res.locals['requestId'])
    res.setHeader('X-Server-Time', new Date(res.locals['now']).toISOString())
    if (req.path.startsWith('/api/')) res.setHeader('Cache-Control', 'no-store')
    next()
  })
  const json = express.json({ limit: '1mb' })
  const door = { platform, entrance, whoAsks: front.whoAsks }
  const { api, among } = sorted()
  app.use('/api/v1', refuseForeign, api) // of its own, so that a page is not compared with every route of it
  for (const route of routes) mount(among(route), route.path, route, door, route.raw ? [] : [json])
  for (const page of front.pages) mount(app, page.path, page, door, [])
  app.use('/api', (req) => {
    const known = routes.some((route) => matches(`/api/v1${route.path}`, req.originalUrl))
    throw refuse(known ? 'METHOD_NOT_ALLOWED' : 'NO_SUCH_PAGE')
  })
  if (front.clientFolder && existsSync(front.clientFolder)) serveClient(app, front.clientFolder)
  app.use(() => {
    throw refuse('NO_SUCH_PAGE')
  })
  app.use(problems(log))
  return app
}

const policyOfContent = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'worker-src': ["'self'", 'blob:'],
  'upgrade-insecure-requests': null,
}

const lengthOf = (path: string): number => path.split('/').filter(Boolean).length

/** Routes by their method and how many names their paths have: a request is compared with those that it can be meant for. */
function sorted(): { api: express.RequestHandler; among: (route: Route) => express.Router } {
  const routers = new Map<string, express.Router>()
  const key = (method: string, path: string): string => `${method} ${lengthOf(path)}`
  return {
    api: (req, res, next) => {
      const method = req.method === 'HEAD' ? 'get' : req.method.toLowerCase()
      const router = routers.get(key(method, req.path))
      if (router) router(req, res, next)
      else next()
    },
    among: ({ method, path }) => {
      const router = routers.get(key(method, path)) ?? express.Router()
      routers.set(key(method, path), router)
      return router
    },
  }
}

const matches = (pattern: string, url: string): boolean =>
  new RegExp(`^${pattern.replace(/:[^/]+/g, '[^/]+')}(\\?|$)`).test(url)

/** A deed must come from a page of ours, or from a program that is no browser. */
function refuseForeign(req: Request, _res: Response, next: () => void): void {
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    const site = req.headers['sec-fetch-site']
    if (site && site !== 'same-origin') throw refuse('CROSS_ORIGIN')
    const type = req.headers['content-type'] ?? ''
    const carries = Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined
    if (req.method === 'POST' && carries && !type.startsWith('application/json')) throw refuse('JSON_EXPECTED')
  }
  next()
}

function mount(
  app: express.Router,
  path: string,
  route: Route,
  { platform, entrance, whoAsks }: { platform: Platform; entrance: Entrance; whoAsks: Doorkeeper },
  before: express.RequestHandler[],
): void {
  app[route.method](path, ...before, async (req: Request, res: Response) => {
    const context: Context = {
      platform,
      who: await whoAsks(req.headers.cookie),
      now: platform.clock.now(), // the body of a deed has been read: it reached us whole
      via: `http:${entrance}`,
      ...(req.ip ? { address: req.ip } : {}),
    }
    res.locals['context'] = context
    permit(route.deed.policy, context.who) // before the body is read: a stranger does not learn its shape
    await answer(route, res, await run(route, context, req))
  })
}

function serveClient(app: Express, folder: string): void {
  app.use(express.static(folder, { index: false, maxAge: '1h' }))
  app.get('/{*path}', (_req, res) => res.setHeader('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html')))
}
