import { expect } from 'chai'
import { drawnAgain } from '../../server/archive/verify/draws.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { electChair } from '../../server/cli/demo/steps/evaluation.ts'
import { seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import { panel } from '../../server/cli/demo/steps/panel.ts'
import { DEADLINE, park, parkPlayed } from '../../server/cli/demo/tender.ts'
import { clausesFor } from '../../server/evaluation/review.ts'
import { formatYuan } from '../../server/law/units.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { type CeilingMethod, computedCeiling } from '../../server/tenders/ceiling.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import { share } from '../../server/tenders/formula.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { textOf, wants } from '../documents/tools.ts'
import { type TestWorld, world } from '../world/world.ts'
import { codeOf, playing } from './playing.ts'

const ceilingMethod: CeilingMethod = {
  ...{ method: 'floated', control: park.estimate, values: [560, 570, 580], rounding: 'halfUp' },
}
const { ceiling: _amount, ...without } = park
const draft: Draft = { ...without, ceilingMethod }
const bidders = ['bidder-1', 'bidder-2', 'bidder-4']
const played = { ...parkPlayed, draft, bidders: parkPlayed.bidders.filter(({ id }) => bidders.includes(id)) }

describe('A tender whose document states how its highest price is computed', function () {
  this.timeout(600_000)
  let running: TestWorld
  const { hall: now, say, name, open: unlocked, tagOf } = playing(() => running)
  const of = () => running.world
  const evaluation = (rest = '') => `/tenders/${of().tender}/evaluation${rest}`
  let highest = ''

  before(async () => {
    running = await world({ played })
  })
  after(() => running?.stop())

  it('is published with the method in place of the amount', async () => {
    await publishNotice(of())
    const shown = await of().as('bidder-1').get<Draft>(`/tenders/${of().tender}`)
    expect(shown).to.deep.include({ ceilingMethod }).and.not.have.property('ceiling')
    const page = await fetch(`${of().origins.public}/notices/${of().tender}`)
    expect(await page.text()).to.include('5.6%、5.7%、5.8%')
  })

  it('has no highest price before its coefficient is drawn, and reads nothing out', async () => {
    await deposits(of())
    await of().moveTo('2026-04-07T09:00:00+08:00')
    for (const person of bidders) await submitBid(of(), person)
    await of().moveTo(Date.parse(DEADLINE) + 2000)
    await name()
    await say('agent', '/announce', 'opening.announce', {})
    expect((await now()).announced).to.not.have.property('ceiling')
    for (const person of bidders) await unlocked(person)
    await running.settled()
    expect(await now())
      .to.include({ stage: 'unsealing' })
      .and.not.have.property('computed')
  })

  it('computes it from what was drawn once everything is read out, the bids above it too', async () => {
    const { draw } = await say<{ draw: string }>('agent', '/coefficient', 'draw.coefficient', { minutes: 5 })
    await drawTogether(of(), draw, ['tenderer', 'centre', 'supervisor'])
    await of().until('it is read out', async () => (await now()).stage === 'read')
    const { coefficient, computed, bids } = await now()
    const k = coefficient?.value ?? 0
    expect(ceilingMethod.values).to.include(k)
    highest = String(computedCeiling(ceilingMethod, k))
    expect(computed).to.include({ k, ceiling: highest })
    const above = bids[await tagOf('bidder-1')]
    expect([above?.status, BigInt(above?.form?.price ?? 0) > BigInt(highest)]).to.deep.equal(['read', true])
    const { facts } = await of().as('bidder-2').get<{ facts: Fact[] }>(`/tenders/${of().tender}/facts`)
    const types = facts.map(({ type }) => type)
    expect(types.indexOf('opening.ceilingComputed')).to.be.greaterThan(types.indexOf('opening.bidsRead'))
    const told = facts.find(({ type }) => type === 'opening.ceilingComputed')
    expect(told?.data).to.deep.include({ method: ceilingMethod, k, draw, ceiling: highest })
    expect(told?.data).to.deep.include({ article: '《招标投标法实施条例》第二十七条' })
    expect(drawnAgain(draft, facts)).to.deep.equal([])
    const values = ceilingMethod.values.filter((value) => value !== k)
    expect(drawnAgain({ ...draft, ceilingMethod: { ...ceilingMethod, values } }, facts)).to.have.lengthOf(1)
  })

  it('tells the method in notice and document, and the computation in the record, with the bid above it marked', async function () {
    await openBids(of())
    wants(this, 'pdftotext')
    const agent = of().as('agent')
    const read = async (rest: string) => textOf(await agent.bytes(`/tenders/${of().tender}${rest}`)).replace(/\s/g, '')
    const { published } = await agent.get<Tender>(`/tenders/${of().tender}`)
    for (const rest of ['/notice.pdf', `/documents/${published?.documents[0]?.sha256}`]) {
      const text = await read(rest)
      expect(text, rest).to.include('招标控制价×（1−下浮系数k）').and.include('5.6%、5.7%、5.8%')
    }
    const k = (await now()).coefficient?.value ?? 0
    const record = await read('/opening/record.pdf')
    expect(record).to.include(`20,000,000.00×（1−${share(k)}）=¥${formatYuan(BigInt(highest))}`)
    expect(record).to.include(`最高投标限价${formatYuan(BigInt(highest))}元`)
    expect(record.split('（高于最高投标限价）')).to.have.lengthOf(2)
  })

  it('is evaluated by that price: the panel sees it and rejects the bid above it by the document’s clause', async () => {
    await panel(of())
    await of().until('the evaluation begins', () =>
      of()
        .as('supervisor')
        .get(evaluation())
        .catch(() => undefined),
    )
    const members = await seatedMembers(of())
    try {
      await electChair(of(), members)
      const above = await tagOf('bidder-1')
      for (const { client, look } of members) {
        const view = await look()
        expect(view).to.include({ ceiling: highest })
        for (const { tag: bid, price } of view.bids) {
          const over = BigInt(price) > BigInt(highest)
          expect(over).to.equal(bid === above)
          const votes = clausesFor(view, bid).map(({ id: clause }) =>
            over && clause === 'ceiling'
              ? { clause, pass: false, page: 1, reason: '报价高于最高投标限价' }
              : { clause, pass: true },
          )
          expect(await codeOf(() => client.post(evaluation('/review'), { bid, votes }))).to.equal('done')
        }
      }
      const { rejections } = (await members[0]?.look()) ?? { rejections: [] }
      expect(rejections.map(({ bid }) => bid)).to.deep.equal([above])
      expect(running.errors()).to.deep.equal([])
    } finally {
      for (const member of members) member.leave()
    }
  })
})
