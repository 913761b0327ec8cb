import { useEffect, useState, useSyncExternalStore } from 'react'
import { api } from './http.ts'

/** How far this machine's clock is from the platform's, and how sure that is. Milliseconds. */
export interface ServerClock {
  /** add to this machine's time to have the platform's */
  offset: number
  /** half of the best round trip: the error is not larger */
  error: number
  /** when it was last compared, by this machine's clock; 0: never */
  syncedAt: number
  /** the platform's clock can be moved: a demonstration */
  movable: boolean
}

let clock: ServerClock = { offset: 0, error: Number.POSITIVE_INFINITY, syncedAt: 0, movable: false }
const listeners = new Set<() => void>()
let syncing: Promise<void> | undefined

/** The time of this machine's own clock, ms: what a person's client judges by itself, and what it writes on evidence. */
export const machineNow = (): number => Date.now()

/** The platform's time now, ms. */
export const serverNow = (): number => Date.now() + clock.offset

/** Compares the clocks: five samples, the one with the smallest round trip counts. */
export function syncClock(): Promise<void> {
  syncing ??= sample().finally(() => {
    syncing = undefined
  })
  return syncing
}

async function sample(): Promise<void> {
  let best: { offset: number; error: number; movable: boolean } | undefined
  for (let i = 0; i < 5; i++) {
    const sent = performance.now()
    const { now, movable } = await api.get<{ now: number; movable: boolean }>('/time')
    const error = (performance.now() - sent) / 2
    if (!best || error < best.error) best = { offset: now + error - Date.now(), error, movable }
  }
  if (!best) return
  clock = { ...best, syncedAt: Date.now() }
  for (const tell of listeners) tell()
}

/** A message of the platform said its time: if ours is off by seconds, compare anew. */
export function heardTime(now: number): void {
  if (Math.abs(now - serverNow()) > 3000) void syncClock().catch(() => undefined)
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** How the clocks compare. */
export const useServerClock = (): ServerClock => useSyncExternalStore(subscribe, () => clock)

/** The platform's time, renewed every `every` ms. */
export function useNow(every = 1000): number {
  useServerClock()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), every)
    return () => clearInterval(timer)
  }, [every])
  return serverNow()
}

/** Keeps the clocks compared: at the start, every minute, and when the page comes back to the front. */
export function keepClock(): () => void {
  const sync = (): void => void syncClock().catch(() => undefined)
  const seen = (): void => {
    if (document.visibilityState === 'visible') sync()
  }
  sync()
  const timer = setInterval(sync, 60_000)
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
  }
}
