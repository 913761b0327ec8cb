import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { format } from 'node:util'
import Mocha from 'mocha'
import { stopServices } from './servers.ts'
import { mochaHooks } from './setup.ts'

/** What a lane is told: to play a file, or to end. */
export type Order = { play: string } | { end: true }

/** What a lane tells: that it lives, what begins and how it came out; at the end how long it computed itself, s. */
export type News =
  | { alive: true }
  | { begins: string }
  | { passed: string }
  | { pending: string }
  | { failed: string; named: boolean }
  | { done: string; computing: number }

/** How often a lane tells that it lives, ms. */
const PULSE = 500

const require = createRequire(import.meta.url)
const { Base } = (require('mocha') as typeof Mocha).reporters
const Reporter = require('./reporter.cjs') as typeof Mocha.reporters.Spec

const say = (news: News): void => void process.send?.(news)

/** A failure as Mocha prints it, with its error, its difference and its stack; its number is put in by who counts. */
function shown(failed: Mocha.Runnable, err: unknown): string {
  const lines: string[] = []
  const print = Base.consoleLog
  Base.consoleLog = (...of: unknown[]) => void lines.push(format(...of))
  try {
    Base.list([{ err, titlePath: () => failed.titlePath() } as unknown as Mocha.Test])
  } finally {
    Base.consoleLog = print
  }
  return lines.join('\n')
}

/** The usual report without its end: that is written once, for all lanes. */
class LaneReporter extends Reporter {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options)
    const begins = (one: Mocha.Runnable): void => say({ begins: one.titlePath().join(' · ') })
    runner.on('hook', begins)
    runner.on('hook end', ({ ctx }) => ctx?.currentTest && begins(ctx.currentTest))
    runner.on('test', begins)
    runner.on('pass', ({ title }) => say({ passed: title }))
    runner.on('pending', ({ title }) => say({ pending: title }))
    runner.on('fail', (failed, err: unknown) => say({ failed: shown(failed, err), named: true }))
  }
  override epilogue(): void {}
}

const { timeout } = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as { timeout: number }

/** Plays one file as `mocha FILE` would; the private servers stay for the next one. */
async function play(file: string): Promise<void> {
  say({ begins: 'the file is read' })
  const before = process.cpuUsage()
  const { beforeEach } = mochaHooks
  const mocha = new Mocha({ timeout, reporter: LaneReporter, rootHooks: { beforeEach } }).addFile(file)
  try {
    await mocha.loadFilesAsync()
    await new Promise<unknown>((done) => mocha.run(done))
    mocha.dispose()
  } catch (problem) {
    const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
    say({ failed: `\n  1) ${file} cannot be read:\n\n     ${text.replaceAll('\n', '\n     ')}\n`, named: false })
  }
  const { user, system } = process.cpuUsage(before)
  say({ done: file, computing: (user + system) / 1e6 })
}

setInterval(() => say({ alive: true }), PULSE)
process.on('disconnect', () => process.exit(1)) // who deals is gone
process.on('message', (order: Order) => {
  if ('play' in order) return void play(order.play)
  void stopServices().then(() => process.exit(0))
})
