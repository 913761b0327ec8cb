import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { people } from '../../server/cli/demo/people.ts'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { publish } from '../../server/cli/demo/steps/notice.ts'
import { playing } from '../invitation/playing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

describe('An invitation that is drawn, by hand, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  const play = playing(() => running)
  const to = (letter: string, rest = '') => `/${letter}/${running.world.tender}${rest}`
  const at = (person: string, path: string): Promise<Window> => enter(browser, running.world, person, path)
  const listed = people.filter(({ id }) => /^(supplier-\d|bidder-7)$/.test(id)).map(({ id }) => id)
  const reason = '承担过同类项目，履约良好'

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld({ tender: 'drawn-in-the-browser', played: purchasePlayed })
    browser = await watchedBrowser(chromium)
    const invitation = { ground: 'fewSuppliers', reason: '设备须与既有教学平台对接，仅有限范围的供应商可以提供' }
    await play.draft({ ...classrooms, method: 'invited', invitation })
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('the agent signs the list of the recommended and begins the draw', async () => {
    const agent = await at('purchase-agent', to('t'))
    const { page } = agent
    await page.getByLabel('名单产生方式').click()
    await page.getByTitle('采购人书面推荐').click()
    const lines = listed.map((person) => {
      const { name, code } = play.as(person).person.organisation ?? {}
      return `${name} ${code} ${reason}`
    })
    await page.getByLabel('名单，每行：名称 统一社会信用代码 推荐理由').fill(lines.join('\n'))
    await picture(agent, 'drawn-list')
    await page.getByRole('button', { name: '签名确定备选名单' }).click()
    await page.getByLabel('在场监督的采购人工作人员（不少于两名）').fill('韦明丽、黄小芳')
    await picture(agent, 'drawn-witnesses')
    await page.getByRole('button', { name: '签名开始随机抽取' }).click()
    await running.world.until('the draw runs', async () => (await play.read()).draw)
    await page.getByText('抽取进行中').waitFor()
    await picture(agent, 'drawn-running')
    await agent.context.close()
    const centre = await at('nn-centre', to('t'))
    await centre.page.getByText('邀请招标：随机抽取受邀请的供应商').waitFor()
    await picture(centre, 'drawn-centre')
    expect(await centre.page.content()).not.to.include(play.as('supplier-1').person.organisation?.name)
    await centre.context.close()
    const { draw } = await play.read()
    await drawTogether(running.world, draw?.id ?? '', ['tenderer', 'centre', 'supervisor'])
    await play.recorded()
  })

  it('those who watched sign the record with their own certificates, purchaser and agent with theirs', async () => {
    for (const [person, name] of [
      ['purchaser-2', '黄小芳'],
      ['purchaser', '韦明丽'],
    ] as const) {
      const { page, context, ...rest } = await at(person, to('t'))
      const row = page.locator('li', { hasText: name }).filter({ hasText: '在场监督人员' })
      await row.getByRole('button', { name: '以本人证书签署' }).click()
      await row.getByText('已签署').waitFor()
      if (person === 'purchaser') {
        await page.getByRole('button', { name: '签章', exact: true }).click()
        await page.locator('li', { hasText: '采购人' }).getByText('已签署').waitFor()
        await picture({ page, context, ...rest }, 'drawn-signed')
      }
      await context.close()
    }
    const { places } = await play.recorded()
    expect(places.map(({ field, at: when }) => [field, when !== null])).to.deep.equal([
      ['witness-1', true],
      ['witness-2', true],
      ['tenderer', true],
      ['agent', false],
    ])
  })

  it('the agent seals the letters; an invitee reads its own and confirms it', async () => {
    await publish(running.world)
    const sent = async () => (await play.read()).candidates.filter(({ letter }) => letter).length === 3
    await running.world.until('the letters are sent', sent)
    const agent = await at('purchase-agent', to('t'))
    await agent.page.getByRole('button', { name: /份投标邀请书加盖单位签章/ }).click()
    await running.world.until('all are sealed', async () =>
      (await play.read()).candidates.every(({ invited, sealed }) => !invited || sealed.includes('agent')),
    )
    await picture(agent, 'drawn-sealed')
    await agent.context.close()
    const codes = (await play.read()).candidates.flatMap(({ code, invited }) => (invited ? [code] : []))
    const one = listed.find((person) => codes.includes(play.as(person).person.organisation?.code ?? '')) ?? ''
    const bidder = await at(one, to('b'))
    await bidder.page.getByRole('button', { name: '签名确认收到' }).click()
    await bidder.page.getByText('已签名确认收到').waitFor()
    await picture(bidder, 'drawn-letter')
    await bidder.page.goto(`${bidder.origin}/inbox`)
    await bidder.page.getByText('投标邀请书已发出').waitFor()
    await picture(bidder, 'drawn-messages')
    await bidder.context.close()
    expect((await play.mine(one)).received).to.be.a('number')
  })

  it('nothing went wrong in any page', () => {
    expect(browser.errors).to.deep.equal([])
    // while the tender takes bids, no panel was drawn yet
    expect([...browser.declined].filter((code) => code !== 'PANEL_ABSENT')).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
