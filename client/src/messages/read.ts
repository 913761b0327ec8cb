import { useCallback, useSyncExternalStore } from 'react'

/** What was read, as this browser keeps it: everything up to a moment, and single messages after it. */
export interface ReadUpTo {
  until: number
  ids: string[]
}

const MOST = 300
const listeners = new Set<() => void>()
const nothing: ReadUpTo = { until: 0, ids: [] }
const cache = new Map<string, ReadUpTo>()

const keyOf = (reader: string): string => `messages-read:${reader}`

function load(reader: string): ReadUpTo {
  const known = cache.get(reader)
  if (known) return known
  let found = nothing
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(reader)) ?? '') as Partial<ReadUpTo>
    if (typeof kept.until === 'number' && Array.isArray(kept.ids)) found = { until: kept.until, ids: kept.ids }
  } catch {
    // nothing was kept, or not by us: all is unread
  }
  cache.set(reader, found)
  return found
}

function save(reader: string, next: ReadUpTo): void {
  cache.set(reader, next)
  localStorage.setItem(keyOf(reader), JSON.stringify(next))
  for (const tell of listeners) tell()
}

interface Dated {
  id: string
  at: number
}

/** Whether a message was read in this browser. */
export const isRead = ({ until, ids }: ReadUpTo, { id, at }: Dated): boolean => at <= until || ids.includes(id)

/** What of it is read after one more was. */
export const withOne = ({ until, ids }: ReadUpTo, { id }: Dated): ReadUpTo => ({
  until,
  ids: [...ids.filter((one) => one !== id), id].slice(-MOST),
})

/** What of it is read after all that was shown. */
export const withAll = ({ until }: ReadUpTo, all: readonly Dated[]): ReadUpTo => ({
  until: Math.max(until, ...all.map(({ at }) => at)),
  ids: [],
})

/** What somebody has read here, and how to read more of it. */
export function useRead(reader: string) {
  const of = useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => load(reader),
  )
  const readOne = useCallback((one: Dated) => save(reader, withOne(load(reader), one)), [reader])
  const readAll = useCallback((all: readonly Dated[]) => save(reader, withAll(load(reader), all)), [reader])
  return { of, readOne, readAll }
}
