import { expect } from 'chai'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import {
  admittedKind,
  decideIssuer,
  evolve,
  type IssuerChange,
  type Issuers,
  type IssuersFact,
  proposeIssuer,
} from '../../server/deposits/issuers.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import { dayAfter, dayOf } from '../../server/law/periods.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { refused } from '../tenders/world.ts'
import { codeOf } from '../world/codes.ts'
import { type RunningWorld, startWorld } from './running.ts'

type Json = Record<string, unknown>
const signature = { statement: '', cms: '', certificate: '' }
const person = (name: string) => ({ name, number: null, certificate: `of ${name}` })
const issuer = {
  ...{ code: '91530100MA6K00BX1A', name: '某某财产保险公司', kind: 'insurer' as const },
  ...{ licence: '000102530000', until: '2026-12-31' },
}

describe('the register of those whose guarantees are taken', () => {
  const happens = (register: Issuers | undefined, facts: object[], at = 1): Issuers =>
    evolve(register, { ...facts[0], at } as IssuersFact)
  const proposed = (change: IssuerChange, register?: Issuers) =>
    happens(register, proposeIssuer(register, { id: 'p', change, by: person('甲'), signature }))
  const decided = (register: Issuers, take = true, by = person('乙')) =>
    happens(register, decideIssuer(register, { id: 'p', take, by, signature }), 2)
  const entered = decided(proposed({ issuer, stop: null }))

  it('takes an entry by two people, and none by one person with two certificates', () => {
    expect(admittedKind(proposed({ issuer, stop: null }), issuer.code, '2026-06-01')).to.equal(null)
    expect(admittedKind(entered, issuer.code, '2026-06-01')).to.equal('insurer')
    const again = { ...person('甲'), certificate: 'another of 甲' }
    expect(refused(() => decided(proposed({ issuer, stop: null }), true, again)).code).to.equal(
      'REGISTER_ANOTHER_PERSON',
    )
    expect(decided(proposed({ issuer, stop: null }), false).entries).to.deep.equal([])
  })

  it('counts the last day of the licence and no day after it', () => {
    expect(admittedKind(entered, issuer.code, '2026-12-31')).to.equal('insurer')
    expect(admittedKind(entered, issuer.code, '2027-01-01')).to.equal(null)
  })

  it('stops one with a reason, and takes it again by another change', () => {
    const stopped = decided(proposed({ issuer, stop: '许可证被吊销' }, entered))
    expect(admittedKind(stopped, issuer.code, '2026-06-01')).to.equal(null)
    expect(stopped.entries[0]?.stopped).to.deep.equal({ at: 2, reason: '许可证被吊销' })
    const again = decided(proposed({ issuer, stop: null }, stopped))
    expect(admittedKind(again, issuer.code, '2026-06-01')).to.equal('insurer')
  })

  it('has one change waiting at a time, none that changes nothing, and stops nobody who is not there', () => {
    const code = (change: IssuerChange, register?: Issuers) => refused(() => proposed(change, register)).code
    expect(code({ issuer, stop: null }, proposed({ issuer, stop: null }))).to.equal('REGISTER_WAITS')
    expect(code({ issuer, stop: null }, entered)).to.equal('REGISTER_SAME')
    expect(code({ issuer, stop: '许可证被吊销' })).to.equal('REGISTER_UNKNOWN')
    expect(refused(() => decided(entered)).code).to.equal('REGISTER_NOTHING_WAITS')
  })
})

describe('a guarantee of an insurer, over HTTP', function () {
  this.timeout(120_000)
  let running: RunningWorld
  const insurer = 'bidder-9'
  const organisation = (id: string) => people.find((one) => one.id === id)?.organisation ?? { code: '', name: '' }
  const path = () => `/tenders/${running.world.tender}/deposit`
  const mine = () => running.world.as('bidder-1').get<ReturnType<typeof forBidder> & Json>(path())
  async function give(number: string) {
    const { world } = running
    const tender = await world.as('bidder-1').get<Tender & Json>(`/tenders/${world.tender}`)
    const guarantee = {
      ...{ number, issuer: organisation(insurer).name, beneficiary: tender.tenderer, tender: tender.code },
      ...{ applicant: organisation('bidder-1').code, amount: tender.deposit },
      validUntil: dayAfter(dayOf(tender.deadline), tender.validityDays),
    }
    const cms = await world.as(insurer).sign('guarantee.issue', guarantee)
    return codeOf(world.as('bidder-1').post(`${path()}/guarantee`, { guarantee, cms }))
  }
  const change = (stop: string | null) => ({
    issuer: { ...organisation(insurer), kind: 'insurer', licence: '000102530000', until: null },
    stop,
  })
  async function propose(as: string, of: Json): Promise<string> {
    const clerk = running.world.as(as)
    const cms = await clerk.signAsPerson('issuer.propose', { change: of })
    return codeOf(clerk.post('/guarantees/issuers', { change: of, cms }))
  }
  async function decide(as: string, take = true): Promise<string> {
    const clerk = running.world.as(as)
    await clerk.get('/refunds') // signs in: what waits is told to the centre alone
    const { proposal } = await clerk.get<{ proposal: { id: string; change: Json } } & Json>('/guarantees/issuers')
    const fields = { proposal: proposal.id, take, change: proposal.change }
    const cms = await clerk.signAsPerson('issuer.decide', fields)
    return codeOf(clerk.post('/guarantees/issuers/decision', { proposal: proposal.id, take, cms }))
  }

  before(async () => {
    running = await startWorld()
    await publishNotice(running.world)
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('is refused while its issuer is not in the register, however well it is signed', async () => {
    expect(await give('BX-1')).to.equal('ISSUER_NOT_ADMITTED')
    expect((await mine()).held).to.equal('0')
  })

  it('is taken once two people of the centre have entered the issuer', async () => {
    expect(await propose('bidder-2', change(null))).to.equal('FORBIDDEN')
    expect(await propose('centre', change(null))).to.equal('done')
    expect(await give('BX-1')).to.equal('ISSUER_NOT_ADMITTED')
    expect(await decide('centre')).to.equal('REGISTER_ANOTHER_PERSON')
    expect(await decide('centre-2')).to.equal('done')
    const { items } = await running.world
      .as('bidder-1')
      .get<{ items: { name: string }[] } & Json>('/guarantees/issuers')
    expect(items.map(({ name }) => name)).to.deep.equal([organisation(insurer).name])
    expect(await give('BX-1')).to.equal('done')
    expect((await mine()).status).to.equal('guaranteed')
  })

  it('is taken back by the insurer itself, and by nobody else', async () => {
    const fields = { message: 'rv-1', number: 'BX-1', reason: '投保材料不实', revokedAt: await running.world.now() }
    const revoke = async (as: string) => {
      const cms = await running.world.as(as).sign('guarantee.revoke', fields)
      return codeOf(running.world.as(as).post('/bank/guarantees/revocations', { ...fields, cms }))
    }
    expect(await revoke('bidder-2')).to.equal('GUARANTEE_UNKNOWN')
    expect(await revoke('centre')).to.equal('FORBIDDEN')
    expect(await revoke(insurer)).to.equal('done')
    expect((await mine()).status).to.equal('revoked')
  })

  it('is not taken any more once the issuer is stopped, with the reason for everybody to read', async () => {
    expect(await propose('centre-2', change('许可证被吊销'))).to.equal('done')
    expect(await decide('centre-3')).to.equal('done')
    expect(await give('BX-2')).to.equal('ISSUER_NOT_ADMITTED')
  })
})
