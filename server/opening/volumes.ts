import { z } from 'zod'
import { unhex } from '../../crypto/bytes.ts'
import { openPart } from '../../crypto/part.ts'
import { readHeader } from '../../crypto/receive.ts'
import { findBid } from '../bids/commands.ts'
import { refusals } from '../law/refusal.ts'
import { query } from '../ledger/command.ts'
import { natives } from '../platform/natives.ts'
import { Hash } from '../tenders/contract.ts'
import { tenderById } from '../tenders/store.ts'
import { get, Id, Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import { chunkReader } from './opener.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  VOLUME_UNKNOWN: { status: 404, zh: '没有找到该投标文件', en: 'there is no such volume' },
})

const OneVolume = z.strictObject({
  tender: Id,
  tag: Hash,
  part: z.enum(['business', 'technical', 'price']),
  file: z.string().min(1).max(200),
})

const read = query(
  'bid.readVolume',
  async (context, input: z.infer<typeof OneVolume>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform }, tender, { tag, part: id, file }) => {
    const bid = await findBid(platform, tender.id, tag)
    const listed = bid?.files.find((one) => one.part === id && one.name === file)
    if (!bid?.keys || !listed) throw refuse('VOLUME_UNKNOWN')
    const keys = JSON.parse(platform.vault.open(`keys/${tender.id}`, bid.keys)) as Record<string, string>
    const header = await readHeader(uploadBytes(platform, bid.upload, { end: 300 * 1024 }))
    const chunks = chunkReader(platform, bid.upload, header, id)
    const part = await openPart(header, id, unhex(keys[id] ?? ''), chunks, natives)
    return new Reply(listed.type, part.readFile(file), {
      name: file,
      headers: { 'Content-Length': String(listed.bytes) },
    })
  },
)

/** One volume of an opened bid, decrypted as it is read. Its clear bytes are stored nowhere. */
export const volume = get('/tenders/:tender/bids/:tag/volumes/:part/:file', OneVolume, read)
