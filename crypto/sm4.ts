import { type Bytes, concat, equal } from './bytes.ts'
import { label } from './digest.ts'
import type { ChunkCipher } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { hkdfSm3, hmacSm3 } from './sm3.ts'

/** The S-box of SM4 (GB/T 32907), row by row. */
const SBOX = Uint8Array.from(
  (
    'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699' +
    '9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6' +
    '4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
    '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e' +
    'eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3' +
    '1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
    '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0' +
    '8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948'
  ).match(/../g) ?? [],
  (pair) => Number.parseInt(pair, 16),
)

const BLOCK = 16
const ROUNDS = 32
const FAMILY = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc] as const

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n))
const mixed = (b: number): number => b ^ rotate(b, 2) ^ rotate(b, 10) ^ rotate(b, 18) ^ rotate(b, 24)

/** S-box and linear step of each byte of a word in one look-up. */
const [T0, T1, T2, T3] = [24, 16, 8, 0].map((shift) =>
  Int32Array.from({ length: 256 }, (_, i) => mixed(SBOX[i]! << shift)),
) as [Int32Array, Int32Array, Int32Array, Int32Array]

const substituted = (x: number): number =>
  (SBOX[x >>> 24]! << 24) | (SBOX[(x >>> 16) & 255]! << 16) | (SBOX[(x >>> 8) & 255]! << 8) | SBOX[x & 255]!

/** The 32 round keys of a key of 16 bytes, in the order of encryption. */
function schedule(key: Uint8Array): Int32Array {
  if (key.length !== BLOCK) throw new CryptoProblem('BYTES_MALFORMED', { expected: BLOCK, found: key.length })
  const view = new DataView(key.buffer, key.byteOffset, BLOCK)
  const k = new Int32Array(ROUNDS + 4)
  for (let i = 0; i < 4; i++) k[i] = view.getInt32(4 * i) ^ FAMILY[i]!
  for (let i = 0; i < ROUNDS; i++) {
    let constant = 0
    for (let j = 0; j < 4; j++) constant = (constant << 8) | (((4 * i + j) * 7) & 255)
    const b = substituted(k[i + 1]! ^ k[i + 2]! ^ k[i + 3]! ^ constant)
    k[i + 4] = k[i]! ^ b ^ rotate(b, 13) ^ rotate(b, 23)
  }
  return k.slice(4)
}

/** One block, words in and out; decryption is the same with the round keys backwards. */
function block(keys: Int32Array, words: Int32Array): void {
  let [a, b, c, d] = [words[0]!, words[1]!, words[2]!, words[3]!]
  for (let i = 0; i < ROUNDS; i += 4) {
    let x = b ^ c ^ d ^ keys[i]!
    a ^= T0[x >>> 24]! ^ T1[(x >>> 16) & 255]! ^ T2[(x >>> 8) & 255]! ^ T3[x & 255]!
    x = c ^ d ^ a ^ keys[i + 1]!
    b ^= T0[x >>> 24]! ^ T1[(x >>> 16) & 255]! ^ T2[(x >>> 8) & 255]! ^ T3[x & 255]!
    x = d ^ a ^ b ^ keys[i + 2]!
    c ^= T0[x >>> 24]! ^ T1[(x >>> 16) & 255]! ^ T2[(x >>> 8) & 255]! ^ T3[x & 255]!
    x = a ^ b ^ c ^ keys[i + 3]!
    d ^= T0[x >>> 24]! ^ T1[(x >>> 16) & 255]! ^ T2[(x >>> 8) & 255]! ^ T3[x & 255]!
  }
  words[0] = d
  words[1] = c
  words[2] = b
  words[3] = a
}

/**
 * SM4 in counter mode, both ways. The counter is the last 32 bits of the block and starts where `iv` says; it carries
 * into the bytes before it, as OpenSSL does.
 */
