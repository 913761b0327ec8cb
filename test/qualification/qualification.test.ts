import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { askedByLaw } from '../../server/qualification/asked.ts'
import type { QualificationFact, QualificationHappening } from '../../server/qualification/events.ts'
import {
  admitted,
  conclude,
  evolve,
  judgeBid,
  outcome,
  type Qualification,
} from '../../server/qualification/qualification.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { tag } from '../evaluation/example.ts'
import { purchase } from '../tenders/criteria.ts'
import { aTender, refused, signature } from '../tenders/world.ts'

const law = rulebook('G-2026-02')
const ARTICLE = '《政府采购货物和服务招标投标管理办法》第四十四条'
const tender = { ...aTender(), stage: 'evaluating', criteria: purchase() } as Tender
const opened = ['a', 'b', 'c', 'd'].map(tag)
const [bidA = '', bidB = ''] = opened
const pass = [{ clause: 'licence', pass: true }]
const fail = [{ clause: 'licence', pass: false, reason: '营业执照已过有效期' }]

const becomes = (before: Qualification | undefined, happenings: QualificationHappening[]): Qualification =>
  happenings.reduce<Qualification | undefined>(
    (of, one) => evolve(of, { ...one, at: 1 } as QualificationFact),
    before,
  ) as Qualification
const judged = (failing: string[] = [], bids = opened): Qualification | undefined =>
  bids.reduce<Qualification | undefined>((before, bid) => {
    const findings = failing.includes(bid) ? fail : pass
    return becomes(before, judgeBid({ tender, before, opened, bid, findings, found: [] }, signature, law))
  }, undefined)
const asked = Object.fromEntries(opened.map((tag) => [tag, [{ id: 'licence' }]]))
const of = (before: Qualification | undefined) => ({ tender, before, opened, asked })

