import { expect } from 'chai'
import { answerClarification, askBidder, expireQuestions } from '../../server/evaluation/clarification.ts'
import { resultOf } from '../../server/evaluation/conclusion.ts'
import { judgePrice, suspectPrice } from '../../server/evaluation/lowPrice.ts'
import { suspicions } from '../../server/evaluation/suspicion.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { purchase } from '../tenders/criteria.ts'
import { refused } from '../tenders/world.ts'
import { m1, m2, members, Panel, T0, tag } from './example.ts'

const law = rulebook('G-2026-02')
const NOTICE = '《关于推动解决政府采购异常低价问题的通知》（财库〔2026〕2号）'
const VOID = '《政府采购法》第三十六条'
const tags = ['a', 'b', 'c', 'd', 'e'].map(tag)
const fen = (amount: number) => String(yuan(amount.toFixed(2)))
const offers = (...prices: number[]) => prices.map((price, i) => ({ tag: tags[i] ?? '', price: fen(price) }))
const signature = { statement: '{}', cms: 'AA==', certificate: '00' }

describe('prices that are abnormally low', () => {
  const shares = { average: 5000, second: 5000, ceiling: 4500 }
  const triggers = (prices: number[], of = shares) =>
    Object.fromEntries(
      suspicions(offers(...prices), fen(1_000_000), of).map((one) => [tags.indexOf(one.bid), one.triggers]),
    )

  it('are strictly below: exactly 50 % of the second lowest and 45 % of the ceiling set nothing off', () => {
    expect(triggers([450_000, 900_000, 950_000])).to.deep.equal({})
  })

  it('are below by one yuan: second lowest and ceiling', () => {
    expect(triggers([449_999, 900_000, 950_000])).to.deep.equal({ 0: ['second', 'ceiling'] })
  })

  it('are below by one fen', () => {
    expect(triggers([449_999.99, 900_000, 950_000])).to.deep.equal({ 0: ['second', 'ceiling'] })
  })

  it('are below half of the mean of all, the low price counted in it', () => {
    expect(triggers([500_000, 1_250_000, 1_250_000])).to.deep.equal({ 0: ['second'] })
    expect(triggers([600_000, 1_200_000, 1_800_000, 1_200_000])).to.deep.equal({})
    expect(triggers([600_000, 1_200_000, 1_800_000, 1_200_001])).to.deep.equal({ 0: ['average'] })
  })

  it('are found by the shares that the document raised, up to 65 %', () => {
    const raised = { average: 6500, second: 6500, ceiling: 6500 }
    expect(triggers([650_000, 1_000_000, 1_000_000], raised)).to.deep.equal({})
    expect(triggers([649_999, 1_000_000, 1_000_000], raised)[0]).to.deep.equal(['second', 'ceiling'])
  })

  it('are not found where nobody else is left to compare with', () => {
    expect(triggers([450_000])).to.deep.equal({})
  })
})

/** A purchase whose first bid is at 40 % of the ceiling, elected and reviewed. */
function reviewed(
  more: Partial<Criteria> = {},
  bids: Parameters<typeof offered>[0] = [400_000, 900_000, 950_000, 980_000],
) {
  return new Panel({ ...offered(bids), criteria: purchase(more) }).elect().review()
}
const offered = (bids: number[]) => ({ rulebook: law.id, ceiling: fen(1_000_000), bids: offers(...bids) })
const ask = (panel: Panel, minutes = 30, bid = tags[0] ?? '') =>
  panel.take(askBidder(panel.state, { member: m1, id: 'q', bid, question: '请说明报价的成本构成', minutes }, law, T0))
const reply = (panel: Panel) =>
  panel.take(
    answerClarification(
      panel.state,
      { id: 'q', bid: tags[0] ?? '', answer: '自有产能，附成本测算', signature },
      law,
      T0 + 1,
    ),
  )
