import { expect } from 'chai'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { park, party } from '../../server/cli/demo/tender.ts'
import {
  type AffiliateChange,
  type AffiliateFact,
  type Affiliates,
  affiliateOf,
  decideAffiliate,
  evolve,
  notAffiliated,
  proposeAffiliate,
} from '../../server/identity/affiliates.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { bring } from '../opening/package.ts'
import { codeOf, problemOf } from '../opening/playing.ts'
import { refused } from '../tenders/world.ts'
import { type TestWorld, world } from '../world/world.ts'

type Json = Record<string, unknown>
const ARTICLE = '《电子招标投标办法》第二十三条'
const signature = { statement: '', cms: '', certificate: '' }
const person = (name: string) => ({ name, number: null, certificate: `of ${name}` })
const affiliate = {
  ...{ code: '91530100MA6K00BX1A', name: '某某科技有限公司', relation: 'holding' as const },
  basis: '国家企业信用信息公示系统：持股 60%',
}

describe('the register of the operator and its affiliates', () => {
  const happens = (register: Affiliates | undefined, facts: object[], at = 1): Affiliates =>
    evolve(register, { ...facts[0], at } as AffiliateFact)
  const proposed = (change: AffiliateChange, register?: Affiliates) =>
    happens(register, proposeAffiliate(register, { id: 'p', change, by: person('甲'), signature }))
  const decided = (register: Affiliates, take = true, by = person('乙'), at = 2) =>
    happens(register, decideAffiliate(register, { id: 'p', take, by, signature }), at)
  const entered = decided(proposed({ affiliate, end: null }))
  const bids = (register: Affiliates | undefined, code: string, law = 'T-2025') =>
    refused(() => notAffiliated(register, code, rulebook(law)))

  it('keeps from bidding who is in it, with the article, in both tracks; and nobody else', () => {
    for (const law of ['T-2025', 'G-2017'])
      expect(bids(entered, affiliate.code, law)).to.include({ code: 'OPERATOR_AFFILIATE', article: ARTICLE })
    expect(bids(entered, '91530100MA6K00BX1B').code).to.equal('done')
    expect(bids(undefined, affiliate.code).code).to.equal('done')
  })

  it('takes an entry by two people, and none by one person with two certificates', () => {
    expect(affiliateOf(proposed({ affiliate, end: null }), affiliate.code)).to.equal(undefined)
    const again = { ...person('甲'), certificate: 'another of 甲' }
    const code = refused(() => decided(proposed({ affiliate, end: null }), true, again)).code
    expect(code).to.equal('REGISTER_ANOTHER_PERSON')
    expect(decided(proposed({ affiliate, end: null }), false).entries).to.deep.equal([])
  })

  it('lets bid again who was taken out with a reason, from then on; the entry stays to be read', () => {
    const out = decided(proposed({ affiliate, end: '股权已全部转让' }, entered))
    expect(bids(out, affiliate.code).code).to.equal('done')
    expect(out.entries[0]).to.deep.include({ since: 2, ended: { at: 2, reason: '股权已全部转让' } })
    const again = decided(proposed({ affiliate, end: null }, out), true, person('乙'), 9)
    expect(again.entries[0]).to.deep.include({ since: 9, ended: null })
  })

  it('has one change waiting at a time, none that changes nothing, and ends nobody who is not there', () => {
    const code = (change: AffiliateChange, register?: Affiliates) => refused(() => proposed(change, register)).code
    expect(code({ affiliate, end: null }, proposed({ affiliate, end: null }))).to.equal('REGISTER_WAITS')
    expect(code({ affiliate, end: null }, entered)).to.equal('REGISTER_SAME')
    expect(code({ affiliate, end: '股权已转让' })).to.equal('REGISTER_UNKNOWN')
    expect(refused(() => decided(entered)).code).to.equal('REGISTER_NOTHING_WAITS')
  })
})

describe('the operator’s affiliate as a bidder, over HTTP', function () {
  this.timeout(200_000)
  let running: TestWorld
  let brought: () => Promise<unknown>
  const of = () => running.world
  const path = '/platform/affiliates'
  const change = (end: string | null) => ({
    affiliate: { ...party('bidder-2'), relation: 'holding', basis: '公司章程：运营机构持股 51%' },
    end,
  })
  const propose = async (as: string, what: Json) => {
    const cms = await of().as(as).signAsPerson('affiliate.propose', { change: what })
    return codeOf(() => of().as(as).post(path, { change: what, cms }))
  }
  const decide = async (as: string) => {
    await of().as(as).get('/account') // signs in
    const { proposal } = await of().as(as).get<{ proposal: { id: string; change: Json } } & Json>(path)
    const fields = { proposal: proposal.id, take: true, change: proposal.change }
    const cms = await of().as(as).signAsPerson('affiliate.decide', fields)
    return codeOf(() => of().as(as).post(`${path}/decision`, { proposal: proposal.id, take: true, cms }))
  }

  before(async () => {
    running = await world()
    await publishNotice(of())
    await deposits(of())
    await of().moveTo(park.deadline - 86_400_000)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('is entered by two people of the centre, and by nobody else', async () => {
    expect(await propose('tenderer', change(null))).to.equal('FORBIDDEN')
    expect(await propose('centre', change(null))).to.equal('done')
    expect(await codeOf(() => submitBid(of(), 'bidder-2')), 'nobody is kept out by a proposal').to.equal('done')
    brought = await bring(of(), 'bidder-2')
    expect(await decide('centre')).to.equal('REGISTER_ANOTHER_PERSON')
    expect(await decide('centre-2')).to.equal('done')
    const response = await fetch(`${of().origins.public}/api/v1${path}`)
    const { items } = (await response.json()) as { items: { name: string }[] }
    expect(
      items.map(({ name }) => name),
      'the register is public',
    ).to.deep.equal([party('bidder-2').name])
  })

  it('is refused when it wants to bid, with the article, and nothing is written', async () => {
    const facts = await running.facts()
    const problem = await problemOf(() => submitBid(of(), 'bidder-2'))
    expect(problem?.problem).to.include({ code: 'OPERATOR_AFFILIATE', status: 403, article: ARTICLE })
    expect((await problemOf(brought))?.code, 'one that was prepared before').to.equal('OPERATOR_AFFILIATE')
    const deposit = await problemOf(() => of().as('bidder-2').post(`/tenders/${of().tender}/deposit`, {}))
    expect(deposit?.code).to.equal('OPERATOR_AFFILIATE')
    expect(await running.facts()).to.equal(facts)
    expect(await codeOf(() => submitBid(of(), 'bidder-1')), 'everybody else may').to.equal('done')
  })

  it('may bid once two people have ended the relation', async () => {
    expect(await propose('centre', change('股权已全部转让，工商变更完成'))).to.equal('done')
    expect(await decide('centre-3')).to.equal('done')
    expect(await codeOf(() => submitBid(of(), 'bidder-2'))).to.equal('done')
  })
})
