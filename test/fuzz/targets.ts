import { newKey } from '../../crypto/authority.ts'
import { concat, hex, random, utf8 } from '../../crypto/bytes.ts'
import { canonicalBytes, parseCanonical } from '../../crypto/canonical.ts'
import { parseCertificate } from '../../crypto/certificate.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import { parseCrl } from '../../crypto/crl.ts'
import { sha256 } from '../../crypto/digest.ts'
import { bidderCommitment } from '../../crypto/envelope.ts'
import { withEvidence } from '../../crypto/evidence.ts'
import { readKeyFile, writeKeyFile } from '../../crypto/keyFile.ts'
import { closeLetter, openLetter } from '../../crypto/letter.ts'
import { checkManifest, manifestOf } from '../../crypto/manifest.ts'
import { parseOcsp } from '../../crypto/ocsp.ts'
import { ocspRequest } from '../../crypto/ocspRequest.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { readPackage } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { checkDetached, signDetached, withTimestamp } from '../../crypto/signature.ts'
import { checkTimestamp, issueTimestamp } from '../../crypto/timestamp.ts'
import { newWrapKey, softUnwrapper, wrapTo } from '../../crypto/wrap.ts'
import { LetterShape } from '../../server/opening/contract.ts'
import { natives } from '../../server/platform/natives.ts'
import { NOW, pki, YEAR } from '../crypto/pki.ts'
import { aContext, aFile, officersOf, packageOf as packed, someKeys } from '../crypto/sealing.ts'
import { smPki } from '../crypto/smPki.ts'

/** Something that is read from outside: a good example, and how it is read and judged. */
export interface Target {
  name: string
  good: Uint8Array
  /**
   * Reads and judges it. Refuses with a CryptoProblem, or answers what was accepted, as text: all that means anything.
   * A change after which the same is accepted changed nothing that anybody relies on.
   */
  judge(bytes: Uint8Array): Promise<string>
}

const HOUR = 3_600_000
const WORDS = utf8('投标文件')
const PIN = '123456'

/** Every format that is read from outside, with RSA and with SM2, locks with P-256 too. */
export async function targets(): Promise<Target[]> {
  const [rsa, sm] = [await pki(), await smPki()]
  const kinds = [
    { kind: 'RSA', ...rsa, signs: rsa.organisation },
    { kind: 'SM2', ...sm, signs: sm.sign },
  ]
  const all: Target[] = []
  for (const { kind, authority, trust, signs, stamps } of kinds) {
    const bare = { ...trust, crls: [] }
    const leaf = signs.certificate
    const named = (what: string) => `${what} (${kind})`
    const list = await authority.crl([{ serial: '4711', at: NOW - HOUR }], NOW - HOUR, NOW + YEAR)
    const answer = await authority.ocsp(ocspRequest(leaf, authority.root, random(16)), [], NOW, NOW + HOUR)
    const hash = sha256(WORDS)
    const token = await issueTimestamp({ hash }, stamps.signer, NOW, '4d')
    const signed = await signDetached(WORDS, signs.signer, NOW)
    const cms = withEvidence(withTimestamp(signed, token), { ocsps: [answer], crls: [hex(hash)] })
    all.push(
      { name: named('certificate'), good: leaf.der, judge: (bytes) => pathOf(bytes, trust) },
      { name: named('revocation list'), good: list, judge: (bytes) => standing({ ...bare, crls: [bytes] }, leaf) },
      { name: named('OCSP answer'), good: answer, judge: (bytes) => standing({ ...bare, ocsps: [bytes] }, leaf) },
      { name: named('CMS'), good: cms, judge: signatureOf },
      { name: named('timestamp'), good: token, judge: (bytes) => stampOf(bytes, hash) },
      { name: named('key file'), good: await keyFile(kind === 'SM2' ? 'sm2' : 'p256', trust), judge: keysOf },
    )
  }
  return [...all, await envelope('intl'), await envelope('gm'), ...(await locks())]
}

