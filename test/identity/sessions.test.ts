import { join } from 'node:path'
import { expect } from 'chai'
import WebSocket from 'ws'
import { Refused } from '../../server/cli/client.ts'
import { Client, keysOf } from '../../server/cli/demo/client.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { CLOSE } from '../../server/rooms/protocol.ts'
import { type TestWorld, world } from '../world/world.ts'

describe('Sessions are ended without a list of them, over HTTP', function () {
  this.timeout(120_000)
  let running: TestWorld
  before(async () => {
    running = await world()
    await publishNotice(running.world)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  /** Somebody of the demo at another machine: the same keys, a session of its own. */
  async function elsewhere(id: string): Promise<Client> {
    const { person } = running.world.as(id)
    const file = join(running.world.folder, 'keys', `${id}.p12`)
    const client = new Client(person, [running.running.origins.trading], () => keysOf(file))
    await client.signIn()
    return client
  }
  const roleOf = async (cookie: string): Promise<string> => {
    const answer = await fetch(`${running.running.origins.trading}/api/v1/session`, { headers: { cookie } })
    return ((await answer.json()) as { role: string }).role
  }
  async function endAll(client: Client, scope: 'certificate' | 'organisation', by = client): Promise<string> {
    const { certificate } = await client.get<{ certificate: string }>('/session')
    const cms = await by.sign('session.endAll', { certificate, scope })
    return client.post('/session/end-all', { scope, cms }).then(
      () => 'done',
      (problem) => (problem instanceof Refused ? problem.code : Promise.reject(problem)),
    )
  }

  it('who signs stays, at a session of its own; the others of that certificate are over', async () => {
    const [here, there] = await Promise.all([elsewhere('bidder-1'), elsewhere('bidder-1')])
    const other = await elsewhere('bidder-2')
    const old = here.cookie
    expect(await roleOf(there.cookie)).to.equal('bidder')
    expect(await endAll(here, 'certificate')).to.equal('done')
    expect(await roleOf(here.cookie)).to.equal('bidder')
    expect(here.cookie, 'it has a new one').to.not.equal(old)
    expect([await roleOf(old), await roleOf(there.cookie)]).to.deep.equal(['public', 'public'])
    expect(await roleOf(other.cookie), 'nobody else is sent away').to.equal('bidder')
    await there.signIn()
    expect(await roleOf(there.cookie), 'signing in again is free').to.equal('bidder')
  })

  it('a session that was stolen cannot drive its owner out: it has no key to sign with', async () => {
    const [here, other] = await Promise.all([elsewhere('bidder-1'), elsewhere('bidder-2')])
    expect(await endAll(here, 'certificate', other)).to.equal('SIGNER_IS_ANOTHER')
    expect(await roleOf(here.cookie)).to.equal('bidder')
  })

  it('an organisation ends those of all its certificates, an expert only its own', async () => {
    const [here, there] = await Promise.all([elsewhere('bidder-3'), elsewhere('bidder-3')])
    expect(await endAll(here, 'organisation')).to.equal('done')
    expect([await roleOf(here.cookie), await roleOf(there.cookie)]).to.deep.equal(['bidder', 'public'])
    const [expert, away] = await Promise.all([elsewhere('expert-002'), elsewhere('expert-002')])
    expect(await endAll(expert, 'organisation')).to.equal('SESSIONS_OF_ORGANISATION')
    expect(await endAll(expert, 'certificate')).to.equal('done')
    expect([await roleOf(expert.cookie), await roleOf(away.cookie)]).to.deep.equal(['expert', 'public'])
  })

  it('its socket is closed at the next beat', async () => {
    const [here, there] = await Promise.all([elsewhere('bidder-4'), elsewhere('bidder-4')])
    const address = `${running.running.origins.trading.replace('http', 'ws')}/ws/v1/rooms/opening/${running.world.tender}`
    const open = (cookie: string) => new WebSocket(address, { headers: { cookie } })
    const [stays, goes] = [open(here.cookie), open(there.cookie)]
    await Promise.all([stays, goes].map((one) => new Promise((done) => one.once('message', done))))
    stays.close()
    const closed = new Promise<number>((done) => goes.once('close', done))
    await endAll(here, 'certificate')
    expect(await closed).to.equal(CLOSE.unauthorised)
  })

  it('says since when and until when it lasts to itself alone, and nothing at rest says who is signed in', async () => {
    const here = await elsewhere('bidder-5')
    await running.world.until('what follows is done', async () => (await running.platform.queue.pending()) === 0)
    const before = await running.facts()
    const own = await here.get<{ since: number; until: number }>('/session')
    expect(own.until - own.since).to.equal(12 * 3_600_000)
    await elsewhere('bidder-5')
    expect(await running.facts(), 'signing in writes nothing').to.equal(before)
  })
})
