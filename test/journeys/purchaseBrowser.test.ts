import { expect } from 'chai'
import { suppliers } from '../../server/cli/demo/people.ts'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { conclude, electChair, score, signReport } from '../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import { panel } from '../../server/cli/demo/steps/panel.ts'
import type { Played } from '../../server/cli/demo/tender.ts'
import type { World } from '../../server/cli/demo/world.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end } from './pages/begin.ts'
import { enter } from './pages/door.ts'
import * as table from './pages/purchase.ts'

const EXPECTED = [
  'OPENING_ABSENT',
  'EVALUATION_UNKNOWN',
  'PROOF_NOT_YET',
  'PANEL_ABSENT',
  'FACT_UNKNOWN',
  'NOT_PUBLIC_YET',
  'LETTERS_ABSENT',
  'WITNESS_ABSENT',
  'PAPER_NOT_READY',
]
const { policy: _policy, ...criteria } = classrooms.criteria
const offer = (price: string, leader: string, brand: string, small?: 'whole') => ({
  ...{ price, durationDays: 45, leader },
  claims: { brand, ...(small ? { small } : {}) },
})
/** The lowest price is first: two tie, one is a small enterprise whose price is corrected, one is far below, one unqualified. */
const played: Played = {
  ...purchasePlayed,
  draft: {
    ...classrooms,
    performanceBond: { share: 500 },
    criteria: {
      ...{ ...criteria, price: { formula: 'price-alone' }, factors: [], policy: { small: 1000 } },
      clauses: criteria.clauses.filter(({ denies }) => denies !== 'domestic'),
    },
  },
  offers: {
    'supplier-1': offer('280000000', '农志远', '青穗'),
    'supplier-2': offer('280000000', '蒙春燕', '江潮'),
    'supplier-3': offer('311000000', '龙文博', '五象云', 'whole'),
    'supplier-4': offer('120000000', '莫立强', '良品'),
    'supplier-5': offer('310000000', '梁慧敏', 'Northline'),
  },
}

