import { type Bytes, base64, concat, random, unbase64 } from './bytes.ts'
import { label as labelOf } from './digest.ts'
import type { ChunkCipher } from './natives.ts'
import { webCipher } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { hkdfSm3, sm3 } from './sm3.ts'
import { gmCipher } from './sm4.ts'
import type { Suite } from './suite.ts'
import { isSm2, type Unwrapper, wrapTo } from './wrap.ts'

/**
 * Bytes that only the holder of one key can read: a fresh key, wrapped to that key, and what it encrypts. Base64 members.
 * `suite` says how; a letter of before there were two does not say it and is one of `intl`.
 */
export interface Letter {
  suite?: Suite | undefined
  key: string
  body: string
}

const NONCE = 12

/** The suite of letters to a key: `gm` to one of SM2, else `intl`. */
export const letterSuite = (spki: Uint8Array): Suite => (isSm2(spki) ? 'gm' : 'intl')

/** Whether a letter is of the suite that letters to this key are of. */
export const fitsSuite = (letter: Letter, spki: Uint8Array): boolean => suiteOf(letter) === letterSuite(spki)

const suiteOf = ({ suite = 'intl' }: Letter): Suite => suite

/** Closes bytes of any length to a public key, in its suite. `label` says what they are for and must be given again. */
export async function closeLetter(spki: Uint8Array, content: Uint8Array, label: Uint8Array): Promise<Letter> {
  const suite = letterSuite(spki)
  const [secret, nonce] = [random(32), random(NONCE)]
  const { cipher, bound } = await cipherOf(suite, secret, label)
  const sealed = await cipher.seal(nonce, bound, content)
  return { suite, key: base64(await wrapTo(spki, secret, label)), body: base64(concat(nonce, ...sealed)) }
}

/**
 * Opens a letter. A wrong key, a wrong label, a changed byte or another suite is UNWRAP_FAILED.
 *
 * @param suite that the letter must be of, where that is known
 */
export const openLetter = async (
  holder: Unwrapper,
  letter: Letter,
  label: Uint8Array,
  suite?: Suite,
): Promise<Uint8Array> => readLetter(await letterSecret(holder, letter, label), letter, label, suite)

/** The fresh key of one letter, 32 bytes: whoever is given it can read this letter and no other. */
export const letterSecret = (holder: Unwrapper, letter: Letter, label: Uint8Array): Promise<Uint8Array> =>
  holder.unwrap(unbase64(letter.key), label)

/** Reads a letter by its own fresh key. Another key, another label, a changed byte or another suite is UNWRAP_FAILED. */
export async function readLetter(
  secret: Uint8Array,
  letter: Letter,
  label: Uint8Array,
  suite = suiteOf(letter),
): Promise<Uint8Array> {
  if (suite !== suiteOf(letter)) throw new CryptoProblem('UNWRAP_FAILED', { why: 'another suite', suite })
  const body = unbase64(letter.body)
  try {
    const { cipher, bound } = await cipherOf(suite, secret, label)
    return await cipher.open(body.slice(0, NONCE), bound, body.slice(NONCE))
  } catch {
    throw new CryptoProblem('UNWRAP_FAILED')
  }
}

/** The cipher of a letter and what it is bound to: the label, in `gm` the 32 bytes of its hash. */
async function cipherOf(
  suite: Suite,
  secret: Uint8Array,
  label: Uint8Array,
): Promise<{ cipher: ChunkCipher; bound: Uint8Array }> {
  if (suite === 'intl') return { cipher: await webCipher(secret), bound: label }
  const key: Bytes = hkdfSm3(secret, new Uint8Array(0), labelOf('gm-letter'), 32)
  return { cipher: gmCipher(key), bound: sm3(label) }
}
