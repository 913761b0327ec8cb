import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { newKey } from '../../crypto/authority.ts'
import { base64, unhex } from '../../crypto/bytes.ts'
import { softSigner } from '../../crypto/signature.ts'
import { issueTimestamp } from '../../crypto/timestamp.ts'
import type { Evidenced } from '../../crypto/watch.ts'
import { Findings } from '../../server/archive/verify/report.ts'
import type { Receipt } from '../../server/bids/receipt.ts'
import type { Given } from '../../server/cli/arguments.ts'
import type { Place } from '../../server/cli/bid/place.ts'
import { checkStamp } from '../../server/cli/bid/stamped.ts'
import { Refused } from '../../server/cli/client.ts'
import type { Terminal } from '../../server/cli/terminal.ts'
import type { TrustedAuthority, TrustFact } from '../../server/identity/trustList.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { AT, changedTrust, logged, type Signers, twoPeople } from '../world/loggedTrust.ts'

const DAY = 86_400_000
const COMMITMENT = '11'.repeat(32)

describe('The time stamp of a bid that stands, before the platform’s trust list', () => {
  let people: Signers
  let token: string
  let state: string
  after(() => rmSync(state, { recursive: true, force: true }))
  before(async () => {
    state = mkdtempSync(join(tmpdir(), 'yangguang-stamped-'))
    people = await twoPeople()
    const { spki, pkcs8 } = await newKey('rsa-sign')
    const validity = { notBefore: AT - DAY, notAfter: AT + 10 * DAY }
    const of = { subject: { commonName: 'stamps' }, kind: 'timestamp' as const, spki, ...validity }
    const signer = softSigner({ pkcs8 }, await people.authority.issue(of), [people.authority.root])
    token = base64(await issueTimestamp({ hash: unhex(COMMITMENT) }, signer, AT + 1000, '01'))
  })

  /** What a platform whose log has such a list answers, and what is made of a stamp there. */
  async function stamped(put: Partial<TrustedAuthority>, more: { refuses?: string; token?: null } = {}) {
    const entry = { ...authorityFrom(people.authority.root), id: 'first', name: '第一认证中心', ...put }
    const facts = await changedTrust(people, entry)
    const { evidence, checkpoint, verifier } = await logged(facts)
    const shown = { authorities: [entry], changes: facts.map(({ id }) => ({ id })).reverse() }
    const answers: Record<string, unknown> = {
      ...{ '/trust': shown, '/log/checkpoint': checkpoint, '/time': { movable: false } },
      '/log/verifier': { verifier, certificate: '00' },
      ...Object.fromEntries(evidence.map((one: Evidenced) => [`/facts/${(one.fact as TrustFact).id}/proof`, one])),
    }
    const get = async (path: string) => {
      if (more.refuses) throw new Refused({ status: 503, code: more.refuses, zh: '', en: '' } as never)
      return answers[path] as never
    }
    const place = {
      client: { get },
      origin: `https://${verifier.slice(-8).replace(/\W/g, '')}.example`,
      known: { verifier },
    }
    const call: Pick<Given, 'text'> = { text: () => undefined }
    const environment = { state }
    const terminal = { words: ({ en }: { en: string }) => en, environment } as unknown as Terminal
    const findings = new Findings()
    const signed = { receipt: { commitment: COMMITMENT }, token: more.token === null ? null : token } as Receipt
    await checkStamp(signed, { place: place as unknown as Place, call: call as Given }, findings, terminal)
    return findings.checks[0]
  }

  it('holds where the list took its authority for time stamps then, and names it', async () => {
    const found = await stamped({})
    expect(found?.verdict, found?.detail).to.equal('valid')
    expect(found?.detail).to.include('took its authority 第一认证中心 for time stamps then')
  })

  it('names the reason where that authority does not say what it revoked', async () => {
    const found = await stamped({ noRevocation: '列表尚未发布，开业未满一月' })
    expect([found?.verdict, found?.detail.includes('列表尚未发布')]).to.deep.equal(['valid', true])
  })

  it('does not hold where the list took it for something else', async () => {
    const found = await stamped({ uses: ['sign', 'encrypt'] })
    expect([found?.verdict, found?.detail.includes('did not take')], found?.detail).to.deep.equal(['invalid', true])
  })

  it('is not decided without a list, and that is said; nor before it has come', async () => {
    const found = await stamped({}, { refuses: 'PROOF_NOT_YET' })
    expect(found?.verdict).to.equal('indeterminate')
    expect(found?.detail).to.include('there is no trust list to judge its authority by').and.include('PROOF_NOT_YET')
    expect((await stamped({}, { token: null }))?.verdict).to.equal('indeterminate')
  })
})
