import { expect } from 'chai'
import { parseCertificate } from '../../crypto/certificate.ts'
import { parseCrl, type Trust } from '../../crypto/chain.ts'
import { checkNames } from '../../crypto/nameConstraints.ts'
import { isUnderOneOf, type PolicySettings, policiesOf } from '../../crypto/policies.ts'
import { isCryptoProblem } from '../../crypto/problem.ts'
import { reasonsCovered } from '../../crypto/scope.ts'
import { judged, type Pkits, pkitsTrust, readPkits } from './pkits.ts'

/** What the suite calls valid and we refuse, by the code with which we do. */
const STRICTER: Readonly<Record<string, string>> = {
  // 4.1.4, 4.1.5: DSA is no algorithm of ours
  ValidDSASignaturesTest4EE: 'CERTIFICATE_UNSUPPORTED',
  ValidDSAParameterInheritanceTest5EE: 'CERTIFICATE_UNSUPPORTED',
  // 4.4.14: a list with a negative serial number is not read (RFC 5280 4.1.2.2 forbids it)
  ValidNegativeSerialNumberTest14EE: 'REVOCATION_UNKNOWN',
  // 4.14.22, 24, 25, 28 to 30, 33: what an indirect list says is never enough
  ValidIDPwithindirectCRLTest22EE: 'REVOCATION_UNKNOWN',
  ValidIDPwithindirectCRLTest24EE: 'REVOCATION_UNKNOWN',
  ValidIDPwithindirectCRLTest25EE: 'REVOCATION_UNKNOWN',
  ValidcRLIssuerTest28EE: 'REVOCATION_UNKNOWN',
  ValidcRLIssuerTest29EE: 'REVOCATION_UNKNOWN',
  ValidcRLIssuerTest30EE: 'REVOCATION_UNKNOWN',
  ValidcRLIssuerTest33EE: 'REVOCATION_UNKNOWN',
  // 4.15.5, 4.15.7: a hold counts although a later delta list lifts it: delta lists are not worked out
  ValiddeltaCRLTest5EE: 'CERTIFICATE_REVOKED',
  ValiddeltaCRLTest7EE: 'CERTIFICATE_REVOKED',
}

/** The reasons that matter most, to see that a path fails for what the suite says and not by chance. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^Invalid.*nameConstraints/, 'NAME_NOT_PERMITTED'],
  [/^Invalid.*(requireExplicitPolicy|[pP]olicyMapping|inhibitAnyPolicy|MappingFrom|MappingTo)/, 'POLICY_NOT_VALID'],
  [/^InvalidRevoked/, 'CERTIFICATE_REVOKED'],
  [/^InvalidSelfIssuedinhibit/, 'POLICY_NOT_VALID'],
  [/^Invalid.*(cAFalse|basicConstraints|pathLenConstraint|keyCertSign|NameChaining)/, 'PATH_NOT_FOUND'],
  [/^Invalid(distributionPointTest[389]|only.*Test1[1247]|BadCRLIssuerName|MissingCRL|OldCRL)/, 'REVOCATION_UNKNOWN'],
]

const P = (...of: number[]): string[] => of.map((n) => `2.16.840.1.101.3.2.1.48.${n}`)

/** Section 4.8 to 4.12 with other settings than the usual: the end entity, accepted policies, settings, and whether valid. */
const POLICIES: readonly (readonly [string, string[] | undefined, PolicySettings, boolean])[] = [
  ['ValidCertificatePathTest1EE', undefined, { explicit: true }, true],
  ['ValidCertificatePathTest1EE', P(1), { explicit: true }, true],
  ['ValidCertificatePathTest1EE', P(2), { explicit: true }, false],
  ['ValidCertificatePathTest1EE', P(1, 2), { explicit: true }, true],
  ['ValidCertificatePathTest1EE', P(2), {}, true],
  ['AllCertificatesNoPoliciesTest2EE', undefined, {}, true],
  ['AllCertificatesNoPoliciesTest2EE', undefined, { explicit: true }, false],
  ['DifferentPoliciesTest3EE', undefined, {}, true],
  ['DifferentPoliciesTest3EE', undefined, { explicit: true }, false],
  ['DifferentPoliciesTest3EE', P(1, 2), { explicit: true }, false],
  ['DifferentPoliciesTest4EE', undefined, {}, false],
  ['DifferentPoliciesTest5EE', undefined, {}, false],
  ['OverlappingPoliciesTest6EE', undefined, {}, true],
  ['OverlappingPoliciesTest6EE', P(1), {}, true],
  ['OverlappingPoliciesTest6EE', P(2), {}, false],
  ['DifferentPoliciesTest7EE', undefined, {}, false],
  ['DifferentPoliciesTest8EE', undefined, {}, false],
  ['DifferentPoliciesTest9EE', undefined, {}, false],
  ['AllCertificatesSamePoliciesTest10EE', undefined, {}, true],
  ['AllCertificatesSamePoliciesTest10EE', P(1), {}, true],
  ['AllCertificatesSamePoliciesTest10EE', P(2), {}, true],
  ['AllCertificatesanyPolicyTest11EE', undefined, {}, true],
  ['AllCertificatesanyPolicyTest11EE', P(1), {}, true],
  ['DifferentPoliciesTest12EE', undefined, {}, false],
  ['AllCertificatesSamePoliciesTest13EE', P(1), {}, true],
  ['AllCertificatesSamePoliciesTest13EE', P(2), {}, true],
  ['AllCertificatesSamePoliciesTest13EE', P(3), {}, true],
  ['AnyPolicyTest14EE', P(1), {}, true],
  ['AnyPolicyTest14EE', P(2), {}, false],
  ['UserNoticeQualifierTest15EE', undefined, {}, true],
  ['UserNoticeQualifierTest16EE', undefined, {}, true],
  ['UserNoticeQualifierTest17EE', undefined, {}, true],
  ['UserNoticeQualifierTest18EE', P(1), {}, true],
  ['UserNoticeQualifierTest18EE', P(2), {}, true],
  ['UserNoticeQualifierTest19EE', undefined, {}, true],
  ['CPSPointerQualifierTest20EE', P(1), { explicit: true }, true],
  ['ValidPolicyMappingTest1EE', P(1), {}, true],
  ['ValidPolicyMappingTest1EE', P(2), {}, false],
  ['ValidPolicyMappingTest1EE', undefined, { inhibitMapping: true }, false],
  ['ValidPolicyMappingTest3EE', P(1), {}, false],
  ['ValidPolicyMappingTest3EE', P(2), {}, true],
  ['ValidPolicyMappingTest5EE', P(1), {}, true],
  ['ValidPolicyMappingTest5EE', P(6), {}, false],
  ['ValidPolicyMappingTest6EE', P(1), {}, true],
  ['ValidPolicyMappingTest6EE', P(6), {}, false],
  ['inhibitAnyPolicyTest3EE', undefined, {}, true],
  ['inhibitAnyPolicyTest3EE', undefined, { inhibitAny: true }, false],
]

