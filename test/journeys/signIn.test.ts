import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'

describe('The sign-in page on a telephone, in a browser', function () {
  this.timeout(120_000)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let window: Window

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
    window = await browser.open(running.world.origins.trading)
    await window.page.goto(`${window.origin}/login`)
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  /** The words of the choice that do not fit into their tab, and whether the page is wider than the screen. */
  const cut = () =>
    window.page.evaluate(() => ({
      words: [...document.querySelectorAll('.ant-segmented-item-label')]
        .filter((tab) => tab.scrollWidth > tab.clientWidth || tab.scrollHeight > tab.clientHeight)
        .map((tab) => tab.textContent),
      wider: document.documentElement.scrollWidth > innerWidth,
    }))

  for (const [language, words] of [
    ['zh', 'USB Key（本机助手）'],
    ['en', 'USB key (local agent)'],
  ] as const)
    it(`shows where the key is in whole words, from 320 to 1440 px (${language})`, async () => {
      const { page } = window
      if (language === 'en') await page.getByRole('button', { name: 'English' }).click()
      for (const chosen of [words, language === 'en' ? 'Key file' : '密钥文件']) {
        await page.getByText(chosen, { exact: true }).click()
        for (const width of [320, 390, 768, 1440]) {
          await page.setViewportSize({ width, height: 844 })
          expect(await cut(), `${width} px, ${chosen} chosen`).to.deep.equal({ words: [], wider: false })
        }
      }
      await picture(window, `sign-in-${language}`)
      expect(browser.errors).to.deep.equal([])
    })
})
