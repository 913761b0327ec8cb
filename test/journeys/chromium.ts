import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onPath } from '../world/ports.ts'
import { faultsOf } from './looking.ts'

/** One person's window on the platform: a page with cookies of its own. */
export interface Window {
  page: Page
  context: BrowserContext
  /** where the page's addresses begin */
  origin: string
}

/** A browser whose windows are watched: what went wrong in any of them is kept. */
export interface Watched {
  /** @param downloads whether files that the page saves are kept (for as long as the window is open) */
  open(origin: string, downloads?: boolean): Promise<Window>
  /** Errors on the console or in a page, a line each; declined requests are not among them. */
  errors: string[]
  /** Codes of the requests that the platform declined. */
  declined: Set<string>
  /** Numbers of the processes that hold the pages. */
  renderers(): Promise<number[]>
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

/**
 * Starts Chromium without a screen.
 *
 * @param more further arguments, such as devices that are played
 */
export async function watchedBrowser(executablePath: string, more: readonly string[] = []): Promise<Watched> {
  const browser: Browser = await chromium.launch({ executablePath, headless: true, args: [...quiet, ...more] })
  const errors: string[] = []
  const declined = new Set<string>()
  const open = async (origin: string, acceptDownloads = false): Promise<Window> => {
    const context = await browser.newContext({
      ...{ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      acceptDownloads,
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
  const renderers = async (): Promise<number[]> => {
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    await session.detach()
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  }
  return { open, errors, declined, renderers, close: () => browser.close() }
}

/** What a process holds of its own (not of files), in MB; nothing if it is gone. */
function ownMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kB = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
    return (kB('RssAnon') + kB('RssShmem')) / 1000
  } catch {
    return 0
  }
}

/** Watches how much more memory all pages together take than now. @returns the most so far, MB */
export async function watchMemory(browser: Watched): Promise<{ most(): number; stop(): void }> {
  const taken = async (): Promise<number> => (await browser.renderers()).reduce((sum, pid) => sum + ownMemory(pid), 0)
  const before = await taken()
  let most = before
  const timer = setInterval(() => {
    taken().then(
      (now) => {
        most = Math.max(most, now)
      },
      () => clearInterval(timer), // the browser was closed
    )
  }, 250)
  return { most: () => Math.round(most - before), stop: () => clearInterval(timer) }
}

/**
 * Looks at what a window shows, on a telephone and wide: whatever a person would stumble over fails the journey. Takes
 * pictures of it, whole and as it stands, into the folder SHOTS if that is set.
 */
export async function picture({ page }: Window, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (folder) mkdirSync(folder, { recursive: true })
  const faults = new Set<string>()
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const fault of await faultsOf(page)) faults.add(fault)
    if (!folder) continue
    await page.evaluate(() => scrollTo(0, 0))
    await page.waitForTimeout(150)
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) })
  if (faults.size) throw new Error(`${name}, ${page.url()}:\n  ${[...faults].join('\n  ')}`)
}
