import { equal, text, unbase64 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { checkDetached } from '../../crypto/signature.ts'
import type { Bid } from '../bids/bid.ts'
import { addressFits, isPrivateAddress, MACHINE, SealedMachine } from '../bids/machine.ts'
import { registeredOf } from '../identity/registrationCommands.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import type { ComparedBid } from './likeness.ts'
import type { Brought } from './likenessEvents.ts'
import { readVolume } from './volumes.ts'

/** The longest `machine.json` that is read, bytes. */
const LONGEST = 64 * 1024

/**
 * What an opened bid says of the machine it was made on, the address that this platform vouched for, and what its bidder
 * registered. What is missing or cannot be read is noted and holds nothing against the bid.
 */
export async function broughtBy(
  platform: Platform,
  bid: Bid,
): Promise<{ brought: Brought; compared: Pick<ComparedBid, 'machine' | 'address' | 'registered'> }> {
  const sealed = await sealedMachine(platform, bid)
  const profile = bid.bidder ? await registeredOf(platform, bid.bidder.code) : undefined
  const address = await addressOf(platform, bid, sealed)
  const machine = sealed?.machine ?? undefined
  const registered = profile && { head: profile.head, telephone: profile.telephone, email: profile.email }
  return {
    brought: {
      ...{ bid: bid.tag, machine: (machine && sealed?.by) || 'none', why: machine ? null : (sealed?.why ?? 'failed') },
      ...{ address, registered: !!profile },
    },
    compared: {
      ...(machine ? { machine } : {}),
      ...(registered ? { registered } : {}),
      ...(address === 'stated' && sealed?.address ? { address: sealed.address.statement.address } : {}),
    },
  }
}

async function sealedMachine(platform: Platform, { tender, tag, files }: Bid): Promise<SealedMachine | undefined> {
  const listed = files.find(({ part, name }) => part === 'business' && name === MACHINE)
  if (!listed || listed.bytes > LONGEST) return undefined
  const { body } = await readVolume(platform, { tender, tag, part: 'business', file: MACHINE })
  if (typeof body === 'string' || body instanceof Uint8Array) return undefined
  try {
    return SealedMachine.parse(JSON.parse(text(await wholeFile(body))))
  } catch {
    return undefined // the bidder wrote something else: as good as nothing
  }
}

async function addressOf(
  platform: Platform,
  { tender, bidder, receivedAt }: Bid,
  sealed: SealedMachine | undefined,
): Promise<Brought['address']> {
  if (!sealed?.address) return 'none'
  const { statement, cms } = sealed.address
  try {
    const { certificate } = await checkDetached(unbase64(cms), canonicalBytes(statement))
    if (!equal(certificate.spki, platform.signer.certificate.spki)) return 'unproven'
  } catch {
    return 'unproven'
  }
  if (!addressFits(sealed, { tender, bidder: bidder?.code ?? '', receivedAt })) return 'late'
  return isPrivateAddress(statement.address) ? 'private' : 'stated'
}
