import { PDFHexString, PDFObjectParser } from 'pdf-lib'

/** What this needs of the parser's stream of bytes. */
interface Stream {
  assertNext(byte: number): number
  offset(): number
  peekAt(offset: number): number
  moveTo(offset: number): void
  slice(from: number, to: number): Uint8Array
}

interface Parser {
  bytes: Stream
  cryptoFactory?: unknown
  parseHexString(ref?: unknown): PDFHexString
}

const [OPEN, CLOSE] = [0x3c, 0x3e] // < >
const ascii = new TextDecoder('latin1')

/**
 * The parser of pdf-lib joins a hexadecimal string from single characters. That of a signature has 32,768 of them, a paper has
 * several signatures, and reading them was over a quarter of all memory that the platform asked for. Here one is cut out whole;
 * what is read is the same.
 */
const parser = PDFObjectParser.prototype as unknown as Parser
const slowly = parser.parseHexString

parser.parseHexString = function (this: Parser, ref?: unknown): PDFHexString {
  if (this.cryptoFactory) return slowly.call(this, ref)
  const { bytes } = this
  bytes.assertNext(OPEN)
  const from = bytes.offset()
  let to = from
  let any = 0
  for (let byte = bytes.peekAt(to); byte !== undefined && byte !== CLOSE; byte = bytes.peekAt(++to)) any |= byte
  bytes.moveTo(to)
  bytes.assertNext(CLOSE)
  const found = bytes.slice(from, to)
  return PDFHexString.of(
    any < 0x80 ? ascii.decode(found) : Array.from(found, (one) => String.fromCharCode(one)).join(''),
  )
}
