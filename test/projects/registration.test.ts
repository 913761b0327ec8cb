import { expect } from 'chai'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { catalogue, industryOf } from '../../server/projects/catalogue.ts'
import type { Registration } from '../../server/projects/contract.ts'
import type { Alike } from '../../server/projects/rules.ts'
import { complete, registrationProblems, saveProject } from '../../server/projects/rules.ts'
import { type Part, splittingHints, threshold, withRegionalLimit } from '../../server/projects/threshold.ts'
import { refused } from '../tenders/world.ts'
import { aRegistration } from './world.ts'

const T = rulebookFor('T', '2026-11-26')
const G = rulebookFor('G', '2026-11-26')
const against = (changes: Partial<Registration>, alike: Alike[] = [], law = T) =>
  registrationProblems(aRegistration(changes), { alike, law }).map(({ code, article }) => [code, article])

const other: Alike = {
  ...{ id: 'p2', code: 'E4501000001000009', name: '邕江防洪堤加固工程', owner: '南宁市水利建设有限公司' },
  registeredAt: 1,
}

describe('the registration of a project', () => {
  it('nothing stands against a whole one', () => expect(against({})).to.deep.equal([]))

  it('《招标投标法》第九条: what must be tendered is approved first', () => {
    expect(against({ approval: null })).to.deep.equal([['APPROVAL_MISSING', '《招标投标法》第九条']])
    expect(against({ approval: null, mandatory: false, stateFunded: false })).to.deep.equal([])
  })

  it('《招标投标法实施条例》第七条: the tender is organised as it was approved', () => {
    const own = { agent: null, mandate: null, selfFiling: '备案2026-1' }
    expect(against(own)).to.deep.equal([['APPROVED_OTHERWISE', '《招标投标法实施条例》第七条']])
  })

  it('《招标投标法》第九条: the money is settled', () =>
    expect(against({ fundsSettled: false })).to.deep.equal([['FUNDS_UNSETTLED', '《招标投标法》第九条']]))

  it('《招标投标法实施条例》第十四条: an agent has a written contract', () =>
    expect(against({ mandate: null })).to.deep.equal([['MANDATE_MISSING', '《招标投标法实施条例》第十四条']]))

  it('《招标投标法》第十二条: who tenders by itself has filed that', () => {
    const approval = aRegistration().approval
    const own = { agent: null, mandate: null, approval: approval && { ...approval, organisation: 'self' as const } }
    expect(against(own)).to.deep.equal([['SELF_FILING_MISSING', '《招标投标法》第十二条']])
    expect(against({ ...own, selfFiling: '备案2026-1' })).to.deep.equal([])
  })

  it('《必须招标的工程项目规定》第五条: what reaches the limit is not registered as free of it', () => {
    const free = { mandatory: false, approval: null }
    expect(against(free)).to.deep.equal([['MANDATORY_BY_SIZE', '《必须招标的工程项目规定》第五条']])
    const [first] = aRegistration().sections
    if (!first) throw new Error('no section')
    expect(against({ ...free, sections: [{ ...first, estimate: '399999999' }] })).to.deep.equal([])
  })

  it('《招标投标法》第四条: parts that stay below the limit one by one and reach it together are explained', () => {
    const [, second] = aRegistration().sections
    if (!second) throw new Error('no section')
    const free = { mandatory: false, approval: null, sections: [second, { ...second, name: '监理二标段' }] }
    expect(against(free)).to.deep.equal([['DIVISION_UNEXPLAINED', '《招标投标法》第四条']])
    expect(against({ ...free, division: '两处堤段分年度实施，各自立项批复。' })).to.deep.equal([])
  })

  it('《招标投标法实施条例》第二十四条: with what the owner registered this year, what reaches the limit is explained', () => {
    const [, second] = aRegistration().sections
    if (!second) throw new Error('no section')
    const free = aRegistration({ mandatory: false, approval: null, sections: [second] })
    const limit = yuan('1000000')
    const earlier = [{ name: '去年以来 监理', kind: second.kind, estimate: limit - BigInt(second.estimate) }]
    const found = (more: Partial<Registration>, before = earlier) =>
      registrationProblems({ ...free, ...more }, { alike: [], earlier: before, law: T }).map(({ code, article }) => [
        code,
        article,
      ])
    expect(found({})).to.deep.equal([['DIVISION_UNEXPLAINED', '《招标投标法实施条例》第二十四条']])
    const [one] = earlier
    expect(found({}, [{ ...one!, estimate: one!.estimate - 1n }])).to.deep.equal([])
    expect(found({}, [{ ...one!, kind: 'works' }])).to.deep.equal([])
    expect(found({ division: '分属两项批复，内容不同。' })).to.deep.equal([])
    expect(found({ stateFunded: false })).to.deep.equal([])
  })

  it('《政府采购法实施条例》第二十八条: a purchase divided within one item of the budget and one year is explained', () => {
    const limit = yuan('2000000')
    const G = withRegionalLimit(rulebookFor('G', '2026-03-16'), {
      ...{ example: false, values: { openTenderYuan: 2_000_000 } },
    })
    const [section] = aRegistration().sections
    const sections = [{ ...section!, name: '电脑一批', kind: 'goods' as const, estimate: String(limit - 1n) }]
    const buying = { type: 'purchase-goods', mandatory: false, approval: null, budgetItem: '信息化建设 2026', sections }
    const budgeted = (estimate: bigint, more: Partial<Part> = {}): Part[] => [
      { name: '三月 电脑', kind: 'goods', estimate, budgetItem: '信息化建设 2026', ...more },
    ]
    const found = (earlier: Part[], more: Partial<Registration> = {}, law = G) =>
      registrationProblems(aRegistration({ ...buying, ...more }), { alike: [], earlier, law }).map(
        ({ code, article }) => [code, article],
      )
    const divided = [['DIVISION_UNEXPLAINED', '《政府采购法实施条例》第二十八条']]
    // above the limit, to the fen: together they reach it exactly, and then exceed it
    expect(found(budgeted(1n))).to.deep.equal([])
    expect(found(budgeted(2n))).to.deep.equal(divided)
    expect(found(budgeted(2n), { division: '预算调整后追加，批复另附。' })).to.deep.equal([])
    expect(found(budgeted(2n, { budgetItem: '校园安全' }))).to.deep.equal([])
    expect(found(budgeted(2n, { kind: 'services' }))).to.deep.equal([])
    expect(found(budgeted(limit))).to.deep.equal([])
    expect(found([])).to.deep.equal([])
    // one of whom an open tender is asked is no division; what reaches the limit is not bought otherwise
    expect(found(budgeted(2n), { mandatory: true })).to.deep.equal([])
    const [goods] = sections
    expect(found([], { sections: [{ ...goods!, estimate: String(limit) }] })).to.deep.equal([
      ['OPEN_BY_SIZE', '《政府采购法》第二十七条'],
    ])
    // a region that has set no limit, or shows an example, says nothing
    expect(found(budgeted(2n), {}, rulebookFor('G', '2026-03-16'))).to.deep.equal([])
    const example = { example: true, values: { openTenderYuan: 1 } }
    expect(found(budgeted(2n), {}, withRegionalLimit(rulebookFor('G', '2026-03-16'), example))).to.deep.equal([])
  })

  it('a place lies with its centre; the region\u2019s own centre takes all of the region', () => {
    expect(against({ centre: '4502' })).to.deep.equal([['CENTRE_OTHER', undefined]])
    expect(against({ centre: '4500' })).to.deep.equal([])
  })

  it('a code is registered once; the same name and owner has to be said to differ', () => {
    expect(against({ code: other.code }, [other])).to.deep.equal([['CODE_TAKEN', undefined]])
    expect(against({}, [other])).to.deep.equal([['PROJECT_ALIKE', undefined]])
    expect(against({ differs: '为二期工程，桩号K5以后，与一期无重叠。' }, [other])).to.deep.equal([])
  })
})

