import { canonicalBytes } from '../../crypto/canonical.ts'
import { manifestOf } from '../../crypto/manifest.ts'
import { resumeSealing } from '../../crypto/seal.ts'
import { whoIs } from '../../server/access/who.ts'
import type { SealInput } from '../../server/bids/sealCommands.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { inMemory, sendPieces } from '../../server/cli/pieces.ts'
import { prepare, startSealing } from '../../server/cli/submitting.ts'
import type { Context } from '../../server/ledger/command.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { aFile, noise, packageOf } from '../crypto/sealing.ts'

/** A sealed package on its bidder's machine, its upload opened and nothing sent. */
export interface Packed {
  upload: string
  bytes: Uint8Array
  /** what is handed in when every piece is there */
  body: SealInput
  send(): Promise<boolean>
  /** @returns the receipt */
  handIn(): Promise<{ receipt: { receivedAt: string; fact: string } }>
}

/**
 * Seals a package whose technical volume has so many bytes beside its form.
 *
 * @param version of the package's format; the present one unless given
 */
export async function packed(world: World, person: string, bytes = 1000, version?: 1): Promise<Packed> {
  const client = world.as(person)
  const prepared = await prepare(client, world.tender)
  const { code = '', name = '' } = client.person.organisation ?? {}
  const bidderKey = (await client.keys()).encryption?.spki ?? new Uint8Array()
  const parts = ['business', 'technical', 'price'].map((id) => ({
    id,
    files: [
      aFile('form.json', canonicalBytes({ id })),
      ...(id === 'technical' ? [aFile('volume.bin', noise(bytes))] : []),
    ],
  }))
  const { sealing: now, salt } = await startSealing({ ...prepared, code, bidderKey, parts }, () => undefined)
  const files = Object.fromEntries(parts.map((part) => [part.id, part.files]))
  const sealing = version ? await resumeSealing({ ...now.header, v: version }, now.keys, files) : now
  const pack = await packageOf(sealing)
  const of = { tender: world.tender, purpose: 'bid', bytes: pack.length }
  const { upload } = await client.post<{ upload: string }>('/uploads', of)
  const { sequence, previous, ticket } = prepared
  const manifest = manifestOf(await sealing.finish(), {
    ...{ tender: world.tender, sequence, previous, ticket, bidder: { code, name }, salt },
  })
  const cms = await client.sign('bid.seal', manifest)
  const body = { tender: world.tender, upload, manifest, cms } as SealInput
  return {
    ...{ upload, bytes: pack, body },
    send: () => sendPieces(client, upload, inMemory(pack)),
    handIn: () => client.post(`/tenders/${world.tender}/bid`, { upload, manifest, cms }),
  }
}

/** As if a bidder's deed had reached the platform at an instant. */
export function bidderContext(platform: Platform, world: World, person: string, now: number): Context {
  const { organisation, id } = world.as(person).person
  const who = whoIs(platform.vault, {
    ...{ role: 'bidder', entrance: 'trading', person: id, certificate: '' },
    ...{ organisation: organisation?.code ?? '', organisationName: organisation?.name ?? '' },
  })
  return { platform, who, now, via: 'test' }
}
