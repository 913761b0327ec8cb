import { expect } from 'chai'
import { draftReport, opine, refuseToSign, signReport } from '../../server/evaluation/conclusion.ts'
import { code, marked } from './deeds.ts'
import { m1, m2, m3, m5, members } from './example.ts'

describe('the conclusion', () => {
  const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
  const concluded = (dissenter = m2) => {
    const panel = marked()
    for (const member of members) {
      const agree = member !== dissenter
      panel.take(opine(panel.state, { member, agree, reason: agree ? null : '施工组织设计评分偏高' }))
    }
    return panel
  }
  const drafted = () => {
    const panel = concluded()
    panel.take(draftReport(panel.state, { file: 'f0', sha256: A }))
    return panel
  }

  it('keeps a dissent with its reasons, and takes none without', () => {
    const panel = marked()
    expect(code(() => opine(panel.state, { member: m2, agree: false, reason: null }))).to.equal(
      'DISSENT_WITHOUT_REASON',
    )
    const long = '理'.repeat(2000)
    panel.take(opine(panel.state, { member: m2, agree: false, reason: long }))
    expect(panel.state.opinions[m2]?.reason).to.equal(long)
    expect(code(() => opine(panel.state, { member: m2, agree: true, reason: null }))).to.equal('OPINION_GIVEN')
  })

  it('is signed by all, each on the version before, and ends with the last', () => {
    const panel = drafted()
    let base = A
    members.forEach((member, i) => {
      const next = String(i).repeat(64)
      panel.take(signReport(panel.state, { member, base, file: `f${i}`, sha256: next }))
      base = next
    })
    expect(panel.state.stage).to.equal('finished')
    expect(panel.state.result?.candidates).to.have.length(3)
  })

  it('refuses a signature on a version that somebody has signed meanwhile', () => {
    const panel = drafted()
    panel.take(signReport(panel.state, { member: m1, base: A, file: 'f', sha256: B }))
    expect(code(() => signReport(panel.state, { member: m2, base: A, file: 'g', sha256: A }))).to.equal(
      'REPORT_CHANGED',
    )
    expect(code(() => signReport(panel.state, { member: m1, base: B, file: 'g', sha256: A }))).to.equal('REPORT_SIGNED')
  })

  it('counts silence as agreement and notes it; written reasons are dissent', () => {
    const panel = drafted()
    expect(code(() => refuseToSign(panel.state, { member: m3, notedBy: m2, reason: null }))).to.equal('NOT_THE_CHAIR')
    panel.take(refuseToSign(panel.state, { member: m3, notedBy: m1, reason: '未说明理由' }))
    panel.take(refuseToSign(panel.state, { member: m5, notedBy: m5, reason: '对汇总有异议' }))
    expect(panel.state.unsigned[m3]?.counted).to.equal('agreed')
    expect(panel.state.unsigned[m5]?.counted).to.equal('dissent')
  })
})