const judge = (panel: Panel, against: number, bid = tags[0] ?? '') => {
  members.forEach((member, i) => {
    panel.take(judgePrice(panel.state, { member, bid, proven: i >= against, reason: '已核对成本测算' }, law))
  })
  return panel
}

describe('the examination of a low price', () => {
  it('begins by the numbers, names its triggers and article, and rejects nobody', () => {
    const { state, facts } = reviewed()
    expect([state.stage, state.valid?.length]).to.deep.equal(['lowPrice', 4])
    const suspected = facts.find(({ type }) => type === 'evaluation.lowPriceSuspected')
    expect(suspected?.data).to.deep.include({ article: NOTICE })
    expect(state.lowPrice?.found).to.deep.equal([
      { bid: tags[0], triggers: ['average', 'second', 'ceiling'], reason: null },
    ])
  })

  it('looks at the prices bid, not at what the policies make of them', () => {
    const bids = offers(460_000, 900_000, 950_000).map((bid) => ({ ...bid, claims: { small: 'whole' as const } }))
    const of = { rulebook: law.id, ceiling: fen(1_000_000), bids, criteria: purchase({ policy: { small: 2000 } }) }
    expect(new Panel(of).elect().review().state.stage).to.equal('scoring')
  })

  it('does not begin in a purchase that was published before the notice was in force', () => {
    const of = { ...offered([400_000, 900_000, 950_000]), rulebook: 'G-2026-01', criteria: purchase() }
    expect(new Panel(of).elect().review().state.stage).to.equal('scoring')
  })

  it('gives the bidder at least 30 minutes', () => {
    const panel = reviewed()
    expect(refused(() => ask(panel, 29))).to.deep.include({ code: 'EXPLANATION_TIME_SHORT', article: NOTICE })
    expect(ask(panel, 30).clarifications).to.have.length(1)
  })

  it('decides nothing before the bidder was asked and has answered or its time is over', () => {
    const panel = reviewed()
    const vote = (proven: boolean) => () =>
      judgePrice(panel.state, { member: m1, bid: tags[0] ?? '', proven, reason: '已核对' }, law)
    expect(refused(vote(false)).code).to.equal('PRICE_NOT_ASKED')
    ask(panel)
    expect(refused(vote(false)).code).to.equal('PRICE_NOT_ASKED')
    panel.take(expireQuestions(panel.state, T0 + 30 * 60_000), T0 + 30 * 60_000)
    expect(refused(vote(true))).to.deep.include({
      code: 'PRICE_UNEXPLAINED',
      article: '《政府采购货物和服务招标投标管理办法》第六十条',
    })
    expect(refused(vote(false)).code).to.equal('done')
  })

  it('lets a proven price stand, and scores all', () => {
    const panel = reviewed()
    ask(panel)
    reply(panel)
    judge(panel, 2)
    expect([panel.state.stage, panel.state.valid?.length]).to.deep.equal(['scoring', 4])
    expect(resultOf(panel.state).lowPrices?.[0]).to.deep.include({ bid: tags[0], proven: true })
  })

  it('makes the bid invalid where most of all members find it unproven, with every opinion', () => {
    const panel = reviewed()
    ask(panel)
    reply(panel)
    judge(panel, 3)
    expect([panel.state.stage, panel.state.valid?.length]).to.deep.equal(['scoring', 3])
    const [rejected] = panel.state.rejections
    expect(rejected).to.deep.include({ bid: tags[0], clause: 'low-price', against: 3, members: 5 })
    expect(rejected?.findings).to.have.length(5)
  })

  it('leaves fewer than three: the purchase is void', () => {
    const panel = reviewed({}, [400_000, 900_000, 950_000])
    ask(panel)
    reply(panel)
    judge(panel, 5)
    expect([panel.state.stage, panel.state.void]).to.deep.equal(['opinions', VOID])
    expect(resultOf(panel.state)).to.deep.include({ void: VOID, candidates: [] })
  })

  it('may also follow from the panel\u2019s judgement, by the chair and with a reason', () => {
    const panel = new Panel({ ...offered([600_000, 900_000, 950_000]), criteria: purchase() }).elect()
    const of = { bid: tags[0] ?? '', reason: '低于同类项目成交价一半' }
    expect(refused(() => suspectPrice(panel.state, { member: m2, ...of }, law)).code).to.equal('NOT_THE_CHAIR')
    panel.take(suspectPrice(panel.state, { member: m1, ...of }, law))
    expect(refused(() => suspectPrice(panel.state, { member: m1, ...of }, law)).code).to.equal('BID_SUSPECTED')
    panel.review()
    expect(panel.state.stage).to.equal('lowPrice')
    expect(panel.state.lowPrice?.found[0]?.triggers).to.deep.equal(['judgement'])
  })

  it('is over before anything is ranked where the price alone decides', () => {
    const panel = reviewed({ price: { formula: 'price-alone' }, factors: [] })
    expect(panel.state.ranking).to.equal(null)
    ask(panel)
    reply(panel)
    judge(panel, 0)
    expect(panel.state.stage).to.equal('opinions')
    expect(panel.state.ranking?.rows.map(({ rank }) => rank)).to.deep.equal([1, 2, 3, 4])
  })
})

