import { expect } from 'chai'
import type { Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { basicAccountOf } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { carryOut, sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import type { UnmatchedRow } from '../../server/deposits/unmatchedViews.ts'
import type { RefundRow } from '../../server/deposits/views.ts'
import { eventually } from '../world/eventually.ts'
import { type RunningWorld, startWorld } from './running.ts'

type Json = Record<string, unknown>
const DAY = 86_400_000

describe('money that cannot count, over HTTP', function () {
  this.timeout(120_000)
  let running: RunningWorld
  let paid = 0n
  const path = () => `/tenders/${running.world.tender}/deposit`
  const mine = () => running.world.as('bidder-1').get<ReturnType<typeof forBidder> & Json>(path())
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.organisation?.name ?? ''
  async function says<T>(what: string, to: string, fields: Json): Promise<T> {
    const bank = running.world.as('bank')
    return (await bank.post(to, { ...fields, cms: await bank.sign(what, fields) })) as T
  }
  async function arrives(message: string, amount: string, payerName: string, account?: string | null) {
    const { world } = running
    const payerAccount = basicAccountOf(world.as('bidder-1').person)
    const fields = { message, account: account ?? (await mine()).account, amount, payerName, payerAccount }
    paid += BigInt(amount)
    const at = { paidAt: await world.now(), reference: '' }
    return (await says<{ outcome: string }>('bank.pay', '/bank/payments', { ...fields, ...at })).outcome
  }
  /** Whether the bank's balance and the ledger agree to the fen. */
  async function agrees(): Promise<boolean> {
    const fields = {
      message: `b-${Math.random()}`.replace('.', ''),
      at: await running.world.now(),
      balance: String(paid),
    }
    return (await says<{ agrees: boolean }>('bank.balance', '/bank/balances', fields)).agrees
  }
  const desk = () => running.world.as('centre').get<{ ordered: RefundRow[] } & Json>('/refunds')
  const unmatched = () => running.world.as('centre').get<{ items: UnmatchedRow[] } & Json>('/money/unmatched')

  before(async () => {
    running = await startWorld()
    const { world } = running
    await publishNotice(world)
    await world.as('bidder-1').post(path(), { basicAccount: basicAccountOf(world.as('bidder-1').person) })
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('of another payer is told to the bidder with its reason, and is on the list to go back at once', async () => {
    expect(await arrives('m-1', '10000000', nameOf('bidder-9'))).to.equal('payerMismatch')
    const shown = await mine()
    expect([shown.status, shown.held, shown.refunds]).to.deep.equal(['payerMismatch', '0', []])
    expect(shown.payments[0]?.reason.zh).to.include('付款户名与投标人数字证书上的单位名称不一致')
    expect(shown.payments[0]?.back).to.deep.equal({ sentAt: null, returnedAt: null })
    expect(await agrees()).to.equal(true)
  })

  it('looks to those who work here like money for no account: no section, bidder, payer or amount', async () => {
    expect(await arrives('m-2', '777', '某公司', '95599871999999999990')).to.equal('suspense')
    const [{ ordered }, { items }] = [await desk(), await unmatched()]
    const kinds = (rows: readonly object[]) => new Set(rows.map((row) => JSON.stringify({ ...row, id: '', order: '' })))
    expect([ordered.length, kinds(ordered).size]).to.deep.equal([2, 1])
    expect([items.length, kinds(items).size]).to.deep.equal([2, 1])
  })

  it('is not in the way of the right money, which secures the bid', async () => {
    expect(await arrives('m-3', '10000000', nameOf('bidder-1'))).to.equal('held')
    expect((await mine()).status).to.equal('held')
    expect(await agrees()).to.equal(true)
  })

  it('may be taken back by the bank before it was sent back, once', async () => {
    const { account } = await mine()
    expect(await arrives('m-4', '500', nameOf('bidder-9'))).to.equal('payerMismatch')
    const fields = { of: 'm-4', account, because: '付款人撤回', reversedAt: (await running.world.now()) + 1 }
    const reverse = (message: string) =>
      says<{ outcome: string }>('bank.reverse', '/bank/reversals', { message, ...fields }).then(
        ({ outcome }) => outcome,
        ({ code }: Refused) => code,
      )
    expect(await reverse('v-1')).to.equal('reversed')
    expect(await reverse('v-2')).to.equal('PAYMENT_REVERSED')
    paid -= 500n
    const shown = await mine()
    expect([shown.status, shown.payments.at(-1)?.back, (await desk()).ordered.length]).to.deep.equal(['held', null, 2])
    expect(await agrees()).to.equal(true)
  })

  it('after the deadline is late, and goes back beside the deposit of a tender that failed, each once', async () => {
    const { world } = running
    await world.moveTo((await mine()).until + DAY)
    await eventually(async () => (await mine()).refunds.length > 0)
    expect(await arrives('m-5', '100', nameOf('bidder-1'))).to.equal('late')
    await sendRefunds(world)
    await carryOut(world)
    paid = 0n
    const { payments, refunds } = await mine()
    expect(payments.map(({ back }) => back && back.returnedAt !== null)).to.deep.equal([true, null, null, true])
    expect(refunds.map(({ reason, principal }) => [reason, principal])).to.deep.equal([['failed', '10000000']])
    expect(await agrees()).to.equal(true)
  })
})