/** A lock to each kind of key, and a letter in each suite. */
async function locks(): Promise<Target[]> {
  const all: Target[] = []
  for (const kind of ['rsa', 'p256', 'sm2'] as const) {
    const { spki, pkcs8 } = await newWrapKey(kind)
    const holder = softUnwrapper(pkcs8)
    const [secret, label] = [random(32), random(32)]
    const letter = await closeLetter(spki, WORDS, label)
    const read = async (bytes: Uint8Array): Promise<string> => {
      const found = LetterShape.safeParse(parseCanonical(bytes))
      if (!found.success) throw new CryptoProblem('ENVELOPE_MALFORMED')
      return hex(await openLetter(holder, found.data, label))
    }
    all.push(
      {
        ...{ name: `lock (${kind})`, good: await wrapTo(spki, secret, label) },
        judge: async (bytes) => hex(await holder.unwrap(bytes, label)),
      },
      { name: `letter (${kind})`, good: canonicalBytes(letter), judge: read },
    )
  }
  return all
}

async function pathOf(bytes: Uint8Array, trust: Trust): Promise<string> {
  const certificate = parseCertificate(bytes)
  const { revocation } = await checkPath(certificate, trust, NOW, 'sign')
  return `${certificate.fingerprint} ${revocation}`
}

/** A list or an answer that says nothing about the certificate is refused by whoever needs it said. */
async function standing(trust: Trust, leaf: Parameters<typeof checkPath>[0]): Promise<string> {
  const { revocation } = await checkPath(leaf, trust, NOW, 'sign')
  return revocation === 'good' ? `good ${bodyOf(trust)}` : 'says nothing'
}

/** What an accepted list or answer rests on: what was signed. */
const bodyOf = ({ crls, ocsps = [] }: Trust): string =>
  hex(sha256(concat(...crls.map((one) => parseCrl(one).signed), ...ocsps.map((one) => parseOcsp(one).signed))))

async function signatureOf(bytes: Uint8Array): Promise<string> {
  const { certificate, signature, signedAt } = await checkDetached(bytes, WORDS)
  return `${certificate.fingerprint} ${hex(signature)} ${signedAt}`
}

async function stampOf(bytes: Uint8Array, hash: Uint8Array): Promise<string> {
  const { at, serial, certificate } = await checkTimestamp(bytes, hash)
  return `${at} ${serial} ${certificate.fingerprint}`
}

async function keyFile(kind: 'sm2' | 'p256', trust: Trust): Promise<Uint8Array> {
  const { pkcs8 } = await newKey(kind)
  const [certificate] = trust.roots
  return writeKeyFile([{ name: 'key', pkcs8, certificate: certificate!, chain: [] }], PIN, 1)
}

async function keysOf(bytes: Uint8Array): Promise<string> {
  const entries = await readKeyFile(bytes, PIN)
  return entries.map(({ pkcs8, certificate }) => `${hex(sha256(pkcs8))} ${certificate.fingerprint}`).join()
}

/** A small package and the manifest that its bidder signed: a package that is not the manifest's is not accepted. */
async function envelope(suite: 'intl' | 'gm'): Promise<Target> {
  const keys = await someKeys(suite)
  const [salt, code] = [new Uint8Array(32).fill(7), '91530100MA2000018X']
  const context = aContext({ bidder: bidderCommitment(salt, code, suite) })
  const parts = [{ id: 'price', files: [aFile('form.json', utf8('{}'))] }]
  const sealing = await sealBid({
    suite,
    context,
    k: 2,
    officers: officersOf(keys),
    bidderKey: keys.bidder!.spki,
    parts,
  })
  const good = await packed(sealing)
  const manifest = manifestOf(await sealing.finish(), {
    ...{ tender: context.tender, sequence: 1, previous: null, ticket: 'a ticket of the platform' },
    ...{ bidder: { code, name: '某公司' }, salt: hex(salt) },
  })
  const judge = async (bytes: Uint8Array): Promise<string> => {
    async function* pieces() {
      yield bytes
    }
    const received = await readPackage(pieces(), natives)
    checkManifest(manifest, received)
    return received.headerHash
  }
  return { name: `envelope (${suite})`, good, judge }
}
