import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Authority, type NewKey, newKey, restoreAuthority } from '../../crypto/authority.ts'
import { base64, hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Certificate, pem } from '../../crypto/certificate.ts'
import { checkDetached, type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { findBid } from '../../server/bids/bidViews.ts'
import { receiptBytes, receiptOf } from '../../server/bids/receipt.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { POSSESSION } from '../../server/identity/keyring.ts'
import { tenderById } from '../../server/tenders/store.ts'
import { openssl, withFiles } from '../crypto/pki.ts'
import { foundation, type TestWorld, world } from '../world/world.ts'

const DAY = 86_400_000
type Kind = 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'RSA-PSS' | 'P-256' | 'SM2'

/** A fresh key that is named for RSASSA-PSS. */
function pssKey(): NewKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
  return {
    spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    pkcs8: new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })),
  }
}

/** A fresh key of any kind that certificates may have. */
async function keyOf(kind: Kind, wrap = false): Promise<NewKey> {
  if (kind === 'P-256') return newKey('p256')
  if (kind === 'SM2') return newKey('sm2')
  if (kind === 'RSA-PSS') return pssKey()
  const algorithm = {
    ...{ name: wrap ? 'RSA-OAEP' : 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: Number(kind.slice(4)) },
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const usages: KeyUsage[] = wrap ? ['encrypt', 'decrypt'] : ['sign', 'verify']
  const pair = (await crypto.subtle.generateKey(algorithm, true, usages)) as CryptoKeyPair
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  }
}

describe('Keys of every kind, over HTTP', function () {
  this.timeout(240_000)
  let running: TestWorld
  let authorities: Authority[]
  const me = () => running.world.as('bidder-1')

  before(async () => {
    running = await world()
    const { folder } = await foundation()
    const files = ['authority.json', 'sm2-authority.json'].map((name) => readFile(join(folder, name), 'utf8'))
    authorities = await Promise.all(files.map(async (text) => restoreAuthority(JSON.parse(await text))))
    await publishNotice(running.world)
    await deposits(running.world)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  /** A certificate of the organisation over a key, by the authority of SM2 for SM2 and by that of RSA for the others. */
  async function issued(
    kind: Kind,
    use: 'sign' | 'encrypt',
  ): Promise<{ certificate: Certificate; pkcs8: Uint8Array; root: Certificate }> {
    const { signer } = await me().keys()
    const { organisation = '', organisationCode = '' } = signer.certificate.subject
    const authority = authorities[kind === 'SM2' ? 1 : 0]!
    const now = await running.world.now()
    const { spki, pkcs8 } = await keyOf(kind, use === 'encrypt')
    const certificate = await authority.issue({
      ...{ subject: { organisation, organisationCode, commonName: organisation }, kind: use, spki },
      ...{ notBefore: now - DAY, notAfter: now + 300 * DAY },
    })
    return { certificate, pkcs8, root: authority.root }
  }

  /** Signs in with these very keys; answers the session's cookie. */
  async function signIn(sign: (text: string) => Promise<string>): Promise<string> {
    const at = `${running.running.origins.trading}/api/v1/session`
    const post = (path: string, body: object) =>
      fetch(`${at}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { challenge } = (await (await post('/challenge', {})).json()) as { challenge: string }
    const cms = await sign(canonical({ challenge, entrance: 'trading', role: 'bidder', what: 'session.open' }))
    const answer = await post('', { challenge, role: 'bidder', cms })
    expect(answer.status, await answer.clone().text()).to.equal(201)
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const signing = (signer: Signer) => async (text: string) =>
    base64(await signDetached(utf8(text), signer, await running.world.now()))

  for (const kind of ['RSA-2048', 'RSA-3072', 'RSA-4096', 'RSA-PSS', 'P-256', 'SM2'] as const)
    it(`a certificate of ${kind} signs in, and signs a deed that the platform takes`, async () => {
      const { certificate, pkcs8, root } = await issued(kind, 'sign')
      const sign = signing(softSigner({ pkcs8 }, certificate, [root]))
      const cookie = await signIn(sign)
      const fields = { certificate: certificate.fingerprint, use: 'sign', replaces: null }
      const cms = await sign(canonical({ ...fields, what: 'certificate.bind' }))
      const answer = await fetch(`${running.running.origins.trading}/api/v1/account/certificates`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ ...fields, certificate: base64(certificate.der), cms, proof: { cms } }),
      })
      expect(answer.status, await answer.clone().text()).to.equal(201)
    })

  it('a signature of RSA-PSS, as other programs make it, signs in', async () => {
    const { certificate, pkcs8 } = await issued('RSA-2048', 'sign')
    await signIn(async (content) =>
      withFiles({ 'c.pem': certificate, 'k.pem': pem(pkcs8, 'PRIVATE KEY'), content }, (at) => {
        const pss = ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32']
        const by = ['-signer', 'c.pem', '-inkey', 'k.pem', ...pss]
        openssl(
          at,
          'cms',
          '-sign',
          '-binary',
          '-in',
          'content',
          ...by,
          '-md',
          'sha256',
          '-outform',
          'DER',
          '-out',
          'cms',
        )
        return base64(new Uint8Array(readFileSync(join(at, 'cms'))))
      }),
    )
  })

  for (const kind of ['RSA-3072', 'RSA-4096', 'P-256', 'SM2'] as const)
    it(`an encryption certificate of ${kind} shows that its key is at hand, and a bid is locked to it`, async () => {
      const { certificate, pkcs8 } = await issued(kind, 'encrypt')
      const asked = await me().post<{ lock: string; ticket: string }>('/account/possession', {
        certificate: base64(certificate.der),
      })
      const unwrapper = softUnwrapper(pkcs8, certificate)
      const secret = hex(await unwrapper.unwrap(unbase64(asked.lock), POSSESSION))
      const fields = { certificate: certificate.fingerprint, use: 'encrypt' as const, replaces: null }
      const cms = await me().sign('certificate.bind', fields)
      const proof = { ticket: asked.ticket, secret }
      await me().post('/account/certificates', { ...fields, certificate: base64(certificate.der), cms, proof })
      const client = me()
      const before = await client.keys()
      client.keys = async () => ({ ...before, encryption: certificate, unwrapper })
      await submitBid(running.world, 'bidder-1') // seals, uploads, hands in, and checks the receipt
      const { bids } = await client.get<{ bids: { certificate: string | null }[] }>('/account/bids')
      const { certificates } = await client.get<{ certificates: { id: string; fingerprint: string }[] }>('/account')
      const bound = certificates.find(({ fingerprint }) => fingerprint === certificate.fingerprint)
      expect(bids[0]?.certificate).to.equal(bound?.id)
    })

  for (const kind of ['RSA-2048', 'RSA-4096', 'RSA-PSS', 'P-256', 'SM2'] as const)
    it(`a receipt is signed by a platform that holds a certificate of ${kind}`, async () => {
      const { certificate, pkcs8, root } = await issued(kind, 'sign')
      const platform = { ...running.platform, signer: softSigner({ pkcs8 }, certificate, [root]) }
      const tender = await tenderById({ platform }, running.world.tender)
      const tag = await me().tag(running.world.tender)
      const bid = await findBid(platform, running.world.tender, tag)
      if (!tender || !bid) throw new Error('no bid was submitted before')
      const { receipt, cms } = await receiptOf(platform, tender, bid, { organisation: 'x', organisationName: 'y' }, 500)
      const signed = await checkDetached(unbase64(cms), utf8(receiptBytes(receipt)))
      expect(signed.certificate.fingerprint).to.equal(certificate.fingerprint)
    })
})
