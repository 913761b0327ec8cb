import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { repeatTender, terminateTender } from '../../server/tenders/endings.ts'
import { TenderDrafted } from '../../server/tenders/events.ts'
import { mendedFindings } from '../../server/tenders/mended.ts'
import { draftOf } from '../../server/tenders/tender.ts'
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

describe('a round after one that ended for a clause', () => {
  const clause = '投标人须在本省设有分支机构'
  const defect = { clause, offends: '《政府采购法实施条例》第二十条' }
  const found = (text: string, mended = [defect], composed = true, law = G) =>
    mendedFindings({ pieces: [{ where: 'qualification', text }], mended, composed }, law).map(
      ({ severity, refusal }) => [severity, refusal.code, refusal.article],
    )
  const order = '《政府采购货物和服务招标投标管理办法》第二十五条'

  it('《招标投标法实施条例》第二十三条: does not repeat it, however it is set', () => {
    const repeated = [['block', 'DEFECT_REPEATED', order]]
    expect(found(`一、合格；${clause}。`)).to.deep.equal(repeated)
    expect(found('投标人，须在 本省\n设有“分支机构”')).to.deep.equal(repeated)
    expect(found(clause, [{ ...defect, clause: `资格要求“${clause}”限制了竞争` }])).to.deep.equal(repeated)
    expect(found(clause, [defect], true, T)[0]?.[2]).to.equal('《招标投标法实施条例》第二十三条')
  })

  it('gives reasons for what is like it, and for a document that cannot be compared', () => {
    expect(found('投标人须在本省设有常驻的分支机构')).to.deep.equal([['warn', 'DEFECT_RESEMBLED', order]])
    expect(found('具备履行合同的能力', [defect], false)).to.deep.equal([['warn', 'DEFECT_UNCOMPARED', order]])
  })

  it('says something else, or is the first: nothing is found', () => {
    expect(found('投标人应当能够提供本项目所需的现场服务')).to.deep.equal([])
    expect(found(clause, [])).to.deep.equal([])
    expect(found(clause, [{ ...defect, clause: '省内' }])).to.deep.equal([])
  })

  it('knows the clauses of every round before it, and keeps them when its draft is saved anew', () => {
    const end = (of: typeof defect) =>
      terminateTender(
        aTender(),
        { ground: 'documentUnlawful', reason: '修改后重新招标', signature, defect: of },
        G,
        now,
      )
    const first = becomes(aTender(), end(defect))
    const { fresh } = repeatTender(first, 'next', false, now)
    const second = becomes(aTender({ id: 'next', stage: 'draft' }), fresh)
    expect(second.mended).to.deep.equal([defect])
    const saved = becomes(second, [TenderDrafted({ tender: 'next', draft: draftOf(second) })])
    expect(saved.mended).to.deep.equal([defect])
    const other = { clause: '评分标准酌情给分', offends: '没有量化' }
    const ended = becomes({ ...saved, stage: 'bidding' }, end(other))
    const third = repeatTender(ended, 'third', false, now).fresh.at(-1)
    expect(third?.data).to.deep.include({ mended: [defect, other] })
    expect(draftOf(ended)).not.to.have.any.keys('mended', 'endedFor')
  })
})
