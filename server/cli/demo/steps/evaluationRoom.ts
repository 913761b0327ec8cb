import { existsSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import type { Evaluation } from '../../../evaluation/evaluation.ts'
import type { RoomMessage, Seen } from '../../../rooms/protocol.ts'
import type { Criteria } from '../../../tenders/criteria.ts'
import type { Tender } from '../../../tenders/tender.ts'
import type { Client } from '../client.ts'
import { Refused } from '../client.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'

/** What a member is told about the evaluation; see `GET /tenders/:tender/evaluation`. */
export interface View {
  v: number
  /** which evaluation this is, from 1 */
  version: number
  stage: 'chair' | 'review' | 'lowPrice' | 'competition' | 'scoring' | 'objective' | 'opinions' | 'signing' | 'finished'
  me: string
  members: string[]
  chair: string | null
  ballot: string | null
  representatives: string[]
  bids: Evaluation['bids']
  valid: string[] | null
  criteria: Criteria
  votes: Record<string, Record<string, unknown>>
  clarifications: { id: string; bid: string; question: string; answer: string | null; expired: boolean }[]
  sheet: { version: number; locked: boolean; hash: string } | null
  ranking: { rows: { tag: string; total: number; price: string; rank: number }[]; candidates: string[] } | null
  rejections: { bid: string; zh: string; against: number; members: number }[]
  lowPrices?: { bid: string; triggers: string[] }[]
  opinions: Record<string, unknown>
  report: { sha256: string; signed: string[] } | null
}

/** A member at the table: its client, its place, and what its socket has brought. */
export interface Seated {
  client: Client
  place: number
  look(): Promise<View>
  received: Seen[]
  leave(): void
}

/** Finds the five who sit, in the order of their places: those whom the room lets in. */
export async function seatedMembers(world: World): Promise<Seated[]> {
  const path = `/tenders/${world.tender}/evaluation`
  const supervisor = await world.as('supervisor')
  await world.until('the evaluation to begin', () => supervisor.get(path).catch(whenRefused), 60)
  const found: Seated[] = []
  let wanted = 1
  for (const { id } of await eligible(world)) {
    if (found.length >= wanted) break
    const client = await world.as(id)
    const view = await client.get<View & Record<string, unknown>>(path).catch(whenRefused)
    if (!view) continue
    wanted = view.members.length
    found.push(await sit(world, client, view.members.indexOf(view.me)))
  }
  if (found.length < wanted) throw new Error('not every member of the panel could be found')
  return found.sort((a, b) => a.place - b.place)
}

/** Experts of the demo who may have been drawn, of a city and a specialty that the tender asks for, and those who were named. */
async function eligible(world: World): Promise<Person[]> {
  const tenderer = await world.as('tenderer')
  const { panel } = await tenderer.get<Pick<Tender, 'panel'> & Record<string, unknown>>(`/tenders/${world.tender}`)
  const drawn = world.played.experts.filter(({ expert }) =>
    panel.strata.some((of) => expert?.city === of.region && expert.specialty.startsWith(of.specialty)),
  )
  const here = world.played.experts.filter(({ id }) => existsSync(join(world.folder, 'keys', `${id}.p12`)))
  return [...new Set([...here.slice(here.length - (panel.representatives ?? 0)), ...drawn])]
}

const whenRefused = (problem: unknown): undefined => {
  if (problem instanceof Refused) return undefined // not a member
  throw problem
}

/** Opens a member's socket and keeps what it brings. */
async function sit(world: World, client: Client, place: number): Promise<Seated> {
  const received: Seen[] = []
  const address = `${client.origin.replace(/^http/, 'ws')}/ws/v1/rooms/evaluation/${world.tender}?v=0`
  const socket = new WebSocket(address, { headers: { cookie: client.cookie } })
  await new Promise<void>((entered, failed) => {
    socket.once('error', failed)
    socket.once('close', (code) => failed(new Error(`the room closed with ${code}`)))
    socket.on('message', (raw) => {
      const message = JSON.parse(String(raw)) as RoomMessage
      if (message.kind === 'welcome') entered()
      if (message.kind === 'facts') received.push(...message.facts)
    })
  })
  const look = () => client.get<View & Record<string, unknown>>(`/tenders/${world.tender}/evaluation`)
  return { client, place, look, received, leave: () => socket.close() }
}

/**
 * Proves from what the sockets brought that the scores were blind: until the reveal each member got its own sheets
 * only, and of everybody else's nothing but that one more version exists.
 *
 * @returns how many foreign versions came without content
 */
export async function proveBlind(world: World, members: Seated[]): Promise<number> {
  let hidden = 0
  for (const { received, look } of members) {
    const { me } = await look()
    const reveal = await world.until('the reveal in every room', async () =>
      received.find((seen) => 'fact' in seen && seen.fact.type === 'evaluation.scoresRevealed'),
    )
    for (const seen of received.filter(({ v }) => v < reveal.v)) {
      if (!('fact' in seen)) hidden++
      else if (seen.fact.type === 'evaluation.sheetSaved' && (seen.fact.data as { member: string }).member !== me)
        throw new Error(`a member saw the sheet of another: version ${seen.v}`)
    }
  }
  return hidden
}
