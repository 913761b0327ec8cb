import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex, random } from '../../../../crypto/bytes.ts'
import { commitment } from '../../../../crypto/draw.ts'
import { escrowOf, openEscrow } from '../../../../crypto/escrow.ts'
import { hashOf } from '../../../access/statement.ts'
import type { Draw, Party } from '../../../experts/draw.ts'
import type { World } from '../world.ts'
import { ceremonyKey } from './ceremonyKey.ts'

/** A draw as its parties see it. */
export type DrawView = Pick<Draw, 'id' | 'stage' | 'parties' | 'root' | 'rulesHash' | 'commitments' | 'values' | 'seed'>

/** Carries a draw through: every party commits, then every party reveals. Values are kept until the draw is done. */
export async function drawTogether(world: World, draw: string, parties: string[]): Promise<void> {
  for (const person of parties) {
    const view = await world.as(person).get<DrawView>(`/draws/${draw}`)
    if (view.commitments[roleOf(person)]) continue
    await commitOnly(world, draw, person)
    world.say(`${person} has committed to a value for draw ${draw}`)
  }
  for (const person of parties) {
    const view = await world.as(person).get<DrawView>(`/draws/${draw}`)
    if (view.values[roleOf(person)]) continue
    await revealOnly(world, draw, person)
  }
  const { seed } = await world.as(parties[0] ?? '').get<DrawView>(`/draws/${draw}`)
  world.say(`draw ${draw}: seed ${seed?.slice(0, 16)}…`)
}

/** A party opens its share of the value of one that has let the limit to reveal pass. */
export async function openSilent(world: World, draw: string, silent: string, person: string): Promise<void> {
  const client = world.as(person)
  const [party, to] = [roleOf(silent), roleOf(person)]
  const { commitments } = await client.get<DrawView>(`/draws/${draw}`)
  const wrapped = commitments[party]?.escrow.find((one) => one.to === to)?.wrapped ?? ''
  const share = await openEscrow({ draw, party, to, wrapped }, await ceremonyKey(world, client, to))
  await client.post(`/draws/${draw}/open`, { party, share: hex(share) })
}

/** A party commits, and does nothing more. */
export async function commitOnly(world: World, draw: string, person: string): Promise<void> {
  const view = await world.as(person).get<DrawView>(`/draws/${draw}`)
  await world.as(person).post(`/draws/${draw}/commit`, await commitmentOf(world, view, person))
}

/** A party reveals the value that it committed to. */
export async function revealOnly(world: World, draw: string, person: string): Promise<void> {
  await world.as(person).post(`/draws/${draw}/reveal`, { value: await valueFor(world, draw, person) })
}

const roleOf = (person: string): Party['role'] => person as Party['role']

/** What a party sends: its commitment, its value's shares for the others, its signature over what it saw. */
async function commitmentOf(world: World, view: DrawView, person: string): Promise<Record<string, unknown>> {
  const party = roleOf(person)
  const { id: draw, root, rulesHash: rules } = view
  const value = await valueFor(world, draw, person)
  const committed = commitment({ draw, root, rules, party, value })
  const escrow = await escrowOf(view, party, value)
  const fields = { draw, root, rules, party, commitment: committed, escrow: hashOf(escrow) }
  return { commitment: committed, escrow, cms: await world.as(person).sign('draw.commit', fields) }
}

/** A party's value for a draw: chosen once, kept in the demo's folder so that a demo that was stopped goes on. */
async function valueFor(world: World, draw: string, person: string): Promise<string> {
  const folder = join(world.folder, 'draws')
  const file = join(folder, `${draw}-${person}`)
  await mkdir(folder, { recursive: true })
  try {
    await writeFile(file, hex(random(32)), { flag: 'wx', mode: 0o600 })
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem
  }
  return readFile(file, 'utf8')
}
