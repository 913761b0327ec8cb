import { expect } from 'chai'
import { checkDraw, type Transcript } from '../../crypto/transcript.ts'
import type { Acceptance } from '../../server/award/acceptance.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { suppliers } from '../../server/cli/demo/people.ts'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { reviewReport, sendNotices } from '../../server/cli/demo/steps/award.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { conclude, electChair, signReport } from '../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import { panel } from '../../server/cli/demo/steps/panel.ts'
import { concludeQualification, judgeAll } from '../../server/cli/demo/steps/qualification.ts'
import type { Played } from '../../server/cli/demo/tender.ts'
import type { Evaluation } from '../../server/evaluation/evaluation.ts'
import type { Result } from '../../server/evaluation/result.ts'
import { type TestWorld, world } from '../world/world.ts'
import { chromiumHere, type Watched, watchedBrowser } from './chromium.ts'
import { refused } from './lifecycle/course.ts'
import { adjourn, certify, seeSettled, seeTies } from './pages/brands.ts'

const ORDER87 = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const { policy: _policy, ...scored } = classrooms.criteria
const offer = (price: string, leader: string, brand: string) => ({ price, durationDays: 45, leader, claims: { brand } })
/** The lowest price is first; the first two offer one brand at one price, the third another brand at the same. */
const equalPlayed: Played = {
  ...purchasePlayed,
  draft: {
    ...classrooms,
    criteria: {
      ...scored,
      ...{ price: { formula: 'price-alone' }, factors: [], candidates: 3 },
      clauses: scored.clauses.filter(({ denies }) => !denies),
    },
  },
  offers: {
    'supplier-1': offer('290000000', '农志远', '青穗'),
    'supplier-2': offer('290000000', '蒙春燕', '青穗'),
    'supplier-3': offer('290000000', '龙文博', 'Northline'),
    'supplier-4': offer('300000000', '莫立强', '五象云'),
    'supplier-5': offer('310000000', '梁慧敏', '良品'),
  },
}

