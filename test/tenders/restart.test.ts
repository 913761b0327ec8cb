import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { repeatTender, terminateTender } from '../../server/tenders/endings.ts'
import { aTender, becomes, now, refused, signature } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')

describe('a termination for the tender document', () => {
  const defect = { clause: '投标人须在本省设有分支机构', offends: '《政府采购法实施条例》第二十条' }
  const forDocument = { ground: 'documentUnlawful' as const, reason: '招标文件违法，修改后重新招标', signature }

  it('for an unlawful document is lawful in both tracks, each by its article, and may be repeated', () => {
    for (const [law, article] of [
      [T, '《招标投标法实施条例》第二十三条'],
      [G, '《政府采购货物和服务招标投标管理办法》第二十五条'],
    ] as const) {
      const facts = terminateTender(aTender(), { ...forDocument, defect }, law, now)
      expect(facts[0]?.data).to.deep.include({ article, defect, ground: 'documentUnlawful' })
      const { old, fresh } = repeatTender(becomes(aTender(), facts), 'next', false, now)
      expect([old[0]?.data.next, fresh.map(({ type }) => type)]).to.deep.equal([
        'next',
        ['tender.drafted', 'tender.roundOpened'],
      ])
    }
  })

  it('for its document names the clause and what it offends; another ending names none', () => {
    expect(refused(() => terminateTender(aTender(), forDocument, G, now)).code).to.equal('TERMINATION_DEFECT')
    expect(
      refused(() => terminateTender(aTender(), { ground: 'majorChange', reason: '取消', signature, defect }, G, now))
        .code,
    ).to.equal('TERMINATION_DEFECT')
    expect(
      refused(() => terminateTender(aTender({ stage: 'awarded' }), { ...forDocument, defect }, G, now)).code,
    ).to.equal('TERMINATION_STAGE')
  })
})
