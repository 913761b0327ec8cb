import { expect } from 'chai'
import type { Refused } from '../../server/cli/demo/client.ts'
import { basicAccountOf } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { carryOut, sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { secured, standing } from '../../server/deposits/deposit.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import { reverseFacts } from '../../server/deposits/reversing.ts'
import { askedBack, partSurplus, surplusOf } from '../../server/deposits/surplus.ts'
import type { UnmatchedRow } from '../../server/deposits/unmatchedViews.ts'
import { yuan } from '../../server/law/units.ts'
import { refused } from '../tenders/world.ts'
import { eventually } from '../world/eventually.ts'
import { type RunningWorld, startWorld } from './running.ts'
import { anAccount, becomes, money, paid } from './world.ts'

type Json = Record<string, unknown>

describe('money paid a second time', () => {
  const twice = () => paid(paid(anAccount(), money('100000')), money('100000', { message: '2'.repeat(64) }))
  const ask = (deposit = twice(), amount = String(surplusOf(deposit))) =>
    becomes(deposit, partSurplus(askedBack(deposit, amount), 'sealed'))

  it('may be asked back by itself; the deposit stays whole, and no account is left with a fen of it', () => {
    const after = ask()
    expect([standing(after), secured(after), surplusOf(after)]).to.deep.equal(['held', yuan('100000'), 0n])
    expect(after.lines).to.include({ surplus: '0', bank: String(yuan('100000')), held: `-${yuan('100000')}` })
  })

  it('is asked back once, to the fen that was shown, and not where one payment was a fen too much', () => {
    const code = (deed: () => unknown) => refused(deed).code
    expect(code(() => ask(ask()))).to.equal('SURPLUS_NONE')
    expect(code(() => ask(twice(), String(yuan('100000') - 1n)))).to.equal('SURPLUS_CHANGED')
    expect(code(() => ask(paid(anAccount(), money('100000.01'))))).to.equal('SURPLUS_NONE')
    expect(code(() => askedBack(undefined, '1'))).to.equal('SURPLUS_NONE')
  })

  it('does not step in any more for a first payment that the bank takes back', () => {
    const before = ask()
    const reversal = {
      ...{ payment: before.payments[0]?.message ?? '', message: 'f'.repeat(64), because: '差错' },
      ...{ reversedAt: before.payments[0]?.paidAt ?? 0, evidence: '' },
    }
    const after = becomes(before, reverseFacts(before, reversal))
    expect([standing(after), secured(after)]).to.deep.equal(['reversed', 0n])
  })
})

describe('money paid a second time, over HTTP', function () {
  this.timeout(120_000)
  let running: RunningWorld
  const bidder = () => running.world.as('bidder-1')
  const path = (rest = '') => `/tenders/${running.world.tender}/deposit${rest}`
  const mine = () => bidder().get<ReturnType<typeof forBidder> & Json>(path())
  async function says<T>(what: string, to: string, fields: Json): Promise<T> {
    const bank = running.world.as('bank')
    return (await bank.post(to, { ...fields, cms: await bank.sign(what, fields) })) as T
  }
  async function arrives(message: string): Promise<string> {
    const { world } = running
    const { account, accountName: payerName } = await mine()
    const fields = {
      ...{ message, account, amount: '10000000', payerName, payerAccount: basicAccountOf(bidder().person) },
      ...{ paidAt: await world.now(), reference: '' },
    }
    return (await says<{ outcome: string }>('bank.pay', '/bank/payments', fields)).outcome
  }
  async function agrees(message: string, balance: string): Promise<boolean> {
    const fields = { message, at: await running.world.now(), balance }
    return (await says<{ agrees: boolean }>('bank.balance', '/bank/balances', fields)).agrees
  }
  async function ask(amount: string, as = 'bidder-1', signer = as): Promise<string> {
    const cms = await running.world.as(signer).sign('deposit.surplus', { tender: running.world.tender, amount })
    return running.world
      .as(as)
      .post(path('/surplus'), { amount, cms })
      .then(
        () => 'done',
        (problem: Refused) => problem.code,
      )
  }

  before(async () => {
    running = await startWorld()
    await publishNotice(running.world)
    await bidder().post(path(), { basicAccount: basicAccountOf(bidder().person) })
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('is shown as such, and asked back by the bidder itself and by nobody else', async () => {
    expect([await arrives('s-1'), await arrives('s-2')]).to.deep.equal(['held', 'surplus'])
    expect((await mine()).surplus).to.equal('10000000')
    expect(await ask('10000000', 'bidder-2')).to.equal('SURPLUS_NONE')
    expect(await ask('10000000', 'centre')).to.equal('FORBIDDEN')
    expect(await ask('10000000', 'bidder-1', 'bidder-2')).to.equal('SIGNER_IS_ANOTHER')
    expect(await ask('9999999')).to.equal('SURPLUS_CHANGED')
    expect((await mine()).surplus).to.equal('10000000')
    expect(await ask('10000000')).to.equal('done')
    expect(await ask('10000000')).to.equal('SURPLUS_NONE')
    const after = await mine()
    expect(after).to.include({ status: 'held', held: '10000000', surplus: '0' })
    expect(after.payments[1]?.reason.zh).to.include('该笔为重复缴纳')
    expect(after.payments[1]?.back).to.deep.equal({ sentAt: null, returnedAt: null })
    expect(await agrees('b-1', '20000000')).to.equal(true)
  })

  it('looks like any money in suspense to those who work here, before the opening', async () => {
    const { items } = await running.world.as('centre').get<{ items: UnmatchedRow[] } & Json>('/money/unmatched')
    expect(items).to.have.length(1)
    expect(items[0]).to.include({ sealed: true, outcome: 'suspense', tender: null, bidder: null, amount: null })
  })

  it('goes back where it came from by the batch that two people approve, and the deposit stays', async () => {
    await sendRefunds(running.world)
    await carryOut(running.world)
    await eventually(async () => (await mine()).payments[1]?.back?.returnedAt != null)
    expect(await mine()).to.include({ status: 'held', held: '10000000' })
    expect(await agrees('b-2', '10000000')).to.equal(true)
  })
})
