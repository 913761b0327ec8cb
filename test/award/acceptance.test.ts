import { expect } from 'chai'
import { untouched } from '../../server/award/acceptance.ts'
import { deliver, receivedAt, recheck, review, reviewedFirst } from '../../server/award/receiving.ts'
import { attention, reportChecks } from '../../server/award/reportChecks.ts'
import type { Evaluation } from '../../server/evaluation/evaluation.ts'
import { reopenEvaluation } from '../../server/evaluation/reopening.ts'
import { lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { accepts, anEvaluation, finishedAt, members, report } from './panel.ts'
import { refused, signature, tags } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const agent = { code: '91530100MA6K000009', name: '代理' }
const works = aTender({ stage: 'evaluating' })
const purchase = aTender({ stage: 'evaluating', track: 'G', agent })
const signed = report.sha256

const of = (tender = works, changes = {}) => ({
  ...{ tender, evaluation: anEvaluation(), acceptance: untouched('tender-1'), report, signed, signature },
  ...changes,
})

describe('receiving the panel’s report', () => {
  it('needs no hand where the platform delivers it: the time runs from the end of the evaluation', () => {
    expect(receivedAt(of(), T)).to.equal(finishedAt)
    expect(refused(() => deliver(of(), T, finishedAt, shippedCalendar))).to.include({
      code: 'REPORT_AT_HAND',
      article: '《电子招标投标办法》第三十四条',
    })
    expect(receivedAt(of(aTender({ track: 'G' })), G)).to.equal(finishedAt) // the purchaser ran it itself
  })

  it('takes the agent’s hand in a purchase, within two working days', () => {
    const last = lastMomentOf('2026-04-13') // Friday and Monday
    expect(receivedAt(of(purchase), G)).to.equal(undefined)
    expect(deliver(of(purchase), G, last, shippedCalendar)[0]?.data).to.include({ inTime: true })
    expect(deliver(of(purchase), G, last + 1, shippedCalendar)[0]?.data).to.include({ inTime: false })
    const acceptance = accepts(undefined, deliver(of(purchase), G, last, shippedCalendar), last)
    expect(receivedAt({ ...of(purchase), acceptance }, G)).to.equal(last)
    expect(refused(() => deliver({ ...of(purchase), acceptance }, G, last, shippedCalendar)).code).to.equal(
      'REPORT_DELIVERED',
    )
  })

  it('is of the report as it stands, once the evaluation is finished', () => {
    expect(refused(() => deliver(of(purchase, { signed: '0'.repeat(64) }), G, 0, shippedCalendar)).code).to.equal(
      'REPORT_OTHER',
    )
    const open = anEvaluation({ stage: 'signing' })
    expect(refused(() => deliver(of(purchase, { evaluation: open }), G, 0, shippedCalendar)).code).to.equal(
      'EVALUATION_NOT_FINISHED',
    )
    expect(refused(() => deliver(of({ ...purchase, stage: 'awarded' }), G, 0, shippedCalendar)).code).to.equal(
      'STAGE_WRONG',
    )
  })
})

describe('the review of the report', () => {
  const checks = { hash: 'c'.repeat(64), attention: [] as string[] }
  const reviewed = (changes = {}, law = T, tender = works) =>
    review({ ...of(tender), checks, shown: checks.hash, note: '', ...changes }, law)

  it('comes before anything is public, of this very report', () => {
    const rule = { code: 'REPORT_NOT_REVIEWED', article: T.reportRecheck.article }
    expect(refused(() => reviewedFirst(of(), T))).to.include(rule)
    const acceptance = accepts(undefined, reviewed(), finishedAt)
    expect(refused(() => reviewedFirst({ acceptance, report }, T)).code).to.equal('done')
    const another = { sha256: '0'.repeat(64), finishedAt }
    expect(refused(() => reviewedFirst({ acceptance, report: another }, T)).code).to.equal('REPORT_NOT_REVIEWED')
    expect(refused(() => reviewed({ acceptance })).code).to.equal('REPORT_REVIEWED')
  })

  it('speaks to what the checks point at', () => {
    const pointed = { ...checks, attention: ['extreme'] }
    expect(refused(() => reviewed({ checks: pointed })).code).to.equal('ATTENTION_UNEXPLAINED')
    expect(refused(() => reviewed({ checks: pointed, note: '已核对，评分有依据' })).code).to.equal('done')
  })

  it('is of the list that was on the screen, and waits for the agent', () => {
    expect(refused(() => reviewed({ shown: 'd'.repeat(64) })).code).to.equal('CHECKS_CHANGED')
    expect(refused(() => reviewed({}, G, purchase)).code).to.equal('REPORT_NOT_DELIVERED')
  })
})

describe('the list of checks', () => {
  const found = (changes: Parameters<typeof anEvaluation>[0]) => attention(reportChecks(anEvaluation(changes), T))
  /** The marks of all, one of them changed. */
  const marked = (member: number, factor: string, score: number) => {
    const scores = JSON.parse(JSON.stringify(anEvaluation().scores)) as NonNullable<Evaluation['scores']>
    scores[members[member]!]![tags[0]!]![factor] = { score }
    return { scores }
  }

  it('finds nothing in a report that has nothing', () => {
    expect(found({})).to.deep.equal([])
  })

  it('points at each of what the tenderer is to look for', () => {
    expect(
      found({ unsigned: { [members[0]!]: { notedBy: members[1]!, reason: null, counted: 'agreed' } } }),
    ).to.include('signatures')
    expect(found({ opinions: { [members[0]!]: { agree: false, reason: '…' } } })).to.deep.equal(['dissent'])
    expect(found(marked(0, 'record', 800))).to.deep.equal(['objective'])
    expect(found(marked(0, 'plan', 3050))).to.include('range')
    expect(found({ mustAsk: { [tags[0]!]: ['signed'] } })).to.deep.equal(['clarifications'])
    const { result } = anEvaluation()
    expect(found({ result: { ...result!, candidates: tags.slice(0, 4) } })).to.deep.equal(['candidates'])
    const ranking = result!.ranking.map((row, i) => (i === 1 ? { ...row, total: row.total + 2 } : row))
    expect(found({ result: { ...result!, ranking } })).to.include('sums')
    const clause = { clause: 'signed', zh: '', ground: '', against: 4, members: 5, findings: [] }
    expect(found({ rejections: [{ bid: tags[4]!, ...clause }] })).to.deep.equal(['rejections'])
  })

  it('calls a score far from the others at more than three tenths of the full mark, not at three tenths', () => {
    expect(found(marked(0, 'plan', 3000 - 900))).to.deep.equal([])
    expect(found(marked(0, 'plan', 3000 - 950))).to.deep.equal(['extreme'])
  })

  it('points at a price under four fifths of the others’ mean that nobody asked about', () => {
    const bids = (price: string) => tags.slice(0, 4).map((tag, i) => ({ tag, price: i ? '1000000' : price }))
    expect(found({ bids: bids('800000') })).to.deep.equal([])
    expect(found({ bids: bids('799999') })).to.deep.equal(['lowPrices'])
  })
})

describe('a recheck', () => {
  const anomalies = [{ bid: tags[0]!, item: 'plan', fact: '三名成员评分相差超过一半' }]
  const ordered = (changes = {}, law = T, tender = works) =>
    recheck({ ...of(tender), id: 'r-1', ground: 'scoreExtreme', anomalies, files: [], ...changes }, law)

  it('rests on a ground of the rules and keeps its facts; the review is done anew', () => {
    const { facts, by } = ordered()
    expect(by).to.equal('samePanel')
    expect(facts[0]?.data).to.deep.include({ ground: 'scoreExtreme', anomalies, article: T.reportRecheck.article })
    expect(accepts(undefined, facts, finishedAt)).to.deep.include({ reviewed: null, delivered: null })
    expect(refused(() => ordered({ ground: 'wish' })).code).to.equal('GROUND_UNKNOWN')
  })

  it('points at a bid and an item that are in the report', () => {
    const lost = [{ ...anomalies[0]!, item: 'nothing' }]
    expect(refused(() => ordered({ anomalies: lost })).code).to.equal('ANOMALY_UNKNOWN')
    const nobody = [{ ...anomalies[0]!, bid: '9'.repeat(64) }]
    expect(refused(() => ordered({ anomalies: nobody })).code).to.equal('ANOMALY_UNKNOWN')
  })

  it('in a purchase has four grounds only, and the finance department is told', () => {
    const delivered = accepts(undefined, deliver(of(purchase), G, finishedAt, shippedCalendar), finishedAt)
    const inPurchase = (changes = {}) => ordered({ acceptance: delivered, ...changes }, G, purchase)
    expect(inPurchase().facts[0]?.data).to.include({
      article: '《政府采购货物和服务招标投标管理办法》第六十四条',
      told: '《政府采购法实施条例》第四十四条',
    })
    expect(refused(() => inPurchase({ ground: 'rejectionArbitrary' }))).to.include({
      code: 'GROUND_UNKNOWN',
      article: '《政府采购货物和服务招标投标管理办法》第六十四条',
    })
  })

  it('reopens the evaluation by the same panel, and nobody else’s', () => {
    const reopening = { ground: 'sumWrong', from: 'scoring' as const, reason: '…', order: 'r-1' }
    const law = { reEvaluation: T.reportRecheck }
    const [fact] = reopenEvaluation(anEvaluation(), { ...reopening, by: 'samePanel' }, law)
    expect(fact?.type).to.equal('evaluation.reopened')
    const anew = refused(() => reopenEvaluation(anEvaluation(), { ...reopening, by: 'newPanel' }, law))
    expect(anew.code).to.equal('EVALUATORS_OTHER')
  })

  it('comes too late once the winner is fixed or the candidates are public', () => {
    const data = { winner: tags[0]!, rank: 1, how: 'inOrder' as const, tie: null, skipped: [], article: '' }
    const fixed = { ...untouched('tender-1'), fixed: { ...data, inTime: true, at: 0 } }
    expect(refused(() => ordered({ acceptance: fixed })).code).to.equal('FIXED_ALREADY')
    expect(refused(() => ordered({}, T, aTender({ stage: 'publicised' }))).code).to.equal('STAGE_WRONG')
  })
})
