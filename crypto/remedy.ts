import { type Bytes, base64, concat, equal, hex, plain, random } from './bytes.ts'
import { label, labelled } from './digest.ts'
import { type Context, contextSalt, lockLabel, type Officer, type RemedyHeader } from './envelope.ts'
import { CryptoProblem } from './problem.ts'
import { shareCommitment, split } from './shares.ts'
import { type StreamKey, sealChunk, streamKey } from './stream.ts'
import { type Suite, suiteHkdf, suiteLabelled } from './suite.ts'
import { wrapTo } from './wrap.ts'

/** The length of each secret of a remedy, in bytes. */
const SECRET = 32
/** Bytes of hash behind it in the written code: a slip of the pen is found before anything is sent. */
const CHECK = 3
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BITS = 5
const GROUP = 4

/** A fresh secret for the remedy of one package: with what all officers hold it gives the bidder's half of every part. */
export const newRemedy = (): Bytes => random(SECRET)

/** What stands in the header about a remedy's secret, so that another one is recognised. 32 bytes. */
export const commitRemedy = (secret: Uint8Array, suite: Suite): Bytes => suiteLabelled(suite, 'commit-remedy', secret)

/** What opens a remedy: the bidder's secret, and the one that only all officers together give back. */
export type RemedySecrets = { own: Uint8Array; officers: Uint8Array }

/** The stream of the one chunk that holds the bidder's halves; `bytes` is their length together. */
export const remedyStream = (context: Context, suite: Suite, of: RemedySecrets, bytes: number): Promise<StreamKey> => {
  const salt = contextSalt(context, suite)
  const key = suiteHkdf(suite, concat(of.own, of.officers), salt, label('remedy'), 32)
  return streamKey(key, salt, bytes, 'remedy', { suite })
}

/** The bidder's halves, in the order of the parts, under the key of both secrets. */
export async function sealHalves(
  context: Context,
  suite: Suite,
  secrets: RemedySecrets,
  halves: readonly Uint8Array[],
): Promise<Bytes> {
  const content = concat(...halves)
  return concat(...(await sealChunk(await remedyStream(context, suite, secrets, content.length), 0, content)))
}

/**
 * The second lock of a package's halves: to the bidder's secret and to a fresh one that is split n of n, a share to each
 * officer, and forgotten here.
 */
export async function lockRemedy(
  { context, suite, officers }: { context: Context; suite: Suite; officers: readonly Officer[] },
  own: Uint8Array,
  halves: readonly Uint8Array[],
): Promise<RemedyHeader> {
  const secret = random(SECRET)
  const shares = await split(secret, officers.length, officers.length)
  const of = { context, suite }
  const locked = officers.map(({ role, spki }, i) => wrapTo(spki, shares[i]!, lockLabel(of, 'remedy', role)))
  return {
    commitment: hex(commitRemedy(own, suite)),
    locks: (await Promise.all(locked)).map(base64),
    shares: shares.map((share) => hex(shareCommitment(share, suite))),
    text: base64(await sealHalves(context, suite, { own, officers: secret }, halves)),
  }
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
