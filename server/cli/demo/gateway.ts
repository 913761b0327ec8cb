import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isMacOf, macOf } from '../../platform/carrier.gateway.ts'

/** A message as the simulated gateway took it. */
export interface Taken {
  id: string
  channel: 'sms' | 'voice'
  to: string
  text: string
  at: number
}

/** The simulated gateway while it runs; it sends to nobody. */
export interface Gateway {
  url: string
  /** what it took, each message once */
  readonly taken: Taken[]
  /** so many messages are answered 503 and not taken */
  fail(count: number): void
  /** what is taken is not answered while this is on */
  mute(on: boolean): void
  close(): Promise<void>
}

/** Numbers that the simulated gateway never takes, and those that it takes and cannot reach. */
const NEVER = /0000$/
const ABSENT = /1111$/

/**
 * A gateway for text messages and calls as server/platform/GATEWAY.md has it, simulated: numbers that end in 0000 are
 * refused, those that end in 1111 are reported as not reached, all others as delivered.
 *
 * @param of.reportTo where the platform takes reports; absent: none is made
 */
export async function openGateway(of: Options): Promise<Gateway> {
  const state: State = { taken: [], fail: 0, mute: false }
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    const answer = async (): Promise<void> => {
      const known = req.method === 'POST' && req.url === '/messages'
      const [status, body] = known ? await take(of, state, req).catch(() => NO_MESSAGE) : NOTHING_HERE
      if (!state.mute) res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    void answer()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: state.taken,
    fail: (count) => {
      state.fail = count
    },
    mute: (on) => {
      state.mute = on
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Options {
  secret: string
  reportTo?: () => string
}
interface State {
  taken: Taken[]
  fail: number
  mute: boolean
}
type Answer = [status: number, body: object]
const NO_MESSAGE: Answer = [400, { code: 'BODY' }]
const NOTHING_HERE: Answer = [404, {}]

async function take({ secret, reportTo }: Options, state: State, req: IncomingMessage): Promise<Answer> {
  const { message, mac } = JSON.parse(await bodyOf(req)) as { message: Taken; mac: string }
  if (!isMacOf(secret, { ...message, what: 'carrier.send' }, mac)) return [401, { code: 'MAC' }]
  if (state.fail > 0) {
    state.fail--
    return [503, { code: 'BUSY' }]
  }
  const { id, to } = message
  if (NEVER.test(to)) return [422, { code: 'MK.0012' }]
  if (!state.taken.some((one) => one.id === id)) {
    state.taken.push(message)
    if (reportTo) void reportLater(secret, reportTo(), message)
  }
  const code = 'ACCEPTD'
  return [202, { id, code, mac: macOf(secret, { id, code, what: 'carrier.taken' }) }]
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of req) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

/** Reports what became of a message, again until the platform has noted it or knows nothing of it. */
async function reportLater(secret: string, to: string, { id, to: number, at }: Pick<Taken, 'id' | 'to' | 'at'>) {
  const failed = ABSENT.test(number)
  const report = { id, state: failed ? 'failed' : 'delivered', code: failed ? 'UNDELIV' : 'DELIVRD', at: at + 1000 }
  const body = JSON.stringify({ report, mac: macOf(secret, { ...report, what: 'carrier.report' }) })
  const headers = { 'content-type': 'application/json' }
  for (let tries = 1; tries <= 20; tries++) {
    const answer = await fetch(to, { method: 'POST', headers, body }).catch(() => undefined)
    if (answer && answer.status < 500) return
    await new Promise((done) => setTimeout(done, 200 * tries))
  }
}
