import type { ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOne } from '../../server/cli/demo/servers.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { freePort } from './ports.ts'
import { worldFolder } from './world.ts'

/** A platform as a process of its own that is killed now and then and comes back at the same addresses. */
export interface Crashing {
  world: World
  config: Config
  folder: string
  /** how often it was killed */
  crashes(): number
  /** Kills it, whatever it is doing, and starts it again. */
  crash(): Promise<void>
  /** Ends it in good order. */
  stop(): Promise<void>
}

/** Numbers that are the same in every run (xorshift, Marsaglia): `count` different ones from 1 to `most`, rising. */
export function seeded(seed: number, count: number, most: number): number[] {
  const found = new Set<number>()
  for (let x = seed; found.size < count; ) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    found.add(1 + ((x >>> 0) % most))
  }
  return [...found].sort((a, b) => a - b)
}

/** Starts it on free ports and an empty folder. */
export async function crashing(tender: string): Promise<Crashing> {
  const { folder, demo, environment } = await worldFolder()
  const [trading, open, supervision] = [await freePort(), await freePort(), await freePort()]
  const settings = {
    ...environment,
    ...{ TRADING_PORT: String(trading), PUBLIC_PORT: String(open), SUPERVISION_PORT: String(supervision) },
    ...{ DATA_FOLDER: join(folder, 'data'), START_AT: BEGIN, BEAT_MS: '500' },
  }
  const config = readConfig(settings)
  await mkdir(config.dataFolder, { recursive: true })
  let running = await startOne(settings, config, 0)
  let coming: Promise<void> = Promise.resolve()
  let crashes = 0
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    child.kill(signal)
    await ended
  }
  const again = async (): Promise<void> => {
    await end(running.child, 'SIGKILL')
    crashes++
    running = await startOne(settings, config, 0)
  }
  return {
    ...{ config, folder },
    world: openWorld({ origins: running.origins, folder: demo, tender, largeBid: 12, say: () => undefined }),
    crashes: () => crashes,
    crash: () => {
      coming = coming.then(again) // a kill that comes while it is starting is carried out once it has started
      return coming
    },
    stop: async () => {
      await coming
      await end(running.child, 'SIGTERM')
    },
  }
}

/** Counts what a platform answers to writes, and calls out while the writes of these numbers are on their way. */
export function whileSending(numbers: number[], callOut: () => void): { end(): void } {
  const plain = globalThis.fetch
  const due = new Set(numbers)
  let answered = 0
  globalThis.fetch = async (input, init) => {
    if (!init?.method || init.method === 'GET') return plain(input, init)
    const number = answered + 1
    if (due.delete(number)) void sleep((number * 7) % 60).then(callOut)
    const answer = await plain(input, init)
    answered++
    return answer
  }
  return {
    end: () => {
      globalThis.fetch = plain
    },
  }
}
