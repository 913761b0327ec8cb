import { expect } from 'chai'
import { WebSocket } from 'ws'
import type { Refused } from '../../server/cli/demo/client.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import { dayAfter, dayOf } from '../../server/law/periods.ts'
import type { RoomMessage } from '../../server/rooms/protocol.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { eventually } from '../world/eventually.ts'
import { type RunningWorld, startWorld } from './running.ts'

type Mine = ReturnType<typeof forBidder>

describe('the ways to give a deposit, over HTTP', () => {
  let running: RunningWorld
  const path = (rest = '') => `/tenders/${running.world.tender}/deposit${rest}`
  const organisation = (id: string) => people.find((one) => one.id === id)?.organisation ?? { code: '', name: '' }
  const mine = (id: string) => running.world.as(id).get<Mine>(path())
  const account = (n: number): string => `62220200000000${String(n).padStart(5, '0')}`
  let messages = 0
  /** The bank says that money came on a bidder's account. */
  async function pays(bidder: string, from: string, amount?: string) {
    const { world } = running
    const shown = await mine(bidder)
    const fields = {
      ...{ message: `f-${++messages}`, account: shown.account, amount: amount ?? shown.missing, payerAccount: from },
      ...{ payerName: organisation(bidder).name, paidAt: await world.now(), reference: '保证金' },
    }
    const cms = await world.as('bank').sign('bank.pay', fields)
    return world.as('bank').post<{ outcome: string }>('/bank/payments', { ...fields, cms })
  }

  before(async function () {
    this.timeout(60_000)
    running = await startWorld()
    await publishNotice(running.world)
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('a transfer: no account is told before the basic account is named, by 第二十六条', async () => {
    const bidder = running.world.as('bidder-1')
    const problem = await bidder.post(path()).catch((reason: unknown) => reason)
    expect((problem as Refused).problem).to.include({
      ...{ code: 'BASIC_ACCOUNT_NEEDED', status: 422, article: '《招标投标法实施条例》第二十六条' },
    })
    expect(await mine('bidder-1')).to.deep.include({ status: 'none', account: null })
    const shown = await bidder.post<Mine>(path(), { basicAccount: account(1) })
    expect(shown.account).to.match(/^95599871\d{11}$/)
    expect(shown.basicAccount).to.deep.include({ named: true })
  })

  it('a transfer: a second naming takes the place of the first, and money counts only from the account now named', async () => {
    const bidder = running.world.as('bidder-1')
    const before = await mine('bidder-1')
    await bidder.post(path(), { basicAccount: account(2) })
    expect(await pays('bidder-1', account(1))).to.include({ outcome: 'notBasicAccount' })
    const told = (await mine('bidder-1')).payments.at(-1)
    expect([told?.counted, told?.reason.zh.includes('不是从您申报的基本账户转出')]).to.deep.equal(['0', true])
    expect(await pays('bidder-1', account(2))).to.include({ outcome: 'held' })
    const after = await mine('bidder-1')
    expect([after.status, after.account]).to.deep.equal(['held', before.account])
  })

  it('a transfer: the bidder hears of it in its room the moment it comes; nobody else may listen', async () => {
    const { world } = running
    const bidder = world.as('bidder-2')
    await bidder.post(path(), { basicAccount: account(3) })
    const heard: RoomMessage[] = []
    const room = `${world.tender}.${await bidder.tag(world.tender)}`
    const listen = (id: string, cookie: string) =>
      new WebSocket(`${world.origins.trading.replace('http', 'ws')}/ws/v1/rooms/deposit/${id}`, { headers: { cookie } })
    const socket = listen(room, bidder.cookie)
    socket.on('message', (data) => heard.push(JSON.parse(String(data)) as RoomMessage))
    await eventually(() => heard.some(({ kind }) => kind === 'welcome'))
    await pays('bidder-2', account(3))
    await eventually(() =>
      heard.some(
        (one) => one.kind === 'facts' && one.facts.some((seen) => 'fact' in seen && seen.fact.type === 'deposit.paid'),
      ),
    )
    expect(heard.filter((one) => one.kind === 'presence').flatMap(({ seats }) => seats)).to.deep.equal([])
    socket.close()
    for (const person of ['bidder-1', 'centre', 'tenderer']) {
      await world.as(person).get('/session')
      const other = listen(room, world.as(person).cookie)
      const closed = await new Promise((done) => other.on('close', done))
      expect(closed, person).to.not.equal(1000)
    }
  })

  it('a deposit for the year that the bank which keeps it has signed, once; another signature is refused', async () => {
    const { world } = running
    const bidder = world.as('bidder-3')
    const tender = await bidder.get<Tender>(`/tenders/${world.tender}`)
    const annual = {
      ...{ number: 'ND-3', issuer: organisation('bank').name, applicant: organisation('bidder-3').code },
      ...{ amount: tender.deposit, validFrom: '2026-01-01', validUntil: '2026-12-31' },
    }
    const cms = await world.as('bank').sign('annual.issue', annual)
    const give = (of: Record<string, unknown>, signed = cms) =>
      codeOf(bidder.post(path('/annual'), { annual: of, cms: signed }))
    expect(await give({ ...annual, amount: '1' })).to.equal('SIGNATURE_REFUSED')
    expect(await give(annual, await bidder.sign('annual.issue', annual))).to.equal('GUARANTEE_ISSUER')
    const short = { ...annual, validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays - 1) }
    expect(await give(short, await world.as('bank').sign('annual.issue', short))).to.equal('GUARANTEE_VALIDITY')
    expect(await give(annual)).to.equal('done')
    expect(await give(annual)).to.equal('DEPOSIT_SECURED')
    expect(await mine('bidder-3')).to.include({ status: 'guaranteed', form: 'annual', held: tender.deposit })
  })

  it('a policy of the region: half is forgiven by the bidder\u2019s own signature, the other half is paid', async () => {
    const { world } = running
    const bidder = world.as('bidder-4')
    const fields = { tender: world.tender, policy: 'small', evidence: 'e'.repeat(64) }
    const take = async (policy: string, by = 'bidder-4') => {
      const of = { ...fields, policy }
      const cms = await world.as(by).sign('deposit.forgive', of)
      return codeOf(bidder.post(path('/forgiveness'), { policy, evidence: fields.evidence, cms }))
    }
    expect(await take('small', 'bidder-5')).to.equal('SIGNER_IS_ANOTHER')
    expect(await take('nothing')).to.equal('POLICY_UNKNOWN')
    const { required } = await mine('bidder-4')
    expect(await take('small')).to.equal('done')
    expect(await take('credit')).to.equal('POLICY_TAKEN')
    expect(await mine('bidder-4')).to.include({ required: String(BigInt(required) / 2n), account: null })
    await bidder.post(path(), { basicAccount: account(4) })
    expect(await pays('bidder-4', account(4))).to.include({ outcome: 'held' })
    expect(await mine('bidder-4')).to.include({ status: 'held', held: required })
  })

  it('a guarantee that its issuer takes back, once for a message, secures nothing any more; another may be given', async () => {
    const { world } = running
    const bidder = world.as('bidder-5')
    const bank = world.as('bank')
    const tender = await bidder.get<Tender>(`/tenders/${world.tender}`)
    const guarantee = async (number: string) => {
      const fields = {
        ...{ number, issuer: organisation('bank').name, beneficiary: tender.tenderer, tender: tender.code },
        ...{ applicant: organisation('bidder-5').code, amount: tender.deposit },
        validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays),
      }
      const cms = await bank.sign('guarantee.issue', fields)
      return bidder.post<Mine>(path('/guarantee'), { guarantee: fields, cms })
    }
    expect(await guarantee('BH-5')).to.include({ status: 'guaranteed' })
    const revocation = async (number: string, message: string) => {
      const fields = { message, number, reason: '申请材料不实', revokedAt: await world.now() }
      return { ...fields, cms: await bank.sign('guarantee.revoke', fields) }
    }
    const revoke = (body: Record<string, unknown>, by = 'bank') =>
      codeOf(world.as(by).post('/bank/guarantees/revocations', body))
    const sent = await revocation('BH-5', 'v-1')
    expect(await revoke(sent, 'bidder-1')).to.equal('SIGNER_IS_ANOTHER')
    expect(await revoke(await revocation('BH-none', 'v-0'))).to.equal('GUARANTEE_UNKNOWN')
    for (let i = 0; i < 3; i++) expect(await revoke(sent)).to.equal('done')
    expect(await revoke(await revocation('BH-5', 'v-2'))).to.equal('GUARANTEE_OVER')
    const after = await mine('bidder-5')
    expect([after.status, after.held, after.guarantee?.revoked?.reason]).to.deep.equal(['revoked', '0', '申请材料不实'])
    expect(await guarantee('BH-6')).to.include({ status: 'guaranteed', held: tender.deposit })
  })

  it('goes back to a bidder that declines a postponement, with the day; it says so over the deadline now in force', async () => {
    const { world } = running
    const bidder = world.as('bidder-1')
    const { deadline } = await bidder.get<Tender>(`/tenders/${world.tender}`)
    const decline = async (over: number) => {
      const cms = await bidder.sign('deposit.decline', { tender: world.tender, deadline: over })
      return codeOf(bidder.post(path('/refusal-of-postponement'), { cms }))
    }
    expect(await decline(deadline)).to.equal('NOT_POSTPONED')
    const later = deadline + 3 * 86_400_000
    const fields = { deadline: later, reason: '答疑工作量较大' }
    const signed = await world.as('agent').sign('tender.postpone', { tender: world.tender, ...fields })
    await world.as('agent').post(`/tenders/${world.tender}/postpone`, { ...fields, cms: signed })
    expect((await mine('bidder-1')).postponedFrom).to.equal(deadline)
    expect(await decline(deadline)).to.equal('SIGNATURE_REFUSED')
    expect(await decline(later)).to.equal('done')
    expect(await decline(later)).to.equal('NOTHING_TO_RETURN')
    const after = await mine('bidder-1')
    expect(after.status).to.equal('releasing')
    expect(after.refunds[0]).to.include({ reason: 'declined', article: '《招标投标法实施条例》第三十五条' })
    expect(after.refunds[0]?.dueBy).to.be.greaterThan(await world.now())
  })
})
