import { hex, random } from '../../../crypto/bytes.ts'
import { addressChallenge, type SealedMachine, type SignedAddress } from '../../bids/machine.ts'
import type { Client } from './client.ts'
import type { World } from './world.ts'

const HEADS = ['周文涛', '陆慧敏', '韦国强', '覃玉兰', '黄志诚', '唐少华', '莫晓峰', '蒙丽娟', '农建军']
const placeOf = (world: World, person: string): number => world.played.bidders.findIndex(({ id }) => id === person) + 1

/** Who heads a bidder of the demo; nobody real. */
export const headOf = (world: World, person: string): string =>
  world.played.offers[person]?.head ?? HEADS[(placeOf(world, person) + 8) % 9] ?? ''

/** The numbers of the machine on which a bidder of the demo works: made up, one machine for each bidder. */
export function readingsOf(world: World, person: string): NonNullable<SealedMachine['machine']> {
  const n = String(placeOf(world, person)).padStart(2, '0')
  return { mac: [`02:00:5e:00:53:${n}`], disk: [`DEMO-DISK-${n}`], processor: `DEMO-BOARD-${n}`, lock: `DEMO-KEY-${n}` }
}

/** What a bidder of the demo seals of its machine, with the platform's word on its address. */
export async function machineOf(world: World, client: Client): Promise<SealedMachine> {
  const nonce = hex(random(32))
  const { code: bidder = '' } = client.person.organisation ?? {}
  const challenge = addressChallenge({ nonce, tender: world.tender, bidder })
  const address = await client.post<SignedAddress>('/account/address', { challenge })
  return { v: 1, nonce, by: 'agent', machine: readingsOf(world, client.person.id), why: null, address }
}
