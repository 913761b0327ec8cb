import { expect } from 'chai'
import { concat, uint64 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { checkPadding, parseTable, readTrailer, type TocEntry } from '../../crypto/contents.ts'
import { codeOf } from './sealing.ts'

const CLASS = 65_536
const trailer = (at: number, length: number) => concat(uint64(at), uint64(length))
const entry = (changes: Partial<TocEntry> = {}): TocEntry => ({
  name: 'a.pdf',
  type: 'application/pdf',
  bytes: 5,
  ...changes,
})
const table = (...files: object[]) => canonicalBytes({ files })

describe('the contents of a part', () => {
  it('are found from its end', () => {
    expect(readTrailer(trailer(15, 66), CLASS)).to.deep.equal({ at: 15, length: 66 })
  })

  for (const [what, bytes, padded] of [
    ['behind the end', trailer(CLASS, 100), CLASS],
    ['over the trailer', trailer(100, CLASS - 115), CLASS],
    ['beyond all numbers', new Uint8Array(16).fill(255), CLASS],
    ['in a part longer than its class', trailer(15, 66), 2 * CLASS],
    ['in a table too long to hold', trailer(0, 5 * 1024 * 1024), 6 * 1024 * 1024],
  ] as const) {
    it(`are refused ${what}`, async () => {
      expect(await codeOf(() => readTrailer(bytes, padded))).to.equal('CONTENT_MALFORMED')
    })
  }

  it('are files that fill all bytes before the table', async () => {
    expect(parseTable(table(entry()), 5)).to.have.length(1)
    expect(await codeOf(() => parseTable(table(entry()), 6))).to.equal('CONTENT_MALFORMED')
  })

  for (const [what, files] of Object.entries({
    'two files of one name': [entry({ bytes: 2 }), entry({ bytes: 3 })],
    'a path': [entry({ name: '../a.pdf' })],
    'a name that is two (not form C)': [entry({ name: 'e\u0301.pdf' })],
    'a type that is none': [entry({ type: 'text/html; x="<' })],
    'a negative length': [entry({ bytes: -1 }), entry({ name: 'b', bytes: 6 })],
    'a member that nobody knows': [{ ...entry(), note: 1 }],
  })) {
    it(`are refused with ${what}`, async () => {
      expect(await codeOf(() => parseTable(table(...files), 5))).to.equal('CONTENT_MALFORMED')
    })
  }

  it('hide nothing in the padding', async () => {
    const padding = new Uint8Array(200_000)
    checkPadding(padding)
    padding[199_999] = 1
    expect(await codeOf(() => checkPadding(padding))).to.equal('CONTENT_MALFORMED')
  })
})
