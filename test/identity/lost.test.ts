import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Authority, newKey, restoreAuthority } from '../../crypto/authority.ts'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type KeyEntry, readKeyFile } from '../../crypto/keyFile.ts'
import { signDetached, softSigner } from '../../crypto/signature.ts'
import { checkStatement } from '../../server/access/statement.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { Account } from '../../server/identity/keyring.ts'
import { accountStream, organisationTag, readState } from '../../server/identity/store.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { packed } from '../bids/packed.ts'
import { foundation, type TestWorld, world } from '../world/world.ts'

const DAY = 86_400_000
const ME = 'bidder-1'

/** A bidder with two certificates for signing: one it declares lost, with the other it goes on. */
describe('A certificate that was declared lost', function () {
  this.timeout(180_000)
  let running: TestWorld
  let own: KeyEntry[]
  let authority: Authority
  let second: KeyEntry
  const other = (): KeyEntry => second
  const lost = (): KeyEntry => own.find(({ name }) => name === 'sign')!

  async function issue(): Promise<KeyEntry> {
    const now = await running.world.now()
    const key = await newKey('rsa-sign')
    const { organisation = '', organisationCode = '' } = own[0]!.certificate.subject
    const subject = { organisation, organisationCode, commonName: organisation }
    const window = { notBefore: now - DAY, notAfter: now + 400 * DAY }
    const certificate = await authority.issue({ subject, kind: 'sign', spki: key.spki, ...window })
    return { name: 'sign', pkcs8: key.pkcs8, certificate, chain: [authority.root] }
  }
  const signedBy = async ({ pkcs8, certificate, chain }: KeyEntry, text: string): Promise<string> =>
    base64(await signDetached(utf8(text), softSigner({ pkcs8 }, certificate, chain), await running.world.now()))

  let cookie = ''
  let sequence = 0
  const call = async (path: string, body: object): Promise<{ status: number; code?: string; set: string[] }> => {
    const headers = { cookie, 'content-type': 'application/json' }
    const at = `${running.running.origins.trading}/api/v1${path}`
    const answer = await fetch(at, { method: 'POST', headers, body: JSON.stringify(body) })
    const said = (await answer.json()) as Record<string, unknown>
    return { ...said, status: answer.status, set: answer.headers.getSetCookie() }
  }
  const says = (by: KeyEntry, what: string, fields: Record<string, unknown>) =>
    signedBy(by, canonical({ ...fields, what }))

  /** Binds it with itself, and ends it with itself. */
  async function declareLost(): Promise<void> {
    const me = running.world.as(ME)
    const fields = { certificate: lost().certificate.fingerprint, use: 'sign', replaces: null }
    const cms = await me.sign('certificate.bind', fields)
    const certificate = base64(lost().certificate.der)
    const of = { ...fields, certificate, cms, proof: { cms: await says(lost(), 'certificate.bind', fields) } }
    const bound = await me.post<{ certificate: string }>('/account/certificates', of)
    const end = { certificate: bound.certificate, reason: 'lost' }
    await me.post(`/account/certificates/${bound.certificate}/end`, {
      ...{ reason: 'lost', cms: await me.sign('certificate.end', end) },
    })
  }

  before(async () => {
    running = await world()
    const { folder } = await foundation()
    authority = await restoreAuthority(JSON.parse(await readFile(join(folder, 'authority.json'), 'utf8')))
    own = await readKeyFile(new Uint8Array(await readFile(join(folder, 'keys', `${ME}.p12`))), PIN)
    second = await issue()
    await publishNotice(running.world)
    await deposits(running.world)
    const one = await packed(running.world, ME)
    await one.send()
    await one.handIn()
    await declareLost()
    const { challenge } = (await call('/session/challenge', {})) as unknown as { challenge: string }
    const cms = await says(other(), 'session.open', { challenge, entrance: 'trading', role: 'bidder' })
    const { set } = await call('/session', { challenge, role: 'bidder', cms })
    cookie = set[0]?.split(';')[0] ?? ''
    const path = `${running.running.origins.trading}/api/v1/tenders/${running.world.tender}/bid`
    const mine = await fetch(path, { headers: { cookie } })
    sequence = ((await mine.json()) as { sequence: number }).sequence
  })

  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('signs no deed of a bid: the withdrawal is refused by its code and nothing is written', async () => {
    const before = await running.facts()
    const withdraw = async (by: KeyEntry) => {
      const cms = await says(by, 'bid.withdraw', { tender: running.world.tender, sequence })
      return call(`/tenders/${running.world.tender}/bid/withdraw`, { sequence, cms })
    }
    const refused = await withdraw(lost())
    expect([refused.status, refused.code]).to.deep.equal([403, 'CERTIFICATE_LOST'])
    expect(await running.facts()).to.equal(before)
    expect((await withdraw(other())).status, 'the other certificate withdraws it').to.equal(201)
  })

  it('signs no binding of a certificate, neither as the account nor as the key that is bound', async () => {
    const fresh = await issue()
    const fields = { certificate: fresh.certificate.fingerprint, use: 'sign' as const, replaces: null }
    const certificate = base64(fresh.certificate.der)
    const proof = { cms: await says(fresh, 'certificate.bind', fields) }
    const cms = await says(lost(), 'certificate.bind', fields)
    const bound = await call('/account/certificates', { ...fields, certificate, cms, proof })
    expect([bound.status, bound.code]).to.deep.equal([403, 'CERTIFICATE_LOST'])
    const itself = { ...fields, certificate: lost().certificate.fingerprint }
    const again = await call('/account/certificates', {
      ...{ ...itself, certificate: base64(lost().certificate.der) },
      cms: await says(other(), 'certificate.bind', itself),
      proof: { cms: await says(lost(), 'certificate.bind', itself) },
    })
    expect([again.status, again.code]).to.deep.equal([403, 'CERTIFICATE_LOST'])
  })

  it('signs no release at the opening, from the very millisecond at which the loss was declared, and not before', async () => {
    const { platform } = running
    const organisation = lost().certificate.organisationCode ?? ''
    const state = await readState<Account>(platform, accountStream(organisationTag(platform, organisation)))
    const { ended } = state!.certificates.find((one) => one.ended?.reason === 'lost')!
    const fields = { tender: running.world.tender, epoch: 1, letter: 'x' }
    const cms = await says(lost(), 'opening.unlock', fields)
    const check = (at: number) =>
      checkStatement(platform, { organisation }, { what: 'opening.unlock', fields, cms }, at).then(
        () => 'done',
        (problem: unknown) => (problem instanceof Refusal ? problem.code : Promise.reject(problem)),
      )
    expect(await check(ended!.at - 1)).to.equal('done')
    expect(await check(ended!.at)).to.equal('CERTIFICATE_LOST')
  })
})
