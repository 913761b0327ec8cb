import { expect } from 'chai'
import { sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { services } from '../world/servers.ts'
import { type Processes, processes, type Stores } from './processes.ts'

interface Desk extends Record<string, unknown> {
  ordered: { order: string }[]
  refused: { order: string; because: string; bidder: string | null; principal: string | null }[]
  batches: { id: string; stage: string }[]
}
interface Batch extends Record<string, unknown> {
  rows: { order: string; state: string }[]
}

const where: Record<Stores, string> = {
  sqlite: 'one process on SQLite',
  mysql: 'two processes on MySQL, Bull and Redis',
}

for (const stores of ['sqlite', 'mysql'] as const)
  describe(`refunds when something dies (${where[stores]})`, function () {
    this.timeout(180_000)
    let run: Processes
    let turn = 0

    before(async function () {
      const { mysql, redis } = await services()
      if (stores === 'mysql' && !(mysql && redis)) return this.skip()
      run = await processes(stores)
    })
    after(() => run?.stop())

    const desk = () => run.world.as('centre').get<Desk>('/refunds')
    /** Money for accounts that nobody has: every one must go back. */
    async function strangers(count: number): Promise<void> {
      turn++
      for (let i = 0; i < count; i++)
        await run.bank.pay({
          ...{ message: `s-${turn}-${i}`, account: `955998719999${String(turn * 100 + i).padStart(8, '0')}` },
          ...{ amount: String(100_000 + i), payerName: `某公司${i}`, payerAccount: `62220200000${turn}${100 + i}` },
          ...{ reference: '' },
        })
      await run.world.until('the money to be known', async () => (await desk()).ordered.length >= count, 60)
    }
    /** Every order of every batch is paid, once, and bank and ledger agree to the fen. */
    async function settled(): Promise<void> {
      const unpaid = async (): Promise<string[]> => {
        const found: string[] = []
        for (const { id, stage } of (await desk()).batches) {
          const { rows } = await run.world.as('centre').get<Batch>(`/refunds/batches/${id}`)
          if (stage !== 'rejected')
            found.push(...rows.filter(({ state }) => state !== 'paid').map(({ order }) => order))
        }
        return found
      }
      await run.world.until(
        'every refund to be paid',
        () =>
          unpaid().then(
            (left) => left.length === 0,
            () => false,
          ),
        90,
      )
      const { out, waiting } = await run.bank.see()
      expect(new Set(out.map(({ id }) => id)).size, 'an order was paid twice').to.equal(out.length)
      expect(waiting).to.equal(0)
      expect(await run.bank.agrees()).to.equal(true)
    }

    it('pays nine deposits back, and the bank agrees to the fen', async () => {
      expect(BigInt((await run.bank.see()).balance) > 0n).to.equal(true)
      expect(await run.bank.agrees()).to.equal(true)
      await sendRefunds(run.world)
      await settled()
      expect((await run.bank.see()).balance).to.equal('0')
    })

    it('survives a bank whose answers are lost, that repeats itself and speaks last things first', async () => {
      await strangers(6)
      await run.bank.set({ fail: 2, lose: 3, repeat: 3, reorder: true })
      await sendRefunds(run.world)
      await settled()
      await run.bank.set({ repeat: 1, reorder: false })
    })

    it('survives a bank that answers after we have hung up', async () => {
      await strangers(2)
      await run.bank.set({ slow: 5500 })
      await sendRefunds(run.world)
      await run.world.until('the bank to have the orders', async () => (await run.bank.see()).waiting === 0, 20)
      await new Promise((done) => setTimeout(done, 5600))
      await run.bank.set({ slow: 0 })
      await settled()
    })

    for (const after of ['taken', 'paid'] as const)
      it(`survives a bank that dies in the middle of a batch, after an order was ${after}`, async () => {
        await strangers(8)
        const { orders, out } = await run.bank.see()
        await run.bank.set({ die: { after, count: (after === 'taken' ? orders : out.length) + 3 } })
        await sendRefunds(run.world)
        await run.world.until('the bank to die', async () => run.bank.dead(), 30)
        await run.bank.start()
        await settled()
      })

    it('survives its own death between sending and noting that it has sent', async () => {
      await strangers(6)
      const { orders } = await run.bank.see()
      await run.bank.set({ slow: 1500, hold: true })
      await sendRefunds(run.world)
      await run.world.until('orders at the bank', async () => (await run.bank.see()).orders > orders, 20)
      await run.server.kill()
      await run.bank.set({ slow: 0, hold: false })
      await run.server.start()
      await settled()
    })

    it('survives its own death while the bank confirms', async () => {
      await strangers(8)
      await run.bank.set({ hold: true })
      await sendRefunds(run.world)
      await run.world.until('the orders at the bank', async () => (await run.bank.see()).waiting === 8, 20)
      const { told } = await run.bank.see()
      await run.bank.set({ hold: false })
      await run.world.until(
        'a first confirmation',
        async () => Object.keys((await run.bank.see()).told).length > Object.keys(told).length,
        20,
      )
      await run.server.kill()
      await run.server.start()
      await settled()
    })

    it('brings a refused refund back to a person, without a name before the opening, and pays it once it is sent again', async () => {
      await strangers(2)
      const account = `62220200000${turn}100`
      await run.bank.set({ closed: [account] })
      await sendRefunds(run.world)
      const [back] = await run.world.until('the refusal', async () => {
        const { refused } = await desk()
        return refused.length ? refused : undefined
      })
      expect([back?.because, back?.bidder, back?.principal]).to.deep.equal(['accountClosed', null, null])
      await run.bank.set({ closed: [] })
      await run.world.as('centre').post('/refunds/retries', { order: back?.order ?? '' })
      await sendRefunds(run.world)
      await settled()
      expect((await run.bank.see()).out.map(({ id }) => id)).to.include(`${back?.order}_2`)
    })
  })
