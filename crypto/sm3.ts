import { HashMD } from '@noble/hashes/_md.js'
import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js'
import { hmac as nobleHmac } from '@noble/hashes/hmac.js'
import { createHasher } from '@noble/hashes/utils.js'
import { type Bytes, plain } from './bytes.ts'

const BLOCK = 64
const LENGTH = 32
const ROUNDS = 64
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n))
const p0 = (x: number): number => x ^ rotate(x, 9) ^ rotate(x, 17)
const p1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23)

/** The constant of each round, already turned by its number. */
const K = Int32Array.from({ length: ROUNDS }, (_, i) => rotate(i < 16 ? 0x79cc4519 : 0x7a879d8a, i % 32))
const W = new Int32Array(ROUNDS + 4)

/** The block function of SM3 within noble's frame of padded block hashes. */
class Sm3 extends HashMD<Sm3> {
  readonly #state = Int32Array.from(START)

  constructor() {
    super(BLOCK, LENGTH, 8, false)
  }

  protected get(): number[] {
    return [...this.#state]
  }

  protected set(...state: number[]): void {
    this.#state.set(state)
  }

  protected process(view: DataView, offset: number): void {
    expand(view, offset)
    compress(this.#state)
  }

  protected roundClean(): void {
    W.fill(0)
  }

  destroy(): void {
    this.destroyed = true
    this.#state.fill(0)
    this.buffer.fill(0)
  }

  _cloneInto(to: Sm3 = new Sm3()): Sm3 {
    to.set(...this.#state)
    return this._cloneIntoMeta(to)
  }
}

function expand(view: DataView, offset: number): void {
  for (let i = 0; i < 16; i++) W[i] = view.getInt32(offset + 4 * i)
  for (let i = 16; i < ROUNDS + 4; i++) {
    W[i] = p1(W[i - 16]! ^ W[i - 9]! ^ rotate(W[i - 3]!, 15)) ^ rotate(W[i - 13]!, 7) ^ W[i - 6]!
  }
}

function compress(state: Int32Array): void {
  let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!]
  let [e, f, g, h] = [state[4]!, state[5]!, state[6]!, state[7]!]
  for (let i = 0; i < ROUNDS; i++) {
    const turned = rotate(a, 12)
    const ss1 = rotate((turned + e + K[i]!) | 0, 7)
    const choice = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const other = i < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (choice + d + (ss1 ^ turned) + (W[i]! ^ W[i + 4]!)) | 0
    const tt2 = (other + h + ss1 + W[i]!) | 0
    d = c
    c = rotate(b, 9)
    b = a
    a = tt1
    h = g
    g = rotate(f, 19)
    f = e
    e = p0(tt2)
  }
  state[0]! ^= a
  state[1]! ^= b
  state[2]! ^= c
  state[3]! ^= d
  state[4]! ^= e
  state[5]! ^= f
  state[6]! ^= g
  state[7]! ^= h
}

/** SM3 (GB/T 32905) for the constructions of noble, such as PBKDF2. */
export const sm3Hash = createHasher(() => new Sm3())

/** SM3 (GB/T 32905) over the parts one after the other. 32 bytes. */
export function sm3(...parts: readonly Uint8Array[]): Bytes {
  const hash = sm3Hash.create()
  for (const part of parts) hash.update(part)
  return plain(hash.digest())
}

/** HMAC-SM3 over the parts one after the other. 32 bytes. */
export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Bytes {
  const mac = nobleHmac.create(sm3Hash, key)
  for (const part of parts) mac.update(part)
  return plain(mac.digest())
}

/** HKDF (RFC 5869) with HMAC-SM3. */
export const hkdfSm3 = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes =>
  plain(nobleHkdf(sm3Hash, secret, salt, info, length))
