import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'

describe('a round that ends for its document', () => {
  const grounds = (id: string) => rulebook(id).restarts.value.map(({ code, by, article }) => [code, by, article])
  const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
  const regulations = '《招标投标法实施条例》第二十三条'

  it('of a purchase rests on articles 25 and 65 of order 87', () => {
    for (const id of ['G-2017', 'G-2026-02'])
      expect(grounds(id)).to.deep.equal([
        ['documentUnlawful', 'tenderer', order('二十五')],
        ['documentDefective', 'panel', order('六十五')],
      ])
    const { value, ...stops } = rulebook('G-2017').panelStops
    expect(value.map(({ code }) => code)).to.deep.equal(['defective', 'mandatory'])
    expect(stops).to.deep.equal({ article: order('六十五'), source: 'text' })
    expect(rulebook('G-2017').restarts).to.include({ article: order('二十五'), source: 'text' })
  })

  it('of works rests on article 23 of the regulations, which names no panel: that part is ours', () => {
    expect(grounds('T-2025')).to.deep.equal([
      ['documentUnlawful', 'tenderer', regulations],
      ['documentDefective', 'panel', regulations],
    ])
    const { value, ...stops } = rulebook('T-2025').panelStops
    expect(value.map(({ code }) => code)).to.deep.equal(['mandatory'])
    expect(stops).to.deep.equal({ article: regulations, source: 'own' })
    expect(rulebook('T-2025').restarts).to.include({ article: regulations, source: 'own' })
  })
})
