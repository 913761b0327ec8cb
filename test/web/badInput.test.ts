import { connect } from 'node:net'
import { expect } from 'chai'
import fc from 'fast-check'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { Role } from '../../server/ledger/eye.ts'
import { pages } from '../../server/pages/routes.ts'
import type { Route } from '../../server/web/route.ts'
import { type Answer, expectProblem, json, type Knock, knocker, requestOf } from '../world/door.ts'
import { apiRoutes, pathOf, personOf, placesOf, rolesOf } from '../world/routes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { fits, shaped, spoilt, withoutPlaces } from './garbage.ts'

const deeds = apiRoutes.filter(({ method }) => method === 'post')
const reads = apiRoutes.filter(({ method }) => method === 'get')
const nameOf = (route: Route): string => `${route.method} ${route.path}`
/** Somebody whom the policy lets in, so that more than the door is tried. */
const insider = (route: Route): Role => rolesOf(route).find((role) => personOf[role]) ?? 'public'

const runs = (numRuns: number) => ({ seed: 20260408, numRuns })

/** What anybody in the role may do by a click, without a signature. */
const unsigned = new Set([
  '/time',
  '/session/challenge',
  '/session/close',
  '/uploads',
  '/bank/statements/preview',
  '/tenders/:tender/deposit',
  '/tenders/:tender/bid/prepare',
  '/tenders/:tender/addenda/preview',
  '/projects',
])

