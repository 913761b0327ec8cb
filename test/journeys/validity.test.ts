import { expect } from 'chai'
import { clockItself } from '../../server/access/who.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { lastMomentOf } from '../../server/law/periods.ts'
import { end } from '../../server/opening/validityCommands.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { isSound, textOf, verdicts } from '../documents/tools.ts'
import { type Sitting, sitting } from '../evaluation/sitting.ts'
import { chromiumHere, picture, type Watched, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

interface Laid {
  kind: string
  sha256: string
  places: { field: string; at: number | null }[]
}

const [from, to] = ['2026-06-29', '2026-08-31']

describe('A longer validity of the bids, asked for and answered in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let panel: Sitting
  let browser: Watched
  let path: string
  const papers = async (person: string): Promise<Laid[]> => {
    const client = panel.room.world.as(person)
    await client.signIn()
    const { items } = await client.get<{ items: Laid[] }>(`${path}/signings`)
    return items.filter(({ kind }) => kind.startsWith('validity'))
  }
  const validity = (person: string, at: string) => enter(browser, panel.room.world, person, at)

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    panel = await sitting()
    browser = await watchedBrowser(chromium)
    path = `/tenders/${panel.room.tender.id}`
  })
  after(async () => {
    await browser?.close()
    await panel?.stop()
  })

  it('the tenderer asks every bidder, signed, and puts its signature into the request', async () => {
    const { page, ...window } = await validity('tenderer', `/t/${panel.room.tender.id}`)
    await page.getByRole('button', { name: '请求延长投标有效期' }).click()
    const sign = page.getByRole('button', { name: '签名并书面请求全部投标人延长' })
    await page.getByLabel('延长至（含当日）').fill(from)
    await page.getByLabel('延长的原因').fill('投诉处理期间不能定标。')
    expect(await sign.isEnabled(), 'the old last day is no later one').to.equal(false)
    await page.getByLabel('延长至（含当日）').fill(to)
    await picture({ page, ...window }, 'validity-ask')
    await sign.click()
    await page.getByText('延长投标有效期的请求', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: '加盖电子签章' }).click()
    await page.locator('#validity').getByText('招标人（采购人） 已签章').waitFor()
    await picture({ page, ...window }, 'validity-asked')
    const [request] = await papers('tenderer')
    const pdf = await panel.room.world.as('bidder-1').bytes(`${path}/signings/${request?.sha256}`)
    const text = textOf(pdf).replace(/\s/g, '')
    for (const part of ['延长投标有效期的请求', `至${from}`, to, '投诉处理期间不能定标', '视为拒绝'])
      expect(text).to.include(part)
    expect(verdicts(pdf)).to.have.length(2)
    expect(isSound(pdf)).to.equal(true)
  })

  it('a bidder reads the request, agrees, and signs its answer; another refuses', async () => {
    for (const [person, choice, said] of [
      ['bidder-1', `同意延长至 ${to}`, '我方同意'],
      ['bidder-2', '拒绝延长', '我方拒绝'],
    ] as const) {
      const { page, ...window } = await validity(person, `/b/${panel.room.tender.id}/result`)
      const sheet = page.locator('#validity')
      await sheet.getByRole('link', { name: '延长投标有效期的请求' }).waitFor()
      await page.getByRole('radio', { name: choice }).check()
      await picture({ page, ...window }, `validity-answer-${person}`)
      await page.getByRole('button', { name: '签名并答复（不能更改）' }).click()
      await sheet.getByRole('link', { name: '延长投标有效期的答复' }).waitFor()
      await sheet.getByRole('button', { name: '加盖电子签章' }).click()
      await sheet.getByText('投标人 已签章').waitFor()
      await picture({ page, ...window }, `validity-answered-${person}`)
      const own = (await papers(person)).filter(({ kind }) => kind === 'validityAnswer')
      expect(own, 'its own answer and no other').to.have.length(1)
      const pdf = await panel.room.world.as('supervisor').bytes(`${path}/signings/${own[0]?.sha256}`)
      expect(textOf(pdf).replace(/\s/g, '')).to.include(said)
      expect(verdicts(pdf)).to.have.length(2)
    }
    const { extension } = await panel.room.world.as('tenderer').get<Tender>(path)
    expect(Object.values(extension?.answers ?? {}).map(({ agrees }) => agrees)).to.have.members([true, false])
    expect(browser.errors).to.deep.equal([])
  })

  it('the tenderer sees who answered what, with every paper signed', async () => {
    const { page, ...window } = await validity('tenderer', `/t/${panel.room.tender.id}`)
    await page.locator('#validity').getByText('未答复').first().waitFor()
    await page.locator('#validity').getByRole('link', { name: '延长投标有效期的答复' }).first().waitFor()
    await picture({ page, ...window }, 'validity-course')
    expect((await papers('tenderer')).every(({ places }) => places.every(({ at }) => at !== null))).to.equal(true)
  })

  it('once the old validity is over, the room is told which bids are recommended no more', async () => {
    const { world } = panel.room
    const room = (): Promise<{ lapsed: string[] }> => world.as('supervisor').get(panel.path)
    const { extension } = await world.as('tenderer').get<Tender>(path)
    expect((await room()).lapsed).to.deep.equal([])
    const over = lastMomentOf(extension?.from ?? '') + 1
    await world.moveTo(over)
    const context = { platform: panel.room.platform, who: clockItself, now: over, via: 'clock' }
    await end.run(context, { tender: panel.room.tender.id }) // this world has no clock of its own
    // one agreed; one refused and two said nothing
    await world.until('three bids to lapse', async () => (await room()).lapsed.length === 3)
    const { page, ...window } = await validity('supervisor', `/e/${panel.room.tender.id}`)
    await page.getByText('不再推荐为中标候选人').waitFor()
    await picture({ page, ...window }, 'validity-lapsed')
  })
})
