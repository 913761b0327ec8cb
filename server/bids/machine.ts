import { z } from 'zod'
import { machineShape } from '../../crypto/agent.ts'
import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import { Cms, Hash } from '../tenders/contract.ts'

/** The name of the file in the business part that says on which machine a bid was made. */
export const MACHINE = 'machine.json'

/** How long a statement of an address counts for a bid that is sealed on it, hours. */
export const ADDRESS_HOURS = 48

/** The platform’s word on the network address from which somebody asked it; it keeps no copy. */
export const AddressStatement = z.strictObject({
  kind: z.literal('bid.address'),
  v: z.literal(1),
  /** IPv4 or IPv6, as the platform saw it */
  address: z.string().min(2).max(60),
  /** what the bidder asked with: a hash that tells the platform nothing */
  challenge: Hash,
  at: z.iso.datetime(),
  /** a bid that comes later is not vouched for */
  until: z.iso.datetime(),
})
export type AddressStatement = z.infer<typeof AddressStatement>

/** The statement with the platform’s signature over its canonical JSON. */
export const SignedAddress = z.strictObject({ statement: AddressStatement, cms: Cms })
export type SignedAddress = z.infer<typeof SignedAddress>

/** Why the numbers of a machine are not there: a key file in a browser, the bidder’s choice, or a reading that failed. */
export const UNCOLLECTED = ['browser', 'declined', 'failed'] as const
export type Uncollected = (typeof UNCOLLECTED)[number]

/**
 * What a bidder seals of the machine on which it made its bid, as `machine.json` of the business part. Nobody has it before
 * the bid is opened; a nonce keeps the hash of the file from telling anything.
 */
export const SealedMachine = z.strictObject({
  v: z.literal(1),
  nonce: Hash,
  /** who read the numbers: the local agent, or the bidder’s own program; null: nobody did */
  by: z.enum(['agent', 'tool']).nullable(),
  machine: machineShape.nullable(),
  why: z.enum(UNCOLLECTED).nullable(),
  address: SignedAddress.nullable(),
})
export type SealedMachine = z.infer<typeof SealedMachine>

/** What the platform is asked with for the address: it binds the answer to this bidder, this tender and this bid. */
export const addressChallenge = (of: { nonce: string; tender: string; bidder: string }): string =>
  hex(labelled('address', canonicalBytes({ bidder: of.bidder, nonce: of.nonce, tender: of.tender })))

/**
 * Whether a statement says something of this bid, its signature aside: it answers the bid’s own question, was made before
 * the bid came, and had not run out then.
 *
 * @param receivedAt when the bid was complete at the platform, ms
 */
export function addressFits(
  { nonce, address }: SealedMachine,
  of: { tender: string; bidder: string; receivedAt: number },
): boolean {
  if (!address) return false
  const { challenge, at, until } = address.statement
  const asked = challenge === addressChallenge({ nonce, tender: of.tender, bidder: of.bidder })
  return asked && Date.parse(at) <= of.receivedAt && of.receivedAt < Date.parse(until)
}

/** IPv4 in its own form, whatever socket it came by. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')

/** Addresses that many machines have at once by right: of the machine itself and of networks behind a gateway. */
export const isPrivateAddress = (address: string): boolean =>
  /^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(
    address,
  ) || /^(::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(address)
