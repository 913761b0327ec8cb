import { hex } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { Client } from '../../server/cli/demo/client.ts'
import { uploadAll } from '../../server/cli/demo/upload.ts'
import type { RoomWorld } from '../evaluation/room.ts'

/** A file that proves something, as somebody uploads it, and its digest. */
export async function proofBy(client: Client, tender: string) {
  const bytes = new TextEncoder().encode('证明材料')
  const upload = await uploadAll(client, { tender, purpose: 'document' }, bytes)
  return { files: [{ title: '证明.pdf', upload }], hash: hex(sha256(bytes)) }
}

/** The bidder of a seated room that has a tag. */
export async function bidderWith(room: RoomWorld, tag: string): Promise<Client> {
  for (const id of ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4']) {
    const client = await room.world.as(id)
    if ((await client.tag(room.tender.id)) === tag) return client
  }
  throw new Error('nobody has that tag')
}
