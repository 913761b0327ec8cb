import { expect } from 'chai'
import {
  courseOf,
  evolve,
  giveWitness,
  incidentsOf,
  sealable,
  sealWitness,
  venueProblem,
  witnessPaper,
} from '../../server/archive/witness.ts'
import type { WitnessFact, WitnessHappening } from '../../server/archive/witnessEvents.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Stage } from '../../server/tenders/tender.ts'
import { aTender, refused, signature } from '../tenders/world.ts'
import { HASH } from './lawfulLog.ts'
import { works } from './lawfulWorks.ts'

const asked = { law: rulebook('T-2025'), least: 3 }
const said = { opinion: '交易过程符合平台规则，未发现异常。', recordings: [], signature }
const give = (stage: Stage, before = undefined as ReturnType<typeof evolve> | undefined) =>
  giveWitness({ tender: aTender({ stage }), before, facts: 12, asked }, said)
const becomes = (before: ReturnType<typeof evolve> | undefined, facts: WitnessHappening[]) =>
  facts.reduce((state, one) => evolve(state, { ...one, at: 7 } as WitnessFact), before) as ReturnType<typeof evolve>

describe('the centre’s certificate of a tender’s course', () => {
  for (const stage of ['draft', 'bidding', 'opening', 'evaluating', 'failed', 'terminated', 'archived'] as Stage[])
    it(`is not given while the tender is ${stage}`, () => {
      expect(refused(() => give(stage)).code).to.equal('WITNESS_STAGE')
    })

  it('is given once, from the publicity on until the archive', () => {
    for (const stage of ['publicised', 'awarded', 'contracted'] as Stage[]) expect(give(stage)).to.have.lengthOf(1)
    const given = becomes(undefined, give('awarded'))
    expect(given).to.include({ facts: 12, at: 7, paper: null })
    expect(refused(() => give('awarded', given)).code).to.equal('WITNESS_GIVEN')
  })

  it('is signed in its paper once there is one, and once', () => {
    const given = becomes(undefined, give('awarded'))
    expect([refused(() => sealable(undefined)).code, refused(() => sealable(given)).code]).to.deep.equal([
      'WITNESS_ABSENT',
      'WITNESS_ABSENT',
    ])
    const issued = becomes(given, witnessPaper(given, { file: 'a.pdf', sha256: HASH }))
    expect(witnessPaper(issued, { file: 'b.pdf', sha256: HASH })).to.deep.equal([])
    const sealed = becomes(issued, sealWitness(issued, { signed: { file: 'c.pdf', sha256: HASH }, certificate: 'c' }))
    expect(sealed.paper).to.deep.equal({ file: 'c.pdf', sha256: HASH, signed: true })
    expect(refused(() => sealable(sealed)).code).to.equal('PAPER_SIGNED')
  })

  const main = { kind: 'main', name: '昆明评标区', witness: '段晓梅' } as const
  const sub = (name: string, witness: string) => ({ kind: 'sub', name, witness }) as const
  const two = [sub('大理评标区', '杨丽华'), sub('曲靖评标区', '陈志远')]

  it('names the main venue of a remote evaluation, its sub-venues and who witnessed at each', () => {
    const facts = giveWitness(
      { tender: aTender({ stage: 'publicised' }), before: undefined, facts: 1, asked },
      { ...said, venues: [main, ...two] },
    )
    expect(becomes(undefined, facts).venues).to.deep.equal([main, ...two])
    expect(venueProblem([], asked)).to.equal(undefined)
    expect(venueProblem([main, ...two], asked)).to.equal(undefined)
  })

  for (const [title, venues, code] of [
    ['no main venue', two, 'VENUES_MAIN'],
    ['two main venues', [main, { ...main, name: '玉溪评标区', witness: '李明' }, ...two], 'VENUES_MAIN'],
    ['a main venue alone', [main], 'VENUES_MAIN'],
    ['fewer venues than the region asks for', [main, ...two.slice(1)], 'VENUES_FEW'],
    ['a venue twice', [main, sub('大理评标区', '杨丽华'), sub('大理评标区', '陈志远')], 'VENUE_TWICE'],
    ['one witness at two venues', [main, sub('大理评标区', '杨丽华'), sub('曲靖评标区', '杨丽华')], 'WITNESS_TWICE'],
  ] as const)
    it(`is refused with ${title}`, () => {
      const found = venueProblem(venues, asked)
      expect(found?.code).to.equal(code)
      expect(found?.article).to.equal('《电子招标投标办法》第三十三条')
    })

  it('tells the course and what was out of the ordinary in the order of time', () => {
    const course = courseOf(works)
    expect(course.map(({ what }) => what)).to.deep.equal([
      ...['发布公告与招标文件', '投标截止', '开标', '唱标', '形成开标记录', '评标委员会组成', '开始评标', '评标结束'],
      ...['公示中标候选人', '确定中标人', '发出中标通知书和结果通知书', '订立合同'],
    ])
    expect(course.find(({ what }) => what === '唱标')?.note).to.equal('解密 3 份，未能解密 0 份')
    expect(course.map(({ at }) => at)).to.deep.equal(course.map(({ at }) => at).sort((a, b) => a - b))
    expect(incidentsOf(works).map(({ what, note }) => [what, note])).to.deep.equal([
      ['暂停招标投标活动', '异议'],
      ['暂停原因消除', '异议已答复'],
    ])
  })
})
