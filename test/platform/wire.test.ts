import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Wire } from '../../server/platform/platform.ts'
import { inProcessWire } from '../../server/platform/wire.inProcess.ts'
import { redisWire } from '../../server/platform/wire.redis.ts'
import { eventually } from '../world/eventually.ts'
import { freePort } from '../world/ports.ts'
import { freshRedis, services } from '../world/servers.ts'

const adapters: Record<string, () => Promise<[Wire, Wire]>> = {
  'in this process': async () => {
    const hub = new EventEmitter()
    return [inProcessWire(hub), inProcessWire(hub)]
  },
  'over Redis': async () => {
    const url = await freshRedis()
    return [await redisWire(url), await redisWire(url)]
  },
}

for (const [name, open] of Object.entries(adapters)) {
  describe(`the wire ${name}`, () => {
    let first: Wire
    let second: Wire

    before(async function () {
      if (name === 'over Redis' && !(await services()).redis) this.skip()
    })

    beforeEach(async () => {
      ;[first, second] = await open()
    })

    afterEach(async () => {
      await first?.close()
      await second?.close()
    })

    it('brings a message to all subscribers of both instances, once', async () => {
      const heard: string[] = []
      const listen = (who: string) => (message: unknown) => heard.push(`${who} ${JSON.stringify(message)}`)
      await Promise.all([
        first.subscribe('facts', listen('a')),
        first.subscribe('facts', listen('b')),
        second.subscribe('facts', listen('c')),
      ])
      await first.publish('facts', { seq: 7, zh: '开标' })
      await eventually(() => heard.length >= 3)
      await sleep(50)
      expect(heard.sort()).to.deep.equal(['a', 'b', 'c'].map((who) => `${who} {"seq":7,"zh":"开标"}`))
    })

    it('keeps channels apart and the order within one', async () => {
      const heard: unknown[] = []
      await second.subscribe('facts', (message) => heard.push(message))
      await first.publish('clock', 'not for facts')
      for (let i = 0; i < 20; i++) await first.publish('facts', i)
      await eventually(() => heard.length >= 20)
      expect(heard).to.deep.equal(Array.from({ length: 20 }, (_, i) => i))
    })

    it('ends one subscription and leaves the others, those of the same listener too', async () => {
      const heard: unknown[] = []
      const listener = (message: unknown) => heard.push(message)
      const end = await first.subscribe('facts', listener)
      await first.subscribe('facts', listener)
      end()
      await second.publish('facts', 1)
      await eventually(() => heard.length >= 1)
      await sleep(50)
      expect(heard).to.deep.equal([1])
    })
  })
}

describe('a wire to a Redis that is not there', () => {
  it('fails at once and says where it looked', async () => {
    const port = await freePort()
    const failed = await redisWire(`redis://127.0.0.1:${port}`).catch((error: Error) => error.message)
    expect(failed).to.match(new RegExp(`Redis at 127.0.0.1:${port} cannot be reached`))
  })
})
