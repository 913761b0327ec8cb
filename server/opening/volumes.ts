import { z } from 'zod'
import { concat, unhex } from '../../crypto/bytes.ts'
import { chunkRange, type Header } from '../../crypto/envelope.ts'
import { openPart } from '../../crypto/part.ts'
import { readHeader } from '../../crypto/receive.ts'
import { findBid } from '../bids/bidViews.ts'
import { refusals } from '../law/refusal.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { Hash } from '../tenders/contract.ts'
import { Id, Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'

const refuse = refusals({
  VOLUME_UNKNOWN: { status: 404, zh: '没有找到该投标文件', en: 'there is no such volume' },
})

/** A file within a part of one bid. */
export const OneVolume = z.strictObject({
  tender: Id,
  tag: Hash,
  part: z.enum(['business', 'technical', 'price']),
  file: z.string().min(1).max(200),
})
export type OneVolume = z.infer<typeof OneVolume>

/** One volume of an opened bid, decrypted as it is read. Its clear bytes are stored nowhere. */
export async function readVolume(platform: Platform, { tender, tag, part: id, file }: OneVolume): Promise<Reply> {
  const bid = await findBid(platform, tender, tag)
  const listed = bid?.files.find((one) => one.part === id && one.name === file)
  if (!bid?.keys || !listed) throw refuse('VOLUME_UNKNOWN')
  const keys = JSON.parse(platform.vault.open(`keys/${tender}`, bid.keys)) as Record<string, string>
  const header = await readHeader(uploadBytes(platform, bid.upload, { end: 300 * 1024 }))
  const chunks = chunkReader(platform, bid.upload, header, id)
  const part = await openPart(header, id, unhex(keys[id] ?? ''), chunks, natives)
  return new Reply(listed.type, part.read(file), {
    name: file,
    headers: { 'Content-Length': String(listed.bytes) },
  })
}

/** All bytes of a body that is read piece by piece; for what is known to be small. */
export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}

/** Gives the sealed chunks of a part from the uploaded package. */
export const chunkReader =
  (platform: Platform, upload: string, header: Header, part: string) =>
  async (index: number): Promise<Uint8Array> => {
    const { from, to } = chunkRange(header, part, index)
    return whole(uploadBytes(platform, upload, { start: from, end: to }))
  }
