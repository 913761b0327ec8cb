import { expect } from 'chai'
import { packed } from '../bids/packed.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end, signHere } from './pages/begin.ts'
import { enter } from './pages/door.ts'

const PERSON = 'bidder-1'

describe('A bid is taken back, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium, true))
    const one = await packed(running.world, PERSON)
    await one.send()
    await one.handIn()
    bidder = await enter(browser, running.world, PERSON, `/b/${running.world.tender}/receipt`)
  })
  after(() => end({ running, browser }))

  it('with a signature, and its receipt stands where that of the bid stood: time, fact, stamp, and files to keep', async () => {
    const { page } = bidder
    await page.getByRole('button', { name: '撤回…' }).click()
    await page.getByRole('checkbox').check()
    const done = () => page.getByRole('heading', { name: '撤回回执' }).waitFor()
    await signHere(running, bidder, PERSON, page.getByRole('button', { name: '签名并撤回' }), done)
    await page.getByText('尚未递交').first().waitFor()
    await running.world.until('the stamp', async () => {
      const mine = await running.world
        .as(PERSON)
        .get<{ withdrawal: { token: string | null } | null }>(`/tenders/${running.world.tender}/bid`)
      return mine.withdrawal?.token ?? undefined
    })
    await page.reload()
    await page.getByText('可信时间戳已加盖').waitFor()
    await picture(bidder, 'withdrawn')
    expect(await page.getByRole('link', { name: '撤回回执PDF' }).getAttribute('href')).to.match(
      /\/bid\/withdrawal\.pdf$/,
    )
    expect(browser.errors).to.deep.equal([])
  })
})
