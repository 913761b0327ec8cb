import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { startOne, stopOne } from '../../server/cli/demo/servers.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { readConfig } from '../../server/config.ts'
import { openDriver } from '../../server/platform/sqlite.driver.ts'
import { foundation } from '../world/world.ts'
import { nth, oneVolumeEach } from './wholeProjects.ts'

const DAY = 86_400_000

/** A platform in a process of its own, as it runs in production but for its movable clock. */
export interface Hosted {
  /** its database */
  file: string
  /** what each deed took by its path, ms */
  times: Map<string, number[]>
  /** The nth project, its dates so many days after the demo's. */
  open(n: number, days: number): World
  moveTo(at: number): Promise<void>
  /** processor time that its process has used, seconds; undefined where the system does not tell */
  processor(): number | undefined
  /** how many facts its ledger holds */
  facts(): number
  stop(): Promise<void>
}

/**
 * Starts a platform on a folder; what was there before stays.
 *
 * @param days after the demo's beginning its clock begins
 */
export async function host(folder: string, days = 0): Promise<Hosted> {
  mkdirSync(folder, { recursive: true })
  const { folder: kept, environment } = await foundation()
  const settings = {
    ...environment,
    ...{ DATA_FOLDER: folder, START_AT: new Date(Date.parse(BEGIN) + days * DAY).toISOString(), BEAT_MS: '1000' },
    ...{ TRADING_PORT: '0', PUBLIC_PORT: '0', SUPERVISION_PORT: '0' },
  }
  const { child, origins } = await startOne(settings, readConfig(settings), 0)
  const file = join(folder, 'platform.sqlite')
  const everybody = openWorld({ origins, folder: kept, tender: '', volume: oneVolumeEach(), say: () => undefined })
  const open = (n: number, later: number): World => {
    const tender = `whole-${n}`
    const own = join(folder, 'people', tender)
    mkdirSync(own, { recursive: true })
    symlinkSync(join(kept, 'keys'), join(own, 'keys'))
    const played = nth(n, later)
    return { ...everybody, tender, played, folder: own, as: (part) => everybody.as(played.cast[part] ?? part) }
  }
  return {
    ...{ file, times: watch(Object.values(origins)), open, moveTo: everybody.moveTo },
    processor: () => processorOf(child.pid),
    facts: () => factsIn(file),
    stop: () => stopOne(child),
  }
}

const TICKS = 100 // of Linux, a second

/** What Linux tells of a process: its 14th and 15th words are ticks in its own code and in the kernel's. */
function processorOf(pid: number | undefined): number | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(words[11]) + Number(words[12])) / TICKS
  } catch {
    return undefined
  }
}

function factsIn(file: string): number {
  const driver = openDriver(file)
  const [row] = driver.all('SELECT COUNT(*) AS n FROM events', [])
  driver.close()
  return Number(row?.['n'])
}

const plain = globalThis.fetch
const watched = new Map<string, Map<string, number[]>>()

/** Notes how long deeds take at these addresses, by kind; what was declined is not counted. */
function watch(origins: string[]): Map<string, number[]> {
  const times = new Map<string, number[]>()
  for (const origin of origins) watched.set(origin, times)
  globalThis.fetch = timed
  return times
}

const kindOf = (method: string, path: string): string => {
  const bare = path.replace('/api/v1', '').replace(/\?.*/, '')
  return `${method} ${bare.replace(/whole-\d+(\.\d+)?|\b[0-9a-f]{64}\b|\b[0-9A-Z]{26}\b|\/\d+$/g, ':')}`
}

function noted(times: Map<string, number[]>, kind: string, took: number): void {
  const all = times.get(kind)
  if (all) all.push(took)
  else times.set(kind, [took])
}

const timed: typeof fetch = async (input, init) => {
  const { origin, pathname } = new URL(String(input))
  const times = watched.get(origin)
  const method = init?.method ?? 'GET'
  if (!times || method === 'GET' || pathname.endsWith('/time')) return plain(input, init)
  const from = performance.now()
  const answer = await plain(input, init)
  const kind = kindOf(method, pathname)
  if (answer.ok) noted(times, kind, performance.now() - from)
  return answer
}
