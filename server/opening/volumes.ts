import { z } from 'zod'
import { unhex } from '../../crypto/bytes.ts'
import { openPart } from '../../crypto/part.ts'
import { findBid } from '../bids/bidViews.ts'
import { refusals } from '../law/refusal.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { Hash } from '../tenders/contract.ts'
import { Id, Reply } from '../web/route.ts'
import { chunkReader, headerOf } from './package.ts'

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
  const header = await headerOf(platform, bid.upload)
  const chunks = chunkReader(platform, bid.upload, header, id)
  const part = await openPart(header, id, unhex(keys[id] ?? ''), chunks, natives)
  return new Reply(listed.type, part.read(file), {
    name: file,
    headers: { 'Content-Length': String(listed.bytes) },
  })
}
