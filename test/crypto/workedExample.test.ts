import { createCipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { concat, hex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { paddedBytes, plaintext } from '../../crypto/contents.ts'
import { sha256 } from '../../crypto/digest.ts'
import { bidderCommitment, contextSalt, lockLabel } from '../../crypto/envelope.ts'
import { commitRemedy, remedyCode, sealHalves } from '../../crypto/remedy.ts'
import { commitA, commitB, commitKey, derivePartKey } from '../../crypto/secrets.ts'
import { shareCommitment } from '../../crypto/shares.ts'
import { chunkLeaf, sealChunk, streamKey } from '../../crypto/stream.ts'
import { aFile, collect } from './sealing.ts'

/** Of a stream of one chunk. */
const nonce = Buffer.from('000000000000000000000001', 'hex')
const b = (n: number) => new Uint8Array(32).fill(n)
const native = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const nativeHkdf = (hash: string, secret: Uint8Array, salt: Uint8Array, info: string, length: number) =>
  Buffer.from(hkdfSync(hash, secret, salt, info, length))

describe('the worked example of SEALED-BID.md', () => {
  const document = readFileSync(new URL('../../crypto/SEALED-BID.md', import.meta.url), 'utf8')
  const stated = (what: string) => {
    const row = document.split('\n').find((line) => line.startsWith(`| ${what}`))
    return /`([^`]+)` \|$/.exec(row ?? '')?.[1]
  }
  const context = {
    tender: 'T1',
    document: hex(b(1)),
    ceremony: hex(b(2)),
    bidder: bidderCommitment(b(3), '91340100MA2XXXXX0A'),
    sequence: 1,
    deadline: '2026-12-01T09:30:00+08:00',
  }
  const key = derivePartKey(context, 'price', b(4), b(5))
  const file = { ...aFile('form.json', utf8('{"total":"100"}')), type: 'application/json' }

  it('has the keys and commitments that the code makes', () => {
    expect(document).to.include(canonical(context))
    expect(stated('salt of the context')).to.equal(hex(contextSalt(context)))
    expect(stated('label of the lock')).to.equal(hex(lockLabel(context, 'price', 'centre')))
    expect(stated('commitment to a =')).to.equal(hex(commitA(b(4))))
    expect(stated('commitment to b =')).to.equal(hex(commitB(b(5))))
    expect(stated('key of part')).to.equal(hex(key))
    expect(stated('commitment to the key')).to.equal(hex(commitKey(key)))
    expect(stated('commitment to a share')).to.equal(hex(shareCommitment(new Uint8Array(33).fill(7))))
  })

  it('has the keys and commitments that the paper describes', () => {
    const json = JSON.stringify(JSON.parse(canonical(context)))
    const salt = createHash('sha256').update(json).digest()
    const info = 'yangguang/part/v1\0price'
    const secret = Buffer.concat([b(4), b(5)])
    expect(stated('key of part')).to.equal(Buffer.from(hkdfSync('sha256', secret, salt, info, 32)).toString('hex'))
    expect(stated('commitment to a =')).to.equal(native('yangguang/commit-a/v1\0', b(4)))
    const holder = `{"context":${json},"holder":"centre","part":"price"}`
    expect(stated('label of the lock')).to.equal(native('yangguang/lock/v1\0', holder))
  })

  it('has the remedy that the code makes, and the paper describes', async () => {
    const salt = createHash('sha256').update(canonical(context)).digest()
    const text = await sealHalves(context, 'intl', { own: b(8), officers: b(9) }, [b(4)])
    expect(stated('commitment to the remedy')).to.equal(hex(commitRemedy(b(8))))
    expect(stated('commitment to the remedy')).to.equal(native('yangguang/commit-remedy/v1\0', b(8)))
    expect(stated('label of the remedy’s lock')).to.equal(hex(lockLabel(context, 'remedy', 'centre')))
    expect(stated('text of the remedy')).to.equal(hex(text))
    const secrets = Buffer.concat([b(8), b(9)])
    const key = nativeHkdf('sha256', secrets, salt, 'yangguang/remedy/v1\0', 32)
    expect(stated('key of the remedy')).to.equal(key.toString('hex'))
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(salt)
    const described = Buffer.concat([cipher.update(b(4)), cipher.final(), cipher.getAuthTag()])
    expect(stated('text of the remedy')).to.equal(described.toString('hex'))
    expect(stated('code of the remedy')).to.equal(remedyCode(b(8)))
  })

  it('has the body that the code makes, and the paper describes', async () => {
    const content = await collect(plaintext([file]))
    const table = stated('table of contents')!
    const trailer = stated('trailer')!
    expect(paddedBytes([file])).to.equal(65_536)
    const zeros = Buffer.alloc(65_536 - 15 - table.length - 16)
    const described = Buffer.concat([Buffer.from(`{"total":"100"}${table}`), zeros, Buffer.from(trailer, 'hex')])
    expect(hex(sha256(content)))
      .to.equal(stated('SHA-256 of the plaintext'))
      .and.to.equal(native(described))

    const sealed = concat(...(await sealChunk(await streamKey(key, b(6), 65_536, 'price'), 0, content)))
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(stated('nonce of the only')!, 'hex'))
    cipher.setAAD(b(6))
    const expected = Buffer.concat([cipher.update(described), cipher.final(), cipher.getAuthTag()])
    expect(hex(sha256(sealed)))
      .to.equal(stated('SHA-256 of the sealed'))
      .and.to.equal(native(expected))
    expect(hex(await chunkLeaf([sealed])))
      .to.equal(stated('root of the part'))
      .and.to.equal(native(Uint8Array.of(0), createHash('sha256').update(expected).digest()))
  })

  it('has the keys and the body of the suite gm that the code makes, and the paper describes', async () => {
    const gm = { suite: 'gm' } as const
    const own = derivePartKey(context, 'price', b(4), b(5), 'gm')
    const salt = createHash('sha256').update(canonical(context)).digest()
    const described = nativeHkdf('sm3', Buffer.concat([b(4), b(5)]), salt, 'yangguang/part/v1\0price', 32)
    expect(stated('gm: key of part')).to.equal(hex(own)).and.to.equal(described.toString('hex'))
    const two = nativeHkdf('sm3', described, new Uint8Array(0), 'yangguang/gm-stream/v1\0', 48)
    const [cipherKey, macKey] = [two.subarray(0, 16), two.subarray(16)]
    expect(stated('gm: key of SM4')).to.equal(cipherKey.toString('hex'))
    expect(stated('gm: key of HMAC-SM3')).to.equal(macKey.toString('hex'))

    const content = await collect(plaintext([file]))
    const sealed = concat(...(await sealChunk(await streamKey(own, b(6), 65_536, 'price', gm), 0, content)))
    const nonce = Buffer.from(stated('nonce of the only')!, 'hex')
    const text = createCipheriv('sm4-ctr', cipherKey, Buffer.concat([nonce, Buffer.alloc(4)])).update(content)
    const expected = Buffer.concat([text, createHmac('sm3', macKey).update(b(6)).update(nonce).update(text).digest()])
    expect(hex(sha256(sealed)))
      .to.equal(stated('gm: SHA-256 of the sealed'))
      .and.to.equal(native(expected))
    expect(hex(await chunkLeaf([sealed])))
      .to.equal(stated('gm: root of the part'))
      .and.to.equal(native(Uint8Array.of(0), createHash('sha256').update(expected).digest()))
  })
})
