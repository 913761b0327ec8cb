import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { sealBid } from '../../crypto/seal.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { closePiece } from '../../server/web/firstPiece.ts'
import { aBid, aContext, aFile, keyOf, packageOf, someKeys } from '../crypto/sealing.ts'

/** A sealed package as the opening leaves it: uploaded, its files listed, its keys in the vault. */
export interface OpenedPackage {
  upload: string
  files: { part: string; name: string; type: string; bytes: number; sha256: string }[]
  keys: string
}

/** Seals one business volume, uploads it, and puts its key where an opening puts it. */
export async function openedPackage(platform: Platform, tender: string): Promise<OpenedPackage> {
  const content = utf8('%PDF-1.7 a volume of one page')
  const [part, name, type] = ['business', '商务标.pdf', 'application/pdf']
  const keys = await someKeys()
  const sealing = await sealBid(aBid(keys, [{ id: part, files: [aFile(name, content)] }], aContext({ tender })))
  const bytes = await packageOf(sealing)
  const upload = platform.newId()
  await platform.files.put(`uploads/${upload.toLowerCase()}/000000`, closePiece(platform.vault, upload, bytes))
  const row = { id: upload, tender, owner: '0'.repeat(64), purpose: 'bid', bytes: bytes.length, taken: true }
  await platform.database.getQueryInterface().bulkInsert('uploads', [row])
  const key = hex(await keyOf(sealing.header, part, keys))
  return {
    upload,
    files: [{ part, name, type, bytes: content.length, sha256: hex(sha256(content)) }],
    keys: platform.vault.seal(`keys/${tender}`, JSON.stringify({ [part]: key })),
  }
}
