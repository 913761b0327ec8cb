import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { QueryTypes } from 'sequelize'
import { type Authority, newKey, restoreAuthority } from '../../crypto/authority.ts'
import { base64, hex, random, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type KeyEntry, readKeyFile } from '../../crypto/keyFile.ts'
import { signDetached, softSigner } from '../../crypto/signature.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import type { BidKey } from '../../server/bids/keyViews.ts'
import { keyTagOf } from '../../server/bids/store.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { ShownCertificate } from '../../server/identity/accountViews.ts'
import { POSSESSION } from '../../server/identity/keyring.ts'
import { codeOf } from '../world/codes.ts'
import { Needles } from '../world/search.ts'
import { foundation, type TestWorld, world } from '../world/world.ts'

interface Shown {
  certificates: ShownCertificate[]
  messages: { certificate: string; days: number }[]
}

const DAY = 86_400_000
const ME = 'bidder-1'

describe('An organisation\u2019s certificates, over HTTP', function () {
  this.timeout(180_000)
  let running: TestWorld
  let own: KeyEntry[]
  let authorities: Record<'rsa' | 'sm2', Authority>
  const issued: KeyEntry[] = []

  before(async () => {
    running = await world()
    const { folder } = await foundation()
    const authority = async (file: string) => restoreAuthority(JSON.parse(await readFile(join(folder, file), 'utf8')))
    authorities = { rsa: await authority('authority.json'), sm2: await authority('sm2-authority.json') }
    own = await readKeyFile(new Uint8Array(await readFile(join(folder, 'keys', `${ME}.p12`))), PIN)
    await publishNotice(running.world)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  const me = () => running.world.as(ME)
  const account = () => me().get<Shown & Record<string, unknown>>('/account')
  const signedBy = async ({ pkcs8, certificate, chain }: KeyEntry, text: string): Promise<string> =>
    base64(await signDetached(utf8(text), softSigner({ pkcs8 }, certificate, chain), await running.world.now()))

  /** A new certificate of one of the two authorities, by default of the organisation itself. */
  async function issue(
    by: 'rsa' | 'sm2',
    of: { kind: 'sign' | 'encrypt' | 'person'; days?: number; spki?: KeyEntry; code?: string },
  ): Promise<KeyEntry> {
    const now = await running.world.now()
    const key = of.spki ?? (await newKey(by === 'sm2' ? 'sm2' : of.kind === 'encrypt' ? 'rsa-wrap' : 'rsa-sign'))
    const spki = 'spki' in key ? key.spki : key.certificate.spki
    const { organisation = '', organisationCode = '' } = own[0]!.certificate.subject
    const subject = {
      organisation,
      organisationCode: of.code ?? organisationCode,
      commonName: of.kind === 'person' ? '经办人乙' : organisation,
    }
    const window = { notBefore: now - DAY, notAfter: now + (of.days ?? 400) * DAY }
    const certificate = await authorities[by].issue({ subject, kind: of.kind, spki, ...window })
    const entry = { name: of.kind, pkcs8: key.pkcs8, certificate, chain: [authorities[by].root] }
    issued.push(entry)
    return entry
  }

  async function bind(entry: KeyEntry, use: 'sign' | 'encrypt', more: { replaces?: string; proof?: object } = {}) {
    const replaces = more.replaces ?? null
    const fields = { certificate: entry.certificate.fingerprint, use, replaces }
    const cms = await me().sign('certificate.bind', fields)
    const certificate = base64(entry.certificate.der)
    const proof =
      more.proof ??
      (use === 'sign'
        ? { cms: await signedBy(entry, canonical({ ...fields, what: 'certificate.bind' })) }
        : await opened(entry))
    return me().post<{ certificate: string }>('/account/certificates', { certificate, use, replaces, cms, proof })
  }
  async function opened({ pkcs8, certificate }: KeyEntry): Promise<{ ticket: string; secret: string }> {
    const asked = await me().post<{ lock: string; ticket: string }>('/account/possession', {
      certificate: base64(certificate.der),
    })
    return { ticket: asked.ticket, secret: hex(await softUnwrapper(pkcs8).unwrap(unbase64(asked.lock), POSSESSION)) }
  }
  const entryOf = (name: string): KeyEntry => own.find((one) => one.name === name)!

  it('of two authorities, of RSA, P-256 and SM2, for signing and for opening, of several clerks', async () => {
    await bind(entryOf('sign'), 'sign')
    await bind(entryOf('person'), 'sign')
    await bind(entryOf('encrypt'), 'encrypt')
    await bind(await issue('sm2', { kind: 'sign' }), 'sign')
    await bind(await issue('sm2', { kind: 'encrypt' }), 'encrypt')
    await bind(await issue('sm2', { kind: 'person' }), 'sign')
    const { certificates } = await account()
    expect(certificates.map(({ use, algorithm, standing }) => `${use} ${algorithm} ${standing}`)).to.deep.equal([
      'sign RSA-2048 good',
      'sign P-256 good',
      'encrypt RSA-2048 good',
      'sign SM2 good',
      'encrypt SM2 good',
      'sign SM2 good',
    ])
    expect(certificates.map(({ person }) => person).filter(Boolean)).to.include('经办人乙')
  })

  it('are not bound without the private key, nor twice, nor for a use that the certificate has not', async () => {
    const fresh = await issue('rsa', { kind: 'encrypt' })
    const proof = await opened(fresh)
    expect(await codeOf(bind(fresh, 'encrypt', { proof: { ...proof, secret: hex(random(32)) } }))).to.equal(
      'TICKET_INVALID',
    )
    const signing = await issue('rsa', { kind: 'sign' })
    const others = {
      cms: await me().sign('certificate.bind', {
        certificate: signing.certificate.fingerprint,
        use: 'sign',
        replaces: null,
      }),
    }
    expect(await codeOf(bind(signing, 'sign', { proof: others }))).to.equal('POSSESSION_UNPROVEN')
    expect(await codeOf(bind(signing, 'sign', { proof }))).to.equal('POSSESSION_UNPROVEN')
    expect(await codeOf(bind(entryOf('sign'), 'sign'))).to.equal('CERTIFICATE_BOUND')
    expect(await codeOf(bind(fresh, 'sign'))).to.equal('CERTIFICATE_UNUSABLE')
    await bind(fresh, 'encrypt', { proof })
    expect(await codeOf(bind(fresh, 'encrypt', { proof }))).to.equal('CHALLENGE_INVALID')
  })

  it('are not bound to another organisation, nor once they have expired', async () => {
    const other = await issue('rsa', { kind: 'sign', code: '91530100MA6KAAAA1X' })
    expect(await codeOf(bind(other, 'sign'))).to.equal('CERTIFICATE_OF_ANOTHER')
    const old = await issue('rsa', { kind: 'sign', days: -0.5 })
    expect(await codeOf(bind(old, 'sign'))).to.equal('CERTIFICATE_UNUSABLE')
    const garbage = { certificate: 'AAAA', use: 'sign', cms: 'AAAA', proof: { cms: 'AAAA' } }
    expect(await codeOf(me().post('/account/certificates', garbage))).to.be.oneOf([
      'CERTIFICATE_UNUSABLE',
      'POSSESSION_UNPROVEN',
    ])
  })

  it('are nobody else\u2019s to see, and a person without an organisation has no account', async () => {
    expect((await running.world.as('bidder-2').get<Shown>('/account')).certificates).to.deep.equal([])
    expect(await codeOf(running.world.as('expert-002').get('/account'))).to.equal('FORBIDDEN')
  })

  it('say which submitted bid needs which key, to its bidder alone; a renewal that kept the key opens it too', async () => {
    await deposits(running.world)
    await submitBid(running.world, ME)
    const bids = async (id: string) => (await running.world.as(id).get<{ bids: BidKey[] }>('/account/bids')).bids
    const key = (await account()).certificates.find(
      ({ fingerprint }) => fingerprint === entryOf('encrypt').certificate.fingerprint,
    )
    const [bid] = await bids(ME)
    expect(bid).to.include({ tender: running.world.tender, sequence: 1, certificate: key?.id })
    expect(await bids('bidder-2')).to.deep.equal([])
    expect(await codeOf(running.world.as('agent').get('/account/bids'))).to.equal('FORBIDDEN')
    const kept = await issue('rsa', { kind: 'encrypt', spki: entryOf('encrypt') })
    const { certificate } = await bind(kept, 'encrypt', { replaces: key?.id ?? '' })
    expect((await bids(ME))[0]).to.deep.include({ certificate, also: [key?.id] })
    expect(
      await codeOf(bind(await issue('rsa', { kind: 'encrypt' }), 'encrypt', { replaces: key?.id ?? '' })),
    ).to.equal('CERTIFICATE_REPLACED')
  })

  it('are used over a line that may be measured with four MiB either way, by those who signed in', async () => {
    const at = `${running.running.origins.trading}/api/v1/environment/sample`
    const { cookie } = me()
    const got = await fetch(at, { headers: { cookie } })
    expect([got.status, (await got.arrayBuffer()).byteLength]).to.deep.equal([200, 4 * 1024 * 1024])
    const send = (bytes: number) => fetch(at, { method: 'PUT', headers: { cookie }, body: new Uint8Array(bytes) })
    expect(await (await send(1000)).json()).to.deep.equal({ bytes: 1000 })
    expect((await send(4 * 1024 * 1024 + 1)).status).to.equal(413)
    expect((await fetch(at)).status).to.equal(401)
  })

  it('stand at rest without a name, and a key is another word in every tender', async () => {
    const needles = new Needles()
    const { subject, organisationCode = '' } = own[0]!.certificate
    needles.text('name', subject.organisation ?? '')
    needles.text('code', organisationCode)
    needles.text('clerk', '经办人乙')
    for (const { certificate } of [...own, ...issued]) {
      needles.bytes('key', Buffer.from(certificate.spki.subarray(36, 60)))
      needles.bytes('fingerprint', Buffer.from(certificate.fingerprint, 'hex'))
    }
    const { database } = running.platform
    const key = hex(random(32))
    expect(keyTagOf(running.platform, 'one', key)).to.not.equal(keyTagOf(running.platform, 'other', key))
    for (const table of ['accounts', 'events', 'dues', 'bids']) {
      const found = await database.query(`SELECT * FROM ${table}`, { type: QueryTypes.SELECT })
      expect(needles.in(Buffer.from(JSON.stringify(found))), table).to.deep.equal([])
    }
  })

  it('are announced to end, by a message', async () => {
    const short = await issue('rsa', { kind: 'sign', days: 65 })
    const { certificate } = await bind(short, 'sign')
    await running.world.moveTo((await running.world.now()) + 10 * DAY)
    const messages = await running.world.until('the message', async () => {
      const found = (await account()).messages.filter((one) => one.certificate === certificate)
      return found.length ? found : undefined
    })
    expect(messages.map(({ days }) => days)).to.deep.equal([60])
  })

  it('let nobody in any more that were declared lost, though their authority does not know yet', async () => {
    const { certificates } = await account()
    const lost = certificates.find(({ fingerprint }) => fingerprint === entryOf('sign').certificate.fingerprint)
    const fields = { certificate: lost?.id ?? '', reason: 'lost' }
    const cms = await me().sign('certificate.end', fields)
    await me().post(`/account/certificates/${lost?.id}/end`, { reason: 'lost', cms })
    const { cookie } = me()
    const still = await fetch(`${running.running.origins.trading}/api/v1/account`, { headers: { cookie } })
    expect(still.status, 'the sessions that it began are over too').to.equal(401)
    expect(await codeOf(me().signIn())).to.equal('CERTIFICATE_LOST')
  })
})
