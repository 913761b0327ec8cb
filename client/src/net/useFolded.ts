import { useCallback, useEffect, useRef, useState } from 'react'
import type { Fact } from '../../../server/ledger/event.ts'
import type { Seen } from '../../../server/rooms/protocol.ts'
import { follow, type Versioned } from './follow.ts'
import { api } from './http.ts'
import { type Room, useRoom } from './room.ts'

/** Until a state that is behind its room is read again, ms. */
const AGAIN = 1000

/** A state that follows its room. */
export interface Folded<S> {
  room: Room
  value: S | undefined
  /** how often it was read: what is read beside it, and follows by `heard`, is read anew with it */
  reads: number
  /** facts that came since this page began to listen, in order */
  heard: readonly Fact[]
  reload(): void
}

const factsIn = (seen: readonly Seen[]): Fact[] => seen.flatMap((one) => ('fact' in one ? [one.fact] : []))

/**
 * A state that is read once and then changed here by the facts of its room, as it is changed there: a thousand people in a
 * room ask for it once each, and not at every fact. After a gap it is read anew.
 *
 * @param of where it is read, with the version `v` of its stream, and its room; `as`: enters anew when it changes. For
 * another state another component is mounted.
 * @param evolve the rule by which a fact changes it; always the same function
 */
export function useFolded<S extends Versioned, F extends Fact>(
  of: { path: string; kind: string; id: string; as?: unknown },
  evolve: (state: S, fact: F) => Omit<S, 'v'>,
): Folded<S> {
  const [known, setKnown] = useState<Pick<Folded<S>, 'value' | 'reads' | 'heard'>>({
    ...{ value: undefined, reads: 0, heard: [] },
  })
  const { path } = of
  const reader = useRef<Reader<S, F>>(undefined)
  reader.current ??= new Reader<S, F>(path, evolve, (value, read) =>
    setKnown(({ reads, heard }) => ({ value, reads: reads + (read ? 1 : 0), heard })),
  )
  const { current } = reader
  const room = useRoom(
    of.kind,
    of.id,
    (seen) => {
      setKnown((last) => ({ ...last, heard: [...last.heard, ...factsIn(seen)] }))
      current.hear(seen)
    },
    of.as,
  )
  useEffect(() => current.live(), [current])
  useEffect(() => current.upTo(room.v), [current, room.v])
  const reload = useCallback(() => void current.read(), [current])
  return { room, reload, ...known }
}

/** Reads a state, once at a time, and changes it by what is heard. */
class Reader<S extends Versioned, F extends Fact> {
  readonly #path: string
  readonly #evolve: (state: S, fact: F) => Omit<S, 'v'>
  readonly #tell: (state: S, read: boolean) => void
  #state: S | undefined
  #heard: Seen[] = []
  /** the version that the room told */
  #wanted = 0
  #reading = false
  #more = false
  #over = false

  constructor(path: string, evolve: (state: S, fact: F) => Omit<S, 'v'>, tell: (state: S, read: boolean) => void) {
    this.#path = path
    this.#evolve = evolve
    this.#tell = tell
  }

  /** From now on, until what it answers is called, what failed is tried again. */
  live(): () => void {
    this.#over = false
    return () => {
      this.#over = true
    }
  }

  /** Reads it if it is behind that version. */
  upTo(v: number): void {
    this.#wanted = v
    if (!this.#reading && (!this.#state || this.#state.v < v)) void this.read()
  }

  hear(seen: Seen[]): void {
    if (this.#reading) this.#heard.push(...seen)
    const after = this.#state && follow(this.#state, seen, this.#evolve)
    if (!after) return // behind: `upTo` has it read
    this.#state = after
    this.#tell(after, false)
  }

  async read(): Promise<void> {
    this.#more = this.#reading
    if (this.#reading) return
    this.#reading = true
    this.#heard = []
    try {
      const read = await api.get<S>(this.#path)
      this.#state = follow(read, this.#heard, this.#evolve) ?? read
      this.#tell(this.#state, true)
    } catch {
      // there is none yet, or no way to it
    } finally {
      this.#reading = false
      if (this.#more) void this.read()
      else if ((this.#state?.v ?? 0) < this.#wanted && !this.#over) setTimeout(() => void this.read(), AGAIN)
    }
  }
}
