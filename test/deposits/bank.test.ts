import { expect } from 'chai'
import { platformItself } from '../../server/access/who.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { releaseDeposit } from '../../server/deposits/commands.ts'
import { depositOf, depositsWhere } from '../../server/deposits/store.ts'
import type { RunningWorld } from './running.ts'
import { startWorld } from './running.ts'

interface Shown extends Record<string, unknown> {
  account: string
  status: string
  required: string
  missing: string
  payments: unknown[]
  refunds: { paidAt: number | null; interest: string }[]
}
interface Orders extends Record<string, unknown> {
  orders: { id: string; amount: string; interest: string; transfers: { back: string | null }[] }[]
}

describe('the bank and the bidders, over HTTP', () => {
  let running: RunningWorld
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.organisation?.name ?? ''
  const payerAccount = '6222020000000000017'
  const of = () => `/tenders/${running.world.tender}/deposit`
  const refusedFor = async (deed: Promise<unknown>): Promise<string> => {
    const problem = await deed.then(() => undefined).catch((reason: unknown) => reason)
    if (problem === undefined) return 'done'
    if (problem instanceof Refused) return problem.code
    throw problem
  }
  async function message(id: string, account: string, amount: string, payerName: string) {
    const { world } = running
    const fields = {
      message: id,
      account,
      amount,
      payerName,
      payerAccount,
      paidAt: await world.now(),
      reference: '保证金',
    }
    return { ...fields, cms: await world.as('bank').sign('bank.pay', fields) }
  }

  before(async function () {
    this.timeout(60_000)
    running = await startWorld()
    await publishNotice(running.world)
  })
  after(() => running?.stop())

  it('gives each bidder one account, the same each time', async () => {
    const { world } = running
    const open = (bidder: string) => world.as(bidder).post<Shown>(of(), { basicAccount: payerAccount })
    const [first, again, other] = [await open('bidder-1'), await open('bidder-1'), await open('bidder-2')]
    expect(again.account).to.equal(first.account)
    expect(other.account).not.to.equal(first.account)
  })

  it('counts one message once, a hundred times sent, and refuses another under its number', async () => {
    const { world } = running
    const { account, required } = await world.as('bidder-1').get<Shown>(of())
    const sent = await message('m-1', account, required, nameOf('bidder-1'))
    const answers = await Promise.all(Array.from({ length: 100 }, () => world.as('bank').post('/bank/payments', sent)))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).to.equal(1)
    const shown = await world.as('bidder-1').get<Shown>(of())
    expect([shown.status, shown.payments.length]).to.deep.equal(['held', 1])
    const changed = await message('m-1', account, '1', nameOf('bidder-1'))
    expect(await refusedFor(world.as('bank').post('/bank/payments', changed))).to.equal('MESSAGE_CHANGED')
  })

  it('refuses a message that the bank has not signed, and one that somebody else sends', async () => {
    const { world } = running
    const sent = await message('m-2', '9559987100000000000', '1', 'x')
    const forged = { ...sent, amount: '2' }
    expect(await refusedFor(world.as('bank').post('/bank/payments', forged))).to.equal('SIGNATURE_REFUSED')
    expect(await refusedFor(world.as('bidder-1').post('/bank/payments', sent))).to.equal('FORBIDDEN')
  })

  it('keeps money for an unknown account in suspense until it has gone back, once', async () => {
    const { world } = running
    const bank = world.as('bank')
    const sent = await message('m-3', '95599871999999999990', '500', '某公司')
    expect(await bank.post('/bank/payments', sent)).to.include({ outcome: 'suspense' })
    const told = async () => (await bank.get<{ items: { zh: string; asks: boolean }[] }>('/messages')).items
    expect((await bank.get<Orders>('/bank/orders')).orders).to.deep.equal([]) // two people have not approved it
    expect(await told()).to.deep.equal([])
    await sendRefunds(world)
    expect(await told()).to.have.lengthOf(1)
    expect((await told())[0]).to.include({ zh: '已审批的退款指令待银行执行', asks: true, tender: null })
    const { orders } = await bank.get<Orders>('/bank/orders')
    expect(orders.map(({ amount, transfers }) => [amount, transfers[0]?.back])).to.deep.equal([['500', 'm-3']])
    const fields = { message: 'r-0', order: orders[0]?.id ?? '', paidAt: await world.now() }
    await bank.post('/bank/confirmations', { ...fields, cms: await bank.sign('bank.confirm', fields) })
    expect((await bank.get<Orders>('/bank/orders')).orders).to.deep.equal([])
    expect(await told(), 'nothing waits any more').to.deep.equal([])
    const second = { ...fields, message: 'r-00' }
    const twice = bank.post('/bank/confirmations', { ...second, cms: await bank.sign('bank.confirm', second) })
    expect(await refusedFor(twice)).to.equal('ORDER_PAID')
  })

  it('tells nobody before the opening who has paid', async () => {
    const { world, platform } = running
    const list = `/tenders/${world.tender}/deposits`
    for (const role of ['tenderer', 'agent', 'centre', 'supervisor'])
      expect(await refusedFor(world.as(role).get(list))).to.equal('DEPOSITS_SECRET')
    expect((await world.as('bidder-2').get<Shown>(of())).payments).to.deep.equal([])
    const { account } = await world.as('bidder-1').get<Shown>(of())
    const { database } = platform
    const tables = (await database.getQueryInterface().showAllTables()) as unknown as (string | { tableName: string })[]
    const rows = await Promise.all(
      tables.map((table) => database.query(`SELECT * FROM ${typeof table === 'string' ? table : table.tableName}`)),
    )
    const dump = JSON.stringify(rows)
    const code = people.find(({ id }) => id === 'bidder-1')?.organisation?.code ?? ''
    for (const secret of [nameOf('bidder-1'), code, account, payerAccount]) expect(dump).not.to.include(secret)
    expect(dump).to.include('deposit.paid') // the dump is of this database
  })

  it('pays back once, with what the order says', async () => {
    const { world, platform } = running
    const bank = world.as('bank')
    const [{ tag } = { tag: '' }] = (await depositsWhere({ platform }, { tender: world.tender })).filter(
      (one) => one.payments.length,
    )
    const context = { platform, who: platformItself, now: platform.clock.now(), via: 'test' }
    expect((await depositOf(context, world.tender, tag)).held > 0n).to.equal(true)
    const cause = { tender: world.tender, tag, reason: 'withdrawn' as const, at: context.now }
    const [first, second] = [await releaseDeposit(context, cause), await releaseDeposit(context, cause)]
    expect(second).to.deep.equal(first)
    expect((await depositOf(context, world.tender, tag)).held).to.equal(0n)
    await sendRefunds(world)
    const [order] = (await bank.get<Orders>('/bank/orders')).orders
    expect(order?.transfers).to.have.length(1)
    expect(order?.transfers[0]).to.include({ back: 'm-1' }) // the bank knows whose money that was
    const fields = { message: 'r-1', order: order?.id ?? '', paidAt: await world.now() }
    const confirmation = { ...fields, cms: await bank.sign('bank.confirm', fields) }
    for (let i = 0; i < 3; i++)
      expect(await bank.post('/bank/confirmations', confirmation)).to.include({ outcome: 'refunded' })
    const another = { ...fields, message: 'r-2' }
    const twice = bank.post('/bank/confirmations', { ...another, cms: await bank.sign('bank.confirm', another) })
    expect(await refusedFor(twice)).to.equal('ORDER_PAID')
    const shown = await world.as('bidder-1').get<Shown>(of())
    expect([shown.status, shown.refunds.length]).to.deep.equal(['released', 1])
    expect(running.errors).to.deep.equal([])
  })
})