describe('who is qualified in a government purchase', () => {
  it('is judged clause by clause, a failure with its reason', () => {
    const by = (findings: Parameters<typeof judgeBid>[0]['findings'], bid = bidA, to = tender, book = law) =>
      refused(() => judgeBid({ tender: to, before: undefined, opened, bid, findings, found: [] }, signature, book))
    expect(by(pass).code).to.equal('done')
    expect(by([{ clause: 'licence', pass: false }])).to.deep.include({
      code: 'FAILURE_WITHOUT_REASON',
      article: ARTICLE,
    })
    expect(by([{ clause: 'response', pass: true }]).code).to.equal('CLAUSES_DIFFER')
    expect(by([...pass, ...pass]).code).to.equal('CLAUSES_DIFFER')
    expect(by(pass, tag('f')).code).to.equal('BID_NOT_OPENED')
    expect(by(pass, bidA, { ...tender, stage: 'opening' }).code).to.equal('STAGE_WRONG')
    expect(by(pass, bidA, tender, rulebook('T-2025'))).to.deep.include({
      code: 'QUALIFICATION_BY_PANEL',
      article: '《招标投标法实施条例》第二十条',
    })
  })

  it('asks what the law asks about a bid beside the document: a member of two bids (《政府采购法实施条例》第二十二条)', () => {
    const unit = (n: number) => ({ code: `9153010000000000${n}X`, name: `${n}公司` })
    const form = { price: '1', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '' }
    const agreement = '协议.pdf'
    const all = opened.map((tag, i) => ({
      ...{ tag, bidder: unit(i), files: [{ part: 'business', name: agreement }] },
      form: i === 0 ? { ...form, consortium: { members: [unit(1)], agreement } } : form,
    }))
    const joint = { ...tender, consortium: true }
    const asked = all.map((one) => askedByLaw(joint, one, all, law))
    expect(asked.map(({ byLaw }) => byLaw?.map(({ id }) => id))).to.deep.equal([['law-member'], ['law-member'], [], []])
    const by = (findings: typeof fail) =>
      refused(() =>
        judgeBid(
          { tender: joint, before: undefined, opened, found: [], bid: bidA, findings, asked: asked[0]! },
          signature,
          law,
        ),
      ).code
    expect(by(pass as typeof fail)).to.equal('CLAUSES_DIFFER')
    const found = [...pass, { clause: 'law-member', pass: false, reason: '1公司另行单独投标' }]
    const [fact] = judgeBid(
      { tender: joint, before: undefined, opened, found: [], bid: bidA, findings: found, asked: asked[0]! },
      signature,
      law,
    )
    expect(fact?.data).to.deep.include({ qualified: false, byLaw: asked[0]?.byLaw })
  })

  it('is not had in a reserved package without the declaration (财库〔2020〕46号第六条)', () => {
    const kept = { ...tender, reserved: { kind: 'whole' as const, for: 'small' as const } }
    const form = { price: '1', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '' }
    const one = (reserved?: true) => {
      const bid = { tag: bidA, bidder: null, form: { ...form, claims: reserved ? { reserved } : {} }, files: [] }
      return askedByLaw(kept, bid, [bid], law)
    }
    const by = (asked: ReturnType<typeof one>, passes: boolean) => {
      const findings = [...pass, { clause: 'law-reserved', pass: passes, ...(passes ? {} : { reason: '没有声明函' }) }]
      return refused(() =>
        judgeBid({ tender: kept, before: undefined, opened, found: [], bid: bidA, findings, asked }, signature, law),
      )
    }
    expect(by(one(), true)).to.deep.include({
      code: 'RESERVED_WITHOUT_DECLARATION',
      article: law.reservedPackages.article,
    })
    expect([by(one(), false).code, by(one(true), true).code, by(one(true), false).code]).to.deep.equal([
      'done',
      'done',
      'done',
    ])
    expect(askedByLaw(tender, { tag: bidA, bidder: null, form, files: [] }, [], law).byLaw).to.deep.equal([])
  })

  it('asks what the law itself asks where bidders belong together by the report: of those bids, and with a reason', () => {
    const found = [{ kind: 'sameHead' as const, bids: [bidA, bidB] }]
    const by = (findings: Parameters<typeof judgeBid>[0]['findings'], bid: string, signs = found) =>
      refused(() => judgeBid({ tender, before: undefined, opened, bid, findings, found: signs }, signature, law))
    const related = (pass_: boolean, reason?: string) => [
      ...pass,
      { clause: 'law-relations', pass: pass_, ...(reason ? { reason } : {}) },
    ]
    expect(by(pass, bidA).code).to.equal('CLAUSES_DIFFER')
    expect(by(related(true), bidA).code).to.equal('done')
    expect(by(related(false), bidB).code).to.equal('FAILURE_WITHOUT_REASON')
    expect(by(related(false, '营业执照显示负责人为同一人'), bidB).code).to.equal('done')
    expect(by(pass, opened[2] ?? '').code, 'whom it does not concern').to.equal('done')
    expect(by(related(true), opened[2] ?? '').code).to.equal('CLAUSES_DIFFER')
  })

  it('may be judged again until the end, and the last finding counts', () => {
    const first = judged([bidA])
    const again = becomes(
      first,
      judgeBid({ tender, before: first, opened, bid: bidA, findings: pass, found: [] }, signature, law),
    )
    expect([first?.bids[bidA]?.qualified, again.bids[bidA]?.qualified]).to.deep.equal([false, true])
  })

  it('is concluded when every opened bid is judged, and then stays', () => {
    expect(refused(() => outcome(of(judged([], opened.slice(1))), law)).code).to.equal('QUALIFICATION_OPEN')
    const before = judged([bidB])
    const over = becomes(before, conclude(of(before), signature, law))
    expect([over.stage, over.qualified?.length, over.enough]).to.deep.equal(['concluded', 3, true])
    const late = () => judgeBid({ tender, before: over, opened, bid: bidA, findings: fail, found: [] }, signature, law)
    expect(refused(late).code).to.equal('QUALIFICATION_CONCLUDED')
    expect(refused(() => conclude(of(over), signature, law)).code).to.equal('QUALIFICATION_CONCLUDED')
  })

  it('leaves nothing to evaluate when fewer than three are: two fail, three are enough', () => {
    const before = judged([bidA, bidB])
    const [fact] = conclude(of(before), signature, law)
    expect(fact?.data).to.deep.include({ enough: false, article: ARTICLE })
    expect(outcome(of(judged([bidA])), law).enough).to.equal(true)
  })

  it('is a question before the panel: it evaluates only those who are', () => {
    const before = judged([bidA])
    expect(refused(() => admitted(opened, before, law))).to.deep.include({
      code: 'QUALIFICATION_OPEN',
      article: ARTICLE,
    })
    const over = becomes(before, conclude(of(before), signature, law))
    expect(admitted(opened, over, law)).to.deep.equal(opened.slice(1))
    const tooFew = judged([bidA, bidB])
    const void_ = becomes(tooFew, conclude(of(tooFew), signature, law))
    expect(refused(() => admitted(opened, void_, law)).code).to.equal('QUALIFICATION_OPEN')
    expect(admitted(opened, undefined, rulebook('T-2025'))).to.deep.equal(opened)
  })
})
