import { expect } from 'chai'
import fc from 'fast-check'
import { correctObjective, saveSheet } from '../../server/evaluation/scoring.ts'
import { seen } from '../../server/evaluation/views.ts'
import { code, lock, marked, save, scoring, seal } from './deeds.ts'
import {
  bidA,
  bidB,
  bidC,
  bidD,
  bidderEye,
  bidders,
  expertEye,
  hostEye,
  law,
  m1,
  m2,
  m3,
  m5,
  members,
  Panel,
  sees,
  sheet,
  supervisorEye,
  tag,
} from './example.ts'

describe('a score sheet', () => {
  it('takes scores from nothing to the full mark, in steps, and no other', () => {
    const panel = scoring()
    const of = (plan: number) =>
      code(() => saveSheet(panel.state, { member: m1, version: 0, sheet: sheet([bidA], plan, 0), seal }, law))
    expect([0, 50, 3000].map(of)).to.deep.equal(['done', 'done', 'done'])
    expect([-50, 25, 3050, 2999].map(of)).to.deep.equal(Array(4).fill('SCORE_OUT_OF_RANGE'))
  })

  it('takes only what the tender document names, and only bids that were not rejected', () => {
    const panel = new Panel().elect().review({ [bidD]: { signature: 3 } })
    expect(code(() => save(panel, m1, { [bidA]: { charm: { score: 50 } } }))).to.equal('CRITERION_UNKNOWN')
    expect(code(() => save(panel, m1, sheet([bidD], 50, 0)))).to.equal('BID_NOT_SCORED')
  })

  it('is not saved over a version that its author has not seen', () => {
    const panel = scoring()
    save(panel, m1, sheet([bidA], 50, 0))
    expect(code(() => save(panel, m1, sheet([bidA], 100, 0), 0))).to.equal('SHEET_CHANGED')
    save(panel, m1, sheet([bidA], 100, 0), 1)
    expect(panel.state.sheets[m1]?.version).to.equal(2)
  })

  it('is locked when complete, and then stands', () => {
    const panel = scoring()
    expect(code(() => lock(panel, m1))).to.equal('SHEET_ABSENT')
    save(panel, m1, sheet([bidA, bidB, bidC], 2000, 600))
    expect(code(() => lock(panel, m1))).to.equal('SHEET_INCOMPLETE')
    save(panel, m1, sheet(bidders, 2000, 600))
    expect(code(() => lock(panel, m1, 1))).to.equal('SHEET_CHANGED')
    lock(panel, m1)
    expect(code(() => save(panel, m1, sheet(bidders, 1000, 600)))).to.equal('SHEET_LOCKED')
    expect(code(() => lock(panel, m1))).to.equal('SHEET_LOCKED')
  })
})

describe('blind scoring', () => {
  it('reveals nothing before the last member has locked, and then everything at once', () => {
    const panel = scoring()
    for (const member of members) save(panel, member, sheet(bidders, 2000, 600))
    for (const member of members.slice(0, 4)) lock(panel, member)
    expect(panel.state.scores).to.equal(null)
    lock(panel, m5)
    expect(Object.keys(panel.state.scores ?? {})).to.have.members(members)
    expect(panel.state.stage).to.equal('opinions')
  })

  it('shows no eye but the author a score before the reveal, in no fact and in no view', () => {
    const scores = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 5, maxLength: 5 })
    const others = [expertEye(m2), expertEye(tag('9')), supervisorEye, hostEye, bidderEye(bidA)]
    fc.assert(
      fc.property(scores, (plans) => {
        const panel = scoring()
        const before = panel.facts.length
        for (const [i, member] of members.entries()) save(panel, member, sheet(bidders, (plans[i] ?? 0) * 50, 600))
        for (const member of members.slice(0, 4)) lock(panel, member)
        const secret = panel.facts.slice(before)
        for (const eye of others) {
          const foreign = secret.filter(
            (fact) => sees(eye, fact) && !('member' in fact.data && fact.data.member === eye.tag),
          )
          expect(foreign.every(({ type }) => type === 'evaluation.sheetLocked')).to.equal(true)
          expect(JSON.stringify(foreign)).not.to.match(/"score"|sheets|sealed":/)
          const own = eye.tag === m2 ? sheet(bidders, 0, 0) : null
          const view = JSON.stringify({ ...seen(panel.state, eye, own), sheet: null, criteria: null })
          expect(view).not.to.match(/"score"|"sealed"/)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('keeps no score in clear in a fact or in the row until then', () => {
    const panel = scoring()
    save(panel, m1, sheet(bidders, 1850, 600))
    const { criteria: _public, ...row } = panel.state
    for (const text of [JSON.stringify(row), JSON.stringify(panel.facts.at(-1))])
      expect(text).not.to.match(/1850|"score"/)
  })
})

describe('objective items', () => {
  it('block the totals while the members differ', () => {
    const panel = marked({ [m3]: 400 })
    expect(panel.state).to.include({ stage: 'objective', ranking: null })
    expect(panel.state.mismatches.map(({ factor }) => factor)).to.deep.equal(Array(4).fill('record'))
    expect(panel.state.mismatches[0]?.values).to.include({ [m1]: 600, [m3]: 400 })
  })

  it('are corrected with both values kept; when all agree, the bids are ranked', () => {
    const panel = marked({ [m3]: 400 })
    const fix = (bids: string[], member = m3, score = 600) =>
      panel.take(
        correctObjective(
          panel.state,
          {
            member,
            corrections: bids.map((bid) => ({ bid, factor: 'record', score, reason: '漏计一项业绩' })),
            sealedSignature: 's',
          },
          law,
        ),
      )
    fix([bidA, bidB, bidC])
    expect(panel.state.stage).to.equal('objective')
    fix([bidD])
    expect(panel.state.stage).to.equal('opinions')
    expect(panel.state.corrections[0]).to.deep.include({ member: m3, bid: bidA, from: 400, to: 600 })
    expect(panel.state.ranking?.rows.map(({ factors: { record } }) => record)).to.deep.equal(Array(4).fill(600))
  })

  it('are all that may be changed after the reveal', () => {
    const panel = marked({ [m3]: 400 })
    const change = (factor: string, score: number) =>
      code(() =>
        correctObjective(
          panel.state,
          { member: m3, corrections: [{ bid: bidA, factor, score, reason: '更正' }], sealedSignature: 's' },
          law,
        ),
      )
    expect(change('plan', 2500)).to.equal('OBJECTIVE_AGREED')
    expect(change('record', 500)).to.equal('SCORE_OUT_OF_RANGE')
    expect(code(() => save(panel, m1, sheet(bidders, 0, 0)))).to.equal('EVALUATION_STAGE')
  })
})