describe('a purchase whose bids are equal, over HTTP and on the screens that show it', function () {
  this.timeout(400_000)
  let test: TestWorld
  let members: Seated[]
  const chromium = chromiumHere()
  let browser: Watched | undefined
  const id = 'equal'
  const path = `/tenders/${id}`
  const as = (person: string): Client => test.world.as(person)
  const signed = async <T>(person: string, what: string, to: string, fields: Record<string, unknown>): Promise<T> => {
    const cms = await as(person).sign(what, { tender: id, ...fields })
    return as(person).post<T>(`${path}${to}`, { ...fields, cms })
  }
  const tagOf = (person: string) => as(person).tag(id)
  const view = async () => as('supervisor').get<Evaluation & Record<string, unknown>>(`${path}/evaluation`)
  const together = (draw: string) => drawTogether(test.world, draw, ['tenderer', 'centre', 'supervisor'])
  const accepted = () =>
    as('tenderer').get<Acceptance & { tie?: { lot: { chosen: string | null } | null } }>(`${path}/acceptance`)
  const chair = async (): Promise<Client> => {
    const { chair: tag, members: tags } = await view()
    const found = members.find(({ place }) => tags[place] === tag)
    if (!found) throw new Error('there is no chair')
    return found.client
  }

  before(async () => {
    if (chromium) {
      await buildClient(() => undefined)
      browser = await watchedBrowser(chromium)
    }
    test = await world({ tender: id, played: equalPlayed })
    await publishNotice(test.world)
    await deposits(test.world)
    for (const { id: person } of suppliers) await submitBid(test.world, person)
    if (browser) await adjourn(browser, test.world)
    await openBids(test.world)
    await panel(test.world)
    await judgeAll(test.world, ['supplier-5'])
    await concludeQualification(test.world)
    await test.world.until('the evaluation to begin', () => view().catch(() => undefined))
    members = await seatedMembers(test.world)
    await electChair(test.world, members)
  })
  after(async () => {
    for (const member of members ?? []) member.leave()
    await browser?.close()
    expect(browser?.errors ?? []).to.deep.equal([])
    expect(test?.errors()).to.deep.equal([])
    await test?.stop()
  })

  it('a price in other words than figures is corrected, and confirmed by its bidder alone', async () => {
    const bid = await tagOf('supplier-4')
    const correct = async (client: Client, found: object) =>
      client.post<{ repricing: string; price: string }>(`${path}/evaluation/corrected-prices`, {
        ...{ bid, page: 2, found, minutes: 30 },
      })
    expect(await refused(correct(as('tenderer'), { words: '1' }))).to.equal('FORBIDDEN')
    expect(await refused(correct(await chair(), { words: '300000000' }))).to.equal(
      `ARITHMETIC_CONSISTENT ${ORDER87('五十九')}`,
    )
    expect(await refused(correct(await chair(), { words: '-1' }))).to.equal('INPUT_INVALID')
    const { repricing, price } = await correct(await chair(), { words: '305000000' })
    expect(price).to.equal('305000000')
    const answer = (person: string) =>
      as(person)
        .sign('evaluation.answerCorrection', { tender: id, repricing, confirmed: true, price })
        .then((cms) => as(person).post(`${path}/corrected-prices/${repricing}/answer`, { confirmed: true, cms }))
    const mine = async (person: string) =>
      (await as(person).get<{ items: object[] }>(`${path}/corrected-prices`)).items.length
    expect([await mine('supplier-4'), await mine('supplier-1')]).to.deep.equal([1, 0])
    expect(await refused(answer('supplier-1'))).to.equal('CORRECTION_UNKNOWN')
    await answer('supplier-4')
    expect(await refused(answer('supplier-4'))).to.equal('CORRECTION_ANSWERED')
  })

  it('one of the bids of one brand at one price is drawn before anything is compared', async () => {
    const votes = equalPlayed.draft.criteria.clauses
      .filter(({ by }) => by !== 'purchaser')
      .map(({ id: clause }) => ({ clause, pass: true }))
    for (const { client } of members)
      for (const { tag } of (await view()).bids) await client.post(`${path}/evaluation/review`, { bid: tag, votes })
    expect((await view()).stage).to.equal('ties')
    const brand = (await Promise.all(['supplier-1', 'supplier-2'].map(tagOf))).sort()
    const { ties } = await as('tenderer').get<{ ties: { groups: string[][]; article: string } }>(`${path}/evaluation`)
    expect(ties).to.deep.include({ groups: [brand], article: ORDER87('三十一') })
    const choice = { chosen: brand[0], reason: '更合适一些' }
    expect(await refused(signed('tenderer', 'evaluation.chooseEqual', '/evaluation/ties/choice', choice))).to.equal(
      `TIE_BY_LOT ${ORDER87('三十一')}`,
    )
    if (browser) await seeTies(browser, test.world, members[0]?.client.person.id ?? '')
    const ask = (person: string) =>
      signed<{ draw: string }>(person, 'evaluation.drawTie', '/evaluation/ties/lot', { minutes: 5 })
    for (const person of ['centre', 'supplier-1', 'supervisor'])
      expect(await refused(ask(person))).to.equal('FORBIDDEN')
    const { draw } = await ask('agent')
    expect(await refused(ask('agent'))).to.equal('LOT_RUNS')
    expect(await as('centre').get(`${path}/lots`)).to.deep.equal({
      items: [{ draw, purpose: 'brand', stage: 'committing' }],
    })
    await together(draw)
    await test.world.until('the ranking', async () => (await view()).stage === 'opinions')
    if (browser) await seeSettled(browser, test.world, members[0]?.client.person.id ?? '')
    const { settled, ranking } = await view()
    expect(brand).to.include(settled?.[0]?.chosen)
    expect(ranking?.rows.map(({ rank, price }) => [rank, price])).to.deep.equal([
      [1, '290000000'],
      [1, '290000000'],
      [3, '305000000'],
    ])
  })

  it('the report names the lot, the correction and the bid that the lot left out', async () => {
    await conclude(test.world, members)
    await signReport(test.world, members)
    const result = await as('tenderer').get<Result & Record<string, unknown>>(`${path}/evaluation/result`)
    expect(result.settled?.[0]).to.include({ how: 'lot', draw: 'equal.b1' })
    expect(result.candidates).to.have.lengthOf(3)
  })

  it('between candidates who tie the lot decides, and the purchaser can take no other', async () => {
    const { report } = await as('supervisor').get<{ report: { sha256: string } }>(`${path}/evaluation`)
    await test.world.until('the report to be due', async () => (await accepted().catch(() => undefined)) !== undefined)
    await signed('agent', 'award.deliver', '/acceptance/delivery', { report: report.sha256 })
    await reviewReport(test.world)
    const { settled } = await view()
    const [one, other] = [settled?.[0]?.chosen ?? '', await tagOf('supplier-3')]
    const fix = (winner: string, tie: string | null = null) =>
      refused(signed('tenderer', 'award.fix', '/acceptance/winner', { winner, skipped: [], tie }))
    expect(await fix(one)).to.equal(`WINNER_TIED ${ORDER87('六十八')}`)
    expect(await fix(one, '采购人认为更合适')).to.equal(`WINNER_TIED ${ORDER87('六十八')}`)
    const ask = (person: string) =>
      signed<{ draw: string }>(person, 'award.drawTie', '/acceptance/lot', { minutes: 5, skipped: [] })
    expect(await refused(ask('agent'))).to.equal('FORBIDDEN')
    const { draw } = await ask('tenderer')
    await together(draw)
    const chosen = await test.world.until('the lot', async () => (await accepted()).tie?.lot?.chosen ?? undefined)
    expect([one, other]).to.include(chosen)
    expect(await refused(ask('tenderer'))).to.equal(`LOT_DRAWN ${ORDER87('六十八')}`)
    expect(await fix(chosen === one ? other : one)).to.equal(`TIE_BROKEN_OTHERWISE ${ORDER87('六十八')}`)
    expect(await fix(chosen)).to.equal('done')
    expect((await accepted()).fixed).to.include({ how: 'tieByLot', draw })
  })

  it('both lots can be repeated by anybody who has their transcripts', async () => {
    const { facts } = await as('supervisor').get<{ facts: { type: string; data: { transcript: string } }[] }>(
      `${path}/facts`,
    )
    const told = facts.filter(({ type }) => type === 'evaluation.tieSettled' || type === 'acceptance.lotDrawn')
    expect(told).to.have.lengthOf(2)
    for (const { data } of told) {
      const { checked } = await checkDraw(JSON.parse(data.transcript) as Transcript)
      expect(checked).to.include.members(['pool', 'seed', 'order', 'opened'])
    }
  })

  it('the announcement says how it was decided, and who was unqualified with the fact', async () => {
    const { fixed } = await accepted()
    const items = [{ name: '平板', spec: 'A-1', quantity: '60 台', unitPrice: '4833333', service: '质保三年' }]
    await signed('agent', 'award.announce', '/announcement', {
      ...{
        winner: fixed?.winner,
        purchaserAddress: '南宁市1号',
        agentAddress: '南宁市2号',
        winnerAddress: '南宁市3号',
      },
      items,
    })
    await sendNotices(test.world)
    const shown = (await (await fetch(`${test.world.origins.public}/api/v1${path}/award`)).json()) as {
      announcement: { remark: string; invalid: { name: string; reason: string }[] }
    }
    expect(shown.announcement.remark).to.include('随机抽取').and.include('equal.w1')
    expect(shown.announcement.invalid[0]?.reason).to.match(/^未通过资格审查：/)
    const own = await as('supplier-5').get<{ rejected: string }>(`${path}/result/own`)
    expect(own.rejected).to.equal(shown.announcement.invalid[0]?.reason)
  })
  it('the centre certifies the course with the venues of the evaluation', async function () {
    if (!browser) return this.skip()
    await certify(browser, test.world)
  })
})