export function sm4Ctr(key: Uint8Array, iv: Uint8Array, input: Uint8Array): Bytes {
  const keys = schedule(key)
  const counter = wordsOf(iv)
  const pad = new Int32Array(4)
  const out = new Uint8Array(input)
  const view = new DataView(out.buffer)
  const whole = input.length - (input.length % BLOCK)
  for (let at = 0; at < input.length; at += BLOCK) {
    for (let i = 0; i < 4; i++) pad[i] = counter[i]!
    block(keys, pad)
    if (at < whole) for (let i = 0; i < 4; i++) view.setInt32(at + 4 * i, view.getInt32(at + 4 * i) ^ pad[i]!)
    else for (let i = 0; at + i < input.length; i++) out[at + i]! ^= pad[i >> 2]! >>> (24 - 8 * (i & 3))
    increase(counter)
  }
  return out
}

function increase(counter: Int32Array): void {
  for (let i = 3; i >= 0; i--) {
    counter[i] = (counter[i]! + 1) | 0
    if (counter[i] !== 0) return
  }
}

/** Decrypts SM4-CBC and takes the padding off (PKCS#7), as key files use it. Throws BYTES_MALFORMED. */
export function openSm4Cbc(key: Uint8Array, iv: Uint8Array, input: Uint8Array): Bytes {
  const keys = schedule(key).reverse()
  if (!input.length || input.length % BLOCK) throw new CryptoProblem('BYTES_MALFORMED', { why: 'not whole blocks' })
  const out = new Uint8Array(input.length)
  const view = new DataView(out.buffer)
  let before = wordsOf(iv)
  for (let at = 0; at < input.length; at += BLOCK) {
    const cipher = wordsOf(input.subarray(at, at + BLOCK))
    const words = cipher.slice()
    block(keys, words)
    for (let i = 0; i < 4; i++) view.setInt32(at + 4 * i, words[i]! ^ before[i]!)
    before = cipher
  }
  const padding = out.at(-1)!
  const tail = out.subarray(out.length - padding)
  if (padding < 1 || padding > BLOCK || tail.some((byte) => byte !== padding)) {
    throw new CryptoProblem('BYTES_MALFORMED', { why: 'padding' })
  }
  return out.slice(0, out.length - padding)
}

function wordsOf(bytes: Uint8Array): Int32Array {
  if (bytes.length !== BLOCK) throw new CryptoProblem('BYTES_MALFORMED', { expected: BLOCK, found: bytes.length })
  const view = new DataView(bytes.buffer, bytes.byteOffset, BLOCK)
  return Int32Array.from({ length: 4 }, (_, i) => view.getInt32(4 * i))
}

/** What the suite `gm` adds to a chunk: an HMAC-SM3. */
export const GM_TAG = 32

/** The two keys of a stream of the suite `gm` out of its one key of 32 bytes: for SM4 (16 bytes), for HMAC-SM3 (32). */
export function gmKeys(raw: Uint8Array): { cipher: Bytes; mac: Bytes } {
  const both = hkdfSm3(raw, new Uint8Array(0), label('gm-stream'), BLOCK + GM_TAG)
  return { cipher: both.slice(0, BLOCK), mac: both.slice(BLOCK) }
}

/** The first counter block of a chunk: the nonce of 12 bytes, then a counter of 4 bytes that starts at zero. */
export const gmCounter = (nonce: Uint8Array): Bytes => concat(nonce, new Uint8Array(4))

/**
 * SM4-CTR with HMAC-SM3 over what is bound (32 bytes), the nonce (12 bytes) and the ciphertext; in plain JavaScript.
 * The tag is compared before anything is decrypted.
 */
export function gmCipher(raw: Uint8Array): ChunkCipher {
  const { cipher, mac } = gmKeys(raw)
  return {
    seal(nonce, bound, plaintext) {
      const text = sm4Ctr(cipher, gmCounter(nonce), plaintext)
      return [text, hmacSm3(mac, bound, nonce, text)]
    },
    open(nonce, bound, sealed) {
      const text = sealed.subarray(0, sealed.length - GM_TAG)
      if (!equal(hmacSm3(mac, bound, nonce, text), sealed.subarray(text.length))) {
        throw new CryptoProblem('CHUNK_CORRUPT')
      }
      return sm4Ctr(cipher, gmCounter(nonce), text)
    },
  }
}
