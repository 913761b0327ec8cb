import { createHmac, timingSafeEqual } from 'node:crypto'
import { canonical } from '../../crypto/canonical.ts'
import { type Carrier, CarrierRefused, type CarrierReport, CarrierSilent, type Channel } from './carrier.ts'
import type { Clock } from './platform.ts'

const PATIENCE = 10_000
/** The gateway's own trouble or ours with it: not the message's fault, so it is tried again. */
const PASSING = [401, 403, 404, 408, 425, 429]
const CODE = /^[\w. -]{1,60}$/

/** HMAC-SHA256 (hex) of a statement's canonical JSON (RFC 8785) under the secret that platform and gateway share. */
export const macOf = (secret: string, statement: object): string =>
  createHmac('sha256', secret).update(canonical(statement)).digest('hex')

/** Whether a keyed hash is that of a statement; compared in constant time. */
export function isMacOf(secret: string, statement: object, mac: string): boolean {
  const [ours, theirs] = [macOf(secret, statement), mac].map((text) => Buffer.from(text))
  return ours!.length === theirs!.length && timingSafeEqual(ours!, theirs!)
}

/** Whether a report comes from the gateway with which the secret is shared. */
export const gatewayProves =
  (secret: string) =>
  (report: CarrierReport, mac: string): boolean =>
    isMacOf(secret, { ...report, what: 'carrier.report' }, mac)

/** What a gateway answers; anything may be missing. */
interface Answer {
  id?: string
  code?: string
  mac?: string
}

/**
 * A region's own gateway for text messages and calls, over HTTP as GATEWAY.md has it. That it took a message counts only
 * with its keyed hash over the message's id and its code.
 */
export function gatewayCarrier(of: {
  url: string
  secret: string
  channel: Channel
  clock: Pick<Clock, 'now'>
  patience?: number
}): Carrier {
  return {
    send: async ({ id, to, text }) => {
      const message = { id, channel: of.channel, to, text, at: of.clock.now() }
      const mac = macOf(of.secret, { ...message, what: 'carrier.send' })
      const { status, answer } = await post(`${of.url}/messages`, { message, mac }, of.patience ?? PATIENCE)
      const code = CODE.test(answer.code ?? '') ? (answer.code ?? '') : `HTTP ${status}`
      if (status >= 400 && status < 500 && !PASSING.includes(status)) throw new CarrierRefused(code)
      if (status < 200 || status > 299) throw new CarrierSilent(code)
      const taken = { id, code: answer.code ?? '', what: 'carrier.taken' }
      if (answer.id !== id || !isMacOf(of.secret, taken, answer.mac ?? '')) throw new CarrierSilent('GATEWAY UNPROVEN')
      return { code }
    },
  }
}

async function post(url: string, body: object, patience: number): Promise<{ status: number; answer: Answer }> {
  try {
    const response = await fetch(url, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      ...{ redirect: 'error', signal: AbortSignal.timeout(patience) },
    })
    const answer: unknown = await response.json().catch(() => ({}))
    return { status: response.status, answer: typeof answer === 'object' && answer ? answer : {} }
  } catch {
    throw new CarrierSilent('GATEWAY SILENT')
  }
}
