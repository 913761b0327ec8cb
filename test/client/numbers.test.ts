import { expect } from 'chai'
import { leadsTo } from '../../client/src/audit/numbers.ts'

describe('What is typed off a paper', () => {
  const fact = '01JQ8Z5W3K7M9N2P4R6S8T0V1X'

  it("a fact's number leads to it, in small letters and in groups too", () => {
    expect(leadsTo(fact)).to.equal(`/verify?fact=${fact}`)
    expect(leadsTo(` ${fact.toLowerCase().slice(0, 13)} ${fact.slice(13)} `)).to.equal(`/verify?fact=${fact}`)
  })

  it('the address below a QR code leads where the code does, whatever host it names', () => {
    expect(leadsTo('https://jy.example.cn/verify?opening=park-1')).to.equal('/verify?opening=park-1')
  })

  it('anything else is searched for: nothing that is typed becomes an address', () => {
    for (const typed of ['YN-2026-001', `${fact}0`, `${fact.slice(0, 25)}U`, 'https://x/verify?fact=a&to=//b', ''])
      expect(leadsTo(typed), typed).to.equal(undefined)
  })
})
