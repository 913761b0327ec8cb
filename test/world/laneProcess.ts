import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { News, Order } from './lane.ts'

/** How a file came out. */
export interface Outcome {
  file: string
  lane: number
  passed: number
  pending: number
  /** Each failure as Mocha prints it; `named` says that the reporter wrote its file down already. */
  failures: { text: string; named: boolean }[]
  /** What was written meanwhile, also by processes of its own. */
  said: string
  seconds: number
  /** of these, those of a core that the lane's own process took: the rest is what it started, and waiting */
  computing: number
}

/** A process that plays test files, one after the other, with its own MariaDB and Redis. */
export interface Lane {
  play(file: string): Promise<Outcome>
  /** Whether it ended by itself, or was ended because it hung. */
  gone(): boolean
  /** Ends it in good order. @returns what went wrong with that, if anything */
  end(): Promise<string | undefined>
  /** Ends it and all it started, at once. */
  kill(): void
}

const program = fileURLToPath(new URL('./lane.ts', import.meta.url))
/** No test takes as long, whatever its own limit. */
const LONGEST = 1_800_000
const ENDING = 60_000

/** Resolves with how it ended, once everything it told has been heard. */
async function ending(child: ChildProcess): Promise<string> {
  const heard = new Promise((done) => child.once('disconnect', done))
  const ended = new Promise<string>((done) =>
    child.once('exit', (code, signal) => done(signal ? `by ${signal}` : `with code ${code}`)),
  )
  await heard
  return ended
}

/**
 * Starts a lane.
 *
 * @param folder where what it writes is kept until its file is done
 * @param grace how long a lane may give no sign of life until it counts as hung, ms
 */
export function openLane(number: number, folder: string, grace: number): Lane {
  const output = join(folder, `lane-${number}-${performance.now()}.txt`)
  const written = openSync(output, 'a')
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', written, written, 'ipc'],
    detached: true, // a group of its own, so that what it started can be ended with it
  })
  closeSync(written)
  const ended = ending(child)
  let gone = false
  let read = 0
  const said = (): string => {
    const all = readFileSync(output)
    const fresh = all.subarray(read).toString()
    read = all.length
    return fresh
  }
  const kill = (): void => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    } catch {
      // nothing is left of it
    }
  }
  void ended.then(() => {
    gone = true
    kill()
  })
  const tell = (order: Order): void => void child.send(order, () => undefined) // whether it hears shows by its end
  return {
    gone: () => gone,
    kill,
    play: async (file) => ({
      ...(await playing(child, ended, { lane: number, file, grace, tell, kill })),
      said: said(),
    }),
    end: async () => {
      const timer = setTimeout(kill, ENDING)
      tell({ end: true })
      const how = await ended
      clearTimeout(timer)
      return how === 'with code 0' ? undefined : `lane ${number} ended ${how} after its last file\n${said()}`
    },
  }
}

interface Playing {
  lane: number
  file: string
  grace: number
  tell(order: Order): void
  kill(): void
}

/** Plays a file to its end, or to the lane's. */
function playing(
  child: ChildProcess,
  ended: Promise<string>,
  { lane, file, grace, tell, kill }: Playing,
): Promise<Omit<Outcome, 'said'>> {
  const began = performance.now()
  const outcome = { file, lane, passed: 0, pending: 0, failures: [] as Outcome['failures'], seconds: 0, computing: 0 }
  const fail = (text: string, named: boolean): void => void outcome.failures.push({ text, named })
  return new Promise((resolve) => {
    let at = 'nothing yet'
    let hung = ''
    let over = false
    const most = { silence: grace, test: LONGEST }
    const timers: Partial<Record<keyof typeof most, NodeJS.Timeout>> = {}
    const watch = (of: keyof typeof most): void => {
      clearTimeout(timers[of])
      timers[of] = setTimeout(() => {
        hung = `, hung: no ${of === 'silence' ? 'sign of life' : 'end of it'} for ${most[of] / 1000} s`
        kill()
      }, most[of])
    }
    const finish = (): void => {
      over = true
      for (const timer of Object.values(timers)) clearTimeout(timer)
      child.off('message', hear)
      outcome.seconds = (performance.now() - began) / 1000
      resolve(outcome)
    }
    const hear = (news: News): void => {
      watch('silence')
      if ('begins' in news) {
        at = news.begins
        watch('test')
      } else if ('passed' in news) outcome.passed++
      else if ('pending' in news) outcome.pending++
      else if ('failed' in news) fail(news.failed, news.named)
      else if ('done' in news) {
        outcome.computing = news.computing
        finish()
      }
    }
    child.on('message', hear)
    watch('test') // silence counts from its first sign of life
    void ended.then((how) => {
      if (over) return
      fail(`\n  1) ${file}: lane ${lane} ended ${how}${hung}\n     at: ${at}\n`, false)
      finish()
    })
    tell({ play: file })
  })
}
