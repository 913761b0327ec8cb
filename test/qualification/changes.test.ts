import { expect } from 'chai'
import type { JointBid } from '../../server/bids/consortium.ts'
import { evolve as evolveEvaluation } from '../../server/evaluation/evaluation.ts'
import type { EvaluationFact } from '../../server/evaluation/events.ts'
import { notAskedAgain } from '../../server/evaluation/prequalified.ts'
import { beginEvaluation, clausesFor as panelsClauses, reviewBid } from '../../server/evaluation/review.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { askedByLaw } from '../../server/qualification/asked.ts'
import { reportChange, reportedBy, STANDING, standingClauses } from '../../server/qualification/changes.ts'
import type { QualificationFact } from '../../server/qualification/events.ts'
import { clausesFor, conclude, evolve, judgeBid, outcome } from '../../server/qualification/qualification.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { criteria as example, tag } from '../evaluation/example.ts'
import { purchase } from '../tenders/criteria.ts'
import { aTender, refused, signature } from '../tenders/world.ts'

const G = rulebook('G-2026-02')
const T = rulebook('T-2025')
const tender = { ...aTender(), stage: 'evaluating', criteria: purchase(), consortium: true } as Tender
const unit = (n: number) => ({ code: `9153010000000000${n}X`, name: `${n}公司` })
const form = { price: '1', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '' }
const bid = (n: number, more: object = {}): JointBid => ({
  ...{ tag: tag(String.fromCharCode(97 + n)), bidder: unit(n), files: [{ part: 'business', name: '协议.pdf' }] },
  form: { ...form, ...more },
})
const alone = (n: number) => ({ applied: [unit(n).code] })
const ids = (one: JointBid, known = {}, law = G) =>
  askedByLaw(tender, one, [one], law, known).byLaw?.map(({ id }) => id)

describe('Who was prequalified', () => {
  it('《政府采购法实施条例》第二十一条: is not judged again where nothing has changed, and qualifies', () => {
    const one = bid(0)
    const asked = askedByLaw(tender, one, [one], G, alone(0))
    expect(asked).to.deep.equal({ byLaw: [], stands: true })
    expect(clausesFor(tender, one.tag, [], G, asked)).to.deep.equal([])
    const three = Object.fromEntries([0, 1, 2].map((n) => [bid(n).tag, []]))
    const of = { tender, before: undefined, asked: three }
    expect(outcome(of, G)).to.deep.include({ unqualified: [], enough: true })
    expect(conclude(of, signature, G)[0]?.data).to.deep.include({ qualified: Object.keys(three) })
  })

  it('without a prequalification every clause of the document is asked', () => {
    const one = bid(0)
    const asked = askedByLaw(tender, one, [one], G)
    expect([asked.stands, clausesFor(tender, one.tag, [], G, asked).map(({ id }) => id)]).to.deep.equal([
      ...[false, ['licence']],
    ])
  })

  it('is judged on the document’s clauses and on its change: written in its bid, told of later, or of its members', () => {
    const changed = bid(0, { changes: '已与他人合并' })
    const asked = askedByLaw(tender, changed, [changed], G, alone(0))
    expect(asked.byLaw?.map(({ id, ground }) => [id, ground.includes(G.afterPrequal.article)])).to.deep.equal([
      [STANDING, true],
    ])
    expect(clausesFor(tender, changed.tag, [], G, asked).map(({ id }) => id)).to.deep.equal(['licence'])
    expect(ids(bid(0), { ...alone(0), reported: ['破产：已申请重整'] })).to.deep.equal([STANDING])
    const joint = bid(0, { consortium: { members: [unit(1)], agreement: '协议.pdf' } })
    expect(ids(joint, { applied: [unit(0).code, unit(1).code] })).to.deep.equal([])
    expect(ids(joint, alone(0))).to.deep.equal([STANDING])
    expect(ids(bid(0), { applied: [unit(0).code, unit(1).code] })).to.deep.equal([STANDING])
  })

  it('《招标投标法实施条例》第三十七条: works, a consortium that changed is asked about by that article alone', () => {
    const joint = bid(0, { consortium: { members: [unit(1)], agreement: '协议.pdf' } })
    expect(ids(joint, alone(0), T)).to.deep.equal(['law-changed'])
    const [clause] = askedByLaw(tender, joint, [joint], T, alone(0)).byLaw ?? []
    expect(clause?.ground).to.include('第三十七条')
    expect(standingClauses(bid(0, { changes: '分立为两家公司' }), { reported: [] }, T)[0]?.ground).to.include(
      '《招标投标法实施条例》第三十八条',
    )
  })

  it('a change that comes after its bid was judged opens that bid again, until the end', () => {
    const one = bid(0).tag
    const findings = [{ clause: 'licence', pass: true }]
    const facts = judgeBid({ tender, before: undefined, opened: [one], bid: one, findings, found: [] }, signature, G)
    const before = evolve(undefined, { ...facts[0], at: 1 } as QualificationFact)
    const asked = { [one]: [{ id: 'licence' }, { id: STANDING }] }
    expect(refused(() => outcome({ tender, before, asked }, G)).code).to.equal('QUALIFICATION_OPEN')
  })
})

