import { expect } from 'chai'
import { type Gateway, openGateway } from '../../server/cli/demo/gateway.ts'
import type { ShownDelivery } from '../../server/pages/channels/views.ts'
import { macOf } from '../../server/platform/carrier.gateway.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'
import { addTo, sent } from './outside.ts'

describe('Messages by a region\u2019s own gateway', function () {
  this.timeout(120_000)
  const SECRET = 'a secret that both sides share, of enough length'
  let gateway: Gateway
  let running: TestWorld
  before(async () => {
    gateway = await openGateway({
      secret: SECRET,
      reportTo: () => `${running.running.origins.public}/api/v1/carriers/reports`,
    })
    running = await world({ environment: { GATEWAY_URL: gateway.url, GATEWAY_SECRET: SECRET } })
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
    await gateway.close()
  })
  const last = async (id: string): Promise<ShownDelivery | undefined> => (await sent(running, id))[0]
  const becomes = (id: string, status: string) => eventually(async () => (await last(id))?.status === status)

  it('is delivered when the gateway says so, with its code', async () => {
    await addTo(running, 'bidder-1', 'sms', '13800001234')
    await becomes('bidder-1', 'delivered')
    expect(await last('bidder-1')).to.deep.include({ code: 'DELIVRD', tries: 1, what: 'code' })
  })

  it('failed when the gateway could not reach the number, or would never take it', async () => {
    await addTo(running, 'bidder-1', 'voice', '13800001111')
    await becomes('bidder-1', 'failed')
    expect((await last('bidder-1'))?.code).to.equal('UNDELIV')
    await addTo(running, 'bidder-2', 'sms', '13800000000')
    await becomes('bidder-2', 'failed')
    expect(await last('bidder-2')).to.deep.include({ code: 'MK.0012', tries: 1 })
  })

  it('is tried again while the gateway is busy, with its code shown meanwhile', async () => {
    gateway.fail(2)
    await addTo(running, 'bidder-3', 'sms', '13800003333')
    await becomes('bidder-3', 'delivered')
    expect((await last('bidder-3'))?.tries).to.equal(3)
    expect(gateway.taken.filter(({ to }) => to === '13800003333')).to.have.lengthOf(1)
  })

  it('what was reported first stays', async () => {
    const { id } = (await last('bidder-3'))!
    const report = { id, state: 'failed', code: 'LATE', at: 1 }
    const mac = macOf(SECRET, { ...report, what: 'carrier.report' })
    const answer = await fetch(`${running.running.origins.public}/api/v1/carriers/reports`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ report, mac }) },
    })
    expect(answer.status).to.equal(204)
    expect((await last('bidder-3'))?.status).to.equal('delivered')
  })
})
