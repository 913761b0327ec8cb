import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type Lane, type Outcome, openLane } from './laneProcess.ts'

/**
 * Plays test files in lanes side by side, each file in one lane at a time: `npm test`, or `npm test -- FILE_OR_FOLDER…`.
 * LANES says how many (one a core, four at most), LANE_GRACE_MS after how long without a sign of life one counts as hung.
 */

const MOST_LANES = 4
const GRACE = Number(process.env.LANE_GRACE_MS ?? 120_000)

const filesOf = (place: string): string[] =>
  statSync(place).isFile()
    ? [place]
    : readdirSync(place, { recursive: true, encoding: 'utf8' })
        .map((name) => join(place, name))
        .filter((file) => /\.test\.ts$/.test(file))

/** How long a file may take, by the longest limit it sets itself. */
function weightOf(text: string): number {
  const limits = [...text.matchAll(/\btimeout\(([\d_]+)\)/g)].map(([, limit]) => Number(limit?.replaceAll('_', '')))
  return Math.max(0, ...limits)
}

/** How many cores there are for us: a container may have fewer than its machine. */
function cores(): number {
  try {
    const [quota, period] = readFileSync('/sys/fs/cgroup/cpu.max', 'utf8').trim().split(' ')
    if (quota !== 'max') return Math.min(availableParallelism(), Math.ceil(Number(quota) / Number(period)))
  } catch {
    // no such limit here
  }
  return availableParallelism()
}

/** What all lanes share is made once, before they start: the client and the demo's keys. */
async function prepare(texts: string[]): Promise<void> {
  const wanted = async (by: RegExp, make: () => Promise<unknown>): Promise<unknown> =>
    texts.some((text) => by.test(text)) && make()
  await Promise.all([
    wanted(/\/(build|begin)\.ts'/, async () =>
      (await import('../../server/cli/demo/build.ts')).buildClient(console.log),
    ),
    wanted(/\/(world|begin)\.ts'/, async () => (await import('./world.ts')).foundation()),
  ])
}

const folder = mkdtempSync(join(tmpdir(), 'yangguang-lanes-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const lanes = new Set<Lane>()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const lane of lanes) lane.kill()
    process.exit(1)
  })

/** Plays files as long as there are any; a lane that ended is followed by another one. */
async function deal(number: number, files: string[], done: (outcome: Outcome) => void): Promise<void> {
  let lane: Lane | undefined
  for (let file = files.shift(); file; file = files.shift()) {
    if (!lane || lane.gone()) {
      lane = openLane(number, folder, GRACE)
      lanes.add(lane)
    }
    done(await lane.play(file))
    if (lane.gone()) lanes.delete(lane)
  }
  if (!lane || lane.gone()) return
  const trouble = await lane.end()
  lanes.delete(lane)
  if (!trouble) return
  const failures = [{ text: `\n  1) ${trouble}`, named: false }]
  done({ file: 'unknown', lane: number, passed: 0, pending: 0, failures, said: '', seconds: 0, computing: 0 })
}

/** Prints what a file said, and writes down what its reporter could not. */
function report({ file, lane, said, seconds, computing, failures }: Outcome): void {
  const name = relative(process.cwd(), file)
  process.stdout.write(`\nlane ${lane}, ${seconds.toFixed(1)} s, ${computing.toFixed(1)} computing: ${name}\n${said}`)
  for (const { text } of failures) process.stdout.write(`${text}\n`) // at once, and again with the sum
  const list = process.env.FAILED_FILES
  if (list) for (const { named } of failures) if (!named) appendFileSync(list, `${name}\n`)
}

/** The one sum at the end, as Mocha writes it; `.ci/run` reads it. */
function sum(outcomes: Outcome[], began: number): number {
  const count = (of: (outcome: Outcome) => number): number => outcomes.reduce((all, one) => all + of(one), 0)
  const slowest = [...outcomes].sort((a, b) => b.seconds - a.seconds).slice(0, 10)
  const lines = slowest.map(({ file, seconds }) => `    ${seconds.toFixed(1)} s ${relative(process.cwd(), file)}`)
  const seconds = Math.round((performance.now() - began) / 1000)
  const failures = outcomes.flatMap((one) => one.failures)
  const pending = count((one) => one.pending)
  process.stdout.write(
    [
      `\n  the slowest of ${outcomes.length} files:\n${lines.join('\n')}\n`,
      `\n  ${count((one) => one.passed)} passing (${Math.floor(seconds / 60)}m ${seconds % 60}s)\n`,
      ...(pending ? [`  ${pending} pending\n`] : []),
      ...(failures.length ? [`  ${failures.length} failing\n`] : []),
      ...failures.map(({ text }, i) => text.replace('  1) ', `  ${i + 1}) `)),
      '\n',
    ].join(''),
  )
  return failures.length
}

async function main(places: string[]): Promise<number> {
  const began = performance.now()
  const texts = new Map(places.flatMap(filesOf).map((file) => [file, readFileSync(file, 'utf8')]))
  const weight = (file: string): number => weightOf(texts.get(file) ?? '')
  const files = [...texts.keys()].sort((a, b) => weight(b) - weight(a)) // the longest first, or one lane plays on alone
  if (!files.length) throw new Error(`no tests in ${places.join(' ')}`)
  await prepare([...texts.values()])
  const outcomes: Outcome[] = []
  const done = (outcome: Outcome): void => {
    outcomes.push(outcome)
    report(outcome)
  }
  const many = Math.min(Number(process.env.LANES ?? Math.min(cores(), MOST_LANES)), files.length)
  await Promise.all(Array.from({ length: many }, (_, i) => deal(i + 1, files, done)))
  if (!outcomes.some(({ passed, pending, failures }) => passed || pending || failures.length))
    throw new Error(`no tests in ${places.join(' ')}`)
  return sum(outcomes, began)
}

const named = process.argv.slice(2)
process.exitCode = (await main(named.length ? named : ['test'])) ? 1 : 0