describe('the paths of PKITS', function () {
  this.timeout(60_000)
  let pkits: Pkits
  let trust: Trust
  before(() => {
    pkits = readPkits()
    trust = pkitsTrust(pkits)
  })
  const ends = (begin: string): string[] =>
    [...pkits.certs.keys()].filter((name) => name.endsWith('EE') && name.startsWith(begin))

  it('that are valid are found valid among all its authorities and lists, but for what we decide more strictly', async () => {
    const refused: Record<string, string> = {}
    for (const name of ends('Valid')) {
      const found = await judged(pkits, trust, name)
      if (typeof found === 'string') refused[name] = found
    }
    expect(refused).to.deep.equal(STRICTER)
    expect(ends('Valid')).to.have.length(88)
  })

  it('that are invalid are refused, each one', async () => {
    const taken: string[] = []
    for (const name of ends('Invalid')) {
      const found = await judged(pkits, trust, name)
      if (typeof found !== 'string') taken.push(name)
    }
    expect(taken).to.deep.equal([])
    expect(ends('Invalid')).to.have.length(115)
  })

  it('that are invalid are refused for the reason that the suite gives', async () => {
    for (const [group, code] of REASONS) {
      const names = ends('Invalid').filter((name) => group.test(name))
      expect(names, String(group)).to.have.length.above(0)
      for (const name of names) expect(await judged(pkits, trust, name), name).to.equal(code)
    }
  })

  it('are valid under the policies that the suite gives, with its other settings too', async () => {
    for (const [name, accepted, settings, valid] of POLICIES) {
      const found = await judged(pkits, trust, name)
      const holds = typeof found !== 'string' && isValid(() => policiesOf(found.chain, settings), accepted)
      expect(holds, `${name} ${accepted ?? 'any'} ${JSON.stringify(settings)}`).to.equal(valid)
    }
  })

  it('give a coded refusal or none, whatever byte of a certificate or list is changed, and no signature in the way', () => {
    const [root, ...others] = [trust.roots[0]!, ...trust.intermediates]
    let turn = 1
    const some = (most: number): number => {
      turn = (turn * 48_271) % 2_147_483_647
      return turn % most
    }
    const changed = (der: Uint8Array): Uint8Array => {
      const bytes = new Uint8Array(der)
      for (let n = some(3); n >= 0; n--) bytes[some(bytes.length)] = some(256)
      return bytes
    }
    const judge = (deed: () => unknown): void => {
      try {
        deed()
      } catch (problem) {
        if (!isCryptoProblem(problem)) throw problem
      }
    }
    const [leaves, lists] = [[...pkits.certs.values()], [...pkits.crls.values()]]
    for (let n = 0; n < 4000; n++) {
      const der = changed(leaves[n % leaves.length]!)
      judge(() => {
        const chain = [parseCertificate(der), others[n % others.length]!, root]
        checkNames(chain)
        checkNames([others[n % others.length]!, parseCertificate(der), root])
        policiesOf(chain)
      })
      judge(() =>
        reasonsCovered(parseCrl(changed(lists[n % lists.length]!)).scope, parseCertificate(leaves[n % leaves.length]!)),
      )
    }
  })
})

function isValid(work: () => ReturnType<typeof policiesOf>, accepted: string[] | undefined): boolean {
  try {
    const policies = work()
    return !accepted || !policies.required || isUnderOneOf(policies, accepted)
  } catch (problem) {
    if (!isCryptoProblem(problem, 'POLICY_NOT_VALID')) throw problem
    return false
  }
}
