import { expect } from 'chai'
import type { Role } from '../../server/ledger/eye.ts'
import type { Route } from '../../server/web/route.ts'
import { pathOf, personOf } from './routes.ts'
import type { TestWorld } from './world.ts'

/** What came back over HTTP. */
export interface Answer {
  status: number
  type: string
  body: unknown
}

/** Sends a request as somebody of a role. */
export type Knock = (role: Role, method: string, path: string, init?: RequestInit) => Promise<Answer>

/** Signs one person of every role in; answers a function that knocks as one of them, with whatever bytes. */
export async function knocker(running: TestWorld): Promise<Knock> {
  for (const id of Object.values(personOf)) await running.world.as(id).signIn()
  return async (role, method, path, init = {}) => {
    const person = personOf[role]
    const client = person ? running.world.as(person) : undefined
    const response = await fetch(
      `${running.running.origins[!client ? 'public' : role === 'supervisor' ? 'supervision' : 'trading']}/api/v1${path}`,
      {
        method,
        ...init,
        headers: { ...(client ? { cookie: client.cookie } : {}), ...init.headers },
      },
    )
    const type = response.headers.get('content-type') ?? ''
    return {
      status: response.status,
      type,
      body: type.includes('json') ? await response.json() : await response.text(),
    }
  }
}

/** A request with a JSON body. */
export const json = (body: unknown): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** How a route is knocked at: its path with places filled, and an empty piece where it takes bytes. */
export function requestOf(
  route: Route,
  given: Record<string, string>,
  body: unknown,
): { path: string; init: RequestInit } {
  if (route.method === 'get') return { path: pathOf(route, given), init: {} }
  if (!route.raw) return { path: pathOf(route, given), init: json(body) }
  return { path: `${pathOf(route, given)}?sha256=${'0'.repeat(64)}`, init: { body: new Uint8Array(3) } }
}

/** Refused as RFC 9457 and this house have it: 4xx, a code, a sentence in Chinese and one in English. */
export function expectProblem(answer: Answer, about: string): void {
  const shown = `${about} -> ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`
  expect(answer.status, shown).to.be.within(400, 499)
  expect(answer.type, shown).to.match(/^application\/problem\+json/)
  const { code, zh, en, status } = answer.body as Record<string, unknown>
  expect(code, shown).to.match(/^[A-Z][A-Z_]+$/)
  expect(zh, shown).to.match(/\p{Script=Han}/u)
  expect(en, shown).to.match(/^[\x20-\x7e\u2019…]+$/)
  expect(status, shown).to.equal(answer.status)
}
