import { expect } from 'chai'
import { beginEvaluation, clausesFor, reviewBid, signFindings } from '../../server/evaluation/review.ts'
import { type Signs, signClauses } from '../../server/evaluation/signClauses.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { code } from './deeds.ts'
import { bidA, bidB, bidC, bidders, criteria, law, m1, members, Panel, vote } from './example.ts'

const [T, G] = [rulebook('T-2025'), rulebook('G-2017')]
const none: Signs = { findings: [], samePayer: [] }
const found = (kind: Signs['findings'][number]['kind'], ...bids: string[]): Signs => ({
  ...none,
  findings: [{ kind, bids }],
})
const ids = (tag: string, signs: Signs, by = T) => signClauses(tag, signs, by).map(({ id }) => id)

describe('what the law has the panel vote on where there is a sign of it', () => {
  it('one head, or control: of those bids alone, with the article by which all are invalid', () => {
    for (const kind of ['sameHead', 'control'] as const) {
      expect(ids(bidA, found(kind, bidA, bidB))).to.deep.equal(['law-relations'])
      expect(ids(bidC, found(kind, bidA, bidB))).to.deep.equal([])
    }
    expect(signClauses(bidA, found('control', bidA), T)[0]?.ground).to.include('《招标投标法实施条例》第三十四条')
  })

  it('where the purchaser judges qualification the relations are its affair, collusion is the panel’s', () => {
    expect(ids(bidA, found('sameHead', bidA, bidB), G)).to.deep.equal([])
    expect(ids(bidA, found('sameMac', bidA, bidB), G)).to.deep.equal(['law-collusion'])
    expect(signClauses(bidA, found('sameMac', bidA), G)[0]?.ground).to.include('第三十六条、第三十七条')
  })

  it('one machine, one text, one account: collusion; one address or one holder alone is no sign of it', () => {
    for (const kind of ['sameMac', 'sameDisk', 'sameProcessor', 'sameLock', 'sameAuthor', 'alikeText'] as const)
      expect(ids(bidA, found(kind, bidA, bidB)), kind).to.deep.equal(['law-collusion'])
    expect(ids(bidA, { ...none, samePayer: [{ bidders: [bidA, bidB] }] })).to.deep.equal(['law-collusion'])
    for (const kind of ['sameAddress', 'commonHolder', 'headDiffers', 'undeclared', 'operatorAffiliate'] as const)
      expect(ids(bidA, found(kind, bidA, bidB)), kind).to.deep.equal([])
    expect(ids(bidA, none)).to.deep.equal([])
  })
})

describe('the vote on a sign', () => {
  const clause = T.colludingBids.value.id
  const sitting = () => {
    const byLaw = signClauses(bidA, found('sameMac', bidA, bidB), T)
    const bids = bidders.map((tag, i) => ({ tag, price: String(1000 + i), ...(i < 2 ? { byLaw } : {}) }))
    return new Panel({ bids }).elect()
  }

  it('is asked beside the document’s clauses, of the bids that it concerns', () => {
    const { state } = sitting()
    const asked = (bid: string) => clausesFor(state, bid).map(({ id }) => id)
    expect(asked(bidA)).to.deep.equal([...asked(bidC), clause])
    const short = [vote('qualification'), vote('signature')]
    expect(code(() => reviewBid(state, { member: m1, bid: bidA, votes: short }, law))).to.equal('CLAUSES_DIFFER')
  })

  it('needs a reason and no page: a sign stands on no page of the bid', () => {
    const { state } = sitting()
    const with_ = (failure: object) => [vote('qualification'), vote('signature'), { clause, pass: false, ...failure }]
    const cast = (failure: object) => () => reviewBid(state, { member: m1, bid: bidA, votes: with_(failure) }, law)
    expect(code(cast({}))).to.equal('FAILURE_WITHOUT_EVIDENCE')
    expect(code(cast({ page: 3 }))).to.equal('FAILURE_WITHOUT_EVIDENCE')
    expect(cast({ reason: '同一网卡，且技术标雷同' })()[0]?.type).to.equal('evaluation.reviewed')
  })

  it('rejects by more than half of all members, and nobody else’s bid', () => {
    const { state } = sitting().review({ [bidA]: { [clause]: 3 }, [bidB]: { [clause]: 2 } })
    expect(state.rejections.map(({ bid, clause: by, against }) => [bid, by, against])).to.deep.equal([
      [bidA, clause, 3],
    ])
    expect(state.valid).to.include.members([bidB, bidC]).and.not.include(bidA)
  })

  it('stays on record with every opinion, also where the panel clears the bidders', () => {
    const { state } = sitting().review({ [bidB]: { [clause]: 1 } })
    expect(state.rejections).to.deep.equal([])
    expect(signFindings(state).map(({ bid, against, findings }) => [bid, against, findings.length])).to.deep.equal([
      [bidA, 0, members.length],
      [bidB, 1, members.length],
    ])
  })

  it('is not asked of an evaluation that began without signs', () => {
    const of = { tender: 't1', rulebook: law.id, criteria, seated: true, members, bids: [{ tag: bidA, price: '1' }] }
    expect(JSON.stringify(beginEvaluation(of, undefined))).not.to.include('law-')
  })
})
