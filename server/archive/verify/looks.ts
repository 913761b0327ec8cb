import { openPdf } from '../../../crypto/pdf/open.ts'
import { dangersIn, dangersOf } from '../../documents/dangers.ts'
import type { PdfReading } from '../../documents/read.ts'
import { type Bag, bytesOf } from '../bag.ts'

/** What one look at a PDF of a package tells. */
export interface PdfLook {
  reading: PdfReading
  /** what in it could act by itself, by name; nothing is good */
  dangers: string[]
}

export type Looking = (bag: Bag, path: string) => Promise<PdfLook>

/** Opens each PDF of one package once, however many ask what is in it. */
export function looking(): Looking {
  const seen = new Map<string, Promise<PdfLook>>()
  return (bag, path) => {
    const look = seen.get(path) ?? bytesOf(bag, path).then(lookAt)
    seen.set(path, look)
    return look
  }
}

async function lookAt(bytes: Uint8Array): Promise<PdfLook> {
  const doc = await openPdf(bytes, { strict: true }).catch(() => undefined)
  if (doc) return { reading: { opens: true, pages: doc.getPageCount() }, dangers: dangersOf(doc) }
  // what does not open as it should is looked at as far as it can be read
  return { reading: { opens: false }, dangers: await dangersIn(bytes).catch(() => ['unreadable']) }
}
