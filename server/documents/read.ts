import { attachments } from '../../crypto/pdf/attachments.ts'
import { openPdf } from '../../crypto/pdf/open.ts'
import { decoded } from '../../crypto/pdf/unpack.ts'

/** What is known of a PDF that somebody sent. */
export type PdfReading = { readonly opens: true; readonly pages: number } | { readonly opens: false }

/**
 * Opens a PDF that somebody else made and counts its pages.
 * A file that is no PDF, is damaged, is encrypted or has no page does not open.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  try {
    const doc = await openPdf(bytes, { strict: true })
    return { opens: true, pages: doc.getPageCount() }
  } catch {
    return { opens: false }
  }
}

/** The number of pages, 0 if the file does not open. */
export async function pdfPages(bytes: Uint8Array): Promise<number> {
  const reading = await readPdf(bytes)
  return reading.opens ? reading.pages : 0
}

/** What a PDF says of itself to machines. */
export interface Carried {
  /** the document's number as its information has it (`Subject`) */
  subject: string | undefined
  /** every file of the asked name: two of one name are two answers */
  files: Uint8Array[]
}

/** What a PDF carries under a name, and its number; nothing if it does not open or its attachments cannot be read. */
export async function carriedBy(pdf: Uint8Array, name: string): Promise<Carried | undefined> {
  try {
    const doc = await openPdf(pdf)
    const files = [...attachments(doc)].flatMap((one) =>
      one.name === name && one.stream ? [decoded(doc, one.stream)] : [],
    )
    return { subject: doc.getSubject(), files }
  } catch {
    return undefined
  }
}

/** A file that a PDF carries, by its name; nothing if the PDF does not open or carries none of that name. */
export const attachmentOf = async (pdf: Uint8Array, name: string): Promise<Uint8Array | undefined> =>
  (await carriedBy(pdf, name))?.files[0]
