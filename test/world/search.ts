interface Pattern {
  bytes: Buffer
  of: string
}

/** Fewer bytes than these turn up in ciphertext by chance. */
const TELLING = 6

/** Things to look for, in every dress in which they could lie in a database, a file or a log. */
export class Needles {
  readonly #byStart = new Map<number, Pattern[]>()
  readonly #starts = new Uint8Array(65_536)

  /** A text: UTF-8, UTF-16 either way, as JSON and URLs escape it, and all that as in `bytes`. */
  text(of: string, text: string): this {
    this.bytes(`${of} (utf8)`, Buffer.from(text))
    const wide = Buffer.from(text, 'utf16le')
    this.bytes(`${of} (utf16le)`, wide)
    this.bytes(`${of} (utf16be)`, Buffer.from(wide).swap16())
    const escaped = [...Buffer.from(wide).swap16().toString('hex').matchAll(/.{4}/g)]
      .map(([unit]) => `\\u${unit}`)
      .join('')
    this.#add(`${of} (escaped)`, Buffer.from(escaped))
    this.#add(`${of} (in an address)`, Buffer.from(encodeURIComponent(text)))
    return this
  }

  /** Bytes: as they are, in hexadecimal either case, in base64 at each of the three places it can begin. */
  bytes(of: string, bytes: Buffer): this {
    this.#add(of, bytes)
    for (const hex of [bytes.toString('hex'), bytes.toString('hex').toUpperCase()])
      this.#add(`${of} in hex`, Buffer.from(hex))
    for (const shift of [0, 1, 2])
      for (const kind of ['base64', 'base64url'] as const) {
        const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString(kind)
        const known = whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
        this.#add(`${of} in ${kind}`, Buffer.from(known))
      }
    return this
  }

  #add(of: string, bytes: Buffer): void {
    if (bytes.length < TELLING) return
    const start = bytes.readUInt16BE(0)
    const known = this.#byStart.get(start) ?? []
    if (known.some((one) => one.bytes.equals(bytes))) return
    this.#byStart.set(start, [...known, { bytes, of }])
    this.#starts[start] = 1
  }

  /** What of it stands in these bytes. */
  in(hay: Uint8Array): string[] {
    const found = new Set<string>()
    const buffer = Buffer.from(hay.buffer, hay.byteOffset, hay.length)
    let start = hay[0] ?? 0
    for (let i = 1; i < hay.length; i++) {
      start = ((start << 8) | (hay[i] ?? 0)) & 0xffff
      if (!this.#starts[start]) continue
      for (const { bytes, of } of this.#byStart.get(start) ?? [])
        if (
          !found.has(of) &&
          buffer.compare(bytes, 0, bytes.length, i - 1, Math.min(i - 1 + bytes.length, hay.length)) === 0
        )
          found.add(of)
    }
    return [...found]
  }
}
