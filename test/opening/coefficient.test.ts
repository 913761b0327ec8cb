import { expect } from 'chai'
import { checkDraw, type Transcript } from '../../crypto/transcript.ts'
import { drawnAgain } from '../../server/archive/verify/draws.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { DEADLINE, park } from '../../server/cli/demo/tender.ts'
import { readDraw } from '../../server/cli/verify/draw.ts'
import { benchmarkOf } from '../../server/evaluation/price.ts'
import { askForCoefficient, coefficientRules, drawnValue, valuesAsEntries } from '../../server/experts/coefficient.ts'
import { ratio } from '../../server/law/units.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { type Criteria, Criteria as CriteriaShape, withDrawn } from '../../server/tenders/criteria.ts'
import { formulaWords } from '../../server/tenders/formula.ts'
import { aTender, refused } from '../tenders/world.ts'
import { type TestWorld, world } from '../world/world.ts'
import { hall, readHall } from './hall.ts'
import { codeOf, playing } from './playing.ts'

const values = [9500, 9600, 9700]
const criteria: Criteria = {
  ...park.criteria,
  price: { ...park.criteria.price, drawn: { parameter: 'k', values } } as Criteria['price'],
}
const tender = aTender({ stage: 'opening', criteria })

describe('A coefficient that the tender document leaves to chance', () => {
  const ask = (...of: Parameters<typeof askForCoefficient>) => refused(() => askForCoefficient(...of)).code

  it('is drawn where the document says so, after the names and before any price, once', () => {
    expect(ask(aTender({ stage: 'opening' }), hall(), undefined)).to.equal('NOTHING_TO_DRAW')
    expect(ask(tender, hall({ named: false }), undefined)).to.equal('COEFFICIENT_TOO_EARLY')
    for (const stage of ['read', 'recorded', 'finished'] as const)
      expect(ask(tender, readHall({ stage }), undefined)).to.equal('COEFFICIENT_TOO_LATE')
    expect(ask(tender, hall(), undefined)).to.equal('done')
    const pauses = [{ id: 'p', kind: 'host' as const, reason: '休会', since: 1, until: null }]
    expect(ask(tender, hall({ pauses }), undefined)).to.equal('OPENING_PAUSED')
    const drawn = { draw: 't.k1', number: 1, value: 9500, at: 1 }
    expect(ask(tender, hall({ coefficient: drawn }), { stage: 'drawn' })).to.equal('COEFFICIENT_DRAWN')
  })

  it('is drawn again, under the next number, only when the attempt before has failed', () => {
    const coefficient = { draw: 't.k1', number: 1, value: null, at: 1 }
    for (const stage of ['committing', 'revealing', 'drawn'] as const)
      expect(ask(tender, hall({ coefficient }), { stage })).to.equal('COEFFICIENT_RUNS')
    const next = askForCoefficient(tender, hall({ coefficient }), { stage: 'failed' })
    expect(next).to.include({ draw: `${tender.id}.k2`, number: 2 })
  })

  it('can be any of the listed values and no other, each as likely as the next', () => {
    const entries = valuesAsEntries('t.k1', values)
    const counts = new Map<number, number>()
    for (let i = 0; i < 3000; i++) {
      const { value } = drawnValue({ id: 't.k1', seed: i.toString(16).padStart(64, '0'), entries })
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).to.deep.equal(values)
    for (const count of counts.values()) expect(count).to.be.within(850, 1150)
    expect(coefficientRules(tender, 't.k1', values)).to.deep.include({ wanted: { k: 1 }, exclusions: [], reasons: [] })
  })

  it('takes the place of the published one in the benchmark, and only then', () => {
    const prices = [100n, 200n, 300n]
    const price = withDrawn(criteria, 9700).price
    if (price.formula !== 'benchmark-average') throw new Error('another formula')
    expect(benchmarkOf(prices, price)).to.deep.equal(ratio(194n))
    expect(withDrawn(criteria, undefined)).to.equal(criteria)
    expect(withDrawn(park.criteria, 9700)).to.equal(park.criteria)
    expect(formulaWords(criteria).join('')).to.include('从 95%、96%、97% 中公开随机抽取')
    expect(formulaWords(withDrawn(criteria, 9700)).join('')).to.include('平均值 × 97')
  })

  it('has at least two values that differ', () => {
    const of = (list: number[]) =>
      CriteriaShape.safeParse({ ...criteria, price: { ...criteria.price, drawn: { parameter: 'k', values: list } } })
        .success
    expect([of([9500]), of([9500, 9500]), of([9500, 9600]), of([4999, 9600])]).to.deep.equal([
      false,
      false,
      true,
      false,
    ])
  })
})

