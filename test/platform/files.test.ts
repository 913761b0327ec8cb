import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { FileMissing } from '../../server/platform/files.key.ts'
import { localFiles } from '../../server/platform/files.local.ts'
import type { Files } from '../../server/platform/platform.ts'

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

async function keysOf(files: Files, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of files.list(prefix)) keys.push(key)
  return keys
}

async function* inParts(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('files in a folder', () => {
  let folder: string
  let files: Files

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yangguang-files-'))
    files = localFiles(folder)
  })

  afterEach(async () => {
    await files.close()
    await rm(folder, { recursive: true })
  })

  it('gives back a stream as it was stored, with its size and SHA-256', async () => {
    const bytes = randomBytes(300_001)
    const stored = await files.put('uploads/01ab/000001', inParts(bytes, 65_536))
    expect(stored).to.deep.equal({ bytes: 300_001, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect(await files.size('uploads/01ab/000001')).to.equal(300_001)
    expect((await bytesOf(files.get('uploads/01ab/000001'))).equals(bytes)).to.equal(true)
  })

  it('stores plain bytes, and none', async () => {
    await files.put('a', Buffer.from('abc'))
    await files.put('empty', new Uint8Array())
    expect(await files.size('empty')).to.equal(0)
    expect(await bytesOf(files.get('empty'))).to.have.length(0)
    expect((await bytesOf(files.get('a'))).toString()).to.equal('abc')
  })

  it('reads from the first byte of a range to before its end', async () => {
    await files.put('a', Buffer.from('0123456789'))
    const range = async (start?: number, end?: number) =>
      (
        await bytesOf(
          files.get('a', { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }),
        )
      ).toString()
    expect(await range(2, 5)).to.equal('234')
    expect(await range(0, 1)).to.equal('0')
    expect(await range(7)).to.equal('789')
    expect(await range(undefined, 3)).to.equal('012')
    expect(await range(4, 4)).to.equal('')
    expect(await range(8, 100)).to.equal('89')
    expect(await range(10)).to.equal('')
  })

  it('keeps nothing of a stream that fails', async () => {
    async function* failing() {
      yield Buffer.from('half')
      throw new Error('on purpose')
    }
    expect(await failure(files.put('a', failing()))).to.have.property('message', 'on purpose')
    expect(await files.size('a')).to.equal(undefined)
    expect(await readdir(join(folder, '.drafts'))).to.deep.equal([])
  })

  it('keeps what was there when a second stream for the key fails, and replaces it when it does not', async () => {
    async function* failing() {
      yield Buffer.from('half')
      throw new Error('on purpose')
    }
    await files.put('a', Buffer.from('first'))
    await failure(files.put('a', failing()))
    expect((await bytesOf(files.get('a'))).toString()).to.equal('first')
    await files.put('a', Buffer.from('second'))
    expect((await bytesOf(files.get('a'))).toString()).to.equal('second')
  })

  it('says that a file is missing', async () => {
    expect(await failure(bytesOf(files.get('none')))).to.be.instanceOf(FileMissing)
    expect(await failure(bytesOf(files.get('none', { start: 0, end: 0 })))).to.be.instanceOf(FileMissing)
    expect(await files.size('none')).to.equal(undefined)
    await files.delete('none')
  })

  it('forgets a deleted file', async () => {
    await files.put('a/b', Buffer.from('x'))
    await files.delete('a/b')
    expect(await files.size('a/b')).to.equal(undefined)
    expect(await keysOf(files, '')).to.deep.equal([])
  })

  it('lists the keys under a prefix, sorted as texts', async () => {
    for (const key of ['b', 'a/2', 'a/10', 'a-b', 'a.c/x', 'ab/1']) await files.put(key, Buffer.from('x'))
    expect(await keysOf(files, '')).to.deep.equal(['a-b', 'a.c/x', 'a/10', 'a/2', 'ab/1', 'b'])
    expect(await keysOf(files, 'a/')).to.deep.equal(['a/10', 'a/2'])
    expect(await keysOf(files, 'a/1')).to.deep.equal(['a/10'])
    expect(await keysOf(files, 'none')).to.deep.equal([])
  })

  for (const key of [
    '',
    '/a',
    'a/',
    'a//b',
    '..',
    '../a',
    'a/../b',
    'a/..',
    '.drafts/x',
    'a/.b',
    'A',
    'a\\b',
    'a\0',
    '张三',
  ]) {
    it(`refuses the key ${JSON.stringify(key)}`, async () => {
      expect(await failure(files.put(key, Buffer.from('x'))))
        .to.be.an('error')
        .with.property('message')
        .match(/not a key/)
      expect(() => files.get(key)).to.throw(/not a key/)
    })
  }
})
