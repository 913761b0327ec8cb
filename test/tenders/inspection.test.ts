import { expect } from 'chai'
import { park } from '../../server/cli/demo/tender.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import type { Project } from '../../server/projects/project.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import { keyOf, told } from '../../server/tenders/finding.ts'
import { inspect, justified, obstacles } from '../../server/tenders/inspection.ts'
import { restrictiveFindings } from '../../server/tenders/restrictive.ts'
import { documentTexts } from '../../templates/documentTexts.ts'
import { aRegistration } from '../projects/world.ts'

const T = rulebookFor('T', '2026-03-16')
const G = rulebookFor('G', '2026-03-16')
const at = instantOf('2026-03-16T16:58')

const draft: Draft = { ...park, registered: 'p', texts: documentTexts.T }
const { tenderer: owner, agent, supervisor, region } = park
const project = (of: Draft): Project => {
  const type = of.track === 'T' ? 'works-building' : 'purchase-goods'
  const content = aRegistration({ type, region, centre: '5301', owner, agent, supervisor })
  const coded = { code: of.code, deal: null, name: '', content: '', kind: of.kind, estimate: '1', durationDays: 1 }
  const registered = { content, code: of.code.slice(0, 17), tendering: of.code.slice(0, 20), sections: [coded] }
  return {
    ...{ id: 'p', stage: 'registered', by: '', content, plan: null, papers: [] },
    registered: { ...registered, registeredAt: 1 },
  }
}
const check = (changes: Partial<Draft>, composed = true, law = T) => {
  const of = { ...draft, ...changes }
  return inspect({ draft: of, project: project(of), others: [], composed, at }, law, shippedCalendar)
}
const found = (...of: Parameters<typeof check>) =>
  check(...of)
    .map(told)
    .map(({ severity, where, code, article }) => [severity, where, code, article])