describe('A coefficient drawn in the hall', function () {
  this.timeout(300_000)
  let running: TestWorld
  const { path, hall: now, say, bid, name, open: unlocked } = playing(() => running)
  const draw = (person: string) => say<{ draw: string }>(person, '/coefficient', 'draw.coefficient', { minutes: 5 })
  const bidders = ['bidder-1', 'bidder-2', 'bidder-3']

  before(async () => {
    running = await world()
    await bid(bidders, { criteria })
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await name()
  })
  after(() => running?.stop())

  it('holds the reading up until it is drawn, though every bid is open', async () => {
    for (const person of bidders) await unlocked(person)
    const open = async () => Object.values((await now()).bids).every(({ status }) => status === 'ready')
    await running.world.until('all are open', open)
    await new Promise((done) => setTimeout(done, 1500))
    expect((await now()).stage).to.equal('unsealing')
    expect(Object.values((await now()).bids).every(({ form }) => form === null)).to.equal(true)
  })

  it('is drawn by the host’s order alone, and fails without a party that commits', async () => {
    for (const person of ['centre', 'supervisor', 'bidder-1'])
      expect(await codeOf(() => draw(person)), person).to.equal('FORBIDDEN')
    const first = await draw('agent')
    expect(await codeOf(() => draw('agent'))).to.equal('COEFFICIENT_RUNS')
    await running.world.moveTo((await running.world.now()) + 301_000)
    const failed = async () =>
      (await running.world.as('tenderer').get<{ stage: string }>(`/draws/${first.draw}`)).stage === 'failed'
    await running.world.until('the attempt lapses', failed)
  })

  it('is drawn by the three together under the next number, and then everything is read out', async () => {
    const { draw: id } = await draw('agent')
    expect(id).to.match(/\.k2$/)
    await drawTogether(running.world, id, ['tenderer', 'centre', 'supervisor'])
    await running.world.until('it is read out', async () => (await now()).stage === 'read')
    expect(values).to.include((await now()).coefficient?.value)
    expect(await codeOf(() => draw('agent'))).to.equal('COEFFICIENT_DRAWN')
  })

  it('is repeated by anybody from a public fact, and an archive in which another value stands is found out', async () => {
    const { facts } = await running.world
      .as('bidder-1')
      .get<{ facts: Fact[] }>(`/tenders/${running.world.tender}/facts`)
    const told = facts.find(({ type }) => type === 'opening.coefficientDrawn')
    const data = told?.data as { value: number; transcript: string; draw: string }
    const transcript = readDraw(JSON.parse(data.transcript) as unknown, 'k') as Transcript
    expect((await checkDraw(transcript)).checked).to.include.members(['pool', 'seed', 'order', 'calls k', 'opened'])
    const judged = (k: number): Pick<Fact, 'type' | 'data'> => ({
      type: 'evaluation.begun',
      data: { criteria: withDrawn(criteria, k) },
    })
    const drawn = (value: number) => ({ type: 'opening.coefficientDrawn', data: { ...data, value } })
    const other = values.find((value) => value !== data.value) ?? 0
    expect(drawnAgain({ criteria }, [drawn(data.value), judged(data.value)])).to.deep.equal([])
    expect(drawnAgain({ criteria }, [drawn(data.value), judged(other)])).to.have.lengthOf(1)
    expect(drawnAgain({ criteria }, [drawn(other), judged(other)])).to.have.lengthOf(1)
    expect(drawnAgain({ criteria }, [drawn(9999), judged(9999)])).to.have.lengthOf(2)
    expect(drawnAgain(park, [judged(9600)])).to.have.lengthOf(1)
    expect(await running.world.as('bidder-1').get(path())).to.have.nested.property('coefficient.value', data.value)
    expect(running.errors()).to.deep.equal([])
  })
})
