import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onPath } from '../world/ports.ts'

/** One person's window on the platform: a page with cookies of its own. */
export interface Window {
  page: Page
  context: BrowserContext
  /** where the page's addresses begin */
  origin: string
}

/** A browser whose windows are watched: what went wrong in any of them is kept. */
export interface Watched {
  open(origin: string): Promise<Window>
  /** Errors on the console or in a page, a line each; declined requests are not among them. */
  errors: string[]
  /** Codes of the requests that the platform declined. */
  declined: Set<string>
  close(): Promise<void>
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const usual = '/usr/bin/chromium'
const found = existsSync(usual) ? usual : names.map(onPath).find((path) => path !== undefined)

/** Where Chromium is; undefined, said loudly, where there is none. With `CI=true` that is an error. */
export function chromiumHere(): string | undefined {
  if (found) return found
  const missing = 'SKIPPED: the journey in the browser, no chromium here (Debian: chromium)'
  if (process.env.CI === 'true') throw new Error(missing)
  console.error(`\n  !!! ${missing}\n`)
  return undefined
}

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
]

/** Starts Chromium without a screen. */
export async function watchedBrowser(executablePath: string): Promise<Watched> {
  const browser: Browser = await chromium.launch({ executablePath, headless: true, args: quiet })
  const errors: string[] = []
  const declined = new Set<string>()
  const open = async (origin: string): Promise<Window> => {
    const context = await browser.newContext({
      ...{ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      acceptDownloads: false,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => errors.push(`${page.url()} ${error.stack ?? error.message}`))
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        errors.push(`${page.url()} ${line.text()}`)
    })
    page.on('response', async (answer) => {
      if (answer.status() < 400) return
      const problem = (await answer.json().catch(() => ({}))) as { code?: string }
      declined.add(problem.code ?? `${answer.status()} ${answer.url()}`)
    })
    return { page, context, origin }
  }
  return { open, errors, declined, close: () => browser.close() }
}

/** Takes a picture of what a window shows, whole, wide and as on a telephone, and as it stands, into the folder SHOTS if that is set. */
export async function picture({ page }: Window, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.evaluate(() => scrollTo(0, 0))
    await page.waitForTimeout(150)
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