describe('the check before a notice is published', () => {
  it('finds nothing in the demo\u2019s notice', () => expect(found({})).to.deep.equal([]))

  it('《招标投标法》第二十四条: twenty days for the bids, to the day', () => {
    const deadline = instantOf('2026-04-05T09:00')
    expect(found({ deadline }).map(([, , code]) => code)).to.deep.equal(['DEADLINE_ON_REST_DAY'])
    expect(found({ deadline: deadline - 86_400_000 })[0]).to.deep.equal([
      ...['block', 'deadline', 'PREPARATION_TOO_SHORT', '《招标投标法》第二十四条'],
    ])
  })

  it('《招标投标法实施条例》第二十六条: the deposit stays below its cap', () =>
    expect(found({ deposit: '80000001' })[0]?.slice(0, 3)).to.deep.equal(['block', 'deposit', 'DEPOSIT_TOO_LARGE']))

  it('a ceiling is above zero and above the deposit; above the estimate it needs reasons', () => {
    expect(found({ ceiling: '0' })[0]?.slice(0, 3)).to.deep.equal(['block', 'ceiling', 'CEILING_MISSING'])
    expect(found({ ceiling: '10000000' })[0]?.slice(0, 3)).to.deep.equal(['block', 'ceiling', 'CEILING_BELOW_DEPOSIT'])
    expect(found({ ceiling: '10000001' })).to.deep.equal([])
    expect(found({ ceiling: '2000000001' })[0]?.slice(0, 3)).to.deep.equal([
      'warn',
      'ceiling',
      'CEILING_ABOVE_ESTIMATE',
    ])
  })

  it('《招标投标法实施条例》第二十五条: bids that run out before the contract is made need reasons', () => {
    expect(found({ validityDays: 29 })).to.deep.equal([
      ['warn', 'validityDays', 'VALIDITY_SHORT', '《招标投标法实施条例》第二十五条'],
    ])
    expect(found({ validityDays: 30 })).to.deep.equal([])
  })

  it('《招标投标法》第十六条: says what a notice lacks', () => {
    const { address: _gone, ...rest } = draft
    const lacking = inspect(
      { draft: rest, project: project(draft), others: [], composed: true, at },
      T,
      shippedCalendar,
    )
    expect(lacking.map(told).map(({ code, facts, article }) => [code, facts['missing'], article])).to.deep.equal([
      ['NOTICE_INCOMPLETE', '招标人地址', '《招标投标法》第十六条'],
    ])
    expect(found({ scope: '修路' })[0]?.slice(0, 3)).to.deep.equal(['block', 'scope', 'NOTICE_INCOMPLETE'])
  })

  it('《招标投标法》第十九条: says what the composed document lacks; one uploaded whole needs reasons', () => {
    const { technical: _gone, ...texts } = draft.texts ?? {}
    expect(found({ texts })).to.deep.equal([
      ['block', 'texts.technical', 'DOCUMENT_INCOMPLETE', '《招标投标法》第十九条'],
    ])
    expect(found({ texts }, false)).to.deep.equal([['warn', 'documents', 'DOCUMENT_NOT_COMPOSED', null]])
  })

  it('《政府采购货物和服务招标投标管理办法》第二十条: a purchase has more to say', () => {
    const lacking = found({ track: 'G', kind: 'goods', texts: {} }, true, G).filter(
      ([, , code]) => code === 'DOCUMENT_INCOMPLETE',
    )
    expect(lacking.map(([, where]) => where)).to.deep.equal([
      ...['texts.policy', 'texts.pricing', 'texts.technical', 'texts.contract', 'texts.payment'],
      ...['texts.agencyFee', 'texts.credit'],
    ])
  })

  it('a factor that does not say how it is scored needs reasons', () => {
    const [first, ...others] = park.criteria.factors
    if (!first) throw new Error('no factor')
    const criteria = { ...park.criteria, factors: [{ ...first, guidance: '' }, ...others] }
    expect(found({ criteria })[0]?.slice(0, 3)).to.deep.equal(['warn', 'criteria.factors.design', 'FACTOR_VAGUE'])
  })

  it('《政府采购货物和服务招标投标管理办法》第五十五条: what qualifies is not scored', () => {
    const [first, ...others] = park.criteria.factors
    if (!first) throw new Error('no factor')
    const factors = [{ ...first, zh: '企业资质等级', guidance: '一级得20分，二级得10分' }, ...others]
    const criteria = { ...park.criteria, factors }
    const scored = (law: typeof T, track: 'T' | 'G') =>
      found({ criteria, track, kind: 'goods' }, true, law).filter(([, , code]) => code === 'QUALIFICATION_SCORED')
    expect(scored(G, 'G')).to.deep.equal([
      ...[
        [
          'block',
          'criteria.factors.design',
          'QUALIFICATION_SCORED',
          '《政府采购货物和服务招标投标管理办法》第五十五条',
        ],
      ],
    ])
    expect(scored(T, 'T')).to.deep.equal([])
  })
})

