import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { chromiumHere, watchedBrowser } from '../journeys/chromium.ts'
import type { PageRates } from './page/sealing.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }

/** Measures sealing in a page of Chromium with the client's own workers; undefined, said loudly, where there is none. */
export async function pageRates(mebibytes: number, turns: number): Promise<PageRates | undefined> {
  const chromium = chromiumHere()
  if (!chromium) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-bench-'))
  const root = fileURLToPath(new URL('./page', import.meta.url))
  const worker = { format: 'es' as const }
  await build({ root, worker, logLevel: 'error', configFile: false, build: { outDir: folder, emptyOutDir: true } })
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? '/', 'http://page').pathname.replace(/^\/$/, '/index.html'))
    readFile(file).then(
      (bytes) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const browser = await watchedBrowser(chromium)
  try {
    const { page } = await browser.open('')
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction('typeof measure === "function"')
    const found = (await page.evaluate(`measure(${mebibytes}, ${turns})`)) as PageRates
    if (browser.errors.length) throw new Error(browser.errors.join('\n'))
    return found
  } finally {
    await browser.close()
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}
