import type { Machine } from '../../crypto/agent.ts'
import { canonical } from '../../crypto/canonical.ts'
import type { SealedMachine } from '../bids/machine.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { addressOf, LONGEST, machineIn } from '../opening/broughtCommands.ts'
import type { Brought, LikenessFinding } from '../opening/likenessEvents.ts'
import { machinesAlike, notCompared } from '../opening/machines.ts'
import type { Platform } from '../platform/platform.ts'
import type { Application } from './application.ts'
import { PART } from './contract.ts'

/** What an opened application says of the machine it was made on and of the address that this platform vouched for. */
export interface Collected extends Pick<Brought, 'machine' | 'why' | 'address'> {
  /** the numbers, if it sealed any */
  numbers: Machine | null
  /** the address, if it is one to compare by */
  from: string | null
}

/** The evidence beside a review: what applications have in common. Nobody is rejected by it. */
export interface AlikeApplications {
  findings: LikenessFinding[]
  /** what fewer than two applications brought along: it was not compared */
  unavailable: ReturnType<typeof notCompared>
  brought: (Pick<Brought, 'machine' | 'why' | 'address'> & { tag: string })[]
}

const sealedAs = (tender: string): string => `application-machine/${tender}`

/** Reads what an application brought along while it is open; sealed by the vault, as its form is. */
export async function machineOf(
  platform: Platform,
  of: { one: Application; code: string; bytes: number | undefined; read(): AsyncIterable<Uint8Array> },
): Promise<string> {
  const { one, code, bytes } = of
  const sealed = bytes !== undefined && bytes <= LONGEST ? machineIn(await joined(of.read())) : undefined
  const address = await addressOf(platform, { tender: one.tender, bidder: code, receivedAt: one.receivedAt }, sealed)
  const collected: Collected = { ...whatOf(sealed), address, from: address === 'stated' ? addressIn(sealed) : null }
  return platform.vault.seal(sealedAs(one.tender), canonical(collected))
}

const addressIn = (sealed: SealedMachine | undefined): string | null => sealed?.address?.statement.address ?? null

function whatOf(sealed: SealedMachine | undefined): Pick<Collected, 'machine' | 'why' | 'numbers'> {
  const numbers = sealed?.machine ?? null
  return { machine: (numbers && sealed?.by) || 'none', why: numbers ? null : (sealed?.why ?? 'failed'), numbers }
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

/** Compares the opened applications of a tender; those from before machines were asked for bring nothing. */
export function applicationsAlike(
  platform: Pick<Platform, 'vault'>,
  all: readonly Application[],
  law: Pick<Rulebook, 'collusionSigns' | 'colludingBids'>,
): AlikeApplications {
  const known = all.flatMap(({ tag, tender, machine }) =>
    machine ? [{ tag, of: JSON.parse(platform.vault.open(sealedAs(tender), machine)) as Collected }] : [],
  )
  const compared = known.map(({ tag, of: { numbers, from } }) => ({
    ...{ tag, ...(numbers ? { machine: numbers } : {}), ...(from ? { address: from } : {}) },
  }))
  return {
    findings: machinesAlike(compared, law, PART),
    unavailable: notCompared(compared),
    brought: known.map(({ tag, of: { machine, why, address } }) => ({ tag, machine, why, address })),
  }
}