describe('clauses that keep bidders out', () => {
  const codes = (text: string, law = T, where = 'qualification') =>
    restrictiveFindings([{ where, text }], law)
      .map(told)
      .map(({ severity, code, article }) => [severity, code, article])
  const regulations = '《招标投标法实施条例》第三十二条'

  for (const [text, code, article] of [
    ['空调机组必须采用某某品牌产品。', 'BRAND_NAMED', regulations],
    ['电缆品牌：远东、上上。', 'BRAND_NAMED', regulations],
    ['投标人须在南宁市注册登记。', 'LOCAL_BIDDERS_ONLY', '《招标投标法》第六条'],
    ['投标人应在本市设有分公司或者办事处。', 'LOCAL_BIDDERS_ONLY', '《招标投标法》第六条'],
    ['提供近三个月在当地缴纳社会保险的证明。', 'LOCAL_BIDDERS_ONLY', '《招标投标法》第六条'],
    ['近两年在广西境内纳税满100万元。', 'LOCAL_BIDDERS_ONLY', '《招标投标法》第六条'],
    ['本地企业优先。', 'LOCAL_BIDDERS_ONLY', '《招标投标法》第六条'],
    ['具有广西壮族自治区内类似业绩的，每项加2分。', 'LOCAL_RECORDS', regulations],
    ['获得本市优质工程奖的加3分。', 'LOCAL_RECORDS', regulations],
    ['投标人须为国有企业。', 'OWNERSHIP_LIMITED', regulations],
    ['投标人须完成投标报名后持介绍信购买招标文件。', 'ENROLMENT_ASKED', '《电子招标投标办法》第二十条'],
    ['本项目最低投标限价为800万元。', 'LOWEST_PRICE_SET', '《招标投标法实施条例》第二十七条'],
  ] as const)
    it(`${code}: ${text}`, () => expect(codes(text)).to.deep.include(['block', code, article]))

  for (const text of [
    '投标人不得要求指定品牌，品牌不限。',
    '具有独立法人资格，注册地不限。',
    '近五年完成过类似工程业绩。',
    '项目负责人具有一级注册建造师执业资格。',
    '投标报价不得低于成本。',
    '本项目不设最低投标限价。',
    '国有企业、民营企业均可参加。',
    '招标文件在平台免费下载，无需报名。',
    '提供依法缴纳税收和社会保障资金的证明。',
    '持有效营业执照和车牌照。',
  ])
    it(`is not: ${text}`, () => expect(codes(text)).to.deep.equal([]))

  it('《政府采购货物和服务招标投标管理办法》第十七条: size is no condition of a purchase; of works it needs reasons', () => {
    const text = '注册资本不低于1000万元，年营业收入不低于5000万元。'
    expect(codes(text, G)).to.deep.equal([
      ['block', 'SCALE_CONDITION', '《政府采购货物和服务招标投标管理办法》第十七条'],
    ])
    expect(codes(text)).to.deep.equal([['warn', 'SCALE_CONDITION', regulations]])
    expect(codes('合同总价包含税费和利润。', G, 'texts.pricing')).to.deep.equal([])
  })

  it('《政府采购货物和服务招标投标管理办法》第十七条: nor is a maker\u2019s letter, imported goods apart', () => {
    const text = '提供生产厂家授权书原件。'
    expect(codes(text, G)[0]?.slice(0, 2)).to.deep.equal(['block', 'MAKERS_LETTER'])
    expect(codes(text)[0]?.slice(0, 2)).to.deep.equal(['warn', 'MAKERS_LETTER'])
    expect(codes('进口产品提供生产厂家授权书。', G)).to.deep.equal([])
  })

  it('《政府采购法实施条例》第二十条: a purchase cites its own articles', () => {
    for (const text of [
      '投标人须在南宁市注册登记。',
      '投标人须为国有企业。',
      '必须采用某某品牌。',
      '本市同类业绩加分。',
    ])
      expect(codes(text, G)[0]?.[2], text).to.equal('《政府采购法实施条例》第二十条')
  })

  it('a brand for reference needs reasons', () =>
    expect(codes('参考品牌：甲、乙、丙，或相当于。')).to.deep.equal([['warn', 'BRAND_AS_REFERENCE', regulations]]))
})

describe('warnings of the check', () => {
  const warned = check({ validityDays: 29 })
  const reason = { code: 'VALIDITY_SHORT', where: 'validityDays', reason: '评标当日完成，中标次日签约。' }

  it('stop the publication until each has its reason', () => {
    expect(obstacles(warned, []).map(({ code }) => code)).to.deep.equal(['WARNING_UNJUSTIFIED'])
    expect(obstacles(warned, [{ ...reason, where: 'deadline' }]).map(({ code }) => code)).to.deep.equal([
      'WARNING_UNJUSTIFIED',
    ])
    expect(obstacles(warned, [reason])).to.deep.equal([])
  })

  it('are kept with their reasons; reasons for nothing are not kept', () => {
    const kept = justified(warned, [reason, { ...reason, code: 'OTHER' }])
    expect(kept.map(keyOf)).to.deep.equal(['VALIDITY_SHORT validityDays'])
    expect(kept[0]?.article).to.equal('《招标投标法实施条例》第二十五条')
  })

  it('never lift what blocks', () => {
    const blocked = check({ scope: '修路' })
    expect(
      obstacles(blocked, [{ code: 'NOTICE_INCOMPLETE', where: 'scope', reason: '确有需要，不再赘述。' }]),
    ).to.have.lengthOf(1)
  })
})
