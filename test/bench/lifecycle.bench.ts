import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { bareSqlite } from './bare.ts'
import { catchUp, copyOf, fillFinished } from './finished.ts'
import { type Hosted, host } from './hosted.ts'
import { type Played, playAll } from './playAll.ts'
import { type Result, result } from './report.ts'

const FEW = 100
const MANY = Number(process.env['FINISHED'] ?? 100_000)
const WHOLE = Number(process.env['PROJECTS'] ?? 1000)
const YEAR = 50_000
const DAY = 86_400_000
/** Projects that are played on either platform, so that their deeds can be compared. */
const COMPARED = 6
/** Days after the finished projects' notices when those that are compared begin: those have ended by then. */
const LATER = 56
/** Days that a project lives, from one notice to the next. */
const LIFE = 34

/**
 * Whole projects through the real commands over HTTP, and what a deed costs beside 100 and beside 100,000 finished ones.
 *
 * A whole project is a registration, a notice with three officers' keys and an unlawful version that is refused, three
 * deposits, three sealed bids, the opening with everybody's release, record and signatures, a panel drawn by three parties
 * of whose invited one declines and (works) one stands aside, qualification (purchases), the evaluation with votes,
 * clarification and blind sheets, report, publicity or announcement, notices, contract, refunds and the archive. Works and
 * purchases come in turn. PROJECTS sets how many are played, FINISHED how many
 * finished ones lie beside.
 */
export async function run(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-lifecycle-'))
  try {
    const bare = await bareSqlite()
    const played = await playSideBySide(folder)
    console.log(`${WHOLE} projects in ${played.seconds.toFixed(0)} s, ${played.deeds} deeds, ${played.facts} facts`)
    const perProject = played.seconds / WHOLE
    const name = `${WHOLE} whole projects`
    return [
      result({ name: `${name}: a project`, value: perProject, unit: 's' }),
      result({ name: `${name}: a year of the region (${YEAR})`, value: (perProject * YEAR) / 3600, unit: 'hours' }),
      result({ name: `${name}: processor time of the platform, a project`, value: played.used / WHOLE, unit: 's' }),
      result({ name: `${name}: deeds of people`, value: played.deeds / played.seconds, unit: 'deeds/s', limit: bare }),
      result({ name: `${name}: facts`, value: played.facts / played.seconds, unit: 'facts/s', limit: bare }),
      ...(await compare(folder)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 }) // somebody may be looking into it
  }
}

interface Whole extends Omit<Played, 'day'> {
  /** processor time of all platforms, s */
  used: number
}

/** As many platforms as the machine has cores, each with its share: one process has one core for its deeds. */
async function playSideBySide(folder: string): Promise<Whole> {
  const platforms = Math.min(availableParallelism(), WHOLE)
  const shares = Array.from({ length: platforms }, (_, i) => Math.floor((WHOLE + i) / platforms))
  const all = await Promise.all(shares.map((_, i) => host(join(folder, `whole-${i}`))))
  try {
    const processor = (): number => all.reduce((sum, one) => sum + (one.processor() ?? Number.NaN), 0)
    const [before, begin] = [processor(), performance.now()]
    const played = await Promise.all(
      all.map((one, i) => playAll(one, { count: shares[i] ?? 0, from: shares.slice(0, i).reduce((a, b) => a + b, 0) })),
    )
    const seconds = (performance.now() - begin) / 1000
    const used = processor() - before
    const sum = (of: 'deeds' | 'facts'): number => played.reduce((count, one) => count + one[of], 0)
    console.log(`on ${platforms} platforms side by side`)
    return { seconds, used, deeds: sum('deeds'), facts: sum('facts') }
  } finally {
    await Promise.all(all.map((one) => one.stop()))
  }
}

/**
 * The same projects on two platforms that differ in how many finished ones lie beside them. The one goes on while a copy
 * of it is filled, so that its log beats on, and the copy takes the log over: a log that stood still is an outage, and
 * an outage before a deadline stops a tender.
 */
async function compare(folder: string): Promise<Result[]> {
  const few = await host(join(folder, 'few'))
  try {
    await playAll(few, { count: 2, from: 0 })
    const many = join(folder, 'many')
    for (const part of ['files', 'keys', 'people'])
      cpSync(join(folder, 'few', part), join(many, part), { recursive: true })
    const copy = join(many, 'platform.sqlite')
    copyOf(few.file, copy)
    const ids = ['whole-0', 'whole-1']
    fillFinished(copy, ids, MANY)
    fillFinished(few.file, ids, FEW)
    console.log(`${MANY} finished projects are written`)
    await sleep(1000) // this process stood still: first it hears which connections were closed meanwhile
    await few.moveTo(Date.parse(BEGIN) + LATER * DAY)
    catchUp(copy, few.file)
    return await compared([few, await host(many, LATER)])
  } finally {
    await few.stop()
  }
}

async function compared(pair: readonly [Hosted, Hosted]): Promise<Result[]> {
  try {
    await playTurns(pair)
    return ratios(pair)
  } finally {
    await pair[1].stop()
  }
}

/** A project on the one, the same on the other, then the other way round: what else the machine does meets both. */
async function playTurns([few, many]: readonly [Hosted, Hosted]): Promise<void> {
  let days = LATER
  for (let n = 0; n < COMPARED; n++) {
    for (const one of n % 2 ? [many, few] : [few, many]) {
      const { day } = await playAll(one, { count: 1, from: 10 + n, days, atOnce: 1 })
      if (one === (n % 2 ? few : many)) days = day + LIFE
    }
  }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** For each kind of deed the median time of both; their sum, and the deed that differs most. */
function ratios([few, many]: readonly [Hosted, Hosted]): Result[] {
  const kinds = [...few.times.keys()].filter((kind) => (many.times.get(kind)?.length ?? 0) > 1)
  const rows = kinds.map((kind) => ({
    kind,
    few: median(few.times.get(kind) ?? []),
    many: median(many.times.get(kind) ?? []),
    weight: few.times.get(kind)?.length ?? 0,
  }))
  const sum = (side: 'few' | 'many') => rows.reduce((all, row) => all + row[side] * row.weight, 0) / COMPARED
  for (const row of rows.toSorted((a, b) => b.many / b.few - a.many / a.few).slice(0, 12))
    console.log(`${(row.many / row.few).toFixed(2)}  ${row.few.toFixed(1)} → ${row.many.toFixed(1)} ms  ${row.kind}`)
  const unit = 'ms'
  return [
    result({
      ...{ name: `all deeds of a project, ${MANY} finished beside ${FEW}`, value: sum('many'), unit },
      ...{ limit: sum('few'), goal: 1.2, less: true },
    }),
  ]
}