describe('the catalogue of trades', () => {
  it('has the kinds of the region\u2019s plan, and says which do not run here yet', () => {
    const not = catalogue.filter(({ track }) => track === null).map(({ id }) => id)
    expect(not).to.deep.equal(['medicines', 'devices', 'vaccines', 'sea-area', 'sea-sand'])
    for (const type of not)
      expect(
        against({ type, centre: '4500' }).map(([code]) => code),
        type,
      ).to.include('TRADE_TYPE_NOT_RUN')
  })

  it('《疫苗管理法》第三十二条: vaccines go through the platform of the province', () => {
    expect(against({ type: 'vaccines' })).to.deep.include(['PROVINCIAL_ONLY', '《疫苗管理法》第三十二条'])
    expect(against({ type: 'vaccines', centre: '4500' }).map(([code]) => code)).not.to.include('PROVINCIAL_ONLY')
  })

  it('《医疗器械监督管理条例》第四十八条: large equipment of class B shows its licence', () => {
    const [section] = aRegistration().sections
    if (!section) throw new Error('no section')
    const of = { type: 'large-equipment', sections: [{ ...section, kind: 'goods' as const }] }
    expect(against(of, [], G)).to.deep.equal([['LICENCE_MISSING', '《医疗器械监督管理条例》第四十八条']])
    expect(against({ ...of, licence: '桂配置2026-01' }, [], G)).to.deep.equal([])
  })

  it('a kind of tender belongs to the trade', () =>
    expect(against({ type: 'purchase-goods' }, [], G).map(([code]) => code)).to.deep.equal([
      'KIND_NOT_OF_TYPE',
      'KIND_NOT_OF_TYPE',
    ]))

  it('numbers works of Guangxi by industry', () => {
    const numbers = catalogue.flatMap(({ category }) => (category ? [category] : []))
    expect(numbers).to.deep.equal(['001001001', '001001002', '001001003', '001001004', '001001005'])
    expect(['房屋建筑', '水利', '公路', '铁路', '风电'].map(industryOf)).to.deep.equal([
      '001',
      '002',
      '003',
      '004',
      '005',
    ])
  })
})

