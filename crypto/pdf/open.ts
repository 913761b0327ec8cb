import { PDFCatalog, PDFDocument } from 'pdf-lib'
import './hexStrings.ts'
import { PdfProblem } from './problem.ts'
import { mustBeWhole } from './unpack.ts'

/** Whether bytes begin as a PDF does: its sign stands within the first 1,024 (ISO 32000-2 annex I). */
export const looksLikePdf = (head: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(head.subarray(0, 1024)).includes('%PDF-')

/**
 * Opens a PDF that somebody else made.
 *
 * @param of `toAdd`: only to add to its end; `strict`: an object that cannot be read is damage, not passed over
 * @throws PDF_NOT_PDF, PDF_ENCRYPTED, PDF_DAMAGED, PDF_TOO_LARGE where it unpacks to more than one may
 */
export async function openPdf(bytes: Uint8Array, of: { toAdd?: boolean; strict?: boolean } = {}): Promise<PDFDocument> {
  if (!looksLikePdf(bytes)) throw new PdfProblem('PDF_NOT_PDF')
  const doc = await PDFDocument.load(bytes, {
    forIncrementalUpdate: of.toAdd ?? false,
    throwOnInvalidObject: of.strict ?? false,
    ignoreEncryption: true,
    updateMetadata: false,
    parseSpeed: Number.POSITIVE_INFINITY,
  }).catch(() => {
    throw new PdfProblem('PDF_DAMAGED')
  })
  mustBeWhole(doc)
  if (doc.isEncrypted) throw new PdfProblem('PDF_ENCRYPTED')
  if (!hasPages(doc)) throw new PdfProblem('PDF_DAMAGED')
  return doc
}

function hasPages(doc: PDFDocument): boolean {
  try {
    return doc.catalog instanceof PDFCatalog && doc.getPageCount() > 0
  } catch {
    return false
  }
}
