import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Entrance, Who } from '../access/who.ts'
import { Refusal } from '../law/refusal.ts'
import type { Context } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { CLOSE, type RoomMessage } from './protocol.ts'
import type { Member, RoomKind, Rooms } from './room.ts'

const Ping = z.strictObject({ kind: z.literal('ping'), echo: z.number() })
const CREDITS = 20
const EVERY = 10_000

interface Door {
  platform: Platform
  rooms: Rooms
  kinds: Record<string, RoomKind>
  entrance: Entrance
  whoAsks(cookies: string | undefined): Promise<Who>
}

/** Lets sockets into rooms at `/ws/v1/rooms/<kind>/<id>?v=<last seen>`. They carry news; a client only says that it is alive. */
export function openSockets(server: Server, door: Door): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096 })
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const url = addressOf(req)
    const path = /^\/ws\/v1\/rooms\/([a-z]+)\/([0-9A-Za-z_.-]+)$/.exec(url?.pathname ?? '')
    if (!url || !path || !sameOrigin(req)) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    sockets.handleUpgrade(req, socket, head, (ws) => {
      void enter(ws, req, door, { kind: path[1] ?? '', id: path[2] ?? '', since: url.searchParams.get('v') })
    })
  })
  const beat = setInterval(() => checkAlive(sockets), EVERY)
  return {
    close: async () => {
      clearInterval(beat)
      for (const ws of sockets.clients) ws.close(CLOSE.restart)
      sockets.close()
    },
  }
}

/** The address asked for; what is no address leads nowhere. */
function addressOf(req: IncomingMessage): URL | undefined {
  try {
    return new URL(`http://localhost${req.url}`)
  } catch {
    return undefined
  }
}

/** A browser's socket must come from a page of this very origin. */
function sameOrigin(req: IncomingMessage): boolean {
  const origin = req.headers.origin
  return !origin || origin.replace(/^https?:\/\//, '') === req.headers.host
}

const texts = new WeakMap<RoomMessage, string>()

/** A message as text: written once, however many it is sent to. */
function textOf(message: RoomMessage): string {
  const known = texts.get(message)
  if (known !== undefined) return known
  const text = JSON.stringify(message)
  texts.set(message, text)
  return text
}

const alive = new WeakMap<WebSocket, boolean>()
/** asks of a socket of somebody who is signed in whether that session still stands */
const watched = new WeakMap<WebSocket, () => Promise<boolean>>()

async function closeIfEnded(ws: WebSocket, stands: () => Promise<boolean>): Promise<void> {
  const ended = await stands().then(
    (still) => !still,
    () => false, // it could not be asked: at the next beat
  )
  if (ended) ws.close(CLOSE.unauthorised)
}

function checkAlive(sockets: WebSocketServer): void {
  for (const ws of sockets.clients) {
    const stands = watched.get(ws)
    if (stands) void closeIfEnded(ws, stands)
    if (alive.get(ws) === false) {
      ws.terminate()
      continue
    }
    alive.set(ws, false)
    ws.ping()
  }
}

async function enter(
  ws: WebSocket,
  req: IncomingMessage,
  { platform, rooms, kinds, entrance, whoAsks }: Door,
  asked: { kind: string; id: string; since: string | null },
): Promise<void> {
  ws.on('error', () => ws.terminate())
  const kind = kinds[asked.kind]
  if (!kind) return ws.close(CLOSE.noSuchRoom)
  const room = `${asked.kind}/${asked.id}`
  try {
    const who = await whoAsks(req.headers.cookie)
    const stands = async () => (await whoAsks(req.headers.cookie)).certificate === who.certificate
    if (who.certificate) watched.set(ws, stands)
    const context: Context = { platform, who, now: platform.clock.now(), via: `socket:${entrance}` }
    const found = await kind.enter(context, asked.id)
    if (ws.readyState !== ws.OPEN) return // left while we looked: nobody would take this seat away again
    const member: Member = { ...found, send: (message: RoomMessage) => ws.send(textOf(message)) }
    alive.set(ws, true)
    ws.on('pong', () => alive.set(ws, true))
    ws.on('close', () => rooms.leave(room, member))
    listen(ws, platform, member)
    const since = asked.since === null || !/^\d{1,9}$/.test(asked.since) ? undefined : Number(asked.since)
    await rooms.join(room, member, since)
  } catch (error) {
    ws.close(error instanceof Refusal && error.status === 404 ? CLOSE.noSuchRoom : CLOSE.unauthorised)
  }
}

function listen(ws: WebSocket, platform: Platform, member: Member): void {
  let credits = CREDITS
  const refill = setInterval(() => {
    credits = CREDITS
  }, EVERY)
  ws.on('close', () => clearInterval(refill))
  ws.on('message', (raw) => {
    if (--credits < 0) return ws.close(CLOSE.tooFast)
    const ping = Ping.safeParse(parse(String(raw)))
    if (ping.success) member.send({ kind: 'pong', echo: ping.data.echo, now: platform.clock.now() })
  })
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined // not JSON is not a ping
  }
}