describe('the limits from which on something is tendered', () => {
  for (const [kind, limit] of [
    ['works', '4000000'],
    ['goods', '2000000'],
    ['services', '1000000'],
    ['survey', '1000000'],
  ] as const)
    it(`${kind}: ${limit} yuan itself must be tendered, a fen less need not`, () => {
      const at = threshold({ kind, estimate: yuan(limit) }, T)
      expect([at.answer, at.by.article]).to.deep.equal(['must', '《必须招标的工程项目规定》第五条'])
      expect(threshold({ kind, estimate: yuan(limit) - 1n }, T).answer).to.equal('below')
    })

  it('for purchases the region says: no figure is made up', () =>
    expect(threshold({ kind: 'goods', estimate: 1n }, G)).to.deep.include({ answer: 'regional', limit: null }))

  it('a single part below the limit, or parts of two sorts, hint at nothing', () => {
    const part = { name: 'a', kind: 'goods' as const, estimate: yuan('1999999.99') }
    expect(splittingHints([part], T)).to.deep.equal([])
    expect(splittingHints([part, { ...part, kind: 'works' }], T)).to.deep.equal([])
    expect(splittingHints([part, { ...part, name: 'b', estimate: 1n }], T)).to.have.lengthOf(1)
    expect(splittingHints([part, { ...part, name: 'b' }], G)).to.deep.equal([])
  })
})

describe('a registration on its way', () => {
  it('is kept as far as it goes, and says what is missing when it is registered', () => {
    const { code, facts } = refused(() => complete({ name: '只写了名称' }))
    expect(code).to.equal('PROJECT_INCOMPLETE')
    expect(facts?.['missing']).to.include.members(['type', 'owner', 'sections'])
    expect(facts?.['missing']).not.to.include('agent')
  })

  it('is not changed any more once it is registered', () => {
    const done = { stage: 'registered' } as Parameters<typeof saveProject>[0]
    expect(refused(() => saveProject(done, { id: 'p', by: 'x', content: {} })).code).to.equal('PROJECT_REGISTERED')
  })
})
