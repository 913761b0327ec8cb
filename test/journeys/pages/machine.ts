import { canonicalBytes } from '../../../crypto/canonical.ts'
import { addressChallenge, MACHINE, SignedAddress } from '../../../server/bids/machine.ts'
import { party } from '../../../server/cli/demo/tender.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import { aFile } from '../../crypto/sealing.ts'

/** A machine by its number, the address it asks from, and the bidder on whose question it asks; absent: its own. */
export interface Machined {
  n: number
  from: string
  lent?: string
}

/** What the agent of a bidder reads, with the platform's word on its address, as it is sealed. */
export async function sealedMachine(world: World, person: string, { n, from, lent = person }: Machined) {
  const nonce = String(n).repeat(64)
  const challenge = addressChallenge({ nonce, tender: world.tender, bidder: party(lent).code })
  const client = world.as(person)
  await client.signIn()
  const answer = await fetch(`${world.origins.trading}/api/v1/account/address`, {
    method: 'POST',
    headers: { cookie: client.cookie, 'content-type': 'application/json', 'X-Forwarded-For': from },
    body: JSON.stringify({ challenge }),
  })
  const machine = { mac: [`02:00:00:00:00:0${n}`], disk: [`D${n}`], processor: null, lock: null }
  const address = SignedAddress.parse(await answer.json())
  const content = canonicalBytes({ v: 1, nonce, by: 'agent', machine, why: null, address })
  return { ...aFile(MACHINE, content), type: 'application/json' }
}

/** Registers a bidder's organisation with this head. */
export async function register(world: World, person: string, head: string): Promise<void> {
  const client = world.as(person)
  const profile = {
    ...{ kind: 'enterprise', head, region: '530100', address: '', contact: '', telephone: '', email: '', staff: 0 },
  }
  const fields = { code: party(person).code, profile, roles: [] }
  const cms = await client.sign('organisation.register', fields)
  await client.post('/organisation', { profile, roles: [], cms })
}
