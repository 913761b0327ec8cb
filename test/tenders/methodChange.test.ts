import { expect } from 'chai'
import { methodOpinions } from '../../server/law/methodChange.ts'
import { type Rule, rulebook } from '../../server/law/rulebook.ts'
import { repeatTender } from '../../server/tenders/endings.ts'
import { type Asking, askMethodChange, decideMethodChange } from '../../server/tenders/methodChange.ts'
import { failTender } from '../../server/tenders/rules.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, now, refused, signature } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2026-02')
const ORDER = '《政府采购货物和服务招标投标管理办法》第四十三条'

const opinion = (n: number, clean = true) => ({
  name: `专家${n}`,
  unit: '某大学',
  clean,
  text: '招标文件没有不合理条款。',
})
const asking = (changes: Partial<Asking> = {}): Asking => ({
  ...{ method: 'negotiation', reason: '投标人不足三家', challenges: '没有收到质疑' },
  ...{ opinions: [1, 2, 3].map((n) => opinion(n)), continues: '广西政府采购网另行公告', signature },
  ...changes,
})
const purchase = aTender({ track: 'G', kind: 'goods' })
const failed = (rule: Rule<unknown> = G.openingNeeds): Tender =>
  becomes(purchase, failTender(purchase, '投标人不足三家', rule))
const code = (tender: Tender, of = asking(), law = G) => refused(() => askMethodChange(tender, of, law, now)).code
const approval = { approved: true, number: '桂财采〔2026〕12号', reason: '同意', signature }

describe('another way of buying after a tender without three bidders', () => {
  it(`${ORDER}: is applied for with three clean opinions, approved, and ends the tender for good`, () => {
    const asked = becomes(failed(), askMethodChange(failed(), asking(), G, now))
    expect(asked.methodChange).to.deep.include({ method: 'negotiation', askedAt: now })
    expect(refused(() => repeatTender(asked, 'next', false, now)).code).to.equal('METHOD_CHANGE_PENDING')
    const facts = decideMethodChange(asked, approval, G, now)
    expect(facts[0]?.data).to.deep.include({ article: ORDER, number: approval.number, method: 'negotiation' })
    const over = becomes(asked, facts)
    expect(over.stage).to.equal('failed')
    expect(refused(() => repeatTender(over, 'next', false, now)).code).to.equal('METHOD_CHANGED')
    expect(code(over)).to.equal('METHOD_CHANGED')
    expect(refused(() => decideMethodChange(over, approval, G, now)).code).to.equal('METHOD_CHANGED')
    expect(draftOf(over)).to.deep.equal(draftOf(purchase))
  })

  it('may be denied: then it is applied for again, or called anew', () => {
    const asked = becomes(failed(), askMethodChange(failed(), asking(), G, now))
    const denied = becomes(asked, decideMethodChange(asked, { approved: false, reason: '不同意', signature }, G, now))
    expect(code(denied)).to.equal('done')
    expect(refused(() => repeatTender(denied, 'next', false, now)).code).to.equal('done')
    expect(refused(() => decideMethodChange(denied, approval, G, now)).code).to.equal('METHOD_CHANGE_NOT_ASKED')
  })

  it('is for whoever failed for too few bidders, before the opening, after the qualification or in the evaluation', () => {
    for (const rule of [G.openingNeeds, G.fewValidBids, G.fewConforming]) expect(code(failed(rule))).to.equal('done')
    expect(code(failed(G.complaintRuling))).to.equal('METHOD_CHANGE_STAGE')
    expect(code(purchase)).to.equal('METHOD_CHANGE_STAGE')
    expect(code({ ...failed(), next: 'again' })).to.equal('METHOD_REPEATED')
  })

  it('《招标投标法》第二十八条: is nothing for works, which are tendered anew', () => {
    const works = becomes(aTender(), failTender(aTender(), '投标人不足三家', T.openingNeeds))
    const found = refused(() => askMethodChange(works, asking(), T, now))
    expect([found.code, found.article]).to.deep.equal(['METHOD_CHANGE_NOT_HERE', '《招标投标法》第二十八条'])
    expect([T.methodOpinions.value, T.methodOpinions.article]).to.deep.equal([0, '《招标投标法》第二十八条'])
  })

  it('《政府采购非招标采购方式管理办法》第二十八条: three experts, each once, and none who finds a clause unreasonable', () => {
    expect(methodOpinions.value).to.equal(3)
    const of = (...opinions: Asking['opinions']) => code(failed(), asking({ opinions }))
    expect(of(opinion(1), opinion(2))).to.equal('METHOD_OPINIONS_FEW')
    expect(of(opinion(1), opinion(2), opinion(2))).to.equal('METHOD_OPINIONS_FEW')
    expect(of(opinion(1), opinion(2), opinion(3), opinion(3))).to.equal('METHOD_OPINIONS_FEW')
    expect(of(opinion(1), opinion(2), opinion(3), opinion(4))).to.equal('done')
    expect(of(opinion(1), opinion(2), opinion(3), opinion(4, false))).to.equal('METHOD_CLAUSE_UNREASONABLE')
    expect(code(failed(), asking({ method: 'openTender' }))).to.equal('METHOD_UNKNOWN')
  })
})
