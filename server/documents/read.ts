import { PDFDocument } from 'pdf-lib'

/** What is known of a PDF that somebody sent. */
export type PdfReading = { readonly opens: true; readonly pages: number } | { readonly opens: false }

const HEAD = '%PDF-'

/**
 * Opens a PDF that somebody else made and counts its pages.
 * A file that is no PDF, is damaged, is encrypted or has no page does not open.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  if (Buffer.from(bytes.subarray(0, 1024)).indexOf(HEAD) < 0) return { opens: false }
  try {
    const doc = await PDFDocument.load(bytes, {
      updateMetadata: false,
      parseSpeed: Number.POSITIVE_INFINITY,
      throwOnInvalidObject: true,
    })
    const pages = doc.getPageCount()
    return pages > 0 ? { opens: true, pages } : { opens: false }
  } catch {
    return { opens: false }
  }
}

/** The number of pages, 0 if the file does not open. */
export async function pdfPages(bytes: Uint8Array): Promise<number> {
  const reading = await readPdf(bytes)
  return reading.opens ? reading.pages : 0
}

/** A file that a PDF carries, by its name; nothing if the PDF does not open or carries none of that name. */
export async function attachmentOf(pdf: Uint8Array, name: string): Promise<Uint8Array | undefined> {
  try {
    const doc = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY })
    return doc.getAttachments().find((one) => one.name === name)?.data
  } catch {
    return undefined
  }
}
