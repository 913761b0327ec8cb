import { expect } from 'chai'
import { type Anchor, attested, type SignedFact, vouched } from '../../crypto/attest.ts'
import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { ordinaryCode } from '../../crypto/organisationCode.ts'
import { signDetached, softSigner } from '../../crypto/signature.ts'
import { problemOf } from './sealing.ts'

const FROM = Date.parse('2026-01-01T00:00:00Z')
const UNTIL = Date.parse('2027-01-01T00:00:00Z')
const AT = Date.parse('2026-04-01T00:00:00Z')
const CODE = '91530100MA2000018X'
const TEXT = '{"what":"tender.officerKey"}'

const anchorOf = (name: string, { root }: Authority): Anchor => ({
  ...{ name, roots: [base64(root.der)], intermediates: [], code: ordinaryCode },
})

async function signed(authority: Authority, statement = TEXT): Promise<{ statement: string; cms: string }> {
  const { pkcs8, spki } = await newKey('p256')
  const subject = { commonName: '示例监督局', organisation: '示例监督局', organisationCode: CODE }
  const certificate = await authority.issue({ subject, kind: 'sign', spki, notBefore: FROM, notAfter: UNTIL })
  const cms = await signDetached(utf8(statement), softSigner({ pkcs8 }, certificate, [authority.root]), AT)
  return { statement, cms: base64(cms) }
}

describe('Who signed a fact', () => {
  let authority: Authority
  let other: Authority
  let anchors: Anchor[]
  before(async () => {
    authority = await createAuthority({ name: '示例CA', at: FROM })
    other = await createAuthority({ name: '示例CA', at: FROM }) // of the same name: names prove nothing
    anchors = [anchorOf('another', await createAuthority({ name: '另一CA', at: FROM })), anchorOf('one', authority)]
  })

  it('is told by the path to a trusted root, whichever of the list, and the code by that one’s rule', async () => {
    const found = await attested(await signed(authority), anchors, AT)
    expect(found.organisation).to.equal(CODE)
    expect(found.root.fingerprint).to.equal(authority.root.fingerprint)
  })

  it('is nobody when the certificate is of an authority that is not trusted, though it has the same name', async () => {
    const forged = await signed(other)
    expect((await problemOf(() => attested(forged, anchors, AT)))?.code).to.equal('PATH_NOT_FOUND')
    expect((await problemOf(() => attested(forged, [], AT)))?.code).to.equal('PATH_NOT_FOUND')
  })

  it('is nobody when the statement was changed', async () => {
    const { cms } = await signed(authority)
    const changed = () => attested({ statement: TEXT.replace('officer', 'other'), cms }, anchors, AT)
    expect((await problemOf(changed))?.code).to.equal('SIGNATURE_DIGEST')
  })

  it('is nobody when the certificate was not valid at the time of the fact, which is named', async () => {
    const fact = (at: number, signature: SignedFact['data']['signature']): SignedFact => ({
      ...{ id: 'F1', type: 'test.happened', at, data: { signature } },
    })
    const signature = await signed(authority)
    const [found] = await vouched([fact(UNTIL - 1000, signature)], anchors)
    expect(found?.signer).to.deep.include({ organisation: CODE, name: '示例监督局' })
    const late = await problemOf(() => vouched([fact(UNTIL + 1000, signature)], anchors))
    expect(late?.code).to.equal('CERTIFICATE_EXPIRED')
    expect(late?.facts).to.include({ fact: 'F1' })
  })
})
