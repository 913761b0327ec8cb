import { expect } from 'chai'
import { type Acceptance, untouched } from '../../server/award/acceptance.ts'
import { announcementOf } from '../../server/award/announcing.ts'
import type { Award } from '../../server/award/award.ts'
import { deemFixed, fixWinner, tiedNow } from '../../server/award/fixing.ts'
import { type InOrder, recommended } from '../../server/award/passing.ts'
import { askForWinnerLot, winnerLotAsked, winnerLotDrawn } from '../../server/award/tying.ts'
import { lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { TieRule } from '../../server/tenders/criteria.ts'
import { aTender } from '../deposits/tender.ts'
import { accepts, finishedAt, report } from './panel.ts'
import { refused, result, signature, tags } from './world.ts'

const G = rulebook('G-2017')
const article = '《政府采购货物和服务招标投标管理办法》第六十八条'
const [a, b, c] = tags as [string, string, string]
const works = aTender({ stage: 'evaluating', track: 'G' })
/** A tender whose document says this about candidates who tie. */
const saying = (ties?: TieRule) => ({ ...works, criteria: { ...works.criteria, ...(ties ? { ties } : {}) } })
const reviewed: Acceptance = {
  ...untouched('tender-1'),
  reviewed: { report: report.sha256, checks: '', attention: [], note: '', at: finishedAt },
}
const technical = works.criteria.factors.find(({ volume }) => volume === 'technical')?.id ?? ''
/** Two who tie before a third; the second has the better technical points if asked for. */
const order = (better = 0): InOrder[] => [
  { tag: a, rank: 1, factors: { [technical]: 2000 } },
  { tag: b, rank: 1, factors: { [technical]: 2000 + better } },
  { tag: c, rank: 3, factors: { [technical]: 1000 } },
]
const base = {
  tender: saying(),
  acceptance: reviewed,
  award: undefined as Award | undefined,
  report,
  order: order(),
  signature,
}
const fixed = (changes = {}) =>
  fixWinner({ ...base, winner: a, skipped: [], tie: null, ...changes }, G, finishedAt, shippedCalendar)
const lot = (changes: Partial<typeof base> = {}, last?: { stage: string }, skipped: string[] = []) => {
  const of = { ...base, ...changes }
  return askForWinnerLot(of, tiedNow(of, skipped, G), last, G)
}
/** The acceptance once the lot has drawn somebody. */
const drawn = (chosen: string) => {
  const asked = accepts(reviewed, winnerLotAsked('tender-1', lot()), finishedAt)
  return accepts(asked, winnerLotDrawn(asked, { draw: 'tender-1.w1', chosen, transcript: '{}' }, G), finishedAt)
}

describe('candidates of a purchase who tie for the first place', () => {
  it('are not chosen from at will: where the document says nothing, the lot is drawn first', () => {
    for (const tie of [null, '采购人认为更合适'])
      expect(refused(() => fixed({ tie }))).to.include({ code: 'WINNER_TIED', article })
  })

  it('are told apart by a lot that is recorded; only who was drawn may win', () => {
    const acceptance = drawn(b)
    expect(refused(() => fixed({ acceptance }))).to.include({ code: 'TIE_BROKEN_OTHERWISE', article })
    const [fact] = fixed({ acceptance, winner: b })
    expect(fact?.data).to.deep.include({ how: 'tieByLot', draw: 'tender-1.w1', tie: null, rank: 1, article })
    const told = { purchaserAddress: '甲', agentAddress: null, winnerAddress: '乙', items: [] }
    const items = [{ name: '平板', spec: 'A', quantity: '1', unitPrice: '1', service: '质保' }]
    const after = accepts(acceptance, [fact!], finishedAt)
    const announced = announcementOf(
      { tender: base.tender, acceptance: after, told: { ...told, items }, experts: ['张'], members: 1 },
      G,
    )
    expect(announced.remark).to.include('随机抽取').and.include('tender-1.w1').and.include(article)
  })

  it('are told apart by the order of the document, without lot and without choice', () => {
    const by = { tender: saying({ by: ['technical'] }), order: order(1) }
    expect(refused(() => fixed(by)).code).to.equal('TIE_BROKEN_OTHERWISE')
    expect(fixed({ ...by, winner: b })[0]?.data).to.deep.include({
      how: 'tieByDocument',
      tie: '排序并列的，依次按下列方式确定：技术部分得分高者优先。',
    })
    expect(refused(() => lot(by)).code).to.equal('WINNER_NOT_TIED')
  })

  it('are chosen from by the purchaser where the document says so, and with its reason', () => {
    const tender = saying({ by: ['technical'], last: 'purchaser' })
    expect(refused(() => fixed({ tender })).code).to.equal('WINNER_TIED')
    expect(refused(() => lot({ tender }))).to.include({ code: 'TIE_BY_PURCHASER', article })
    const tie = '售后网点更近'
    expect(fixed({ tender, winner: b, tie })[0]?.data).to.deep.include({ how: 'tieByDocument', rank: 1 })
    expect(JSON.stringify(fixed({ tender, winner: b, tie }))).to.include(`由采购人确定。${tie}`)
  })

  it('need no tie-breaking where one of them is skipped on a lawful reason, or nobody ties', () => {
    const skipped = [{ tag: a, rank: 1, reason: '被查实提供虚假材料，已依法认定' }]
    expect(fixed({ winner: b, skipped })[0]?.data).to.include({ how: 'inOrder' })
    expect(refused(() => lot({}, undefined, [a])).code).to.equal('WINNER_NOT_TIED')
    const apart = order().map((one, i) => ({ ...one, rank: i + 1 }))
    expect(refused(() => fixed({ order: apart, tie: '理由' })).code).to.equal('WINNER_NOT_TIED')
  })

  it('are drawn once: no second lot between the same, none beside one that runs, the next number after one that failed', () => {
    expect(refused(() => lot({ acceptance: drawn(a) })).code).to.equal('LOT_DRAWN')
    const asked = accepts(reviewed, winnerLotAsked('tender-1', lot()), finishedAt)
    expect(refused(() => lot({ acceptance: asked }, { stage: 'revealing' })).code).to.equal('LOT_RUNS')
    expect(lot({ acceptance: asked }, { stage: 'failed' }).lot.draw).to.equal('tender-1.w2')
    const twice = winnerLotDrawn(drawn(a), { draw: 'tender-1.w1', chosen: b, transcript: '{}' }, G)
    expect(twice).to.deep.equal([])
    expect(refused(() => lot({ acceptance: untouched('tender-1') })).code).to.equal('REPORT_NOT_REVIEWED')
  })

  it('leave silence without effect until the lot has made one of them the first', () => {
    const late = lastMomentOf('2026-04-16') + 1
    expect(refused(() => deemFixed(base, G, late, shippedCalendar)).code).to.equal('WINNER_TIED')
    expect(deemFixed({ ...base, acceptance: drawn(b) }, G, late, shippedCalendar)[0]?.data).to.deep.include({
      winner: b,
      how: 'deemed',
    })
  })
})

describe('who is in the order of a purchase', () => {
  const tied = { ...result, candidates: [], undecided: [a, b] }

  it('also counts those who share the rank at the limit of candidates: they tie for it', () => {
    expect(recommended(tied, G).map(({ tag }) => tag)).to.deep.equal([a, b])
    expect(recommended(tied, rulebook('T-2025'))).to.deep.equal([])
  })

  it('leaves out bids whose brand another stands for', () => {
    expect(recommended({ ...tied, outdone: [{ bid: b, by: a }] }, G).map(({ tag }) => tag)).to.deep.equal([a])
  })
})
