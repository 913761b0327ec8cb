import { expect } from 'chai'
import { draftReport, opine, signReport } from '../../server/evaluation/conclusion.ts'
import { evaluationVersion, type Reopening, reopenEvaluation } from '../../server/evaluation/reopening.ts'
import { beginEvaluation } from '../../server/evaluation/review.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { code, marked, refusal } from './deeds.ts'
import { bidders, law, type Panel, tag } from './example.ts'

/** An evaluation that everybody signed. */
function finished(): Panel {
  const panel = marked()
  for (const member of panel.state.members) panel.take(opine(panel.state, { member, agree: true, reason: null }))
  panel.take(draftReport(panel.state, { file: 'r', sha256: 'a'.repeat(64) }))
  for (const member of panel.state.members) {
    const base = panel.state.report?.sha256 ?? ''
    panel.take(signReport(panel.state, { member, base, file: 'r', sha256: tag(member.slice(0, 1)) }))
  }
  return panel
}

const order = (changes: Partial<Reopening> = {}): Reopening => ({
  ...{ ground: 'standardMisapplied', by: 'samePanel', from: 'review', reason: '业绩分未按招标文件计算', order: 'o-1' },
  ...changes,
})

describe('an evaluation that is done again', () => {
  it('rests on a ground of the law, and says its article', () => {
    const { state } = finished()
    expect(refusal(() => reopenEvaluation(state, order({ ground: 'tendererDislikesIt' }), law))).to.include({
      code: 'GROUND_UNKNOWN',
      article: '《招标投标法实施条例》第七十一条',
    })
    const [fact] = reopenEvaluation(state, order(), law)
    expect(fact?.data).to.include({ version: 2, article: '《招标投标法实施条例》第七十一条' })
    expect(fact?.data).to.have.property('previous', state.report?.sha256)
  })

  it('is never done by the panel of a member who should have stood aside', () => {
    const { state } = finished()
    expect(code(() => reopenEvaluation(state, order({ ground: 'shouldHaveAvoided' }), law))).to.equal(
      'EVALUATORS_OTHER',
    )
    expect(code(() => reopenEvaluation(state, order({ ground: 'shouldHaveAvoided', by: 'newPanel' }), law))).to.equal(
      'done',
    )
  })

  it('is in a government purchase done for four errors only by the panel that made them', () => {
    const { state } = finished()
    const purchases = rulebook('G-2017')
    expect(code(() => reopenEvaluation(state, order(), purchases))).to.equal('GROUND_UNKNOWN')
    expect(code(() => reopenEvaluation(state, order({ ground: 'sumWrong', by: 'newPanel' }), purchases))).to.equal(
      'EVALUATORS_OTHER',
    )
    expect(code(() => reopenEvaluation(state, order({ ground: 'sumWrong' }), purchases))).to.equal('done')
  })

  it('is not done while the first is under way', () => {
    expect(code(() => reopenEvaluation(marked().state, order(), law))).to.equal('EVALUATION_NOT_FINISHED')
  })

  it('keeps what became void and begins at the review with the same chair', () => {
    const panel = finished()
    const before = panel.state
    const after = panel.take(reopenEvaluation(before, order(), law))
    expect(after).to.deep.include({ stage: 'review', votes: {}, scores: null, result: null, report: null, valid: null })
    expect(after.chair).to.equal(before.chair)
    expect(after.past?.[0]).to.deep.include({ version: 1, result: before.result, report: before.report })
    expect(evaluationVersion(after)).to.equal(2)
  })

  it('may leave the review as it stands and score anew, each member from an empty sheet', () => {
    const panel = finished()
    const { valid, votes } = panel.state
    const after = panel.take(reopenEvaluation(panel.state, order({ from: 'scoring' }), law))
    expect(after).to.deep.include({ stage: 'scoring', valid, votes, sheets: {}, scores: null })
  })

  it('waits for the new panel, which begins from nothing and knows what came before', () => {
    const panel = finished()
    const waiting = panel.take(reopenEvaluation(panel.state, order({ by: 'newPanel', from: 'scoring' }), law))
    expect(waiting).to.deep.include({ members: [], chair: null, stage: 'chair', awaitsPanel: true, valid: null })
    const members = ['6', '7', '8', '9', 'e'].map(tag)
    const bids = bidders.map((bidder) => ({ tag: bidder, price: '1000000' }))
    const of = { tender: 't1', rulebook: law.id, criteria: waiting.criteria, seated: true, members, bids }
    const begun = panel.take(beginEvaluation(of, undefined))
    expect(begun.awaitsPanel).to.equal(undefined)
    expect(begun.members).to.have.members(members)
    expect(begun.past?.map(({ version }) => version)).to.deep.equal([1])
  })
})
