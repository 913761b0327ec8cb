import { expect } from 'chai'
import fc from 'fast-check'
import type { Entrance } from '../../server/access/who.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { Role } from '../../server/ledger/eye.ts'
import type { Route } from '../../server/web/route.ts'
import { shaped } from '../web/garbage.ts'
import { expectProblem, type Knock, knocker, requestOf } from '../world/door.ts'
import { apiRoutes, neededBy, personOf, placesOf, rolesOf } from '../world/routes.ts'
import { type TestWorld, world } from '../world/world.ts'

describe('Who may do what, over HTTP', function () {
  this.timeout(300_000)
  let running: TestWorld
  let knock: Knock

  before(async () => {
    running = await world()
    await publishNotice(running.world)
    await running.world.until('the notice is issued', async () => (await running.platform.queue.pending()) === 0)
    knock = await knocker(running)
  })
  after(() => running.stop())

  /** A body that fits the route, so that nothing but the right is missing. */
  const bodyFor = (route: Route): unknown =>
    fc
      .sample(shaped(route.schema), { seed: 7, numRuns: 50 })
      .find((body) => route.schema.safeParse({ ...body, ...placesOf(route) }).success) ?? {}

  it('a role without the right is told to sign in or that it may not, and nothing is written', async () => {
    const facts = await running.facts()
    const given = { tender: running.world.tender, draw: `${running.world.tender}.1` }
    for (const route of apiRoutes) {
      const body = bodyFor(route)
      for (const role of (['public', ...Object.keys(personOf)] as Role[]).filter(
        (one) => !rolesOf(route).includes(one),
      ))
        for (const places of [given, {}]) {
          const { path, init } = requestOf(route, places, body)
          const answer = await knock(role, route.method.toUpperCase(), path, init)
          const about = `${route.method} ${path} as ${role}`
          expectProblem(answer, about)
          expect(answer.status, about).to.equal(role === 'public' ? 401 : 403)
        }
    }
    expect(running.errors()).to.deep.equal([])
    expect(await running.facts()).to.equal(facts)
  })

  it('a body without one of the members that its deed needs is refused for that, whichever it is', async () => {
    const facts = await running.facts()
    let tried = 0
    for (const route of apiRoutes.filter(({ method }) => method === 'post')) {
      const whole = bodyFor(route) as Record<string, unknown>
      const places = placesOf(route)
      if (!route.schema.safeParse({ ...whole, ...places }).success) continue
      const role = rolesOf(route).find((one) => personOf[one]) ?? 'public'
      for (const name of neededBy(route.schema).filter((one) => !(one in places))) {
        const { [name]: _left, ...rest } = whole
        const { path, init } = requestOf(route, { tender: running.world.tender }, rest)
        const { body } = await knock(role, 'POST', path, init)
        expect((body as { code: string }).code, `${route.path} without ${name}`).to.equal('INPUT_INVALID')
        tried += 1
      }
    }
    expect(tried).to.be.greaterThan(150)
    expect(await running.facts()).to.equal(facts)
  })

  it('a session of one door opens no other', async () => {
    const value = (id: string): string => running.world.as(id).cookie.split('=').slice(1).join('=')
    const role = async (door: Entrance, cookie: string): Promise<string> =>
      (
        (await (await fetch(`${running.running.origins[door]}/api/v1/session`, { headers: { cookie } })).json()) as {
          role: string
        }
      ).role
    expect(await role('trading', `yg_trading=${value('bidder-1')}`)).to.equal('bidder')
    expect(await role('supervision', `yg_supervision=${value('bidder-1')}`)).to.equal('public')
    expect(await role('public', `yg_public=${value('bidder-1')}`)).to.equal('public')
    expect(await role('trading', `yg_trading=${value('supervisor')}`)).to.equal('public')
    expect(await role('supervision', `yg_supervision=${value('supervisor')}`)).to.equal('supervisor')
  })

  it('an organisation takes no role that it was not given, and the supervisor comes by its own door only', async () => {
    const attempts: [string, Role][] = [
      ['bidder-1', 'tenderer'],
      ['bidder-1', 'centre'],
      ['tenderer', 'agent'],
      ['agent', 'bank'],
      ['expert-002', 'bidder'],
      ['supervisor', 'supervisor'],
    ]
    for (const [id, role] of attempts) {
      const { challenge } = (await knock('public', 'POST', '/session/challenge')).body as { challenge: string }
      expect(challenge).to.match(/^public\./)
      const origin = running.running.origins.trading
      const asked = (await (await fetch(`${origin}/api/v1/session/challenge`, { method: 'POST' })).json()) as {
        challenge: string
      }
      const cms = await running.world
        .as(id)
        .sign('session.open', { challenge: asked.challenge, entrance: 'trading', role })
      const body = JSON.stringify({ challenge: asked.challenge, role, cms })
      const answer = await fetch(`${origin}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect(answer.status, `${id} as ${role}`).to.equal(403)
      expect(answer.headers.getSetCookie()).to.deep.equal([])
    }
  })
})
