import { expect } from 'chai'
import type { BidForm } from '../../server/bids/contract.ts'
import { maskedName, namesPersons, publicForm } from '../../server/bids/masking.ts'

const form: BidForm = { price: '1', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '' }
const code = '91530100MA6K00000X'
const relations = (holders: { name: string; code?: string }[], managers: typeof holders = []) => ({
  ...form,
  relations: { head: '王强', holders, managers },
})

describe('What the public reads of who holds a bidder', () => {
  it('a natural person by its first character alone, whatever the length of its name', () => {
    expect(['张', '张三', '赵大山', '买买提·阿不都'].map(maskedName)).to.deep.equal(['张*', '张*', '赵**', '买******'])
  })

  it('organisations in full, by their code or by what their name says they are; the head, whom the register names, too', () => {
    const one = relations([{ name: '张三', code }, { name: '云南某某投资有限公司' }, { name: '某某中心（有限合伙）' }])
    expect(publicForm(one)).to.deep.equal(one)
    expect(namesPersons(one)).to.equal(false)
  })

  it('holders and managers alike, and nothing else of the form changes', () => {
    const one = relations([{ name: '赵大山' }], [{ name: '李四' }])
    expect(publicForm(one)).to.deep.equal(relations([{ name: '赵**' }], [{ name: '李*' }]))
    expect(namesPersons(one)).to.equal(true)
    expect(publicForm(form)).to.equal(form)
    expect(publicForm(publicForm(one)), 'again: the same').to.deep.equal(publicForm(one))
  })
})
