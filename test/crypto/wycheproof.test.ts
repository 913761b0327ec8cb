import { createCipheriv } from 'node:crypto'
import { expect } from 'chai'
import { concat, hex, unhex, utf8 } from '../../crypto/bytes.ts'
import { verifyEd25519 } from '../../crypto/checkpoint.ts'
import { integer, octets, oid, parseDer, sequence } from '../../crypto/der.ts'
import { hkdf, hmac } from '../../crypto/digest.ts'
import { webCipher } from '../../crypto/natives.ts'
import { OID } from '../../crypto/oids.ts'
import { unlock } from '../../crypto/pinLock.ts'
import { ecdsaDer, isSignedBy, publicKeyFacts } from '../../crypto/publicKey.ts'
import { natives } from '../../server/platform/natives.ts'
import { vectors } from '../world/vectors.ts'

type Result = 'valid' | 'invalid' | 'acceptable'
type Test = { tcId: number; result: Result } & Record<string, string>
interface File {
  testGroups: ({ tests: Test[] } & Record<string, unknown>)[]
}

/** What Wycheproof says beside what we find, of every test of the groups that are asked for. */
async function judge(
  name: string,
  found: (test: Test, group: Record<string, unknown>) => Promise<boolean>,
  wanted: (group: Record<string, unknown>) => boolean = () => true,
): Promise<number> {
  const file = vectors(`wycheproof/${name}_test.json`) as File | undefined
  let count = 0
  for (const group of file?.testGroups.filter(wanted) ?? [])
    for (const test of group.tests) {
      const held = await found(test, group).catch(() => false)
      if (test.result !== 'acceptable') expect(held, `${name} ${test.tcId}`).to.equal(test.result === 'valid')
      count++
    }
  return count
}

const at = (test: Test, member: string): Uint8Array<ArrayBuffer> => unhex(test[member] ?? '')

describe('primitives are judged as Wycheproof judges them', function () {
  this.timeout(120_000)
  const there = vectors('wycheproof/hmac_sha256_test.json') !== undefined
  const judged = (title: string, run: () => Promise<number>) =>
    it(title, async function () {
      if (!there) return this.skip()
      expect(await run()).to.be.above(20)
    })

  const ours = (group: Record<string, unknown>): boolean =>
    group['keySize'] === 256 && group['ivSize'] === 96 && group['tagSize'] === 128
  for (const [where, cipherOf] of [
    ['browsers', webCipher],
    ['Node', (key: Uint8Array) => natives.cipher!(key, 'intl')],
  ] as const)
    judged(`AES-256-GCM, as ${where} have it`, () =>
      judge(
        'aes_gcm',
        async (test) => {
          const cipher = await cipherOf(at(test, 'key'))
          const [iv, aad, sealed] = [at(test, 'iv'), at(test, 'aad'), concat(at(test, 'ct'), at(test, 'tag'))]
          const opened = await cipher.open(iv, aad, sealed)
          const again = concat(...(await cipher.seal(iv, aad, opened)))
          return hex(opened) === test['msg'] && hex(again) === hex(sealed)
        },
        ours,
      ),
    )

  judged('HKDF-SHA-256', () =>
    judge('hkdf_sha256', async (test) => {
      const [secret, salt, info] = [at(test, 'ikm'), at(test, 'salt'), at(test, 'info')]
      return hex(hkdf(secret, salt, info, Number(test['size']))) === test['okm']
    }),
  )

  judged('HMAC-SHA-256', () =>
    judge('hmac_sha256', async (test, group) => {
      const tag = hex(hmac(at(test, 'key'), at(test, 'msg'))).slice(0, Number(group['tagSize']) / 4)
      return tag === test['tag']
    }),
  )

  judged('PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC', () =>
    judge('pbes2_hmacsha256_aes_256', async (test) => {
      const pin = new TextDecoder().decode(at(test, 'password'))
      if (hex(utf8(pin)) !== test['password']) return test.result === 'valid' // a PIN is text: bytes that are none cannot be typed
      const prf = sequence(oid(OID.hmacSha256))
      const derived = sequence(oid(OID.pbkdf2), sequence(octets(at(test, 'salt')), rounds(test), prf))
      const by = sequence(oid(OID.pbes2), sequence(derived, sequence(oid(OID.aes256Cbc), octets(at(test, 'iv')))))
      return hex(await unlock(parseDer(by), at(test, 'ct'), pin)) === test['msg']
    }),
  )

  judged('PBKDF2-HMAC-SHA-256, as it opens key files', () =>
    judge('pbkdf2_hmacsha256', async (test) => {
      const pin = new TextDecoder().decode(at(test, 'password'))
      const [dk, iv] = [at(test, 'dk'), new Uint8Array(16)]
      // a PIN is text, and a key of AES or SM4 has 16 bytes or more: the others cannot come up
      if (hex(utf8(pin)) !== test['password'] || dk.length < 16) return test.result === 'valid'
      const [bits, by] = dk.length < 32 ? ([16, OID.aes128Cbc] as const) : ([32, OID.aes256Cbc] as const)
      const cipher = createCipheriv(`aes-${bits * 8}-cbc`, dk.subarray(0, bits), iv)
      const sealed = concat(cipher.update('the key file'), cipher.final())
      const derived = sequence(
        oid(OID.pbkdf2),
        sequence(octets(at(test, 'salt')), rounds(test), sequence(oid(OID.hmacSha256))),
      )
      const how = sequence(oid(OID.pbes2), sequence(derived, sequence(oid(by), octets(iv))))
      return hex(await unlock(parseDer(how), sealed, pin)) === hex(utf8('the key file'))
    }),
  )

  judged('Ed25519, as log heads are signed', () =>
    judge('ed25519', (test, group) =>
      verifyEd25519(unhex((group['publicKey'] as { pk: string }).pk), at(test, 'msg'), at(test, 'sig')),
    ),
  )

  for (const bits of [2048, 3072])
    judged(`RSASSA-PSS, ${bits} bits`, () =>
      judge(`rsa_pss_${bits}_sha256_mgf1_32`, (test, group) => isSignedBy(keyOf(group), 'SHA-256', ...of(test), 32)),
    )

  judged('ECDSA on P-256, two numbers one after the other', () =>
    judge('ecdsa_secp256r1_sha256_p1363', async (test, group) => {
      const raw = at(test, 'sig')
      return raw.length === 64 && isSignedBy(keyOf(group), 'SHA-256', at(test, 'msg'), ecdsaDer(raw))
    }),
  )

  const of = (test: Test) => [at(test, 'msg'), at(test, 'sig')] as const
  const rounds = (test: Test): Uint8Array => integer(bigEndian(Number(test['iterationCount'])))
})

const bigEndian = (n: number): Uint8Array => unhex(n.toString(16).padStart(n > 0xffff ? 6 : 4, '0'))

function keyOf(group: Record<string, unknown>) {
  const spki = unhex(String(group['publicKeyDer']))
  return { spki, ...publicKeyFacts(parseDer(spki)) }
}
