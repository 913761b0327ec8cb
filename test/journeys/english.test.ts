import { expect } from 'chai'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end } from './pages/begin.ts'
import { enter } from './pages/door.ts'

/** Which screens each person looks at; `#` stands for the tender. */
const SCREENS: Record<string, string[]> = {
  'bidder-1': [
    ...['/t', '/b/#', '/b/#/docs', '/b/#/deposit', '/b/#/seal', '/b/#/complaints'],
    ...[
      '/inbox',
      '/inbox/channels',
      '/inbox/deliveries',
      '/account/certs',
      '/account/security',
      '/env-check',
      '/outages',
    ],
  ],
  tenderer: ['/t', '/t/#', '/t/#/questions', '/t/#/complaints', '/t/new', '/o/#'],
  centre: ['/t', '/t/#', '/money', '/issuers', '/settings', '/outages'],
  supervisor: ['/s', '/s/#', '/s/#/complaints'],
}
const OPEN = ['/verify', '/log', '/trust', '/affiliates', '/settings/450000', '/openings/#/live']

describe('The screens in English, in a browser', function () {
  this.timeout(300_000)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium, true))
  })
  after(() => end({ running, browser }))

  /** Looks at each screen in English; @returns what was found wrong, screen by screen. */
  async function look(window: Window, person: string, screens: readonly string[]): Promise<string[]> {
    const { page, origin } = window
    const wrong: string[] = []
    for (const path of screens) {
      await page.goto(`${origin}${path.replace('#', running.world.tender)}`)
      await page.locator('h1').waitFor()
      const name = `en-${person}${path.replace(/\W+/g, '-')}`
      await picture(window, name).catch((error: Error) => wrong.push(error.message))
    }
    return wrong
  }

  for (const [person, screens] of Object.entries(SCREENS))
    it(`leave no label in Chinese (${person})`, async () => {
      const window = await enter(browser, running.world, person, '/log')
      await window.page.getByRole('button', { name: 'English' }).click()
      expect(await look(window, person, screens)).to.deep.equal([])
      await window.context.close()
    })

  it('leave no label in Chinese (who has not signed in)', async () => {
    const window = await browser.open(running.world.origins.public)
    await window.page.goto(`${window.origin}/verify`)
    await window.page.getByRole('button', { name: 'English' }).click()
    expect(await look(window, 'anybody', OPEN)).to.deep.equal([])
    const others = browser.errors.filter((line) => !line.includes('yangguang-agent')) // nobody plays the local agent here
    expect(others).to.deep.equal([])
  })
})
