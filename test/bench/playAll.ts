import { BEGIN } from '../../server/cli/demo/tender.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { dayAfter, dayOf, isWorkingDay, shippedCalendar } from '../../server/law/periods.ts'
import type { Hosted } from './hosted.ts'
import { phasesOf, refundAndArchive, still } from './wholeProjects.ts'

const DAY = 86_400_000
/** So many projects have the same dates. */
const BATCH = 20

/** What playing took. */
export interface Played {
  seconds: number
  /** what people did */
  deeds: number
  facts: number
  /** after the demo's beginning the last batch began */
  day: number
}

interface Wish {
  count: number
  /** number of the first */
  from: number
  /** after the demo's beginning the first batch begins */
  days?: number
  atOnce?: number
}

/** Runs the same for all, some at a time. */
const eachOf =
  (worlds: World[], atOnce: number) =>
  async (play: (of: World) => Promise<void>): Promise<void> => {
    const queue = worlds.values()
    const worker = async (): Promise<void> => {
      for (const of of queue) await play(of)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

const BEGIN_DAY = dayOf(Date.parse(BEGIN))
/** Days from a notice to its deadline. */
const TO_DEADLINE = 23

/** Whether a day is a working day and the week after it an ordinary one: no holiday stretches what is counted in it. */
const ordinary = (day: number): boolean => {
  const works = (n: number): boolean => isWorkingDay(dayAfter(BEGIN_DAY, day + n), shippedCalendar)
  return works(0) && [1, 2, 3, 4, 5, 6, 7].filter(works).length >= 5
}

/** The next day after some, counted from the demo's beginning, on which a notice may begin with the dates of the demo. */
function workingFrom(days: number): number {
  let day = days
  while (!ordinary(day) || !ordinary(day + TO_DEADLINE)) day++
  return day
}

interface Stretch {
  at: number
  play(): Promise<void>
  /** so many projects have then come to their end */
  ends?: number
}

/** The stretches of one batch: those of works and purchases that begin together, and at last refunds and archives. */
function stretchesOf(worlds: World[], atOnce: number): Stretch[] {
  const begins = new Map<number, World[]>()
  for (const of of worlds)
    for (const { at } of phasesOf(of.played)) begins.set(at(of.played), [...(begins.get(at(of.played)) ?? []), of])
  const found = [...begins].map(([at, those]) => ({
    at,
    play: () =>
      eachOf(
        those,
        atOnce,
      )(async (of) => {
        await phasesOf(of.played)
          .find((phase) => phase.at(of.played) === at)
          ?.play(of)
      }),
  }))
  const last = Math.max(...begins.keys())
  const end = {
    at: last + DAY,
    play: () => refundAndArchive(worlds, eachOf(worlds, worlds.length)),
    ends: worlds.length,
  }
  return [...found, end]
}

const counted = (of: Hosted): number => [...of.times.values()].reduce((sum, { length }) => sum + length, 0)

/** Plays whole projects, a batch a working day, every stretch when its day has come. */
export async function playAll(on: Hosted, { count, from, days = 0, atOnce = 4 }: Wish): Promise<Played> {
  const before = { deeds: counted(on), facts: on.facts() }
  const stretches: Stretch[] = []
  let day = days - 1
  for (let n = 0; n < count; n += BATCH) {
    day = workingFrom(day + 1)
    const numbers = Array.from({ length: Math.min(BATCH, count - n) }, (_, i) => from + n + i)
    const worlds = numbers.map((one) => still(on.open(one, day)))
    stretches.push(...stretchesOf(worlds, atOnce))
  }
  const begin = performance.now()
  const since = (): number => (performance.now() - begin) / 1000
  let over = 0
  for (const { at, play, ends = 0 } of stretches.toSorted((a, b) => a.at - b.at)) {
    await on.moveTo(at)
    await play()
    over += ends
    if (ends && count > BATCH) console.log(`${over} of ${count} projects after ${since().toFixed(0)} s`)
  }
  const seconds = since()
  return { seconds, deeds: counted(on) - before.deeds, facts: on.facts() - before.facts, day }
}
