import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { base64, hex, text, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import { fromPem, parseCertificate } from '../../../crypto/certificate.ts'
import { checkPath, type Trust } from '../../../crypto/chain.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { openLetter } from '../../../crypto/letter.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { payeeLabel } from '../../deposits/payee.ts'
import type { BankOrder } from '../../platform/platform.ts'
import { BankBooks, type End, type Incoming } from './bankBooks.ts'
import { Client, keysOf, Refused } from './client.ts'
import { PLATFORM } from './foundation.ts'
import { people } from './people.ts'

/** How the demo bank is started: its only argument, as JSON. */
export interface BankOptions {
  port: number
  /** of its books */
  folder: string
  /** the demo's foundation: key files and trusted roots */
  foundation: string
  /** the platform's entrance for banks */
  trading: string
  /** tests only: opens the switches by which the bank misbehaves */
  control?: boolean
}

/** How the bank misbehaves; each is off unless a test sets it. */
interface Switches {
  /** ms before it answers an order */
  slow: number
  /** so many orders are answered 503 and not taken */
  fail: number
  /** so many orders are taken, and the answer is lost */
  lose: number
  /** every message is sent so often */
  repeat: number
  /** messages are sent last first */
  reorder: boolean
  /** orders are taken and not carried out */
  hold: boolean
  /** ends the process once so many orders were taken, or paid before anybody is told */
  die: { after: 'taken' | 'paid'; count: number } | null
  /** accounts that were closed: what goes there is refused */
  closed: string[]
}

const options = JSON.parse(process.argv[2] ?? '{}') as BankOptions
mkdirSync(options.folder, { recursive: true })
const books = new BankBooks(join(options.folder, 'books.jsonl'))
const person = people.find(({ id }) => id === 'bank')
if (!person) throw new Error('the demo has no bank')
const client = new Client(person, [options.trading], () => keysOf(join(options.foundation, 'keys', 'bank.p12')))
const switches: Switches = {
  ...{ slow: 0, fail: 0, lose: 0, repeat: 1, reorder: false, hold: false, die: null, closed: [] },
}
const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

let known = { at: 0, real: 0 }
/** The platform's time, whose clock the demo moves; while the platform is away, as much later as it was away. */
async function now(): Promise<number> {
  try {
    const answer = await fetch(`${options.trading}/api/v1/time`, { signal: AbortSignal.timeout(1000) })
    known = { at: ((await answer.json()) as { now: number }).now, real: Date.now() }
  } catch {
    if (!known.at) throw new Error('the platform was never there')
  }
  return known.at + Date.now() - known.real
}

async function trust(): Promise<Trust> {
  const folder = join(options.foundation, 'trust')
  const root = parseCertificate(fromPem(await readFile(join(folder, 'root.pem'), 'utf8')))
  return { roots: [root], intermediates: [], crls: [new Uint8Array(await readFile(join(folder, 'root.crl')))] }
}

function dies(after: 'taken' | 'paid', count: number): void {
  if (switches.die?.after === after && count >= switches.die.count) process.exit(9)
}

/** Takes an order that the platform has signed; the same again is answered the same and carried out once. */
async function take(body: { order: BankOrder; cms: string }): Promise<[number, unknown]> {
  const { order, cms } = body
  if (switches.fail > 0) return [503, { fail: switches.fail-- }]
  const fields = { ...order, what: 'bank.order' }
  const signed = await checkDetached(unbase64(cms), utf8(canonical(fields)))
  const roots = await trust()
  await checkPath(
    signed.certificate,
    { ...roots, intermediates: [...signed.chain] },
    signed.signedAt ?? (await now()),
    'sign',
  )
  if (signed.certificate.subject.organisation !== PLATFORM) return [403, { code: 'NOT_THE_PLATFORM' }]
  const content = hex(sha256(canonicalBytes(fields)))
  const before = books.orders.get(order.id)
  if (before && before.content !== content) return [409, { code: 'ORDER_CHANGED' }]
  books.take(order, content)
  dies('taken', books.orders.size)
  await rest(switches.slow)
  if (switches.lose > 0) return [504, { lose: switches.lose-- }]
  return [200, { order: order.id, cms: await client.sign('bank.take', { order: order.id, content }) }]
}

/** Where a transfer goes: to another account that its payer named, to the one who keeps it, or back to where it came from. */
async function accountOf({ back, payee, to }: BankOrder['transfers'][number]): Promise<string> {
  if (to) return to.account
  const { unwrapper } = await client.keys()
  if (payee && unwrapper) return text(await openLetter(unwrapper, payee, payeeLabel))
  return books.incoming.get(back ?? '')?.payerAccount ?? ''
}

/** Pays what waits, or refuses it: once an order, on the disk before anybody hears of it. */
async function carryOut(): Promise<void> {
  const waiting = switches.hold ? [] : books.waiting()
  if (!waiting.length) return
  const at = await now()
  for (const { id, transfers } of waiting) {
    const accounts = await Promise.all(transfers.map(accountOf))
    const gone = accounts.some((account) => switches.closed.includes(account))
    books.end(gone ? { id, at, paid: false, because: 'accountClosed' } : { id, at, paid: true })
    dies('paid', books.out.length)
  }
}

interface Message {
  message: string
  path: string
  what: string
  fields: Record<string, unknown>
}

const aboutIncoming = (incoming: Incoming): Message => ({
  ...{ message: incoming.message, path: '/bank/payments', what: 'bank.pay', fields: { ...incoming } },
})

async function aboutEnd(end: End): Promise<Message> {
  const message = `end-${end.id}`
  if (end.paid)
    return {
      message,
      path: '/bank/confirmations',
      what: 'bank.confirm',
      fields: { message, order: end.id, paidAt: end.at },
    }
  const { encryption } = await client.keys()
  const replyTo = encryption ? { replyTo: base64(encryption.spki) } : {}
  const fields = { message, order: end.id, because: end.because, refusedAt: end.at, ...replyTo }
  return { message, path: '/bank/refusals', what: 'bank.refuse', fields }
}

/** Tells the platform what it has not taken yet, eight at a time, again and again until it has. */
async function tellAll(): Promise<void> {
  const ends = await Promise.all([...books.ends.values()].map(aboutEnd))
  const untold = [...[...books.incoming.values()].map(aboutIncoming), ...ends].filter(
    ({ message }) => !books.told.has(message),
  )
  if (switches.reorder) untold.reverse()
  for (let i = 0; i < untold.length; i += 8) await Promise.all(untold.slice(i, i + 8).map(tell))
}

async function tell({ message, path, what, fields }: Message): Promise<void> {
  const body = { ...fields, cms: await client.sign(what, fields) }
  try {
    const answers = await Promise.all(Array.from({ length: switches.repeat }, () => client.post(path, body)))
    books.tell(message, String((answers[0] as { outcome?: string }).outcome))
  } catch (problem) {
    // refused for good: a person of the bank looks at it; everything else is tried again
    const final =
      problem instanceof Refused && problem.status < 500 && !['BUSY', 'BANK_TIME_AHEAD'].includes(problem.code)
    if (final) books.tell(message, problem.code)
  }
}

async function report(): Promise<unknown> {
  const fields = { message: `balance-${Date.now()}`, at: await now(), balance: String(books.balance) }
  return client.post('/bank/balances', { ...fields, cms: await client.sign('bank.balance', fields) })
}

/** A customer pays: booked, and told to the platform by the next round. */
async function receive(body: Incoming): Promise<[number, unknown]> {
  books.receive({ ...body, paidAt: body.paidAt ?? (await now()) })
  return [202, { message: body.message }]
}

const summary = () => ({
  balance: String(books.balance),
  orders: books.orders.size,
  waiting: books.waiting().length,
  out: books.out,
  told: Object.fromEntries(books.told),
})

async function answer(method: string, url: string, body: unknown): Promise<[number, unknown]> {
  if (method === 'POST' && url === '/orders') return take(body as { order: BankOrder; cms: string })
  if (method === 'POST' && url === '/payments') return receive(body as Incoming)
  if (method === 'POST' && url === '/balances') return [200, await report()]
  if (!options.control || url !== '/control') return [404, {}]
  if (method === 'POST') Object.assign(switches, body)
  return [200, summary()]
}

async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of req) pieces.push(piece as Buffer)
  const text = Buffer.concat(pieces).toString('utf8')
  const [status, body] = await answer(req.method ?? '', req.url ?? '', text ? JSON.parse(text) : {}).catch(
    (problem: unknown): [number, unknown] => [422, { problem: String(problem) }],
  )
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function work(): Promise<never> {
  for (;;) {
    await carryOut().catch(() => undefined)
    await tellAll().catch(() => undefined)
    await rest(50)
  }
}

const server = createServer((req, res) => void serve(req, res))
server.listen(options.port, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`)
  void work()
})
