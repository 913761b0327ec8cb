import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bytesOf, openBag, type Payload, writeBag } from '../../server/archive/bag.ts'

describe('a bag', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-bag-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  async function* of(...pieces: (Uint8Array | Error)[]): AsyncGenerator<Payload> {
    async function* read(): AsyncGenerator<Uint8Array> {
      for (const piece of pieces) {
        if (piece instanceof Error) throw piece
        yield piece
      }
    }
    yield { path: 'one.bin', read }
  }
  const failing = (target: string, payload: AsyncGenerator<Payload>): Promise<unknown> =>
    writeBag(target, payload, {}).then(
      () => 'written',
      (problem: NodeJS.ErrnoException) => problem.code ?? problem.message,
    )

  it('holds what was put into it', async () => {
    const target = join(folder, 'whole.zip')
    await writeBag(target, of(Buffer.from('ab'), Buffer.from('c')), { Title: 'a' })
    const bag = await openBag(target)
    expect(Buffer.from(await bytesOf(bag, 'data/one.bin')).toString()).to.equal('abc')
    bag.close()
  })

  it('that cannot be written, or whose files cannot be read, is a failure of who writes it and of nothing else', async () => {
    expect(await failing(join(folder, 'nowhere', 'a.zip'), of(Buffer.from('a')))).to.equal('ENOENT')
    expect(await failing(join(folder, 'b.zip'), of(Buffer.from('a'), new Error('unreadable')))).to.equal('unreadable')
  })
})
