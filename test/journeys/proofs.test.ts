import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { afterNotice, publishPlan } from '../../server/cli/demo/steps/announcing.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { papers } from '../../server/cli/demo/steps/sealing.ts'
import { park } from '../../server/cli/demo/tender.ts'
import type { Project } from '../../server/projects/project.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

describe('Every fact is proved to whoever may see it, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let project = ''
  let tender = ''

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
    tender = running.world.tender
    await publishPlan(running.world)
    await publishNotice(running.world)
    await running.world.until('all is indexed', async () => (await running.platform.queue.pending()) === 0)
    const { items } = await running.world.as('agent').get<{ items: Project[] }>('/projects')
    project = items[0]?.id ?? ''
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  /** Checks all that is listed, and tells how many that were. */
  async function verifyAll({ page }: Window): Promise<number> {
    await page.getByRole('button', { name: '全部核验' }).click()
    await page.getByText(/^已核验 (\d+)\/\1$/).waitFor()
    const text = (await page.getByText(/^已核验 \d+\/\d+/).textContent()) ?? ''
    return Number(/\/(\d+)/.exec(text)?.[1])
  }

  it('the tenderer signs the notice and the document in the PDF on the page of its tender', async () => {
    const tenderer = await enter(browser, running.world, 'tenderer', `/t/${tender}`)
    const { page } = tenderer
    const sign = page.getByRole('button', { name: '加盖电子签章' })
    await sign.first().waitFor()
    await picture(tenderer, 'papers')
    const count = await sign.count()
    for (let left = count; left > 0; left--) {
      await sign.first().click()
      await page.waitForFunction(
        (n) =>
          [...document.querySelectorAll('button')].filter((one) => one.textContent?.includes('加盖电子签章')).length <
          n,
        left,
      )
    }
    await page.getByText('招标人 已签章').first().waitFor()
    await picture(tenderer, 'papers-signed')
    await page.getByRole('link', { name: '全部证明' }).click()
    await page.getByRole('heading', { name: '标段的全部证明' }).waitFor()
    await page.getByText('您以招标人（采购人）身份查看').waitFor()
    await verifyAll(tenderer)
    await tenderer.context.close()
    await afterNotice(running.world)
    const all = await papers(running.world, running.world.as('agent'))
    for (const { signed } of all) expect(signed.map(({ field }) => field)).to.include.members(['tenderer', 'agent'])
  })

  it('the public finds a tender on the page of verification and proves what is public of it, and no more', async () => {
    const anybody = await browser.open(running.world.origins.public)
    const { page, origin } = anybody
    await page.goto(`${origin}/verify`)
    await page.getByLabel('文书上的编号').fill(park.code)
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByRole('link', { name: `${park.name}的文件` }).click()
    await page.getByRole('heading', { name: '本标段已公开的全部文件' }).waitFor()
    await picture(anybody, 'verify-number')
    await page.getByRole('link', { name: `${park.name}的全部事实` }).click()
    await page.getByText('您看到的是公开的事实').waitFor()
    const seen = await verifyAll(anybody)
    await page.locator('details').last().locator('summary').click()
    await page.getByText('事实的承诺值在节拍中').waitFor()
    await page.getByText('核验地址').waitFor()
    await picture(anybody, 'proofs-public')
    const supervisor = await enter(browser, running.world, 'supervisor', `/s/${tender}`)
    await supervisor.page.getByRole('link', { name: '全部证明' }).click()
    await supervisor.page.getByRole('heading', { name: '标段的全部证明' }).waitFor()
    expect(await verifyAll(supervisor)).to.be.greaterThan(seen)
    await picture(supervisor, 'proofs-supervisor')
    await supervisor.page.goto(`${supervisor.origin}/proofs/projects/${project}`)
    expect(await verifyAll(supervisor), 'registration and plan').to.be.greaterThan(2)
    await page.goto(`${origin}/proofs/projects/${project}`)
    expect(await verifyAll(anybody), 'the plan alone').to.equal(1)
    await picture(anybody, 'proofs-project')
    await page.goto(`${origin}/proofs/projects/nothing`)
    await page.getByText('没有找到该事实').waitFor()
    expect(browser.errors).to.deep.equal([])
  })

  it('a fact that was changed on its way to the browser is not verified', async () => {
    const { page, origin } = await browser.open(running.world.origins.public)
    await page.route('**/api/v1/facts/*/proof', async (route) => {
      const answer = await route.fetch()
      const body = (await answer.json()) as { fact: { at: number } }
      await route.fulfill({ response: answer, json: { ...body, fact: { ...body.fact, at: body.fact.at + 1 } } })
    })
    await page.goto(`${origin}/proofs/projects/${project}`)
    await page.getByRole('button', { name: '全部核验' }).click()
    await page.getByText('已核验 0/1，1 条未通过').waitFor()
  })

  it('without a script the same list stands, from the page of the tender', async () => {
    const { page, origin } = await browser.open(running.world.origins.public)
    const read = async (path: string) => (await fetch(`${origin}${path}`)).text()
    expect(await read(`/projects/${tender}`)).to.include(`href="/projects/${tender}/proofs"`)
    const list = await read(`/projects/${tender}/proofs`)
    const { facts } = (await (await fetch(`${origin}/api/v1/tenders/${tender}/facts`)).json()) as {
      facts: { id: string }[]
    }
    for (const { id } of facts) expect(list).to.include(`/api/v1/facts/${id}/proof`)
    expect(list.match(/承诺值/g)?.length).to.be.greaterThan(facts.length)
    expect(list).not.to.include('<script')
    expect(await read(`/plans/${project}/proofs`)).to.include('/api/v1/facts/')
    expect((await fetch(`${origin}/projects/nothing/proofs`)).status).to.equal(404)
    await page.goto(`${origin}/projects/${tender}/proofs`)
    await picture({ page, origin, context: page.context() }, 'proofs-list')
    for (const [path, name] of [
      ['/notices', 'notices'],
      ['/notices?announced=001', 'notices-plans'],
      ['/announcements', 'announcements'],
      [`/plans/${project}`, 'plan'],
    ] as const) {
      await page.goto(`${origin}${path}`)
      await picture({ page, origin, context: page.context() }, name)
    }
  })
})
