import { useEffect, useRef, useState } from 'react'
import { CLOSE, type RoomMessage, type Seat, type Seen } from '../../../server/rooms/protocol.ts'
import { heardTime, syncClock } from './useClock.ts'

/** How the connection to a room is. `closed`: this person may not enter, or there is no such room (yet). */
export type Connection = 'connecting' | 'stable' | 'weak' | 'reconnecting' | 'offline' | 'closed'

/** A room as this page knows it. */
export interface Room {
  /** version of the stream: when it grows something happened; give it to `useLoad` to fetch anew */
  v: number
  seats: Seat[]
  connection: Connection
  /** last round trip, ms */
  rtt: number | undefined
  /** when the last message came, by this machine's clock */
  heardAt: number | undefined
}

const PING_EVERY = 5000
const WEAK = 800
const LONGEST_WAIT = 8000
const ASK_AGAIN = 5000

/**
 * Sits in a room at `/ws/v1/rooms/<kind>/<id>`: reconnects with the last version seen, fetches what was missed,
 * measures the way. `onFacts` gets what this eye may see, in order and without a gap.
 *
 * @param as enters anew when it changes: how one is seen by others is settled at the door
 */
export function useRoom(kind: string, id: string | undefined, onFacts?: (facts: Seen[]) => void, as?: unknown): Room {
  const [room, setRoom] = useState<Room>({
    v: 0,
    seats: [],
    connection: 'connecting',
    rtt: undefined,
    heardAt: undefined,
  })
  const told = useRef(onFacts)
  told.current = onFacts
  // biome-ignore lint/correctness/useExhaustiveDependencies: `as` is the reason to enter anew
  useEffect(() => {
    if (!id) return
    const change = (part: Partial<Room>): void => setRoom((before) => ({ ...before, ...part }))
    const line = new Line(`/ws/v1/rooms/${kind}/${encodeURIComponent(id)}`, change, (facts) => told.current?.(facts))
    return () => line.hangUp()
  }, [kind, id, as])
  return room
}

/** One connection with its repairs. */
class Line {
  readonly #path: string
  readonly #change: (part: Partial<Room>) => void
  readonly #facts: (facts: Seen[]) => void
  #socket: WebSocket | undefined
  #v: number | undefined
  #tries = 0
  #missed = 0
  #timers: ReturnType<typeof setTimeout>[] = []
  #over = false

  constructor(path: string, change: (part: Partial<Room>) => void, facts: (facts: Seen[]) => void) {
    this.#path = path
    this.#change = change
    this.#facts = facts
    addEventListener('online', this.#again)
    addEventListener('offline', this.#off)
    this.#dial()
  }

  hangUp(): void {
    this.#over = true
    removeEventListener('online', this.#again)
    removeEventListener('offline', this.#off)
    this.#drop()
  }

  #drop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers = []
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #again = (): void => {
    this.#drop()
    this.#dial()
  }

  #off = (): void => this.#change({ connection: 'offline' })

  #dial(): void {
    if (this.#over) return
    const since = this.#v === undefined ? '' : `?v=${this.#v}`
    const socket = new WebSocket(
      `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${this.#path}${since}`,
    )
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#socket === socket && this.#hear(JSON.parse(String(data)) as RoomMessage)
    socket.onclose = ({ code }) => this.#socket === socket && this.#lost(code)
  }

  #lost(code: number): void {
    this.#drop()
    const barred = code === CLOSE.unauthorised || code === CLOSE.noSuchRoom
    this.#change({ connection: barred ? 'closed' : navigator.onLine ? 'reconnecting' : 'offline' })
    const wait = barred ? ASK_AGAIN : Math.min(LONGEST_WAIT, 250 * 2 ** this.#tries++)
    this.#timers.push(setTimeout(() => this.#dial(), wait))
  }

  #hear(message: RoomMessage): void {
    heardTime(message.now)
    this.#change({ heardAt: Date.now() })
    if (message.kind === 'welcome') this.#welcomed(message.v)
    else if (message.kind === 'facts') this.#take(message.facts)
    else if (message.kind === 'presence') this.#change({ seats: message.seats })
    else if (message.kind === 'resync') {
      this.#v = message.v
      this.#change({ v: message.v })
    } else {
      const rtt = performance.now() - message.echo
      this.#missed = 0
      this.#change({ rtt, connection: rtt > WEAK ? 'weak' : 'stable' })
    }
  }

  #welcomed(v: number): void {
    this.#tries = 0
    this.#v ??= v
    this.#change({ connection: 'stable' })
    void syncClock().catch(() => undefined)
    this.#missed = 0
    this.#beat()
  }

  #take(facts: Seen[]): void {
    const fresh = facts.filter(({ v }) => v > (this.#v ?? 0))
    const [first] = fresh
    if (!first) return
    if (first.v === (this.#v ?? 0) + 1) {
      this.#v = fresh.at(-1)!.v
      this.#facts(fresh)
      this.#change({ v: this.#v })
    } else this.#again() // something was missed: ask from the last one seen
  }

  #beat(): void {
    if (this.#missed++ > 0) this.#change({ connection: 'weak' })
    if (this.#missed > 3) {
      this.#again()
      return
    }
    this.#socket?.send(JSON.stringify({ kind: 'ping', echo: performance.now() }))
    this.#timers.push(setTimeout(() => this.#beat(), PING_EVERY))
  }
}
