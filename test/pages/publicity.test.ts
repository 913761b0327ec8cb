import { expect } from 'chai'
import { publicityView } from '../../server/pages/project.ts'
import { projectBody } from '../../templates/pages/project.ts'
import { anAward, publicity } from '../award/world.ts'
import { aTender } from '../deposits/tender.ts'

const tender = aTender()
const [first, ...others] = publicity.ranking
const better = {
  ...first!,
  ...{ factors: { plan: 3210 }, evaluationPrice: '755000000', leaderCertificate: '云1532020' },
  performance: [{ project: '环湖路改造', client: '市政局', amount: '900 万元', finished: '2024-05' }],
}
const [rejected] = publicity.rejections
const vote = { member: 'm1', pass: false, page: 3, reason: '投标函未加盖单位章' }
const shown = {
  ...publicity,
  candidates: [better],
  ranking: [better, ...others],
  rejections: [{ ...rejected!, findings: rejected!.findings.map((one) => ({ ...one, findings: [vote] })) }],
}
const body = (of = tender): string =>
  String(
    projectBody({
      ...{
        id: 't',
        code: 'C',
        name: '标段',
        stage: 'publicised',
        project: 'P',
        tenderer: 'T',
        deadline: 0,
        next: null,
      },
      ...{ track: 'T', ended: null, ceiling: '', failure: null, opening: null, award: null, papers: [], facts: [] },
      publicity: publicityView(of, { ...anAward(), publicity: shown }),
    }),
  )

describe('the public page of the candidates', () => {
  it('tells of a rejection clause, ground, how many found so, and the fact', () => {
    for (const part of ['签字盖章', '5 名成员中 4 名认定不符合', '事实：第 3 页，投标函未加盖单位章'])
      expect(body()).to.include(part)
    expect(body()).to.not.include('m1')
  })

  it('shows evaluated price, points of each factor, leader and performance, as the PDF does', () => {
    for (const part of ['7,550,000.00', '施工组织设计', '32.10', '云1532020', '环湖路改造'])
      expect(body()).to.include(part)
  })

  it('shows no points where the price alone decides', () => {
    const alone = aTender({ criteria: { ...tender.criteria, factors: [], price: { formula: 'price-alone' } } as never })
    expect(body(alone)).to.not.include('总分').and.not.to.include('价格分')
  })
})
