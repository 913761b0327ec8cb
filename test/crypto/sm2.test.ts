import { expect } from 'chai'
import { concat, hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { fromPem, pem } from '../../crypto/certificate.ts'
import { bits, element, integer, octets, oid, sequence } from '../../crypto/der.ts'
import { decryptSm2, encryptedLength, encryptSm2, signSm2, verifySm2 } from '../../crypto/sm2.ts'
import { CURVE, isSm2Key, newSm2Key, readSm2Key, sm2Point } from '../../crypto/sm2Key.ts'
import { vectors, vectorText } from '../world/vectors.ts'
import { asks, flipped, openssl, refused, withFiles } from './pki.ts'
import { records } from './records.ts'

const ID = 'distid:1234567812345678'
const DIGEST = ['-rawin', '-digest', 'sm3', '-pkeyopt', ID]

/** A key pair whose private number is known. */
function keyOf(d: string, point: string) {
  const algorithm = sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301'))
  const pkcs8 = sequence(integer(0), algorithm, octets(sequence(integer(1), octets(unhex(d)))))
  return { pkcs8, spki: sequence(algorithm, bits(unhex(point))) }
}

/** The numbers of the examples of GM/T 0003.5 in OpenSSL's own test, by their lines. */
function example(): Map<number, string> | undefined {
  const lines = vectors('sm/sm2_internal_strings.json') as { line: number; value: string }[] | undefined
  return lines && new Map(lines.map(({ line, value }) => [line, value.toLowerCase()]))
}

describe('SM2 signatures', () => {
  const { pkcs8, spki } = newSm2Key()
  const key = readSm2Key(pkcs8)
  const message = utf8('阳光交易')

  it('verify the example of GB/T 32918.5', function () {
    const known = example()
    if (!known) this.skip()
    const { d, point } = readSm2Key(keyOf(known.get(402)!, '04').pkcs8)
    const pair = keyOf(known.get(402)!, hex(point))
    expect(d).to.equal(BigInt(`0x${known.get(402)}`))
    const signature = sequence(integer(unhex(known.get(409)!)), integer(unhex(known.get(411)!)))
    expect(verifySm2(pair.spki, utf8('message digest'), signature)).to.equal(true)
    expect(verifySm2(pair.spki, utf8('message digest'), signature, 'ALICE123@YAHOO.COM')).to.equal(false)
    expect(verifySm2(pair.spki, utf8('Message digest'), signature)).to.equal(false)
  })

  it('are verified by openssl with the default identity', () => {
    withFiles({ 'k.pem': pem(spki, 'PUBLIC KEY'), m: message, s: signSm2(key, message), t: random(10) }, (at) => {
      const ask = (file: string) =>
        asks(at, 'pkeyutl', '-verify', '-pubin', '-inkey', 'k.pem', '-in', file, '-sigfile', 's', ...DIGEST)
      expect(ask('m').ok).to.equal(true)
      expect(ask('t').ok).to.equal(false)
    })
  })

  it('of openssl verify here', () => {
    withFiles({ 'k.pem': pem(pkcs8, 'PRIVATE KEY'), m: message }, (at) => {
      openssl(at, 'pkeyutl', '-sign', '-inkey', 'k.pem', '-in', 'm', '-out', 's', ...DIGEST)
      const signature = Buffer.from(openssl(at, 'base64', '-in', 's'), 'base64')
      expect(verifySm2(spki, message, new Uint8Array(signature))).to.equal(true)
      expect(verifySm2(newSm2Key().spki, message, new Uint8Array(signature))).to.equal(false)
    })
  })

  it('are two numbers from 1 to n − 1 in DER and nothing else', () => {
    const good = signSm2(key, message)
    expect(verifySm2(spki, message, good)).to.equal(true)
    const [r, s] = numbersOf(good)
    const wrong: Record<string, Uint8Array> = {
      'a byte behind': concat(good, Uint8Array.of(0)),
      'a third number': sequence(integer(r), integer(s), integer(1)),
      'r of zero': sequence(integer(0), integer(s)),
      's of zero': sequence(integer(r), integer(0)),
      'r + n': sequence(integer(r + CURVE.n), integer(s)),
      's + n': sequence(integer(r), integer(s + CURVE.n)),
      's of n': sequence(integer(r), integer(CURVE.n)),
      'r + s = n': sequence(integer(r), integer(CURVE.n - r)),
      'a negative number': sequence(element(2, Uint8Array.of(0x80)), integer(s)),
      'a number with a zero in front': sequence(element(2, new Uint8Array(2), integer(r).slice(2)), integer(s)),
      'numbers exchanged': sequence(integer(s), integer(r)),
      'raw numbers': concat(integer(r).slice(2), integer(s).slice(2)),
      nothing: new Uint8Array(0),
    }
    for (const [what, signature] of Object.entries(wrong)) {
      expect(verifySm2(spki, message, signature), what).to.equal(false)
    }
  })

  const numbersOf = (signature: Uint8Array): [bigint, bigint] => {
    const lengthOfR = signature[3]!
    const [r, s] = [signature.slice(4, 4 + lengthOfR), signature.slice(6 + lengthOfR)]
    return [BigInt(`0x${hex(r)}`), BigInt(`0x${hex(s)}`)]
  }
})

describe('SM2 encryption', () => {
  it('opens what the OpenSSL test suite encrypted', async function () {
    const file = vectorText('sm/evppkey_sm2.txt')
    const known = records('sm/evppkey_sm2.txt').filter(({ Decrypt }) => Decrypt)
    if (!file || !known.length) this.skip()
    const key = readSm2Key(fromPem(file))
    for (const { Input = '', Output = '' } of known) {
      const input = unhex(Input.toLowerCase())
      expect(`"${new TextDecoder().decode(decryptSm2(key, input))}"`).to.equal(Output)
      await refused('UNWRAP_FAILED', () => decryptSm2(key, flipped(input, input.length - 1)))
    }
    expect(known).to.have.length(4)
  })

  it('opens the example of GM/T 0003.5', async function () {
    const known = example()
    if (!known) this.skip()
    const { pkcs8 } = keyOf(known.get(269)!, '04')
    const [x, y, hash, cipher] = [281, 284, 286, 288].map((line) => known.get(line)!)
    const input = unhex(`307c0220${x}00${y}${hash}${cipher}`)
    expect(new TextDecoder().decode(decryptSm2(readSm2Key(pkcs8), input))).to.equal('encryption standard')
  })

  it('is opened by openssl, and has the length that was foretold', () => {
    const { pkcs8, spki } = newSm2Key()
    for (const length of [1, 32, 64, 65, 128, 255]) {
      const content = random(length)
      const encrypted = encryptSm2(spki, content)
      expect(encrypted.length).to.equal(encryptedLength(length))
      expect(hex(decryptSm2(readSm2Key(pkcs8), encrypted))).to.equal(hex(content))
      withFiles({ 'k.pem': pem(pkcs8, 'PRIVATE KEY'), c: encrypted, m: content }, (at) => {
        openssl(at, 'pkeyutl', '-decrypt', '-inkey', 'k.pem', '-in', 'c', '-out', 'd')
        expect(openssl(at, 'base64', '-in', 'd')).to.equal(openssl(at, 'base64', '-in', 'm'))
      })
    }
  })

  it('opens nothing else, and never says why', async () => {
    const { pkcs8, spki } = newSm2Key()
    const key = readSm2Key(pkcs8)
    const encrypted = encryptSm2(spki, random(20))
    for (let at = 0; at < encrypted.length; at++) {
      const { facts } = await refused('UNWRAP_FAILED', () => decryptSm2(key, flipped(encrypted, at)))
      expect(facts).to.deep.equal({})
    }
    await refused('UNWRAP_FAILED', () => decryptSm2(readSm2Key(newSm2Key().pkcs8), encrypted))
    await refused('UNWRAP_FAILED', () => decryptSm2(key, concat(encrypted, Uint8Array.of(0))))
    await refused('UNWRAP_FAILED', () => decryptSm2(key, new Uint8Array(0)))
    const zero = sequence(integer(0), integer(0), octets(random(32)), octets(random(20)))
    await refused('UNWRAP_FAILED', () => decryptSm2(key, zero))
    for (const length of [0, 256]) await refused('BYTES_MALFORMED', () => encryptSm2(spki, random(length)))
  })
})

describe('an SM2 key', () => {
  const { pkcs8, spki } = newSm2Key()

  it('is one that openssl reads, and reads one of openssl', () => {
    withFiles({ 'k.pem': pem(pkcs8, 'PRIVATE KEY') }, (at) => {
      openssl(at, 'pkey', '-in', 'k.pem', '-check', '-noout')
      expect(openssl(at, 'pkey', '-in', 'k.pem', '-pubout')).to.equal(pem(spki, 'PUBLIC KEY'))
      openssl(at, 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', 'o.pem')
      const theirs = fromPem(openssl(at, 'pkcs8', '-topk8', '-nocrypt', '-in', 'o.pem'))
      const point = readSm2Key(theirs).point
      expect(hex(sm2Point(fromPem(openssl(at, 'pkey', '-in', 'o.pem', '-pubout'))).point)).to.equal(hex(point))
    })
  })

  it('is told from others, and refused when it is out of range or has the public key of another', async () => {
    expect(isSm2Key(pkcs8)).to.equal(true)
    expect(isSm2Key(random(20))).to.equal(false)
    const number = (n: bigint) => readSm2Key(keyOf(n.toString(16).padStart(64, '0'), '04').pkcs8)
    for (const n of [0n, CURVE.n - 1n, CURVE.n, CURVE.n + 5n]) await refused('CERTIFICATE_UNSUPPORTED', () => number(n))
    await refused('CERTIFICATE_UNSUPPORTED', () => readSm2Key(flipped(pkcs8, pkcs8.length - 3)))
    await refused('CERTIFICATE_UNSUPPORTED', () => readSm2Key(keyOf('01'.repeat(31), '04').pkcs8))
  })

  it('is refused as a public key off the curve, compressed, or at infinity', async () => {
    const { point } = sm2Point(spki)
    for (const wrong of [flipped(point, 64), point.slice(0, 33), Uint8Array.of(0), concat(point, Uint8Array.of(0))]) {
      const bad = keyOf('01', hex(wrong)).spki
      await refused('CERTIFICATE_UNSUPPORTED', () => sm2Point(bad))
      await refused('CERTIFICATE_UNSUPPORTED', () => encryptSm2(bad, random(1)))
    }
  })
})
