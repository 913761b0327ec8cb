import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { submitBids } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import * as room from '../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { unseal } from '../../server/cli/demo/steps/opening.ts'
import { answers, drawPanel, invited, seatPanel } from '../../server/cli/demo/steps/panel.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { someAgents } from '../world/agent.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import * as bidding from './pages/bidding.ts'
import { byAgent, enter } from './pages/door.ts'
import * as hall from './pages/hall.ts'
import * as table from './pages/room.ts'
import { verdict } from './pages/verify.ts'

/** What the platform may decline while people wait: what is not there yet. */
const EXPECTED = [
  'OPENING_ABSENT',
  'EVALUATION_UNKNOWN',
  'PROOF_NOT_YET',
  'PANEL_ABSENT',
  'MEMBER_UNKNOWN',
  'FACT_UNKNOWN',
]

describe('A tender by hand, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  const agents = someAgents(() => world)
  const at = (letter: string): string => `/${letter}/${running.world.tender}`

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    world = running.world
    browser = await watchedBrowser(chromium)
    await publishNotice(world)
    await deposits(world)
    await world.moveTo('2026-04-07T09:00:00+08:00')
  })
  after(async () => {
    await browser?.close()
    await agents.stop()
    await running?.stop()
  })

  describe('before the deadline', () => {
    for (const [person, kind] of [
      ['bidder-1', 'RSA'],
      ['bidder-2', 'SM2'],
    ] as const) {
      it(`a bidder with ${kind}${kind === 'SM2' ? ' and the local agent' : ''} seals three volumes, hands them in, holds a receipt and rehearses`, async () => {
        const keys = kind === 'SM2' ? byAgent(await agents.of(person)) : undefined
        const bidder = await enter(browser, world, person, `${at('b')}/seal`, keys)
        await bidding.sealAndSubmit(bidder, world, person)
        await bidding.rehearse(bidder)
        await picture(bidder, kind === 'RSA' ? 'receipt' : 'receipt-sm2')
        const mine = await world.as(person).get<{ stage: string }>(`/tenders/${world.tender}/bid`)
        expect(mine.stage).to.equal('sealed')
        await bidder.context.close()
      })
    }

    it('the others bid by programs', () => submitBids(world))
  })

  describe('in the opening hall', () => {
    let host: Window
    let supervisor: Window
    let tenderer: Window
    let bidder: Window

    before(async () => {
      await world.moveTo(Date.parse(DEADLINE) - 60_000)
      host = await enter(browser, world, 'agent', at('o'))
      supervisor = await enter(browser, world, 'supervisor', at('o'))
      tenderer = await enter(browser, world, 'tenderer', at('o'))
      bidder = await enter(browser, world, 'bidder-1', at('o'), byAgent(await agents.of('bidder-1')))
      await picture(bidder, 'hall-before')
      await world.moveTo(Date.parse(DEADLINE) + 2000)
    })
    after(() => Promise.all([host, supervisor, tenderer, bidder].map((one) => one?.context.close())))

    it('two officers release their shares: only then the names are public, and a bidder unlocks', async () => {
      await bidder.page.getByText('请稍候：正在等待开标人释放密钥份额').waitFor()
      expect(await bidder.page.getByText('名单待公布').count()).to.equal(7)
      await hall.releaseShares(supervisor)
      await picture(supervisor, 'hall-released')
      await hall.releaseShares(tenderer)
      await bidder.page.getByRole('heading', { name: '请解密您的投标文件' }).waitFor()
      await bidder.page.getByText('招标文件没有规定解密失败的补救方案').waitFor()
      await picture(bidder, 'hall-unlock')
      await hall.unlock(bidder)
    })

    it('all see all prices at once, and none before', async () => {
      const watched = await Promise.all([bidder, supervisor].map(hall.watchPrices))
      await unseal(world)
      const [one, other] = await Promise.all(watched.map((seen) => seen()))
      expect([one?.counts, other?.counts]).to.deep.equal([
        [0, 6],
        [0, 6],
      ])
      expect(Math.abs((one?.at ?? 0) - (other?.at ?? 0))).to.be.below(2000)
      await picture(bidder, 'hall-read')
    })

    it('the host classifies the bid that stayed shut; the record is signed; the opening ends', async () => {
      await picture(host, 'hall-host')
      await hall.classifyAndRecord(host)
      await hall.signRecord(bidder)
      await hall.signRecord(supervisor)
      await picture(supervisor, 'hall-signed')
      await hall.finishOpening(host)
      const { stage } = await world.as('agent').get<{ stage: string }>(`/tenders/${world.tender}`)
      expect(stage).to.equal('evaluating')
    })
  })

  describe('in the evaluation room', () => {
    const windows = new Map<string, Window>()
    let others: Seated[]
    let byHand: { seat: Seated; window: Window }[]

    before(() => drawPanel(world))
    after(() => {
      for (const { leave } of [...(others ?? []), ...(byHand ?? []).map(({ seat }) => seat)]) leave()
    })

    it('an expert stands aside and is replaced; three promise, declare and take their seats', async () => {
      const drawn = (await invited(world)).find(({ invitation }) => invitation.seat === 'km')
      const aside = await enter(browser, world, drawn?.person ?? '', '/e')
      await picture(aside, 'invitation')
      await aside.page.getByRole('button', { name: '签到' }).click()
      await table.checkIn(aside)
      await picture(aside, 'declare')
      await table.declare(aside, '本人近三年内曾在该投标人单位任技术顾问')
      await aside.context.close()
      await answers(world)
      for (const { person } of (await invited(world)).slice(0, 3)) {
        const window = await enter(browser, world, person, at('e'))
        await table.checkIn(window)
        await table.declare(window)
        windows.set(person, window)
      }
      await seatPanel(world)
    })

    it('they elect a chair', async () => {
      await world.until('the evaluation', () =>
        world
          .as('supervisor')
          .get(`/tenders/${world.tender}/evaluation`)
          .catch(() => undefined),
      )
      const seats = await seatedMembers(world)
      others = seats.filter(({ client }) => !windows.has(client.person.id))
      byHand = seats.flatMap((seat) => {
        const window = windows.get(seat.client.person.id)
        return window ? [{ seat, window }] : []
      })
      expect(byHand).to.have.length(3)
      for (const { seat, window } of byHand) await table.voteForChair(window, seat.place)
      await room.electChair(world, others)
      for (const { window } of byHand) await window.page.getByRole('heading', { name: '初步评审' }).waitFor()
    })

    it('they review every bid; a majority rejects the one that takes too long', async () => {
      const { bid, days, most } = await room.tooLong(world)
      const reason = `投标函工期${days}日历天，超过招标文件要求的${most}日历天`
      for (const [i, { seat, window }] of byHand.entries()) {
        if (i === 0) await table.openVolumes(window)
        await table.reviewAll(window, await seat.look(), { bid, reason })
        if (i === 0) await picture(window, 'review')
      }
      await room.review(world, others)
      const view = await byHand[0]?.seat.look()
      expect(view?.rejections.map((one) => one.bid)).to.deep.equal([bid])
      expect(view?.valid).to.have.length(5)
    })

    it('they score alone, saved as they type; when the last has locked, all see all sheets', async () => {
      for (const { seat, window } of byHand) {
        const view = await seat.look()
        await table.scoreAndLock(window, view, room.marks(view, seat.place), String(seat.place))
        expect(await window.page.getByRole('heading', { name: '评分汇总' }).count()).to.equal(0)
      }
      await room.score(world, others)
      for (const { window } of byHand) {
        await window.page.getByRole('heading', { name: '评分汇总' }).waitFor()
        await window.page.getByRole('heading', { name: '排序' }).waitFor()
      }
    })

    it('one dissents in writing, all sign the one report', async () => {
      for (const [i, { window }] of byHand.entries())
        await table.giveOpinion(window, i === 0 ? '第二名的施工组织设计针对性不足，本人认为该项得分偏高。' : undefined)
      await room.conclude(
        world,
        others.map((one) => ({ ...one, place: 0 })),
      )
      for (const [i, { window }] of byHand.entries()) {
        await table.readReport(window)
        if (i === 0) await picture(window, 'report')
        await table.signReport(window)
      }
      await room.signReport(world, others)
      for (const { window } of byHand) await window.page.getByText('报告已由全体成员签署').waitFor()
    })
  })

  describe('at the end', () => {
    it('the supervisor sees everything that happened and checks an event in its own browser', async () => {
      const supervisor = await enter(browser, world, 'supervisor', '/s')
      await supervisor.page.getByRole('link', { name: /巫家坝/ }).click()
      const row = supervisor.page.getByRole('listitem').filter({ hasText: '公告' }).first()
      await row.getByRole('button', { name: '核验' }).click()
      await row.getByRole('button', { name: '已核验' }).waitFor()
      await picture(supervisor, 'timeline')
    })

    it('anyone checks papers in the browser: the receipt and the record hold, a record with one other byte does not', async () => {
      const bidder = world.as('bidder-1')
      const receipt = await bidder.bytes(`/tenders/${world.tender}/bid/receipt.pdf`)
      const record = await bidder.bytes(`/tenders/${world.tender}/opening/record.pdf`)
      const changed = record.slice()
      changed[800] = (changed[800] ?? 0) ^ 1
      const anyone = await browser.open(world.origins.public)
      expect(await verdict(anyone, receipt)).to.equal('已核验')
      expect(await verdict(anyone, record)).to.equal('已核验')
      expect(await verdict(anyone, changed)).to.equal('核验未通过')
    })

    it('no page failed, and nothing was declined but what was not there yet', () => {
      expect(browser.errors).to.deep.equal([])
      expect([...browser.declined].filter((code) => !EXPECTED.includes(code))).to.deep.equal([])
    })
  })
})