describe('Whatever is sent to the platform', function () {
  this.timeout(300_000)
  let running: TestWorld
  let knock: Knock
  let facts = 0
  const known = (): Record<string, string> => ({ tender: running.world.tender, draw: `${running.world.tender}.1` })

  before(async () => {
    running = await world()
    await publishNotice(running.world)
    await running.world.until('the notice is issued', async () => (await running.platform.queue.pending()) === 0)
    knock = await knocker(running)
    facts = await running.facts()
  })
  after(() => running.stop())

  afterEach(async () => {
    expect(running.errors(), 'no error of ours in the log').to.deep.equal([])
    expect(await running.facts(), 'nothing was written').to.equal(facts)
  })

  it('a body that does not have the shape is a problem with a code, in Chinese and English', async () => {
    for (const route of deeds)
      await fc.assert(
        fc.asyncProperty(spoilt(route.schema), fc.boolean(), async (body, real) => {
          const given = real ? known() : {}
          fc.pre(!fits(route, body, given))
          const { path, init } = requestOf(route, given, body)
          expectProblem(
            await knock(insider(route), 'POST', path, init),
            `${nameOf(route)} ${JSON.stringify(body).slice(0, 200)}`,
          )
        }),
        runs(16),
      )
  })

  it('a body of the right shape that nobody signed writes nothing', async () => {
    for (const route of deeds.filter(({ path }) => !unsigned.has(path)))
      await fc.assert(
        fc.asyncProperty(shaped(route.schema), fc.boolean(), async (body, real) => {
          const { path, init } = requestOf(route, real ? known() : {}, withoutPlaces(route, body))
          expectProblem(
            await knock(insider(route), 'POST', path, init),
            `${nameOf(route)} ${JSON.stringify(body).slice(0, 200)}`,
          )
        }),
        runs(10),
      )
  })

  it('what is not JSON, too large, or sent as something else is refused before anybody looks at it', async () => {
    const bad: [string, RequestInit][] = [
      ['half a body', json('{"cms": "ab')],
      ['no object', json('"text"')],
      ['a list', json('[1,2,3]')],
      ['not UTF-8', { ...json(''), body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) }],
      ['two megabytes', json({ cms: 'x'.repeat(2 * 1024 * 1024) })],
      ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' }],
      ['plain text', { headers: { 'content-type': 'text/plain' }, body: '{}' }],
      ['an unknown charset', { headers: { 'content-type': 'application/json; charset=klingon' }, body: '{}' }],
      [
        'an unknown encoding',
        { headers: { 'content-type': 'application/json', 'content-encoding': 'zip' }, body: '{}' },
      ],
      ['a false encoding', { headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: '{}' }],
      ['another site', { headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }, body: '{}' }],
    ]
    for (const route of deeds)
      for (const [what, init] of bad)
        expectProblem(await knock(insider(route), 'POST', pathOf(route, known()), init), `${nameOf(route)}, ${what}`)
  })

  it('an address of nothing, or that is no address, is a problem', async () => {
    const ids = [
      'nothing',
      '__proto__',
      'constructor',
      '..%2f..%2fkeys',
      '%00',
      '%E0%A4%A',
      '%ff',
      '标段',
      'x'.repeat(3000),
      '%20',
      '-1',
    ]
    for (const route of apiRoutes.filter(({ path }) => path.includes(':')))
      for (const [place] of Object.entries(placesOf(route)))
        for (const id of ids) {
          const filled = { ...(place === 'tender' ? {} : known()), [place]: id }
          const { path, init } = requestOf(route, filled, {})
          expectProblem(
            await knock(insider(route), route.method.toUpperCase(), path, init),
            `${nameOf(route)} with ${place}=${id.slice(0, 40)}`,
          )
        }
  })

  it('what stands behind the question mark is read by its shape too', async () => {
    const queries = [
      'surplus=1',
      '__proto__=1',
      'page=abc',
      'tender=a&tender=b',
      'text=%E0%A4%A',
      'from=-1&to=x',
      'now[]=1',
      '&&&=',
    ]
    for (const route of reads)
      for (const query of queries) {
        const answer = await knock(insider(route), 'GET', `${pathOf(route, known())}?${query}`)
        if (answer.status >= 400) expectProblem(answer, `${nameOf(route)}?${query}`)
      }
    expectProblem(await knock('public', 'GET', '/tenders?surplus=1'), 'a filter that there is not')
    expectProblem(await knock('public', 'GET', '/log/consistency?from=2&to=1'), 'a log that shrinks')
    expectProblem(await knock('public', 'GET', '/log/checkpoints/999999999'), 'a head of the future')
  })

  it('a method that an address does not know, and an address that the platform does not know', async () => {
    for (const route of apiRoutes) {
      const known = apiRoutes.filter(({ path }) => path.replace(/:\w+/g, '') === route.path.replace(/:\w+/g, ''))
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter(
        (one) => !known.some((two) => two.method === one.toLowerCase()),
      )) {
        const answer = await knock(insider(route), method, pathOf(route))
        expectProblem(answer, `${method} ${route.path}`)
      }
    }
    for (const path of ['/nothing', '/tenders/a/b/c/d', '/%2e%2e/keys', '//', '/%E0%A4%A'])
      expectProblem(await knock('public', 'GET', path), path)
  })

  it('public pages answer whatever is asked of them, and never break', async () => {
    const { public: origin } = running.running.origins
    for (const page of pages)
      for (const id of [running.world.tender, 'nothing', '__proto__', '%E0%A4%A', '%00'])
        for (const query of [
          '',
          '?text=%E0%A4%A',
          '?page=-1&stage=<script>',
          '?text=a&text=b',
          `?text=${'x'.repeat(5000)}`,
        ]) {
          const { status } = await fetch(`${origin}${page.path.replace(/:\w+/, id)}${query}`)
          expect(status, `${page.path} ${id} ${query.slice(0, 40)}`).to.be.below(500)
        }
  })

  it('a cookie that is not ours is no cookie', async () => {
    const { trading } = running.running.origins
    for (const cookie of [
      'yg_trading=%',
      'yg_trading=%E0%A4%A',
      'yg_trading=AAAA',
      'yg_trading=',
      'yg_public=x; ;;=',
    ]) {
      const answer = await fetch(`${trading}/api/v1/session`, { headers: { cookie } })
      expect([answer.status, ((await answer.json()) as { role: string }).role], cookie).to.deep.equal([200, 'public'])
    }
  })

  it('a socket with a bad cookie or a bad address is turned away, and the platform goes on', async () => {
    const port = Number(new URL(running.running.origins.trading).port)
    const upgrade = (target: string, more = ''): Promise<string> =>
      new Promise((done) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(
            `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`,
          ),
        )
        let heard = ''
        socket.on('data', (bytes) => {
          heard += bytes.toString('latin1')
          socket.end()
        })
        socket.on('error', () => done(heard))
        socket.on('close', () => done(heard))
      })
    for (const target of [
      '//',
      '/ws/v1/rooms/nothing/x',
      '/ws/v1/rooms/__proto__/x',
      '/ws/v1/rooms/opening/%E0',
      'http://[',
      '/ws/v1/rooms/opening/x?v=-1e9',
    ])
      for (const cookie of ['', 'Cookie: yg_trading=%\r\n', 'Origin: https://elsewhere.example\r\n'])
        expect(await upgrade(target, cookie), target).to.match(/^HTTP\/1.1 (101|400|404) |^$/)
    expect((await fetch(`${running.running.origins.trading}/api/v1/time`)).status).to.equal(200)
  })

  it('a challenge serves once, at the entrance that gave it, for the role that was signed', async () => {
    const client = running.world.as('agent')
    const ask = async (): Promise<string> =>
      ((await knock('public', 'POST', '/session/challenge', json({}))).body as { challenge: string }).challenge
    const trading = (body: unknown): Promise<Answer> => knock('agent', 'POST', '/session', json(body))
    const ofPublic = await ask()
    const elsewhere = await client.sign('session.open', { challenge: ofPublic, entrance: 'trading', role: 'agent' })
    expectProblem(
      await trading({ challenge: ofPublic, role: 'agent', cms: elsewhere }),
      'a challenge of another entrance',
    )
    const { challenge } = (await knock('agent', 'POST', '/session/challenge', json({}))).body as { challenge: string }
    const cms = await client.sign('session.open', { challenge, entrance: 'trading', role: 'agent' })
    expectProblem(await trading({ challenge, role: 'tenderer', cms }), 'another role than was signed')
    expect((await trading({ challenge, role: 'agent', cms })).status).to.equal(201)
    expectProblem(await trading({ challenge, role: 'agent', cms }), 'the same challenge again')
    expectProblem(await trading({ challenge: `${challenge}.`, role: 'agent', cms }), 'a challenge that nobody gave')
  })
})
