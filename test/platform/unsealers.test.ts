import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { text } from '../../crypto/bytes.ts'
import { chunkRange, type Header } from '../../crypto/envelope.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { readHeader } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { natives } from '../../server/platform/natives.ts'
import { Unsealers } from '../../server/platform/unsealers.ts'
import * as bids from '../crypto/sealing.ts'

describe('The threads that open bids', function () {
  this.timeout(60_000)
  const threads = new Unsealers()
  const content = bids.noise(3 * CHUNK + 17)
  let pack: Uint8Array
  let header: Header
  let key: Uint8Array
  let root: string

  before(async () => {
    const keys = await bids.someKeys('gm')
    const files = [bids.aFile('a.pdf', content, CHUNK), bids.aFile('form.json', new TextEncoder().encode('{"a":1}'))]
    const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files }], bids.aContext(), 'gm'), natives)
    pack = await bids.packageOf(sealing)
    root = (await sealing.finish()).parts[0]?.root ?? ''
    header = await readHeader(bids.inPieces(pack, CHUNK))
    key = await bids.keyOf(header, 'technical', keys)
  })
  after(() => threads.close())

  const chunk = async (index: number): Promise<Uint8Array> => {
    const { from, to } = chunkRange(header, 'technical', index)
    return pack.slice(from, to)
  }
  const part = () => ({ header, id: 'technical', key, root })

  it('open a part wholly, hash its files and give the content of one', async () => {
    const { files, content: form } = await threads.open({ ...part(), wanted: 'form.json' }, chunk)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(files.find(({ name }) => name === 'a.pdf')?.sha256).to.equal(sha256)
    expect(text(form ?? new Uint8Array())).to.equal('{"a":1}')
  })

  it('open many at once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => threads.open(part(), chunk)))
    for (const { files, content: none } of all) {
      expect(files).to.have.lengthOf(2)
      expect(none).to.equal(undefined)
    }
  })

  it('refuse a changed chunk, another root and another key, each by its code', async () => {
    const turned = async (index: number) => {
      const bytes = await chunk(index)
      if (index === 1) bytes[100]! ^= 1
      return bytes
    }
    const refusal = (deed: Promise<unknown>): Promise<unknown> => deed.catch((problem) => problem)
    const codes = await Promise.all(
      [
        threads.open(part(), turned),
        threads.open({ ...part(), root: 'a'.repeat(64) }, chunk),
        threads.open({ ...part(), key: new Uint8Array(32) }, chunk),
      ].map(refusal),
    )
    for (const problem of codes) expect(problem).to.be.instanceOf(CryptoProblem)
    expect(codes.map((problem) => (problem as CryptoProblem).code)).to.deep.equal([
      'CHUNK_CORRUPT',
      'CHUNK_CORRUPT',
      'KEY_MISMATCH',
    ])
  })

  it('do not take a file that cannot be read for a fault of the bid', async () => {
    const gone = await threads.open(part(), () => Promise.reject(new Error('no such file'))).catch((problem) => problem)
    expect(gone).to.be.instanceOf(Error).and.not.instanceOf(CryptoProblem)
    expect(String(gone)).to.include('no such file')
    expect((await threads.open(part(), chunk)).files).to.have.lengthOf(2)
  })
})
