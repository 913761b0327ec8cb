import type { PDFContext, PDFObject } from 'pdf-lib'
import type { Reading } from './codes.ts'

/**
 * What reading one document may take. A stranger's file of a few kilobytes can ask for hours and gigabytes: forms that draw each
 * other, maps that say the same code again and again, streams that grow a thousandfold. An honest bid of a thousand pages takes
 * a tenth of each: about 2 million letters, a few forms a page, some hundred fonts of at most some thousand codes.
 */
const AT_MOST = {
  /** forms and pictures drawn, and contents, each as often as a page asks for it */
  pieces: 100_000,
  /** what its contents have drawn, said or set: a dense drawing of A1 has a million lines */
  operators: 20_000_000,
  /** codes that the maps of its fonts explain */
  codes: 2_000_000,
  /** letters that its pages say */
  letters: 20_000_000,
  /** bytes of its streams after unpacking: twice the largest file that is read whole; read in less than a minute, the server's time for one */
  bytes: 256 * 1024 * 1024,
}
/** The largest stream after unpacking, bytes: a page of a dense drawing has a few million. */
const LARGEST_STREAM = 64 * 1024 * 1024

interface Budget {
  left: typeof AT_MOST
  /** whether something was not read because it would have taken more */
  over: boolean
  /** how the fonts that were met are read: a font's map is read once, on however many pages it stands */
  fonts: Map<PDFObject | undefined, Reading>
}

/** Reading a document would take more than one may; what was not read must be said not to have been. */
export class TooMuch extends Error {}

/** A document, or what is read of one. */
export interface Read {
  readonly context: PDFContext
}

const budgets = new WeakMap<PDFContext, Budget>()

/** What is left to a document, however often and from wherever it is read. */
function budgetOf({ context }: Read): Budget {
  const found = budgets.get(context) ?? { left: { ...AT_MOST }, over: false, fonts: new Map() }
  budgets.set(context, found)
  return found
}

/** The readings of a document's fonts, as far as they are known. */
export const knownFonts = (doc: Read): Map<PDFObject | undefined, Reading> => budgetOf(doc).fonts

/** Takes from what is left. Throws TooMuch where there is not enough. */
export function spend(doc: Read, what: keyof typeof AT_MOST, much = 1): void {
  const { left } = budgetOf(doc)
  left[what] -= much
  if (left[what] < 0) refuseMore(doc, what)
}

/** Notes that something of a document is not read. Throws TooMuch. */
export function refuseMore(doc: Read, what: keyof typeof AT_MOST): never {
  budgetOf(doc).over = true
  throw new TooMuch(`too many ${what}`)
}

/** Whether something of a document was not read because it would have taken more than it may. */
export const isOver = (doc: Read): boolean => budgetOf(doc).over

/** How long the next stream may become. */
export const mostBytes = (doc: Read): number => Math.min(LARGEST_STREAM, Math.max(0, budgetOf(doc).left.bytes))
