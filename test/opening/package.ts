import { canonicalBytes } from '../../crypto/canonical.ts'
import { manifestOf } from '../../crypto/manifest.ts'
import type { Bid } from '../../crypto/seal.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { inMemory, sendPieces } from '../../server/cli/pieces.ts'
import { type Prepared, prepare, startSealing } from '../../server/cli/submitting.ts'
import { aFile, packageOf } from '../crypto/sealing.ts'

/**
 * A small package on the platform, not handed in yet.
 *
 * @param changes what it is sealed for instead of what the platform said
 * @param parts what is in it; three forms that say nothing unless told otherwise
 * @returns what hands it in
 */
export async function bring(
  world: World,
  person: string,
  changes: Partial<Prepared> = {},
  parts: Bid['parts'] = ['business', 'technical', 'price'].map((id) => ({
    id,
    files: [aFile('form.json', canonicalBytes({ id }))],
  })),
): Promise<() => Promise<unknown>> {
  const client = world.as(person)
  const prepared = await prepare(client, world.tender)
  const { code = '', name = '' } = client.person.organisation ?? {}
  const bidderKey = (await client.keys()).encryption?.spki ?? new Uint8Array()
  const { sealing, salt } = await startSealing({ ...prepared, ...changes, code, bidderKey, parts }, () => undefined)
  const pack = await packageOf(sealing)
  const of = { tender: world.tender, purpose: 'bid', bytes: pack.length }
  const { upload } = await client.post<{ upload: string }>('/uploads', of)
  await sendPieces(client, upload, inMemory(pack))
  const { sequence, previous, ticket } = prepared
  const manifest = manifestOf(await sealing.finish(), {
    ...{ tender: world.tender, sequence, previous, ticket, bidder: { code, name }, salt },
  })
  const cms = await client.sign('bid.seal', manifest)
  return () => client.post(`/tenders/${world.tender}/bid`, { upload, manifest, cms })
}
