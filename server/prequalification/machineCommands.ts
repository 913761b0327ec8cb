import { canonical } from '../../crypto/canonical.ts'
import type { SealedMachine } from '../bids/machine.ts'
import { addressOf, LONGEST, machineIn } from '../opening/broughtCommands.ts'
import type { Platform } from '../platform/platform.ts'
import type { Application } from './application.ts'
import { type Collected, sealedAs } from './machines.ts'

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
