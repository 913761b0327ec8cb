import type { ChildProcess } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { people } from '../../server/cli/demo/people.ts'
import { startBank } from '../../server/cli/demo/servers.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { COLUMNS } from '../../server/deposits/statement.ts'
import { httpBank } from '../../server/platform/bank.http.ts'
import type { BankOrder } from '../../server/platform/platform.ts'
import { eventually } from '../world/eventually.ts'
import { freePort } from '../world/ports.ts'
import { foundation, world as startWorld, type TestWorld } from '../world/world.ts'

interface Exchange {
  path: string
  status: number
  sent: unknown
  answered: unknown
}

/** Stands between two sides, passes everything on and keeps what was said. */
async function listener(target: string, heard: Exchange[]): Promise<{ url: string; server: Server }> {
  const server = createServer(async (req, res) => {
    const pieces: Buffer[] = []
    for await (const piece of req) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = req.headers
    const answer = await fetch(`${target}${req.url}`, {
      method: req.method ?? 'GET',
      headers: { ...(headers as Record<string, string>), origin: target },
      ...(body.length ? { body: new Uint8Array(body) } : {}),
    })
    const text = await answer.text()
    if (body.length && req.url?.match(/\/(bank|orders)/))
      heard.push({
        ...{ path: (req.url ?? '').replace('/api/v1', ''), status: answer.status },
        ...{ sent: JSON.parse(body.toString()), answered: JSON.parse(text) },
      })
    const cookie = answer.headers.getSetCookie()
    res.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
      ...(cookie.length ? { 'set-cookie': cookie } : {}),
    })
    res.end(text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

type Content = { content?: Record<string, { schema: { $ref: string } }> }
interface Deed {
  requestBody: Content
  responses: Record<string, Content>
}
interface Description {
  openapi: string
  paths: Record<string, { post?: Deed; get?: Deed }>
  webhooks: { order: { post: Deed } }
  components: { schemas: Record<string, Parameters<typeof z.fromJSONSchema>[0]> }
}

describe("the bank's interface as it is described", () => {
  let running: TestWorld
  let bank: ChildProcess | undefined
  const servers: Server[] = []
  const heard: Exchange[] = []
  let bankUrl = ''
  let described: Description

  before(async function () {
    this.timeout(60_000)
    running = await startWorld({ tender: 'openapi' })
    await publishNotice(running.world)
    const { trading } = running.running.origins
    const platform = await listener(trading, heard)
    const port = await freePort()
    const options = {
      port,
      folder: join(running.config.dataFolder, 'bank'),
      foundation: (await foundation()).folder,
      control: true,
    }
    bank = (await startBank({ ...options, trading: platform.url })).child
    const orders = await listener(`http://127.0.0.1:${port}`, heard)
    bankUrl = orders.url
    servers.push(platform.server, orders.server)
    described = (await (await fetch(`${trading}/api/v1/bank/openapi.json`)).json()) as Description
  })
  after(async () => {
    bank?.kill('SIGKILL')
    for (const server of servers) server.close()
    await running?.stop()
  })

  const schemaOf = (content: Content | undefined) => {
    const [body] = Object.values(content?.content ?? {})
    const name = body?.schema.$ref.split('/').at(-1) ?? ''
    const schema = described.components.schemas[name]
    if (!schema) throw new Error(`${name} is not described`)
    return z.fromJSONSchema(schema)
  }
  const deedOf = (path: string): Deed | undefined =>
    path === '/orders' ? described.webhooks.order.post : described.paths[path]?.post

  it('is OpenAPI 3.1, open to everybody, and names every path that the bank has', () => {
    expect(described.openapi).to.equal('3.1.0')
    expect(Object.keys(described.paths)).to.include.members(['/bank/payments', '/bank/orders', '/bank/statements'])
  })

  it('fits every message between the demo bank and the platform, and their answers', async () => {
    const stray = { message: 'stray', account: '95599871000000000000', amount: '70000', payerName: '某公司' }
    const body = JSON.stringify({ ...stray, payerAccount: '6222020000000000017', reference: '' })
    expect((await fetch(`${bankUrl}/payments`, { method: 'POST', body })).status).to.equal(202)
    await eventually(() => heard.some(({ path }) => path === '/bank/payments'))
    expect((await fetch(`${bankUrl}/balances`, { method: 'POST', body: '{}' })).status).to.equal(200)
    await sendRefunds(running.world)
    const { platform, world } = running
    const { orders } = await world.as('bank').get<{ orders: BankOrder[] } & Record<string, unknown>>('/bank/orders')
    const organisation = people.find(({ id }) => id === 'bank')?.organisation?.code ?? ''
    const { signer, trust, clock } = platform
    for (const order of orders) await httpBank({ url: bankUrl, organisation, signer, trust, clock }).take(order)
    await eventually(() => heard.some(({ path }) => path === '/bank/confirmations'))

    // what is sent before the bank has signed in is refused as `default` says, and sent again
    const said = heard.filter(({ path }) => deedOf(path))
    for (const exchange of said) fits(exchange)
    const paths = [...new Set(said.map(({ path }) => path))].sort()
    expect(paths).to.deep.equal(['/bank/balances', '/bank/confirmations', '/bank/payments', '/orders'])
  })

  it('fits statements, read and unread, booked and refused, and every refusal of a message', async () => {
    const { world } = running
    const bank = world.as('bank')
    const at = new Date(await world.now()).toISOString()
    const file = (...rows: string[]) => [COLUMNS.join(), ...rows].join('\r\n')
    const good = file(
      `o-1,收,95599871000000000000,700.00,某公司,6222020000000000017,${at},,,`,
      `o-2,付,,,,,${at},,none,`,
    )
    const bad = file('o-3,转,,,,,,,,')
    const signed = async (what: string, fields: Record<string, unknown>) => ({
      ...fields,
      cms: await bank.sign(what, fields),
    })
    const statement = async (text: string) => ({
      text,
      cms: await bank.sign('bank.statement', { sha256: hex(sha256(utf8(text))) }),
    })
    const unknown = { message: 'o-4', order: 'none', paidAt: await world.now() }
    const revocation = { message: 'o-5', number: 'none', reason: '不存在', revokedAt: await world.now() }
    const refusal = { message: 'o-6', order: 'none', because: 'accountClosed', refusedAt: await world.now() }
    const back = {
      message: 'o-7',
      of: 'none',
      account: '95599871000000000000',
      because: '撤回',
      reversedAt: await world.now(),
    }
    const changed = { ...(heard.find(({ path }) => path === '/bank/payments')?.sent as object), amount: '1' }
    const said: [path: string, body: object, status: number, code?: string][] = [
      ['/bank/statements/preview', { text: good }, 201],
      ['/bank/statements/preview', { text: bad }, 201],
      ['/bank/statements', await statement(good), 201],
      ['/bank/statements', await statement(bad), 422, 'STATEMENT_ERRORS'],
      ['/bank/confirmations', await signed('bank.confirm', unknown), 404, 'ORDER_UNKNOWN'],
      ['/bank/refusals', await signed('bank.refuse', refusal), 404, 'ORDER_UNKNOWN'],
      ['/bank/guarantees/revocations', await signed('guarantee.revoke', revocation), 404, 'GUARANTEE_UNKNOWN'],
      ['/bank/reversals', await signed('bank.reverse', back), 404, 'PAYMENT_UNKNOWN'],
      ['/bank/payments', changed, 422, 'SIGNATURE_REFUSED'],
    ]
    for (const [path, sent, status, code] of said) {
      const found = await exchange(path, sent)
      expect([found.status, (found.answered as { code?: string }).code], path).to.deep.equal([status, code])
      fits(found)
    }
    const shapeless = await exchange('/bank/payments', { amount: 1 })
    expect(schemaOf(deedOf('/bank/payments')?.responses.default).safeParse(shapeless.answered).error).to.equal(
      undefined,
    )
  })

  /** What the bank says to the platform itself, and what it hears. */
  async function exchange(path: string, sent: object): Promise<Exchange> {
    await running.world.as('bank').get('/bank/orders') // signs in
    const answer = await fetch(`${running.running.origins.trading}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: running.world.as('bank').cookie },
      body: JSON.stringify(sent),
    })
    return { path, sent, status: answer.status, answered: await answer.json() }
  }

  /** Asks that both sides of an exchange have the described shape: an answer that is not described by its status is a refusal. */
  function fits({ path, sent, answered, status }: Exchange): void {
    const deed = deedOf(path)
    expect(schemaOf(deed?.requestBody).safeParse(sent).error, `sent to ${path}`).to.equal(undefined)
    const answer = deed?.responses[status] ?? (status >= 400 ? deed?.responses.default : undefined)
    if (!answer) throw new Error(`${path} answered ${status}: ${JSON.stringify(answered)}`)
    expect(schemaOf(answer).safeParse(answered).error, `answered by ${path}`).to.equal(undefined)
  }

  it('does not fit a message with a member too many or of another kind', () => {
    const [payment] = heard.filter(({ path }) => path === '/bank/payments')
    const shape = schemaOf(deedOf('/bank/payments')?.requestBody)
    for (const wrong of [{ extra: 1 }, { amount: 70000 }, { paidAt: 'today' }, { cms: undefined }])
      expect(shape.safeParse({ ...(payment?.sent as object), ...wrong }).success, JSON.stringify(wrong)).to.equal(false)
  })
})
