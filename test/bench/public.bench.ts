import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { lay } from '../../server/cli/demo/foundation.ts'
import { startOne, stopOne } from '../../server/cli/demo/servers.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { readConfig } from '../../server/config.ts'
import type { Party } from '../../server/pages/search/indexing.ts'
import { openDriver } from '../../server/platform/sqlite.driver.ts'
import { fillRegion, PROJECTS, WHOLE } from './region.ts'
import { type Result, result } from './report.ts'
import { steady } from './steady.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const TENDER = 'GD-WJB-2026-001'
const RATE = 200
const SECONDS = 15
const WARM = 3

const ended = (child: ChildProcess): Promise<number> =>
  new Promise((done) => child.once('exit', (code) => done(code ?? 1)))

/** Plays the demo's whole tender in a folder, so that there is a real record to copy. */
async function play(folder: string): Promise<void> {
  const env = { ...process.env, DATA_FOLDER: folder, TRADING_PORT: '0', PUBLIC_PORT: '0', SUPERVISION_PORT: '0' }
  const child = spawn('npm', ['run', 'demo', '--', '--exit'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if ((await ended(child)) !== 0) throw new Error('the demo did not come to its end')
}

const WORDS = [
  '公园',
  '道路改造',
  '南宁市老城排水管网',
  '水库',
  '绿',
  'liuzhou',
  'gxbs',
  'nnslc',
  '污水处理厂设备采购',
  '钦州市临港医院',
]
const FILTERS = [
  'region=4501&stage=archived',
  'region=4511&kind=goods&least=500&most=800',
  'track=G&from=2020-03-01&to=2020-03-31',
  'text=%E5%85%AC%E5%9B%AD&region=4513&kind=design',
  'page=7',
  'stage=archived&page=3',
  'announced=004',
  'announced=005&industry=002&region=4502',
  'announced=004&text=%E6%94%B9%E9%80%A0%E5%B7%A5%E7%A8%8B&page=2',
]

/** What people ask for: common and rare words, pinyin, initials, codes, organisations, filters, further pages. */
function searches(codes: string[], firms: Party[]): string[] {
  const texts = [...WORDS, ...codes.slice(0, 6), ...firms.slice(40, 46).map(({ name }) => name.slice(2, 9))]
  const parties = firms.slice(0, 6).map(({ code }) => `party=${code}`)
  const queries = [...texts.map((text) => `text=${encodeURIComponent(text)}`), ...FILTERS, ...parties]
  return queries.map((query) => `/notices?${query}`)
}

/** The same kinds of questions, each asked by one person only: none is answered from memory. */
function singular(addresses: string[]): string[] {
  const days = Array.from({ length: 400 }, (_, i) => new Date(Date.UTC(2019, 0, 3 + i)).toISOString().slice(0, 10))
  return days.flatMap((day) => addresses.map((address) => `${address}&from=${day}`))
}

const full = (url: string, addresses: string[]) =>
  autocannon({ url, connections: 20, duration: SECONDS, requests: addresses.map((path) => ({ path })) })

/** Keeps what the platform answers, to be answered by a bare server. */
async function answers(file: string, origin: string, addresses: string[]): Promise<void> {
  const driver = openDriver(file)
  driver.exec('CREATE TABLE answers (address VARCHAR(500) PRIMARY KEY, type VARCHAR(100), body TEXT)')
  for (const address of addresses) {
    const response = await fetch(`${origin}${address}`)
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
    const values = [address, response.headers.get('content-type'), await response.text()]
    driver.run('INSERT INTO answers (address, type, body) VALUES (?, ?, ?)', values)
  }
  driver.close()
}

async function bare(file: string): Promise<{ child: ChildProcess; origin: string }> {
  const script = fileURLToPath(new URL('bareServer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((done) =>
    createInterface({ input: child.stdout }).once('line', (line) => done((JSON.parse(line) as { port: number }).port)),
  )
  return { child, origin: `http://127.0.0.1:${port}` }
}

/** Latency at a steady rate, and throughput beside the bare server, of one kind of page. */
async function measure(name: string, origin: string, peer: string, addresses: string[]): Promise<Result[]> {
  await steady(origin, addresses, RATE, WARM)
  const even = await steady(origin, addresses, RATE, SECONDS)
  const bare = await steady(peer, addresses, RATE, SECONDS)
  const most = await full(origin, addresses)
  const limit = await full(peer, addresses)
  const bad = even.failed + most.non2xx + limit.non2xx + most.errors
  if (bad) throw new Error(`${bad} requests of ${name} failed`)
  return [
    result({ name: `${name}: p99 at ${RATE}/s`, value: even.p99, unit: 'ms', goal: 50, less: true }),
    result({ name: `${name}: p50 at ${RATE}/s`, value: even.p50, unit: 'ms' }),
    // how late the machine itself makes answers: on a busy one the goal says nothing
    result({ name: `${name}: p99 of the bare route`, value: bare.p99, unit: 'ms' }),
    result({
      ...{ name: `${name}: throughput`, value: most.requests.average, unit: 'requests/s' },
      ...{ limit: limit.requests.average, goal: 0.7 },
    }),
  ]
}

/** The public's search and detail pages among 100,231 finished projects. */
export async function run(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-public-'))
  await play(folder)
  console.log(`played; now ${PROJECTS} projects, ${WHOLE} of them with the whole record`)
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.sqlite')) ?? '')
  const { entries, firms } = fillRegion(file, TENDER)
  const { environment } = await lay(join(folder, 'demo', 'foundation'))
  const settings = {
    ...environment,
    DATA_FOLDER: folder,
    START_AT: BEGIN,
    TRADING_PORT: '0',
    PUBLIC_PORT: '0',
    SUPERVISION_PORT: '0',
  }
  const server = await startOne(settings, readConfig(settings), 0)
  const step = Math.floor(PROJECTS / WHOLE)
  const whole = Array.from({ length: 40 }, (_, i) => entries[i * 5 * step]?.tender.id ?? '')
  const codes = entries.filter((_, i) => i % 9973 === 0).map(({ tender }) => tender.code.slice(0, 18))
  const asked = searches(codes, firms)
  const kinds = {
    'search, asked again': asked,
    notice: whole.map((id) => `/notices/${id}`),
    project: whole.map((id) => `/projects/${id}`),
  }
  const peerFile = join(folder, 'answers.sqlite')
  await answers(peerFile, server.origins.public, Object.values(kinds).flat())
  const peer = await bare(peerFile)
  const results: Result[] = []
  for (const [name, addresses] of Object.entries(kinds))
    results.push(...(await measure(name, server.origins.public, peer.origin, addresses)))
  const { p99, failed } = await steady(server.origins.public, singular(asked), RATE, SECONDS)
  if (failed) throw new Error(`${failed} searches failed`)
  const name = `search, never asked before: p99 at ${RATE}/s`
  results.push(result({ name, value: p99, unit: 'ms', goal: 50, less: true }))
  await stopOne(server.child)
  await stopOne(peer.child)
  rmSync(folder, { recursive: true, force: true })
  return results
}
