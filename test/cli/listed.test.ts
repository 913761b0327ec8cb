import { expect } from 'chai'
import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { base64, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import { issueTimestamp } from '../../crypto/timestamp.ts'
import type { Trusted } from '../../server/cli/verify/anchors.ts'
import { checkReceiptFile, readReceipt } from '../../server/cli/verify/receipt.ts'
import { evolve, type TrustedAuthority, type TrustFact, type TrustList } from '../../server/identity/trustList.ts'
import { authorityFrom } from '../../server/platform/trust.ts'

const DAY = 86_400_000
const AT = Date.parse('2026-04-07T01:00:00Z')
const REASON = '该机构开业未满一月，列表尚未发布'
const HASH = 'ab'.repeat(32)

describe('A receipt beside the trust list', () => {
  let authority: Authority
  let platform: Signer
  let receipt: Uint8Array
  let crl: Uint8Array
  before(async () => {
    authority = await createAuthority({ name: 'a root', at: AT - 30 * DAY })
    crl = await authority.crl([], AT - 1000, AT + DAY)
    platform = await holder('platform')
    receipt = await receiptWith({ serial: '2a', sha256: HASH, noRevocation: REASON })
  })

  async function holder(kind: 'platform' | 'timestamp'): Promise<Signer> {
    const { spki, pkcs8 } = await newKey('rsa-sign')
    const validity = { notBefore: AT - 10 * DAY, notAfter: AT + 10 * DAY }
    const certificate = await authority.issue({ subject: { commonName: kind }, kind, spki, ...validity })
    return softSigner({ pkcs8 }, certificate, [authority.root])
  }
  async function receiptWith(certificate: Record<string, string>): Promise<Uint8Array> {
    const said = {
      ...{ kind: 'bid.withdrawal', tender: 't', bidder: { code: 'c', name: 'n' }, sequence: 1, header: HASH },
      ...{ commitment: '11'.repeat(32), withdrawnAt: new Date(AT).toISOString(), certificate },
    }
    const token = await issueTimestamp({ hash: unhex(said.commitment) }, await holder('timestamp'), AT, '01')
    const cms = base64(await signDetached(utf8(canonical(said)), platform, AT))
    return utf8(canonical({ receipt: said, cms, promise: '', token: base64(token) }))
  }

  /** The facts of a list as it was founded, and as it was changed a day after the receipt. */
  function listOf(before: Partial<TrustedAuthority>, after?: Partial<TrustedAuthority>): TrustFact[] {
    const entry = { ...authorityFrom(authority.root), id: 'one', firstDay: '2026-01-01' }
    const at = AT - 20 * DAY
    const facts = [{ type: 'trust.founded', at, data: { authorities: [{ ...entry, ...before }] } }]
    const by = { name: 'n', number: null, certificate: '' }
    const put = { ...entry, ...before, ...after }
    if (after) {
      const proposed = { id: 'p', put, remove: null, difference: [], proposedAt: AT + DAY, by }
      facts.push({ type: 'trust.proposed', at: AT + DAY, data: proposed } as never)
      facts.push({ type: 'trust.confirmed', at: AT + DAY, data: { id: 'p', by, confirmedAt: AT + DAY } } as never)
    }
    const made = facts as unknown as TrustFact[]
    made.reduce<TrustList | undefined>(evolve, undefined) // they can follow one another
    return made
  }
  async function check(list: TrustFact[] | undefined, more: Partial<Trusted> = {}) {
    const certificates = [platform.certificate]
    const known = { roots: [], crls: [crl], root: undefined, platform: [certificates[0]!.fingerprint], certificates }
    const trusted: Trusted = { ...known, log: undefined, ...(list ? { list } : {}), ...more }
    const findings = await checkReceiptFile(await readReceipt(receipt, 'r'), trusted, ({ en }) => en)
    const of = (id: string) => findings.checks.find((one) => one.id === id)
    return { path: of('path'), stamp: of('timestamp'), unasked: of('unasked') }
  }

  it('leads to the authorities of the list, each for its use', async () => {
    const { path, stamp } = await check(listOf({}))
    expect([path?.verdict, stamp?.verdict]).to.deep.equal(['valid', 'valid'])
    expect((await check(undefined)).stamp?.verdict).to.equal('indeterminate')
  })

  it('has no time stamp where the list did not take its authority for time stamps when it was made', async () => {
    for (const list of [
      listOf({ uses: ['sign', 'encrypt'] }),
      listOf({ policies: ['1.2.3.4'] }),
      listOf({ lastDay: '2026-04-06' }),
      listOf({ uses: ['sign'] }, { uses: ['sign', 'timestamp'] }),
    ]) {
      const { stamp } = await check(list)
      expect(stamp?.verdict).to.equal('invalid')
      expect(stamp?.detail).to.include('the trust list did not take')
    }
    expect((await check(listOf({ uses: ['sign'] }), { roots: [authority.root] })).stamp?.verdict).to.equal('invalid')
  })

  it('keeps its time stamp where the list took that authority off afterwards', async () => {
    const { path, stamp } = await check(listOf({}, { uses: ['encrypt'] }))
    expect([path?.verdict, stamp?.verdict]).to.deep.equal(['valid', 'valid'])
  })

  it('says of an authority that does not tell what it revoked why it is taken, and does not decide', async () => {
    const { path, stamp } = await check(listOf({ noRevocation: REASON }), { crls: [] })
    for (const one of [path, stamp]) {
      expect(one?.verdict).to.equal('indeterminate')
      expect(one?.detail).to.include(REASON)
    }
  })

  it('names the reason for which the bidder’s certificate was taken unasked, and nothing where it was asked', async () => {
    expect((await check(listOf({}))).unasked?.detail).to.equal(REASON)
    receipt = await receiptWith({ serial: '2a', sha256: HASH })
    expect((await check(listOf({}))).unasked).to.equal(undefined)
  })
})
