import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { refusals } from '../../server/law/refusal.ts'
import type { Context } from '../../server/ledger/command.ts'
import { type DueDeeds, Timekeeper } from '../../server/ledger/timekeeper.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { eventually } from '../world/eventually.ts'
import { services } from '../world/servers.ts'
import { Added, add, countingLedger, countOf, countStream, run } from './counting.ts'

const refuse = refusals({ NOT_NOW: { status: 409, zh: '暂不', en: 'not now' } })
const NOON = Date.parse('2026-04-08T12:00:00+08:00')

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`The timekeeper on ${kind}`, function () {
    this.timeout(30_000)
    let platform: Platform
    let close = async (): Promise<void> => undefined
    let keepers: Timekeeper[] = []
    let now = NOON
    let ahead = 0
    const log: Record<string, unknown>[] = []
    const asked: { id: string; context: Context }[] = []

    beforeEach(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const ledger = await countingLedger(kind)
      close = ledger.close
      const { real } = ledger.platform.clock
      platform = { ...ledger.platform, clock: { now: () => now, real: () => real() + ahead } }
      ;[now, ahead, log.length, asked.length] = [NOON, 0, 0, 0]
    })
    afterEach(async () => {
      for (const keeper of keepers) await keeper.stop()
      keepers = []
      await close()
      close = async () => undefined
    })

    const start = (deeds: DueDeeds, holder = 'one'): Timekeeper => {
      const keeper = new Timekeeper({ ...platform, holder }, deeds, (line) => log.push(line))
      keepers.push(keeper)
      keeper.start()
      return keeper
    }
    /** Takes what fell due off the timetable, as a deed of the clock would. */
    const settle: DueDeeds = {
      'test.fall': async (context, id) => {
        asked.push({ id, context })
        await run(platform, (e) => e.append(countStream(id), [Added({ by: 100, dueAt: null })]))
      },
    }

    it('does what falls due once, as the clock, and nothing before its time', async () => {
      await add(platform, 'later', 1, NOON + 60_000)
      await add(platform, 'soon', 1, NOON + 1000)
      start(settle)
      await sleep(700)
      expect(asked).to.deep.equal([])
      now = NOON + 1000 // it is the very moment: deeds that came in time but wait are written first
      await sleep(500)
      expect(asked).to.deep.equal([])
      now = NOON + 4000
      await eventually(() => asked.length === 1)
      await sleep(700)
      expect(asked.map(({ id }) => id)).to.deep.equal(['soon'])
      expect(asked[0]?.context.who.role).to.equal('clock')
      expect(asked[0]?.context.who.entrance).to.equal('inside')
      expect(await countOf(platform, 'soon')).to.include({ total: 101 })
      expect(await countOf(platform, 'later')).to.include({ total: 1 })
    })

    it('the earlier is done before the later, though both are late', async () => {
      for (const [name, at] of [
        ['c', 300],
        ['a', 100],
        ['b', 200],
      ] as const)
        await add(platform, name, 1, NOON - 60_000 + at)
      start(settle)
      await eventually(() => asked.length === 3)
      expect(asked.map(({ id }) => id)).to.deep.equal(['a', 'b', 'c'])
    })

    it('what was put off is not done at its old time', async () => {
      await add(platform, 'moved', 1, NOON - 10_000)
      await add(platform, 'moved', 1, NOON + 60_000)
      start(settle)
      await sleep(700)
      expect(asked).to.deep.equal([])
      now = NOON + 70_000
      await eventually(() => asked.length === 1)
    })

    it('a deed that fails is tried again after a rest, and holds up no other', async () => {
      await add(platform, 'bad', 1, NOON - 20_000)
      await add(platform, 'good', 1, NOON - 10_000)
      let tries = 0
      start({
        'test.fall': async (context, id) => {
          if (id === 'bad' && ++tries < 3) throw tries === 1 ? refuse('NOT_NOW') : new Error('broken')
          await settle['test.fall']?.(context, id)
        },
      })
      await eventually(() => asked.length === 1)
      await sleep(700)
      expect(tries).to.equal(1)
      expect(log.map(({ level, error }) => [level, error])).to.deep.equal([['warn', 'NOT_NOW']])
      ahead += 6000
      await eventually(() => tries === 2)
      expect(log.at(-1)?.level).to.equal('error')
      ahead += 6000
      await eventually(() => asked.length === 2)
      expect(asked.map(({ id }) => id)).to.deep.equal(['good', 'bad'])
    })

    it('a timetable that names a deed which nobody does is an error in the log, not the end', async () => {
      await add(platform, 'unknown', 1, NOON - 10_000)
      start({})
      await eventually(() => log.length === 1)
      expect(String(log[0]?.error)).to.include('test.fall')
    })

    it('of two processes one does it', async () => {
      for (let i = 0; i < 20; i++) await add(platform, `many-${i}`, 1, NOON - 10_000)
      start(settle, 'one')
      start(settle, 'two')
      await eventually(() => asked.length >= 20)
      await sleep(500)
      expect(asked.map(({ id }) => id).sort()).to.deep.equal(Array.from({ length: 20 }, (_, i) => `many-${i}`).sort())
    })
  })
