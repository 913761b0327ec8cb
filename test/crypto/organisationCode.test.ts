import { expect } from 'chai'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { isCodePattern, organisationCodeIn } from '../../crypto/organisationCode.ts'
import { creditCode } from '../../server/cli/demo/people.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'

const AT = Date.parse(BEGIN)
const YEAR = 365 * 86_400_000
const CODE = creditCode(700001)

describe('The rule by which a code is read', () => {
  it('takes patterns of fixed length with one group, and no others', () => {
    for (const good of ['^([0-9A-Z]{18})$', 'USCC@([0-9A-Z]{18})', '^1@\\d{4}_([0-9A-Z]{18})$'])
      expect(isCodePattern(good), good).to.equal(true)
    for (const bad of ['.*', '([A-Z]+)', '(A)(B)', '(a|b)', '([0-9A-Z]{18}', '(?=(A))', '([Z-A])', '(A*)', '[^a]'])
      expect(isCodePattern(bad), bad).to.equal(false)
  })

  it('reads no code where two differ or the form is wrong', async () => {
    const authority = await createAuthority({ name: '规则', at: AT - YEAR, algorithm: 'sm2' })
    const { spki } = await newKey('sm2')
    const read = async (unit: string) => {
      const subject = { commonName: '某', unit }
      const one = await authority.issue({ subject, kind: 'sign', spki, notBefore: AT, notAfter: AT + 1000 })
      return organisationCodeIn(one, { from: 'subject', oid: '2.5.4.11', pattern: '^([0-9A-Z]{18})$' })
    }
    expect(await read(CODE)).to.equal(CODE)
    expect(await read(CODE.toLowerCase())).to.equal(undefined)
    expect(await read(`${CODE}0`)).to.equal(undefined)
  })
})
