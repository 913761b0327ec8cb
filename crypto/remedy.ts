import { type Bytes, base64, concat, equal, hex, plain, random } from './bytes.ts'
import { label, labelled } from './digest.ts'
import { type Context, contextSalt, type RemedyHeader } from './envelope.ts'
import { CryptoProblem } from './problem.ts'
import { type StreamKey, sealChunk, streamKey } from './stream.ts'
import { type Suite, suiteHkdf, suiteLabelled } from './suite.ts'

/** The length of a remedy's secret, in bytes. */
const SECRET = 32
/** Bytes of hash behind it in the written code: a slip of the pen is found before anything is sent. */
const CHECK = 3
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BITS = 5
const GROUP = 4

/** A fresh secret for the remedy of one package: whoever has it has the bidder's half of every part. */
export const newRemedy = (): Bytes => random(SECRET)

/** What stands in the header about a remedy's secret, so that another one is recognised. 32 bytes. */
export const commitRemedy = (secret: Uint8Array, suite: Suite): Bytes => suiteLabelled(suite, 'commit-remedy', secret)

/** The stream of the one chunk that holds the bidder's halves; `bytes` is their length together. */
export const remedyStream = (context: Context, suite: Suite, secret: Uint8Array, bytes: number): Promise<StreamKey> => {
  const salt = contextSalt(context, suite)
  return streamKey(suiteHkdf(suite, secret, salt, label('remedy'), 32), salt, bytes, 'remedy', { suite })
}

/** The second lock of a package's halves: all of them, in the order of the parts, under a key of the remedy's secret. */
export async function lockRemedy(
  context: Context,
  suite: Suite,
  secret: Uint8Array,
  halves: readonly Uint8Array[],
): Promise<RemedyHeader> {
  const content = concat(...halves)
  const sealed = await sealChunk(await remedyStream(context, suite, secret, content.length), 0, content)
  return { commitment: hex(commitRemedy(secret, suite)), text: base64(concat(...sealed)) }
}

/** A remedy's secret as people write it down: 56 letters and digits (RFC 4648, base32) in groups of four. */
export function remedyCode(secret: Uint8Array): string {
  const bits = [...secret, ...check(secret)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = Array.from({ length: bits.length / BITS }, (_, i) =>
    LETTERS.charAt(Number.parseInt(bits.slice(i * BITS, (i + 1) * BITS), 2)),
  ).join('')
  return (letters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
}

/** Reads a written code, whatever its case and spacing, and 0, 1 and 8 for the letters they look like. Throws REMEDY_CODE_MALFORMED. */
export function readRemedyCode(written: string): Bytes {
  const letters = written
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[018]/g, (digit) => ({ 0: 'O', 1: 'I', 8: 'B' })[digit] ?? digit)
  const wanted = ((SECRET + CHECK) * 8) / BITS
  if (letters.length !== wanted || [...letters].some((letter) => !LETTERS.includes(letter)))
    throw new CryptoProblem('REMEDY_CODE_MALFORMED', { wanted, found: letters.length })
  const bits = [...letters].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(BITS, '0')).join('')
  const bytes = Uint8Array.from({ length: SECRET + CHECK }, (_, i) =>
    Number.parseInt(bits.slice(i * 8, (i + 1) * 8), 2),
  )
  const secret = plain(bytes.slice(0, SECRET))
  if (!equal(bytes.slice(SECRET), check(secret))) throw new CryptoProblem('REMEDY_CODE_MALFORMED', { why: 'a slip' })
  return secret
}

const check = (secret: Uint8Array): Bytes => labelled('remedy-code', secret).slice(0, CHECK)
