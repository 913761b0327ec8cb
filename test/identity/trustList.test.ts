import { expect } from 'chai'
import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { ordinaryCode } from '../../crypto/organisationCode.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import type { Client, Refused } from '../../server/cli/client.ts'
import { creditCode } from '../../server/cli/demo/people.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import type { TrustedAuthority } from '../../server/platform/platform.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'

const AT = Date.parse(BEGIN)
const YEAR = 365 * 86_400_000
const CODE = creditCode(700001)

interface Shown {
  authorities: TrustedAuthority[]
  proposal: { id: string; difference: unknown[] } | null
  heard: Record<string, unknown[]>
  changes: {
    id: string
    type: string
    data: { by?: { name: string }; difference?: { member: string }[]; signature?: { statement: string } }
  }[]
}

describe('The trust list', function () {
  this.timeout(30_000)
  let running: TestWorld
  let third: Authority
  let entry: TrustedAuthority
  let holder: Signer

  before(async () => {
    running = await world()
    third = await createAuthority({ name: '第三认证中心', at: AT - YEAR, algorithm: 'sm2' })
    const { spki, pkcs8 } = await newKey('sm2')
    const subject = { commonName: '滇示第三建设有限公司', organisation: '滇示第三建设有限公司', unit: `USCC@${CODE}` }
    const certificate = await third.issue({ subject, kind: 'sign', spki, notBefore: AT - YEAR, notAfter: AT + YEAR })
    holder = softSigner({ pkcs8 }, certificate, [third.root])
    const code = { from: 'subject' as const, oid: '2.5.4.11', pattern: '^USCC@([0-9A-Z]{18})$' }
    const noRevocation = '该机构开业未满一月，列表尚未发布'
    entry = { ...authorityFrom(third.root), id: 'third', name: '第三认证中心', code, noRevocation }
  })
  after(() => running.stop())

  const list = async (): Promise<Shown> => (await running.world.as('bidder-1').get('/trust')) as Shown
  const centre = (n: 1 | 2): Client => running.world.as(n === 1 ? 'centre' : 'centre-2')
  const refusedWith = async (code: string, deed: Promise<unknown>): Promise<void> => {
    const problem = await deed.then(
      () => undefined,
      (error) => error,
    )
    expect((problem as Refused | undefined)?.code).to.equal(code)
  }

  /** The lines of a difference are the platform's to work out: it says what is to be signed. */
  async function propose(by: Client, change: { put: TrustedAuthority } | { remove: string }): Promise<string> {
    const { fields } = (await by.post('/trust/difference', { change })) as { fields: Record<string, unknown> }
    const cms = await by.signAsPerson('trust.propose', fields)
    return ((await by.post('/trust/proposals', { change, cms })) as { proposal: string }).proposal
  }
  async function confirm(by: Client, proposal: string): Promise<void> {
    const { waiting } = (await by.get('/trust')) as { waiting: Record<string, unknown> }
    const cms = await by.signAsPerson('trust.confirm', waiting)
    await by.post(`/trust/proposals/${proposal}/confirm`, { cms })
  }
  async function signIn(): Promise<{ status: number; body: Record<string, unknown> }> {
    const at = `${running.running.origins.trading}/api/v1/session`
    const headers = { 'content-type': 'application/json' }
    const { challenge } = (await (await fetch(`${at}/challenge`, { method: 'POST' })).json()) as { challenge: string }
    const statement = canonical({ challenge, entrance: 'trading', role: 'bidder', what: 'session.open' })
    const cms = base64(await signDetached(utf8(statement), holder, AT))
    const response = await fetch(at, {
      method: 'POST',
      headers,
      body: JSON.stringify({ challenge, role: 'bidder', cms }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('begins with the authorities of the foundation, one of RSA and one of SM2, and everybody sees it', async () => {
    const { authorities, proposal } = (await (
      await fetch(`${running.running.origins.public}/api/v1/trust`)
    ).json()) as Shown
    expect(authorities).to.have.lengthOf(2)
    expect(proposal).to.equal(null)
    for (const one of authorities) expect(one.code).to.deep.equal(ordinaryCode)
  })

  it('people of both authorities sign in', async () => {
    for (const id of ['bidder-1', 'bidder-2', 'supervisor']) await running.world.as(id).signIn()
  })

  it('does not let anybody in whose authority is not on it', async () => {
    const { status, body } = await signIn()
    expect(status).to.equal(422)
    expect([body['code'], (body['facts'] as { reason: string }).reason]).to.deep.equal([
      'SIGNATURE_REFUSED',
      'PATH_NOT_FOUND',
    ])
  })

  it('does not take a proposal into force before another person has confirmed it', async () => {
    const proposal = await propose(centre(1), { put: entry })
    expect((await list()).authorities).to.have.lengthOf(2)
    expect((await list()).proposal?.id).to.equal(proposal)
    await refusedWith('TRUST_SAME_PERSON', confirm(centre(1), proposal))
    const { waiting } = (await centre(2).get('/trust')) as { waiting: Record<string, unknown> }
    const cms = await centre(2).sign('trust.confirm', waiting) // the centre's own certificate names nobody
    await refusedWith('NOT_A_PERSON', centre(2).post(`/trust/proposals/${proposal}/confirm`, { cms }))
    await refusedWith('TRUST_PROPOSAL_OPEN', propose(centre(2), { put: entry }))
    expect((await signIn()).status).to.equal(422)
  })

  it('lets the holders of a new authority in once two people have put it on, the code read by its rule', async () => {
    const { proposal } = await list()
    await confirm(centre(2), proposal?.id ?? '')
    const { status, body } = await signIn()
    expect(status, JSON.stringify(body)).to.equal(201)
    expect(body['organisation']).to.equal(CODE)
    const { changes } = await list()
    expect(changes.map(({ type }) => type)).to.deep.equal(['trust.confirmed', 'trust.proposed', 'trust.founded'])
    expect(changes[1]?.data.difference?.map(({ member }) => member)).to.include.members(['roots', 'code', 'uses'])
  })

  it('is changed by nobody who is not of the centre, and a change without effect is none', async () => {
    const other = running.world.as('bidder-1')
    await refusedWith('FORBIDDEN', other.post('/trust/difference', { change: { put: entry } }))
    await refusedWith('FORBIDDEN', other.post('/trust/proposals', { change: { put: entry }, cms: 'AA==' }))
    await refusedWith('TRUST_UNCHANGED', propose(centre(1), { put: entry }))
    await refusedWith('TRUST_UNCHANGED', propose(centre(1), { remove: 'nobody' }))
  })

  it('refuses what was signed for another change', async () => {
    const { fields } = (await centre(1).post('/trust/difference', { change: { remove: 'third' } })) as {
      fields: Record<string, unknown>
    }
    const cms = await centre(1).signAsPerson('trust.propose', fields)
    const put = { ...entry, name: '另一个名称' }
    await refusedWith('SIGNATURE_REFUSED', centre(1).post('/trust/proposals', { change: { put }, cms }))
  })

  it('refuses an authority that is none, that has the root of another, or whose pattern could be made to run long', async () => {
    const { authorities } = await list()
    const leaf = base64(holder.certificate.der)
    for (const put of [
      { ...entry, id: 'leaf', roots: [leaf] },
      { ...entry, id: 'copy' },
      { ...entry, id: 'copy', roots: authorities[0]?.roots ?? [] },
      { ...entry, code: { ...entry.code, pattern: '^(([A-Z]+)+)$' } },
      { ...entry, roots: ['AAAA'] },
      { ...entry, lastDay: '2000-01-01' },
      { ...entry, noRevocation: undefined },
      { ...entry, crls: ['http://127.0.0.1:9/list.crl'] },
    ])
      await refusedWith('AUTHORITY_UNFIT', propose(centre(1), { put }))
  })

  it('gives up a change by a signature over it and the reason, and by no other', async () => {
    const proposal = await propose(centre(1), { remove: 'third' })
    const { waiting } = (await centre(2).get('/trust')) as { waiting: Record<string, unknown> }
    const sign = (reason: string) => centre(2).signAsPerson('trust.reject', { ...waiting, reason })
    const reject = (cms: string) => centre(2).post(`/trust/proposals/${proposal}/reject`, { reason: '理由不足', cms })
    await refusedWith('SIGNATURE_REFUSED', reject(await sign('另有理由')))
    await refusedWith('SIGNATURE_REFUSED', reject(await centre(2).signAsPerson('trust.confirm', waiting)))
    await refusedWith('NOT_A_PERSON', reject(await centre(2).sign('trust.reject', { ...waiting, reason: '理由不足' })))
    await reject(await sign('理由不足'))
    const { authorities, changes } = await list()
    expect(authorities).to.have.lengthOf(3)
    expect(changes[0]?.type).to.equal('trust.rejected')
    expect(changes[0]?.data.by).to.include({ name: '李思源' })
    expect(JSON.parse(changes[0]?.data.signature?.statement ?? '{}')).to.include({ proposal, reason: '理由不足' })
    await refusedWith('TRUST_PROPOSAL_ABSENT', confirm(centre(2), proposal))
  })

  it('has each of its changes proved to anybody by the log', async () => {
    const [newest] = (await list()).changes
    const at = `${running.running.origins.public}/api/v1/facts/${newest?.id}/proof`
    await eventually(async () => (await fetch(at)).status === 200)
    expect(((await (await fetch(at)).json()) as { fact: { type: string } }).fact.type).to.equal('trust.rejected')
  })

  it('limits an authority to its uses and policies', async () => {
    for (const limited of [{ uses: ['timestamp' as const] }, { policies: ['1.2.3.4'] }]) {
      await confirm(centre(2), await propose(centre(1), { put: { ...entry, ...limited } }))
      expect((await signIn()).body['code']).to.equal('AUTHORITY_LIMITED')
    }
    await confirm(centre(1), await propose(centre(2), { put: entry }))
    expect((await signIn()).status).to.equal(201)
  })

  it('tells everybody why an authority is trusted that does not say what it revoked', async () => {
    const { authorities, heard, changes } = await list()
    expect(authorities.find(({ id }) => id === 'third')?.noRevocation).to.equal(entry.noRevocation)
    expect(heard).to.deep.equal(Object.fromEntries(authorities.map(({ id }) => [id, []])))
    const signed = changes.findLast(({ data }) => data.difference?.some(({ member }) => member === 'noRevocation'))
    expect(JSON.parse(signed?.data.signature?.statement ?? '{}').difference).to.deep.include({
      ...{ member: 'noRevocation', before: null, after: entry.noRevocation },
    })
  })

  it('trusts an authority on its first and last day and on no other', async () => {
    const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
    const today = await running.world.now()
    for (const [days, status] of [
      [{ firstDay: day(today + 86_400_000), lastDay: null }, 422],
      [{ firstDay: day(today - YEAR), lastDay: day(today - 86_400_000) }, 422],
      [{ firstDay: day(today), lastDay: day(today) }, 201],
    ] as const) {
      await confirm(centre(2), await propose(centre(1), { put: { ...entry, ...days } }))
      expect((await signIn()).status, JSON.stringify(days)).to.equal(status)
    }
  })

  it('lets nobody in any more whose authority two people removed', async () => {
    await confirm(centre(2), await propose(centre(1), { remove: 'third' }))
    expect((await signIn()).status).to.equal(422)
    expect((await list()).authorities).to.have.lengthOf(2)
    expect((await running.platform.trust()).ever.roots).to.have.lengthOf(3)
  })

  it('does not let the person who confirms lock the centre out', async () => {
    const { authorities } = await list()
    const own = authorities.find(({ name }) => !name.includes('国密'))
    const proposal = await propose(centre(1), { remove: own?.id ?? '' })
    await refusedWith('TRUST_LOCKOUT', confirm(centre(2), proposal))
  })

  it('logged no error', () => expect(running.errors()).to.deep.equal([]))
})