describe('The end of a purchase by hand, in a browser', function () {
  this.timeout(420_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  let members: Seated[]
  let chair: Window
  const windows: Window[] = []
  const id = 'by-hand'
  const path = `/tenders/${id}`
  const open = async (person: string, to: string): Promise<Window> => {
    const window = await enter(browser, world, person, to)
    windows.push(window)
    return window
  }
  const tender = () => world.as('tenderer').get<Tender & Record<string, unknown>>(path)
  const view = () =>
    world
      .as('supervisor')
      .get<{ stage: string; chair: string; members: string[]; bids: { tag: string }[] } & Record<string, unknown>>(
        `${path}/evaluation`,
      )

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium, true, { tender: id, played }))
    world = running.world
    for (const { id: person } of suppliers) await submitBid(world, person)
    await openBids(world)
    await panel(world)
  })
  after(async () => {
    for (const member of members ?? []) member.leave()
    await end({ running, browser })
  })

  it('the agent judges who is qualified, clause by clause, and concludes', async () => {
    const agent = await open('purchase-agent', `/t/${id}`)
    await table.judgeQualification(agent, suppliers[4]?.organisation?.name ?? '')
    await picture(agent, 'g-qualification')
    await table.concludeQualification(agent)
    await world.until('the evaluation to begin', () => view().catch(() => undefined))
  })

  it('the chair records a price in other words than figures; its bidder confirms it', async () => {
    members = await seatedMembers(world)
    await electChair(world, members)
    const { chair: tag, members: tags, bids } = await view()
    const seat = members.find(({ place }) => tags[place] === tag)
    chair = await open(seat?.client.person.id ?? '', `/e/${id}`)
    const corrected = await world.as('supplier-3').tag(id)
    await table.correctPrice(chair, bids.findIndex((bid) => bid.tag === corrected) + 1, '3120000.00')
    await picture(chair, 'g-correction')
    const supplier = await open('supplier-3', `/b/${id}/result`)
    await supplier.page.getByRole('heading', { name: '报价算术修正' }).waitFor()
    await picture(supplier, 'g-confirm')
    await supplier.page.getByRole('button', { name: '签名确认修正后的报价' }).click()
    await supplier.page.getByText('投标人已确认').waitFor()
    await chair.page.getByText('投标人已确认').waitFor()
  })

  it('a price that is far below the others is judged in the room', async () => {
    const { bids } = await view()
    const claims = await world.as('supplier-3').tag(id)
    const clauses = ['signature', 'ceiling', 'response']
    for (const { client } of members)
      for (const { tag: bid } of bids) {
        const asked = bid === claims ? [...clauses, 'small'] : clauses
        await client.post(`${path}/evaluation/review`, { bid, votes: asked.map((clause) => ({ clause, pass: true })) })
      }
    await chair.page.getByRole('heading', { name: '异常低价审查' }).waitFor()
    await picture(chair, 'g-low-price')
    const bid = await world.as('supplier-4').tag(id)
    await table.askBidder(chair, bids.findIndex((one) => one.tag === bid) + 1, '请说明报价的成本构成并提交证明材料')
    const items = () =>
      world
        .as('supplier-4')
        .get<{ items: { id: string }[] }>(`${path}/clarifications`)
        .then(({ items: all }) => all[0]?.id)
    const clarification = (await items()) ?? ''
    const answer = '自有产能，附成本测算表。'
    const cms = await world.as('supplier-4').sign('evaluation.answer', { tender: id, clarification, answer })
    await world.as('supplier-4').post(`${path}/clarifications/${clarification}/answer`, { answer, cms })
    await table.judgeLowPrice(chair, '成本测算缺少人工与运输费用，不能证明')
    await picture(chair, 'g-low-price-judged')
    const { chair: tag, members: tags } = await view()
    for (const { client, place } of members)
      if (tags[place] !== tag)
        await client.post(`${path}/evaluation/low-prices/${bid}`, { proven: false, reason: '不能证明报价合理' })
    await chair.page.getByRole('heading', { name: '排序' }).waitFor()
    await picture(chair, 'g-ranking')
  })

  it('the panel reports; the agent delivers, the purchaser reviews', async () => {
    await score(world, members)
    await conclude(world, members)
    await signReport(world, members)
    const agent = await open('purchase-agent', `/t/${id}`)
    await agent.page.getByRole('button', { name: /送达/ }).click()
    await picture(agent, 'g-delivered')
    const purchaser = await open('purchaser', `/t/${id}`)
    await picture(purchaser, 'g-received')
    await table.reviewReport(purchaser)
    await picture(purchaser, 'g-tied')
  })

  it('candidates tie: the purchaser has a lot drawn, and fixes who was drawn', async () => {
    const purchaser = windows.at(-1) as Window
    await purchaser.page.getByRole('button', { name: '签名并开始随机抽取' }).click()
    await purchaser.page.getByRole('button', { name: '签名承诺' }).waitFor()
    await picture(purchaser, 'g-lot')
    const centre = await open('nn-centre', `/t/${id}`)
    await centre.page.getByRole('button', { name: '签名承诺' }).waitFor()
    await picture(centre, 'g-lot-centre')
    const { items } = await world.as('supervisor').get<{ items: { draw: string }[] }>(`${path}/lots`)
    await drawTogether(world, items[0]?.draw ?? '', ['tenderer', 'centre', 'supervisor'])
    await world.until('the lot to be noted', async () => {
      const { tie } = await world
        .as('tenderer')
        .get<{ tie?: { lot: { chosen: string | null } | null } }>(`${path}/acceptance`)
      return tie?.lot?.chosen ?? undefined
    })
    await table.lotSection(purchaser).getByRole('button', { name: '刷新' }).click()
    await purchaser.page.getByText(/随机抽取（by-hand\.w1）确定/).waitFor()
    await table.fixDrawn(purchaser)
    await picture(purchaser, 'g-fixed')
  })

  it('the purchaser announces the result; everybody reads it, each bidder its own', async () => {
    const purchaser = await open('purchaser', `/t/${id}`)
    await table.announce(purchaser)
    await picture(purchaser, 'g-announced')
    expect((await tender()).stage).to.equal('awarded')
    const unqualified = await open('supplier-5', `/b/${id}/result`)
    await unqualified.page
      .getByText(/未通过资格审查/)
      .first()
      .waitFor()
    await picture(unqualified, 'g-own-unqualified')
  })

  it('a challenge is weighed; bond, contract and its publication follow', async () => {
    const { winner } = await world.as('tenderer').get<{ winner: { tag: string } }>(`${path}/award`)
    const tags = await Promise.all(suppliers.map(({ id: person }) => world.as(person).tag(id)))
    const winning = suppliers[tags.indexOf(winner.tag)]?.id ?? ''
    const losing = ['supplier-1', 'supplier-2'].find((person) => person !== winning) ?? ''
    const text = '认为随机抽取程序未公开，请求说明。'
    const loser = world.as(losing)
    await loser.post(`${path}/result-objections`, {
      text,
      cms: await loser.sign('award.object', { tender: id, text }),
    })
    const purchaser = await open('purchaser', `/t/${id}`)
    await purchaser.page.getByText(text).waitFor()
    await picture(purchaser, 'g-challenge')
    await table.weigh(purchaser)
    await picture(purchaser, 'g-weighed')
    const writing = await open('purchaser', `/t/${id}`)
    await writing.page.getByRole('button', { name: '签名确认合同条款并比对' }).waitFor()
    await picture(writing, 'g-contract-writing')
    await writing.page.getByRole('button', { name: '签名确认合同条款并比对' }).click()
    await writing.page.getByRole('cell', { name: '付款方式、时间和条件' }).waitFor()
    await picture(writing, 'g-contract-compared')
    const winnerWindow = await open(winning, `/b/${id}/result`)
    await winnerWindow.page.getByRole('button', { name: '签名提交履约保证金' }).waitFor()
    await picture(winnerWindow, 'g-bond')
    await table.giveBond(winnerWindow)
    await winnerWindow.page.getByRole('button', { name: '签署合同' }).click()
    await winnerWindow.page.getByText('中标人已签署').waitFor()
    await picture(winnerWindow, 'g-contract-winner')
    const signing = await open('purchaser', `/t/${id}`)
    await signing.page.getByRole('button', { name: '签署合同' }).click()
    await signing.page.getByRole('button', { name: '签名公开合同' }).click()
    await signing.page.getByText('已按期公开').waitFor()
    await picture(signing, 'g-contract-public')
    expect((await tender()).stage).to.equal('contracted')
  })

  it('the supervisor finds the award invalid only on a ground of the law, with what follows and why', async () => {
    const supervisor = await open('finance', `/s/${id}`)
    await table.findInvalid(supervisor, (name) => picture(supervisor, name))
    await world.until('it is tendered again', async () => (await tender()).stage === 'failed')
  })

  it('no page failed, and nothing was declined but what was not there yet', () => {
    expect(browser.errors).to.deep.equal([])
    expect([...browser.declined].filter((code) => !EXPECTED.includes(code))).to.deep.equal([])
  })
})
