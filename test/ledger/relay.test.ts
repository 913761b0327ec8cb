import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { Relay, type Subscriber } from '../../server/ledger/relay.ts'
import { cursors, type Written } from '../../server/ledger/store.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { eventually } from '../world/eventually.ts'
import { services } from '../world/servers.ts'
import { add, countingLedger } from './counting.ts'

/** A subscriber that remembers what it was handed, batch by batch. */
function listener(name: string, take: (facts: Written[], round: number) => void = () => undefined) {
  const batches: number[][] = []
  const kept: number[] = []
  const subscriber: Subscriber = {
    name,
    take: async (facts) => {
      batches.push(facts.map(({ seq }) => seq))
      take(facts, batches.length)
      kept.push(...facts.map(({ seq }) => seq))
    },
  }
  return { subscriber, batches, kept }
}

const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`The relay on ${kind}`, function () {
    this.timeout(60_000)
    let platform: Platform
    let close = async (): Promise<void> => undefined
    let relays: Relay[] = []
    let written = 0
    const log: Record<string, unknown>[] = []

    beforeEach(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      ;({ platform, close } = await countingLedger(kind))
      log.length = 0
    })
    afterEach(async () => {
      for (const relay of relays) await relay.stop()
      relays = []
      await close()
      close = async () => undefined
    })

    const start = async (subscribers: Subscriber[], holder = 'one'): Promise<Relay> => {
      const relay = new Relay({ ...platform, holder }, subscribers, (line) => log.push(line))
      relays.push(relay)
      await relay.start()
      return relay
    }
    const write = async (count: number): Promise<void> => {
      await Promise.all(Array.from({ length: count }, () => add(platform, `relayed-${++written}`)))
      await platform.wire.publish('facts', count)
    }

    it('hands over every fact once and in order, those from before it began and those that come meanwhile', async () => {
      await write(230) // more than one batch
      const { subscriber, kept } = listener('first')
      await start([subscriber])
      await eventually(() => kept.length === 230)
      await write(20)
      await eventually(() => kept.length === 250)
      expect(kept).to.deep.equal(upTo(250))
      expect(log).to.deep.equal([])
    })

    it('a subscriber that fails gets the same facts again, and holds up nobody else', async () => {
      const good = listener('good')
      const bad = listener('bad', (_facts, round) => {
        if (round <= 2) throw new Error('not now')
      })
      await write(5)
      await start([bad.subscriber, good.subscriber])
      await eventually(() => good.kept.length === 5)
      expect(bad.kept).to.deep.equal([])
      await eventually(() => bad.kept.length === 5)
      expect(bad.kept).to.deep.equal(upTo(5))
      expect(bad.batches).to.have.lengthOf.at.least(3)
      expect(good.kept).to.deep.equal(upTo(5))
      expect(log.filter(({ subscriber }) => subscriber === 'bad')).to.have.lengthOf(2)
    })

    it('goes on from where it was after a restart, and repeats what it could not note', async () => {
      const before = listener('kept')
      await write(4)
      const relay = await start([before.subscriber])
      await eventually(() => before.kept.length === 4)
      await relay.stop()
      relays = []
      expect(Number((await cursors(platform.database).findByPk('kept'))?.get('seq'))).to.equal(4)
      await write(3)
      const after = listener('kept')
      await (await start([after.subscriber])).stop()
      await start([after.subscriber])
      await eventually(() => after.kept.length >= 3)
      expect(after.kept).to.deep.equal(upTo(7, 5))
      for (const one of relays) await one.stop()
      relays = []
      await cursors(platform.database).update({ seq: 5 }, { where: { subscriber: 'kept' } }) // as if it had died before noting
      const again = listener('kept')
      await start([again.subscriber])
      await eventually(() => again.kept.length === 2)
      expect(again.kept).to.deep.equal([6, 7])
    })

    it('one process at a time relays; the next takes over when it is gone', async () => {
      const [one, two] = [listener('shared'), listener('shared')]
      const first = await start([one.subscriber], 'one')
      await write(3)
      await eventually(() => one.kept.length === 3)
      await start([two.subscriber], 'two')
      await write(3)
      await eventually(() => one.kept.length === 6)
      await sleep(100)
      expect(two.kept).to.deep.equal([])
      await first.stop()
      await write(3)
      await eventually(() => two.kept.length === 3)
      expect([...one.kept, ...two.kept]).to.deep.equal(upTo(9))
    })
  })
