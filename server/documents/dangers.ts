import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFStream } from 'pdf-lib'
import { openPdf } from '../../crypto/pdf/open.ts'
import { PdfProblem } from '../../crypto/pdf/problem.ts'

/** Actions that leave the page: they run a script or a program, or send or fetch something. */
const ACTIONS = ['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'Rendition']
const DEEPEST = 40

/**
 * What a PDF holds that could act by itself or hide what it says: scripts, actions that leave it, a password.
 *
 * @returns names of what was found; nothing if there is nothing of the kind
 */
export async function dangersIn(bytes: Uint8Array): Promise<string[]> {
  const doc = await openPdf(bytes).catch((problem) => {
    if (problem instanceof PdfProblem && problem.code === 'PDF_ENCRYPTED') return undefined
    throw problem
  })
  return doc ? dangersOf(doc) : ['Encrypt']
}

/** The same of a PDF that was opened already. */
export function dangersOf(doc: PDFDocument): string[] {
  const found = new Set<string>()
  for (const [, object] of doc.context.enumerateIndirectObjects()) look(object, found, 0)
  return [...found].sort()
}

function look(object: PDFObject | undefined, found: Set<string>, depth: number): void {
  if (depth > DEEPEST) return
  if (object instanceof PDFArray) for (const one of object.asArray()) look(one, found, depth + 1)
  const dict = object instanceof PDFStream ? object.dict : object
  if (!(dict instanceof PDFDict)) return
  const action = dict.get(PDFName.of('S'))
  if (action instanceof PDFName && ACTIONS.includes(action.decodeText())) found.add(action.decodeText())
  if (dict.has(PDFName.of('JS'))) found.add('JavaScript')
  for (const [, value] of dict.entries()) look(value, found, depth + 1)
}
