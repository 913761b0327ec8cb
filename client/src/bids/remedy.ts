import { text } from '../../../crypto/bytes.ts'
import type { Header } from '../../../crypto/envelope.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { readRemedyCode, remedyCode } from '../../../crypto/remedy.ts'
import { rehearseRemedy } from '../../../crypto/unseal.ts'

/** No file with a code is longer, in bytes. */
const LONGEST_FILE = 4096

/** The groups of a code as people read it: fourteen of four characters. */
export const groupsOf = (secret: Uint8Array): string[] => remedyCode(secret).split('-')

/** What a file with a code is called: it says whose it is, so that it is found years later. */
export const codeFileName = (tender: string): string => `补救码-${tender}.txt`

/** The code that a file holds, as this page and the command line write it. Throws REMEDY_CODE_MALFORMED for another file. */
export async function codeInFile(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, LONGEST_FILE + 1).arrayBuffer())
  if (bytes.length > LONGEST_FILE) throw new CryptoProblem('REMEDY_CODE_MALFORMED', { found: file.size })
  return text(bytes).trim()
}

/**
 * The secret of a written code, compared with one's own package here, in this page: nothing is sent. That it is the committed
 * one is all that can be found before every officer has agreed. Throws REMEDY_CODE_MALFORMED, REMEDY_ABSENT, KEY_MISMATCH (part `remedy`).
 */
export function tryCode(header: Header, written: string): Uint8Array {
  if (!header.remedy) throw new CryptoProblem('REMEDY_ABSENT')
  const secret = readRemedyCode(written)
  rehearseRemedy(header, secret)
  return secret
}