describe('In the evaluation of works', () => {
  const clauses = [
    { id: 'signature', zh: '签字盖章', ground: '未签字盖章' },
    { id: 'licence', zh: '资质有效', ground: '不符合资格条件', qualifies: true as const },
  ]
  const criteria = { ...example, clauses }
  const standing = { id: STANDING, zh: '仍具备资格条件', ground: '不再具备' }
  const changed = { id: 'law-changed', zh: '成员变动', ground: '无效' }
  const bids = [
    { tag: tag('a'), price: '1', applied: ['A'] },
    { tag: tag('b'), price: '1', applied: ['B'], byLaw: [standing] },
    { tag: tag('c'), price: '1', applied: ['C'], byLaw: [changed] },
    { tag: tag('d'), price: '1' },
    { tag: tag('e'), price: '1', applied: ['E'], byLaw: [{ ...standing, id: 'law-agreement' }] },
  ]
  const e = { criteria, bids, rulebook: 'T-2025' }
  const asked = (n: number) => panelsClauses(e, bids[n]!.tag).map(({ id }) => id)

  it('《招标投标法实施条例》第三十八条: who was prequalified and has not changed is not asked about again', () => {
    expect(asked(0)).to.deep.equal(['signature'])
    expect(asked(4)).to.deep.equal(['signature', 'law-agreement'])
    expect(notAskedAgain(e)).to.deep.equal({
      bids: [bids[0]!.tag, bids[4]!.tag],
      article: '《招标投标法实施条例》第三十八条',
    })
  })

  it('who has changed, or was never prequalified (第二十条), is judged on every clause of the document', () => {
    expect(asked(1)).to.deep.equal(['signature', 'licence', STANDING])
    expect(asked(2)).to.deep.equal(['signature', 'licence', 'law-changed'])
    expect(asked(3)).to.deep.equal(['signature', 'licence'])
    const bare = { ...e, criteria: { ...criteria, clauses: clauses.slice(0, 1) } }
    expect(notAskedAgain(bare)).to.equal(undefined)
  })

  it('a vote on a clause that is not asked again is refused', () => {
    const begun = beginEvaluation(
      { tender: 't', rulebook: 'T-2025', criteria, seated: true, members: [tag('f')], bids },
      undefined,
    )
    const room = evolveEvaluation(undefined, { ...begun[0], at: 1 } as EvaluationFact)
    const vote = (ids: string[]) =>
      reviewBid(
        { ...room, stage: 'review' },
        { member: tag('f'), bid: tag('a'), votes: ids.map((clause) => ({ clause, pass: true })) },
        T,
      )
    expect(refused(() => vote(['signature', 'licence'])).code).to.equal('CLAUSES_DIFFER')
    expect(vote(['signature']).map(({ type }) => type)).to.include('evaluation.reviewed')
  })
})

describe('A great change after the opening', () => {
  const of = (stage: Stage, opened = true) => ({
    ...{ tender: { ...tender, stage }, bid: bid(0).tag, opened, kind: 'merger' as const, text: '与某公司合并' },
    signature,
  })

  it('is told by a bidder whose bid was opened, and stands under its name, word for word', () => {
    const [fact] = reportChange(of('evaluating'), 5)
    const state = evolve(undefined, { ...fact, at: 5 } as QualificationFact)
    expect(reportedBy(state, bid(0).tag)).to.deep.equal(['合并：与某公司合并'])
    expect(reportedBy(state, bid(1).tag)).to.deep.equal([])
    expect(refused(() => reportChange(of('evaluating', false), 5)).code).to.equal('CHANGE_OF_BIDDERS')
  })
})
