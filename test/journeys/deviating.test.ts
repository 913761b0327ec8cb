import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { electChair } from '../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { expertsDomain } from '../../server/experts/domain.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { criteria } from '../evaluation/example.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

/** Prices alone, with deviations counted in money (经评审的最低投标价法). */
const counted: Criteria = {
  ...{ ...criteria, factors: [], price: { formula: 'price-alone' } },
  deviations: [
    { id: 'payment', zh: '付款条件', unit: '提前一个月付款', adds: { amount: '10000000' } },
    { id: 'missing', zh: '缺漏项', unit: '一项', adds: { share: 50 } },
    { id: 'early', zh: '提前完工', unit: '提前一天', adds: { amount: '-200000' } },
  ],
}

describe('A panel counts deviations in money, and a member leaves it, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let room: RoomWorld
  let members: Seated[]
  let browser: Watched
  let chair: Window
  const path = () => `/tenders/${room.tender.id}/evaluation`
  const stage = async () => (await room.world.as('supervisor').get<{ stage: string }>(path())).stage

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    room = await seatedRoom([{ ...expertsDomain, reactions: [], dues: {} }], counted)
    const supervisor = room.world.as('supervisor')
    await room.world.until('the evaluation to begin', () => supervisor.get(path()).catch(() => undefined))
    members = await seatedMembers(room.world)
    await electChair(room.world, members)
    for (const { client, look } of members) {
      const { bids, criteria: of } = await look()
      const votes = of.clauses.map(({ id: clause }) => ({ clause, pass: true }))
      for (const { tag: bid } of bids) await client.post(`${path()}/review`, { bid, votes })
    }
    browser = await watchedBrowser(chromium)
  })
  after(async () => {
    for (const member of members ?? []) member.leave()
    await browser?.close()
    await room?.stop()
  })

  it('the chair enters what deviates, and nothing is ranked before it says how much, where and why', async () => {
    expect(await stage()).to.equal('adjusting')
    const { chair: tag } = await room.world.as('supervisor').get<{ chair: string }>(path())
    const views = await Promise.all(members.map(({ look }) => look()))
    const person = members[views.findIndex(({ me }) => me === tag)]?.client.person.id ?? ''
    chair = await enter(browser, room.world, person, `/e/${room.tender.id}`)
    const { page } = chair
    await page.getByRole('heading', { name: '商务偏差价格调整' }).waitFor()
    const record = page.getByRole('button', { name: '记录价格调整并排序' })
    await page.getByLabel('投标文件 1 付款条件 数量').fill('1.5')
    expect(await record.isEnabled(), 'page and reason are missing').to.equal(false)
    await page.getByLabel('所在页').fill('8')
    await page.getByLabel('说明', { exact: true }).fill('见商务偏差表：要求提前一个半月付款')
    await picture(chair, 'deviations')
    await record.click()
    await page.getByRole('heading', { name: '商务偏差价格调整' }).waitFor({ state: 'detached' })
    await picture(chair, 'deviations-ranked')
    expect(await stage()).to.equal('opinions')
  })

  it('the chair leaves by its signature and keeps a receipt, also among its invitations', async () => {
    const { page } = chair
    await page.getByRole('button', { name: '本人不能继续评标…' }).click()
    await page.getByRole('radio', { name: /健康/ }).check()
    await page.getByPlaceholder('写明事实和理由').fill('突发心脏不适，需就医')
    await picture(chair, 'leaving')
    await page.getByRole('button', { name: '签名并离席' }).click()
    await page.getByRole('heading', { name: '离席回执' }).waitFor()
    await page.getByRole('button', { name: '核验' }).click()
    await page.getByText('已核验').waitFor()
    await picture(chair, 'leaving-receipt')
    await page.goto(`${chair.origin}/e`)
    await page.getByRole('heading', { name: '离席回执' }).waitFor()
    expect(browser.errors).to.deep.equal([])
  })
})
