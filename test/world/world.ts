import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Who } from '../../server/access/who.ts'
import { platformItself } from '../../server/access/who.ts'
import { type Foundation, lay } from '../../server/cli/demo/foundation.ts'
import { people as everybody, experts } from '../../server/cli/demo/people.ts'
import { BEGIN, type Played } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { type Config, readConfig } from '../../server/config.ts'
import type { Domain } from '../../server/domain.ts'
import { domains as allDomains } from '../../server/domains.ts'
import type { Context } from '../../server/ledger/command.ts'
import { cursors, events } from '../../server/ledger/store.ts'
import { assemble } from '../../server/platform/assemble.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { type Running, serve } from '../../server/server.ts'
import { eventually } from './eventually.ts'
import { migratedFile } from './migrated.ts'

/** A whole platform in this process, with the demo's people at its doors. */
export interface TestWorld {
  world: World
  platform: Platform
  running: Running
  config: Config
  /** Everything the server wrote to its log. */
  log: Record<string, unknown>[]
  /** What of that was an error, a line each. */
  errors(): string[]
  /** Waits until everything that follows from what was done is done: no fact is on its way, no job is left. */
  settled(): Promise<void>
  /** How many facts the ledger holds, when nothing is under way any more. */
  facts(): Promise<number>
  /** As if this person (or the platform itself) called inside the process. */
  context(who?: Who): Context
  /** Another tender of the same platform, with a folder of its own. */
  beside(tender: string, played: Played): World
  stop(): Promise<void>
}

interface Wish {
  /** the tender's id */
  tender?: string
  /** when the movable clock begins */
  startAt?: string
  /** ms between two beats of the log */
  beat?: number
  domains?: Domain[]
  databaseUrl?: string
  /** settings beside those of the demo */
  environment?: Record<string, string>
  /** which tender the world is about; the demo's unless said */
  played?: Played
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the foundation is made by: another text makes another foundation. */
const makers = [
  'server/cli/demo/foundation.ts',
  'server/cli/demo/people.ts',
  'crypto/authority.ts',
  'crypto/keyFile.ts',
  'crypto/sm2Key.ts',
]

/**
 * The demo's authority and everybody's key files, made once a user of this machine and kept in the folder for
 * temporary files: making so many RSA keys takes seconds.
 */
export async function foundation(): Promise<Foundation> {
  const hash = createHash('sha256')
  for (const file of makers) hash.update(readFileSync(join(root, file)))
  const kept = join(tmpdir(), `yangguang-foundation-${userInfo().uid}-${hash.digest('hex').slice(0, 12)}`)
  if (!existsSync(join(kept, 'founding.json'))) {
    const making = mkdtempSync(join(tmpdir(), 'yangguang-laying-'))
    await lay(join(making, 'demo'))
    try {
      renameSync(join(making, 'demo'), kept)
    } catch (problem) {
      if (!existsSync(join(kept, 'founding.json'))) throw problem // otherwise another run was faster
    }
    rmSync(making, { recursive: true, force: true })
  }
  return lay(kept)
}

/** The organisations of the demo and its first 60 experts: a pool from which every draw of the demo can be made. */
const people = new Set(everybody.filter((one) => !one.expert || experts.indexOf(one) < 60).map(({ id }) => id))

/** A folder for one world: its own packages and databases, the shared key files. */
export async function worldFolder(): Promise<{ folder: string; demo: string; environment: Record<string, string> }> {
  const { folder: kept, environment } = await foundation()
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-world-'))
  const demo = join(folder, 'demo')
  mkdirSync(join(demo, 'keys'), { recursive: true })
  for (const name of readdirSync(join(kept, 'keys')))
    if (people.has(name.replace(/\.p12$/, ''))) symlinkSync(join(kept, 'keys', name), join(demo, 'keys', name))
  return { folder, demo, environment }
}

/** A folder for one world, and the configuration of a platform on it: free ports, a database that was migrated already. */
export async function emptyPlatform(
  settings: Record<string, string>,
): Promise<{ folder: string; demo: string; config: Config }> {
  const { folder, demo, environment } = await worldFolder()
  const ports = { TRADING_PORT: '0', PUBLIC_PORT: '0', SUPERVISION_PORT: '0' }
  const config = readConfig({ ...environment, ...ports, DATA_FOLDER: join(folder, 'data'), ...settings })
  const file = join(config.dataFolder, 'platform.sqlite')
  if (config.databaseUrl === `sqlite:${file}`) {
    mkdirSync(config.dataFolder, { recursive: true })
    await migratedFile(file)
  }
  return { folder, demo, config }
}

/** A folder beside the world's own, with the same key files. */
function besideOf(demo: string, name: string): string {
  const folder = `${demo}-${name}`
  mkdirSync(folder, { recursive: true })
  symlinkSync(join(demo, 'keys'), join(folder, 'keys'))
  return folder
}

/** Whether every subscriber noted the last fact there is, and no job is left. */
async function isSettled({ database, queue }: Platform): Promise<boolean> {
  const last = Number((await events(database).max('seq')) ?? 0)
  const read = await cursors(database).findAll()
  if (!read.length || read.some((cursor) => Number(cursor.get('seq')) < last)) return false
  return (await queue.pending()) === 0 && Number(await events(database).max('seq')) === last
}

/** Starts a platform on an empty folder, with every domain unless fewer are wanted. */
export async function world(wish: Wish = {}): Promise<TestWorld> {
  const { folder, demo, config } = await emptyPlatform({
    START_AT: wish.startAt ?? BEGIN,
    BEAT_MS: String(wish.beat ?? 500),
    ...(wish.databaseUrl ? { DATABASE_URL: wish.databaseUrl } : {}),
    ...wish.environment,
  })
  const platform = await assemble(config)
  const log: Record<string, unknown>[] = []
  const running = await serve(platform, config, wish.domains ?? allDomains, (line) => log.push(line))
  const tender = wish.tender ?? 'test-tender'
  const played = wish.played ? { played: wish.played } : {}
  const { origins } = running
  const first = openWorld({ origins, largeBid: 12, say: () => undefined, folder: demo, tender, ...played })
  // whoever has signed in stays signed in, whichever tender it goes on with
  const beside = (other: string, its: Played): World => ({
    ...{ ...first, tender: other, played: its, folder: besideOf(demo, other) },
    as: (part) => first.as(its.cast[part] ?? part),
  })
  return {
    ...{ platform, running, config, log, world: first, beside },
    errors: () => log.filter(({ level }) => level === 'error').map((line) => JSON.stringify(line)),
    settled: () => eventually(() => isSettled(platform), 60_000),
    facts: async () => {
      await eventually(() => isSettled(platform), 60_000)
      return events(platform.database).count()
    },
    context: (who = platformItself) => ({ platform, who, now: platform.clock.now(), via: 'test' }),
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
