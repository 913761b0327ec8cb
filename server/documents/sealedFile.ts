import { createHash } from 'node:crypto'
import { base64, text, unbase64, utf8 } from '../../crypto/bytes.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'

/** Stores a paper that names people encrypted by the vault, under the hash of its clear bytes. */
export async function storeSealed(
  platform: Platform,
  folder: string,
  pdf: Uint8Array,
): Promise<{ file: string; sha256: string }> {
  const hash = createHash('sha256').update(pdf).digest('hex')
  const file = `${folder}/${hash}.sealed`
  await platform.files.put(file, utf8(platform.vault.seal('report', base64(pdf))))
  return { file, sha256: hash }
}

/** A paper that was stored so, in clear. */
export async function readSealed(platform: Platform, file: string): Promise<Uint8Array> {
  return unbase64(platform.vault.open('report', text(await wholeFile(platform.files.get(file)))))
}
