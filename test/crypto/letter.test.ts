import { createCipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { expect } from 'chai'
import { base64, concat, hex, random, unbase64, utf8 } from '../../crypto/bytes.ts'
import { closeLetter, fitsSuite, type Letter, letterSecret, openLetter, readLetter } from '../../crypto/letter.ts'
import { SUITES } from '../../crypto/suite.ts'
import { newWrapKey, softUnwrapper } from '../../crypto/wrap.ts'
import { refused } from './pki.ts'
import { flipped } from './sealing.ts'

const label = random(32)
const content = utf8('{"price":"e2"}')

for (const [kind, suite] of [
  ['rsa', 'intl'],
  ['p256', 'intl'],
  ['sm2', 'gm'],
] as const)
  describe(`a letter to a key of ${kind}`, () => {
    let key: Awaited<ReturnType<typeof newWrapKey>>
    let letter: Letter
    let secret: Uint8Array
    before(async () => {
      key = await newWrapKey(kind)
      letter = await closeLetter(key.spki, content, label)
      secret = await letterSecret(softUnwrapper(key.pkcs8), letter, label)
    })
    const open = (one: Letter, under = label) => openLetter(softUnwrapper(key.pkcs8), one, under, suite)
    const withBody = (bytes: Uint8Array): Letter => ({ ...letter, body: base64(bytes) })

    it('says its suite and is opened by the holder of the key, and by whoever is given its own key', async () => {
      expect(letter.suite).to.equal(suite)
      expect(fitsSuite(letter, key.spki)).to.equal(true)
      expect(hex(await open(letter))).to.equal(hex(content))
      expect(hex(await readLetter(secret, letter, label))).to.equal(hex(content))
    })

    it('holds content of any length', async () => {
      for (const length of [0, 1, 15, 16, 17, 100_000]) {
        const long = new Uint8Array(length).fill(7)
        const found = await open(await closeLetter(key.spki, long, label))
        expect(hex(found), String(length)).to.equal(hex(long))
      }
    })

    it('is opened under no other label and by no other key', async () => {
      await refused('UNWRAP_FAILED', () => open(letter, random(32)))
      await refused('UNWRAP_FAILED', () => readLetter(secret, letter, random(32)))
      await refused('UNWRAP_FAILED', () => readLetter(random(32), letter, label))
      const other = await newWrapKey(kind)
      await refused('UNWRAP_FAILED', () => openLetter(softUnwrapper(other.pkcs8), letter, label))
    })

    it('is opened with no bit of its body turned and at no other length', async () => {
      const body = unbase64(letter.body)
      for (let bit = 0; bit < body.length * 8; bit++)
        await refused('UNWRAP_FAILED', () => readLetter(secret, withBody(flipped(body, bit)), label))
      for (let length = 0; length < body.length; length++)
        await refused('UNWRAP_FAILED', () => readLetter(secret, withBody(body.slice(0, length)), label))
      await refused('UNWRAP_FAILED', () => readLetter(secret, withBody(concat(body, Uint8Array.of(0))), label))
    })

    it('is of no other suite, whatever it says', async () => {
      const other = SUITES.find((one) => one !== suite)!
      const { suite: _, ...unsaid } = letter
      expect(fitsSuite({ ...letter, suite: other }, key.spki)).to.equal(false)
      await refused('UNWRAP_FAILED', () => open({ ...letter, suite: other }))
      await refused('UNWRAP_FAILED', () => openLetter(softUnwrapper(key.pkcs8), { ...letter, suite: other }, label))
      await refused('UNWRAP_FAILED', () => openLetter(softUnwrapper(key.pkcs8), letter, label, other))
      if (suite === 'gm') await refused('UNWRAP_FAILED', () => open(unsaid))
    })
  })

describe('a letter of before there were two suites', () => {
  it('does not say one, and is opened as one of intl', async () => {
    for (const kind of ['rsa', 'sm2'] as const) {
      const { spki, pkcs8 } = await newWrapKey(kind)
      const { key } = await closeLetter(spki, content, label)
      const holder = softUnwrapper(pkcs8)
      const secret = await holder.unwrap(unbase64(key), label)
      const nonce = random(12)
      const cipher = createCipheriv('aes-256-gcm', secret, nonce)
      cipher.setAAD(label)
      const body = concat(nonce, cipher.update(content), cipher.final(), cipher.getAuthTag())
      expect(hex(await openLetter(holder, { key, body: base64(body) }, label)), kind).to.equal(hex(content))
    }
  })
})

describe('a letter of the suite gm', () => {
  it('is read by Node’s own primitives as the paper describes it', async () => {
    const { spki, pkcs8 } = await newWrapKey('sm2')
    const letter = await closeLetter(spki, content, label)
    const secret = await letterSecret(softUnwrapper(pkcs8), letter, label)
    const derive = (from: Uint8Array, info: string, length: number) =>
      Buffer.from(hkdfSync('sm3', from, new Uint8Array(0), info, length))
    const both = derive(derive(secret, 'yangguang/gm-letter/v1\0', 32), 'yangguang/gm-stream/v1\0', 48)
    const body = unbase64(letter.body)
    const [nonce, text, tag] = [body.slice(0, 12), body.slice(12, -32), body.slice(-32)]
    const bound = createHash('sm3').update(label).digest()
    const mac = createHmac('sm3', both.subarray(16)).update(bound).update(nonce).update(text).digest()
    expect(hex(tag)).to.equal(hex(mac))
    const counter = Buffer.concat([nonce, Buffer.alloc(4)])
    expect(hex(createCipheriv('sm4-ctr', both.subarray(0, 16), counter).update(text))).to.equal(hex(content))
  })
})
