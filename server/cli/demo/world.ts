import { join } from 'node:path'
import { Client, keysOf } from './client.ts'
import { people } from './people.ts'
import { type Played, parkPlayed } from './tender.ts'
import type { makeVolume } from './volumes.ts'

/** What a step of the demo has: everybody's client, the clock, and a way to say what happens. */
export interface World {
  /** id of the tender that is played */
  tender: string
  /** which tender that is, and who is who in it */
  played: Played
  as(person: string): Client
  /** Moves the platform's clock forwards to a moment (ISO with zone, or ms); a moment that has passed changes nothing. */
  moveTo(moment: string | number): Promise<void>
  now(): Promise<number>
  say(line: string): void
  /** Waits until the answer is there: for what follows a deed by a job or the clock. */
  until<T>(what: string, look: () => Promise<T | undefined | false | null>, seconds?: number): Promise<T>
  /** Progress of long work, 0 to 1. */
  progress(what: string, share: number): void
  origins: { trading: string; public: string; supervision: string }
  /** where the demo bank listens; without one, the person `bank` brings its messages and fetches its orders */
  bank?: string
  /** folder of what the demo itself keeps: key files, sealed packages */
  folder: string
  /** millions of bytes of the largest bid, if it is not to be as large as in the demo */
  largeBid?: number
  /** makes the volumes of bids, if not as the demo does */
  volume?: typeof makeVolume
}

/** Opens the world over a running platform. */
export function openWorld(of: {
  origins: World['origins']
  /** further processes of the same platform: requests take turns among all of them */
  others?: World['origins'][]
  folder: string
  tender: string
  played?: Played
  largeBid?: number
  volume?: typeof makeVolume
  bank?: string
  say: (line: string) => void
  progress?: (what: string, share: number) => void
}): World {
  const clients = new Map<string, Client>()
  const played = of.played ?? parkPlayed
  const time = async (): Promise<number> => {
    const response = await fetch(`${of.origins.trading}/api/v1/time`)
    return ((await response.json()) as { now: number }).now
  }
  return {
    ...of,
    played,
    progress: of.progress ?? (() => undefined),
    as: (part) => {
      const id = played.cast[part] ?? part
      const known = clients.get(id)
      if (known) return known
      const person = people.find((one) => one.id === id)
      if (!person) throw new Error(`there is nobody called ${id} in the demo`)
      const entrance = person.role === 'supervisor' ? 'supervision' : 'trading'
      const origins = [of.origins, ...(of.others ?? [])].map((one) => one[entrance])
      const made = new Client(person, origins, () => keysOf(join(of.folder, 'keys', `${id}.p12`)))
      clients.set(id, made)
      return made
    },
    now: time,
    moveTo: async (moment) => {
      const to = typeof moment === 'number' ? moment : Date.parse(moment)
      if (to <= (await time())) return
      const response = await fetch(`${of.origins.trading}/api/v1/time`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      })
      if (!response.ok && to > (await time())) throw new Error(`the clock did not move: ${await response.text()}`)
    },
    until,
  }
}

/** Between two looks, ms: soon at first, then less and less often. */
const SOON = 50
const SELDOM = 800

const until: World['until'] = async (what, look, seconds = 30) => {
  const end = Date.now() + seconds * 1000
  for (let pause = SOON; ; pause = Math.min(SELDOM, 1.4 * pause)) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for: ${what}`)
    await new Promise((done) => setTimeout(done, pause))
  }
}
