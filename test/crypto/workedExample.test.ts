import { createCipheriv, createECDH, createHash, createHmac, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { concat, hex, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { paddedBytes, plaintext } from '../../crypto/contents.ts'
import { sha256 } from '../../crypto/digest.ts'
import { bidderCommitment, contextSalt, lockLabel } from '../../crypto/envelope.ts'
import { sealHpke } from '../../crypto/hpke.ts'
import { commitRemedy, remedyCode, sealHalves } from '../../crypto/remedy.ts'
import { commitA, commitB, commitKey, derivePartKey } from '../../crypto/secrets.ts'
import { shareCommitment } from '../../crypto/shares.ts'
import { sm3 } from '../../crypto/sm3.ts'
import { chunkLeaf, sealChunk, streamKey } from '../../crypto/stream.ts'
import type { Suite } from '../../crypto/suite.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { p256Pair, p256Pkcs8 } from './p256.ts'
import { aFile, collect } from './sealing.ts'

/** Of a stream of one chunk. */
const nonce = Buffer.from('000000000000000000000001', 'hex')
const b = (n: number) => new Uint8Array(32).fill(n)
const native = (by: 'sha256' | 'sm3', ...parts: (string | Uint8Array)[]) => {
  const hash = createHash(by)
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
  const contextOf = (suite: Suite) => ({
    tender: 'T1',
    document: hex(b(1)),
    ceremony: hex(b(2)),
    bidder: bidderCommitment(b(3), '91340100MA2XXXXX0A', suite),
    sequence: 1,
    deadline: '2026-12-01T09:30:00+08:00',
  })
  const context = contextOf('intl')
  const key = derivePartKey(context, 'price', b(4), b(5))
  const file = { ...aFile('form.json', utf8('{"total":"100"}')), type: 'application/json' }

  for (const [suite, before, hash] of [
    ['intl', '', 'sha256'],
    ['gm', 'gm: ', 'sm3'],
  ] as const) {
    const its = (what: string) => stated(before + what)
    const own = contextOf(suite)
    const partKey = derivePartKey(own, 'price', b(4), b(5), suite)

    it(`has the keys and commitments that the code makes (${suite})`, () => {
      expect(its('bidder in the context')).to.equal(own.bidder)
      expect(its('salt of the context')).to.equal(hex(contextSalt(own, suite)))
      expect(its('label of the lock')).to.equal(hex(lockLabel({ context: own, suite }, 'price', 'centre')))
      expect(its('commitment to a =')).to.equal(hex(commitA(b(4), suite)))
      expect(its('commitment to b =')).to.equal(hex(commitB(b(5), suite)))
      expect(its('key of part')).to.equal(hex(partKey))
      expect(its('commitment to the key')).to.equal(hex(commitKey(partKey, suite)))
      expect(its('commitment to the remedy')).to.equal(hex(commitRemedy(b(8), suite)))
      expect(its('commitment to a share')).to.equal(hex(shareCommitment(new Uint8Array(33).fill(7), suite)))
    })

    it(`has the keys and commitments that the paper describes (${suite})`, () => {
      const hashed = (...parts: (string | Uint8Array)[]) => native(hash, ...parts)
      const json = JSON.stringify(JSON.parse(canonical(own)))
      const salt = Buffer.from(hashed(json), 'hex')
      const described = nativeHkdf(hash, Buffer.concat([b(4), b(5)]), salt, 'yangguang/part/v1\0price', 32)
      expect(its('bidder in the context')).to.equal(hashed('yangguang/bidder/v1\0', b(3), '91340100MA2XXXXX0A'))
      expect(its('salt of the context')).to.equal(salt.toString('hex'))
      expect(its('key of part')).to.equal(described.toString('hex'))
      expect(its('commitment to a =')).to.equal(hashed('yangguang/commit-a/v1\0', b(4)))
      expect(its('commitment to b =')).to.equal(hashed('yangguang/commit-b/v1\0', b(5)))
      expect(its('commitment to the key')).to.equal(hashed('yangguang/commit-key/v1\0', described))
      expect(its('commitment to the remedy')).to.equal(hashed('yangguang/commit-remedy/v1\0', b(8)))
      expect(its('commitment to a share')).to.equal(hashed('yangguang/share/v1\0', new Uint8Array(33).fill(7)))
      const holder = `{"context":${json},"holder":"centre","part":"price"}`
      expect(its('label of the lock')).to.equal(hashed('yangguang/lock/v1\0', holder))
    })
  }

  it('shows the context of the suite intl', () => expect(document).to.include(canonical(context)))

  it('has the remedy that the code makes, and the paper describes', async () => {
    const salt = createHash('sha256').update(canonical(context)).digest()
    const text = await sealHalves(context, 'intl', { own: b(8), officers: b(9) }, [b(4)])
    const label = hex(lockLabel({ context, suite: 'intl' }, 'remedy', 'centre'))
    expect(stated('commitment to the remedy')).to.equal(hex(commitRemedy(b(8), 'intl')))
    expect(stated('commitment to the remedy')).to.equal(native('sha256', 'yangguang/commit-remedy/v1\0', b(8)))
    expect(stated('label of the remedy’s lock')).to.equal(label)
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

  it('has the lock to a P-256 key that the code makes and opens, and the paper describes', async () => {
    const ours = createECDH('prime256v1')
    ours.setPrivateKey(b(9))
    const fresh = createECDH('prime256v1')
    fresh.setPrivateKey(b(10))
    const [to, enc] = [ours.getPublicKey(), fresh.getPublicKey()]
    const label = Buffer.from(stated('P-256: label of the lock')!, 'hex')
    expect(hex(lockLabel({ context, suite: 'intl' }, 'price', 'bidder'))).to.equal(label.toString('hex'))
    expect(stated('P-256: point of the holder')).to.equal(to.toString('hex'))

    const [kem, suite] = [Buffer.from('KEM\0\x10', 'latin1'), Buffer.from('HPKE\0\x10\0\x01\0\x02', 'latin1')]
    const mac = (key: Uint8Array, ...parts: Uint8Array[]) =>
      createHmac('sha256', key).update(Buffer.concat(parts)).digest()
    const none = Buffer.alloc(0)
    const extract = (id: Buffer, salt: Uint8Array, what: string, input: Uint8Array) =>
      mac(salt, Buffer.from('HPKE-v1'), id, Buffer.from(what), input)
    const expand = (id: Buffer, prk: Buffer, what: string, info: Uint8Array, length: number) =>
      mac(
        prk,
        Buffer.from([0, length]),
        Buffer.from('HPKE-v1'),
        id,
        Buffer.from(what),
        info,
        Buffer.from([1]),
      ).subarray(0, length)
    const shared = extract(kem, none, 'eae_prk', fresh.computeSecret(to))
    const secret = extract(suite, expand(kem, shared, 'shared_secret', Buffer.concat([enc, to]), 32), 'secret', none)
    const schedule = [
      Buffer.from([0]),
      extract(suite, none, 'psk_id_hash', none),
      extract(suite, none, 'info_hash', label),
    ]
    const [key, nonce] = ['key', 'base_nonce'].map((what, i) =>
      expand(suite, secret, what, Buffer.concat(schedule), [32, 12][i]!),
    ) as [Buffer, Buffer]
    expect(stated('P-256: key of AES')).to.equal(key.toString('hex'))
    expect(stated('P-256: nonce')).to.equal(nonce.toString('hex'))
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const described = Buffer.concat([enc, cipher.update(b(4)), cipher.final(), cipher.getAuthTag()])

    const lock = stated('P-256: lock')!
    const pair = await p256Pair(hex(b(10)), enc.toString('hex'))
    expect(lock).to.equal(described.toString('hex'))
    expect(hex(await sealHpke(to, b(4), { info: label }, pair))).to.equal(lock)
    const holder = softUnwrapper(p256Pkcs8(hex(b(9)), to.toString('hex')))
    expect(hex(await holder.unwrap(unhex(lock), label))).to.equal(hex(b(4)))
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
      .and.to.equal(native('sha256', described))

    const sealed = concat(...(await sealChunk(await streamKey(key, b(6), 65_536, 'price'), 0, content)))
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(stated('nonce of the only')!, 'hex'))
    cipher.setAAD(b(6))
    const expected = Buffer.concat([cipher.update(described), cipher.final(), cipher.getAuthTag()])
    expect(hex(sha256(sealed)))
      .to.equal(stated('SHA-256 of the sealed'))
      .and.to.equal(native('sha256', expected))
    expect(hex(await chunkLeaf([sealed], 'intl')))
      .to.equal(stated('root of the part'))
      .and.to.equal(native('sha256', Uint8Array.of(0), createHash('sha256').update(expected).digest()))
  })

  it('has the keys of the stream and the body of the suite gm that the code makes, and the paper describes', async () => {
    const gm = { suite: 'gm' } as const
    const own = derivePartKey(contextOf('gm'), 'price', b(4), b(5), 'gm')
    const two = nativeHkdf('sm3', own, new Uint8Array(0), 'yangguang/gm-stream/v1\0', 48)
    const [cipherKey, macKey] = [two.subarray(0, 16), two.subarray(16)]
    expect(stated('gm: key of SM4')).to.equal(cipherKey.toString('hex'))
    expect(stated('gm: key of HMAC-SM3')).to.equal(macKey.toString('hex'))

    const content = await collect(plaintext([file]))
    const sealed = concat(...(await sealChunk(await streamKey(own, b(6), 65_536, 'price', gm), 0, content)))
    const nonce = Buffer.from(stated('nonce of the only')!, 'hex')
    const text = createCipheriv('sm4-ctr', cipherKey, Buffer.concat([nonce, Buffer.alloc(4)])).update(content)
    const expected = Buffer.concat([text, createHmac('sm3', macKey).update(b(6)).update(nonce).update(text).digest()])
    expect(hex(sm3(sealed)))
      .to.equal(stated('gm: SM3 of the sealed'))
      .and.to.equal(native('sm3', expected))
    expect(hex(await chunkLeaf([sealed], 'gm')))
      .to.equal(stated('gm: root of the part'))
      .and.to.equal(native('sm3', Uint8Array.of(0), createHash('sm3').update(expected).digest()))
  })
})