describe('the panel of a government purchase', () => {
  const fair = [800_000, 900_000, 950_000]

  it('does not judge what the purchaser judges', () => {
    const panel = reviewed({}, fair)
    const reviewedClauses = panel.facts.flatMap((fact) =>
      fact.type === 'evaluation.reviewed' ? fact.data.votes.map(({ clause }) => clause) : [],
    )
    expect([...new Set(reviewedClauses)]).to.deep.equal(['response'])
  })

  it('has a void purchase where fewer than three bids conform, and argues nothing', () => {
    const panel = new Panel({ ...offered(fair), criteria: purchase() })
      .elect()
      .review({ [tags[2] ?? '']: { response: 3 } })
    expect([panel.state.stage, panel.state.void]).to.deep.equal(['opinions', VOID])
  })

  it('counts bidders of one brand once for that', () => {
    const bids = offers(...fair).map((bid, i) => ({ ...bid, claims: { brand: i < 2 ? '甲' : '乙' } }))
    const of = { ...offered(fair), bids, criteria: purchase({ coreProduct: '投影机' }) }
    expect(new Panel(of).elect().review().state.void).to.equal(VOID)
    const apart = bids.map((bid, i) => ({ ...bid, claims: { brand: String(i) } }))
    expect(new Panel({ ...of, bids: apart }).elect().review().state.stage).to.equal('scoring')
  })

  it('denies a deduction by majority without rejecting the bid, and asks only who claims it', () => {
    const statement = {
      id: 'statement',
      zh: '中小企业声明函符合要求',
      ground: '不享受价格扣除',
      denies: 'small' as const,
    }
    const clauses = [...purchase().clauses, statement]
    const bids = offers(...fair).map((bid, i) => (i ? bid : { ...bid, claims: { small: 'whole' as const } }))
    const alone = { price: { formula: 'price-alone' as const }, factors: [], policy: { small: 1000 } }
    const of = { ...offered(fair), bids, criteria: purchase({ clauses, ...alone }) }
    const granted = new Panel(of).elect().review()
    expect(granted.state.ranking?.rows[0]).to.deep.include({ price: fen(800_000), evaluationPrice: fen(720_000) })
    const denied = new Panel(of).elect().review({ [tags[0] ?? '']: { statement: 3 } })
    expect([denied.state.valid?.length, denied.state.rejections]).to.deep.equal([3, []])
    expect(denied.state.denied?.[0]).to.deep.include({ clause: 'statement', against: 3 })
    expect(denied.state.ranking?.rows[0]).to.deep.include({ evaluationPrice: fen(800_000), deductions: [] })
  })
})
