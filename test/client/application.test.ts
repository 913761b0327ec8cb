import { expect } from 'chai'
import { lackingIn, membersOf } from '../../client/src/prequalification/form.ts'

const filled = { contact: '张三 0871-60000000', joint: false, members: '', files: [{}], machine: 'no' as const }
const member = '示例建设集团有限公司 91530100MA6K3ABC12'

describe('an application as it is filled in', () => {
  it('names every field that is missing, each with what to do', () => {
    const nothing = { contact: ' ', joint: true, members: '\n', files: [], machine: undefined }
    expect(Object.keys(lackingIn(nothing))).to.deep.equal(['contact', 'members', 'files', 'machine'])
    expect(lackingIn(filled)).to.deep.equal({})
  })

  it('says which line names no member, and lets none in by halves', () => {
    const of = { ...filled, joint: true, members: `${member}\n示例设计院` }
    expect(lackingIn(of).members).to.include('第 2 行')
    expect(membersOf({ joint: true, members: member })).to.deep.equal([
      { name: '示例建设集团有限公司', code: '91530100MA6K3ABC12' },
    ])
  })

  it('forgets members once it is made alone again', () => {
    expect(membersOf({ joint: false, members: member })).to.deep.equal([])
    expect(lackingIn({ ...filled, members: '示例设计院' })).to.deep.equal({})
  })
})
