import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import {
  confirmFigures,
  correctFigure,
  figureOf,
  figuresHash,
  openQuestions,
  overCeiling,
  questionsDone,
} from '../../server/opening/figures.ts'
import { allAnswered, answerSpot, raiseSpot } from '../../server/opening/objecting.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { pauseHall } from '../../server/opening/pausing.ts'
import { classifyCause, finishOpening, readyForRecord, tooFewOpened } from '../../server/opening/rules.ts'
import { refused } from '../tenders/world.ts'
import { bid, ends, form, hall, other, readHall, signature, tag, tags, third, written } from './hall.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const STAGES = ['unsealing', 'read', 'recorded', 'finished'] as const
const pausedHall = (before: Opening) =>
  written(before, pauseHall(before, { id: 'p', kind: 'host', reason: '休会' }, ends))

describe('what was read out', () => {
  const sign = { tag, signature }
  it('is confirmed as it stands, by a bidder whose bid was read, while the reading lasts', () => {
    const figures = figuresHash(readHall(), tag)
    for (const stage of STAGES)
      expect(refused(() => confirmFigures(readHall({ stage }), { ...sign, figures })).code, stage).to.equal(
        stage === 'read' ? 'done' : 'NOT_READ_OUT',
      )
    expect(refused(() => confirmFigures(readHall(), { ...sign, figures: 'f'.repeat(64) })).code).to.equal(
      'FIGURES_OTHER',
    )
    expect(refused(() => confirmFigures(readHall(), { tag: third, signature, figures })).code).to.equal('NOT_READ_OUT')
    expect(refused(() => confirmFigures(pausedHall(readHall()), { ...sign, figures })).code).to.equal('OPENING_PAUSED')
    const after = written(readHall(), confirmFigures(readHall(), { ...sign, figures }))
    expect(confirmFigures(after, { ...sign, figures })).to.deep.equal([])
  })

  it('is corrected with both values on record, and is then confirmed anew', () => {
    const confirmed = written(
      readHall(),
      confirmFigures(readHall(), { ...sign, figures: figuresHash(readHall(), tag) }),
    )
    const price = { ...sign, field: 'price' as const, corrected: '710000000', reason: '投标函为七百一十万' }
    const facts = correctFigure(confirmed, price)
    expect(facts[0]?.data).to.include({ read: form.price, corrected: '710000000' })
    const after = written(confirmed, facts)
    expect(after.bids[tag]?.form?.price).to.equal(form.price)
    expect(figureOf(after, tag, 'price')).to.equal('710000000')
    expect(after.confirmed?.[tag]).to.equal(undefined)
    expect(figuresHash(after, tag)).not.to.equal(figuresHash(confirmed, tag))
    expect(refused(() => correctFigure(after, price)).code).to.equal('FIGURE_SAME')
    expect(refused(() => correctFigure(readHall(), { ...price, corrected: '七百万' })).code).to.equal('FIGURE_SHAPE')
    expect(refused(() => correctFigure(readHall({ stage: 'finished' }), price)).code).to.equal('NOT_READ_OUT')
    expect(refused(() => correctFigure(hall(), price)).code).to.equal('NOT_READ_OUT')
  })

  it('above the highest price is read out like the others, and marked: one fen above is above', () => {
    const tender = { ceiling: '800000000' }
    expect(overCeiling(tender, hall(), '800000000')).to.equal(false)
    expect(overCeiling(tender, hall(), '800000001')).to.equal(true)
  })
})

describe('the time to confirm and to object', () => {
  it('is opened once, after the reading', () => {
    for (const stage of STAGES)
      expect(refused(() => openQuestions(readHall({ stage }), 5, ends)).code).to.equal(
        stage === 'read' ? 'done' : 'NOT_READ_OUT',
      )
    const open = written(readHall(), openQuestions(readHall(), 5, ends), ends)
    expect(refused(() => openQuestions(open, 5, ends)).code).to.equal('QUESTIONS_OPEN')
  })

  it('holds the record up until it is over to the millisecond, or all present have confirmed', () => {
    const open = written(readHall(), openQuestions(readHall(), 5, ends), ends)
    const over = ends + 300_000
    expect(refused(() => questionsDone(open, {}, over - 1)).code).to.equal('QUESTION_TIME_RUNS')
    expect(refused(() => questionsDone(open, {}, over)).code).to.equal('done')
    const confirm = (before: Opening, who: string) =>
      written(before, confirmFigures(before, { tag: who, signature, figures: figuresHash(before, who) }))
    expect(refused(() => questionsDone(confirm(open, tag), {}, ends)).code).to.equal('QUESTION_TIME_RUNS')
    expect(refused(() => questionsDone(confirm(confirm(open, tag), other), {}, ends)).code).to.equal('done')
  })
})

describe('speaking up in the hall', () => {
  const raise = { id: 'o1', tag, kind: 'objection' as const, text: '唱标的工期与投标文件不一致', signature }
  const answer = { id: 'o1', outcome: 'explained' as const, text: '工期以投标函为准', by: '招标人', signature }

  it('is an objection in a tender of works, an inquiry or a request to stand aside in a purchase', () => {
    const kinds = ['objection', 'inquiry', 'avoidance'] as const
    const may = (law: typeof T) =>
      kinds.filter((kind) => refused(() => raiseSpot(readHall(), { ...raise, kind }, law)).code === 'done')
    expect(may(T)).to.deep.equal(['objection'])
    expect(may(G)).to.deep.equal(['inquiry', 'avoidance'])
    const { code, article } = refused(() => raiseSpot(readHall(), { ...raise, kind: 'inquiry' }, T))
    expect({ code, article }).to.deep.equal({ code: 'SPOT_KIND', article: '《招标投标法实施条例》第四十四条' })
    expect(G.spotRemedies.article).to.equal('《政府采购货物和服务招标投标管理办法》第四十二条')
  })

  it('is possible from the names to the end, and afterwards refused with the article and where to go', () => {
    for (const stage of STAGES) {
      const found = refused(() => raiseSpot(readHall({ stage, finishedAt: 5 }), raise, T))
      expect(found.code, stage).to.equal(stage === 'finished' ? 'SPOT_OVER' : 'done')
      if (stage !== 'finished') continue
      expect(found.article).to.equal('《招标投标法实施条例》第四十四条')
      expect(found.facts).to.include({ later: '《招标投标法实施条例》第五十四条' })
    }
    const later = refused(() => raiseSpot(readHall({ stage: 'finished' }), { ...raise, kind: 'inquiry' }, G))
    expect(later.facts).to.include({ later: '《政府采购法》第五十二条' })
    expect(refused(() => raiseSpot(hall({ named: false }), raise, T)).code).to.equal('SPOT_TOO_EARLY')
    expect(refused(() => raiseSpot(hall(), { ...raise, tag: 'f'.repeat(64) }, T)).code).to.equal('SPOT_NOT_BIDDER')
    expect(refused(() => raiseSpot(pausedHall(readHall()), raise, T)).code).to.equal('OPENING_PAUSED')
  })

  it('is answered once, and nothing closes before it is', () => {
    const raised = written(readHall(), raiseSpot(readHall(), raise, T))
    expect(raiseSpot(raised, raise, T)).to.deep.equal([])
    expect(refused(() => allAnswered(raised, T))).to.include({
      code: 'SPOT_UNANSWERED',
      article: '《招标投标法实施条例》第四十四条',
    })
    const decided = {
      ...raised,
      bids: {
        ...raised.bids,
        [third]: bid(third, { status: 'unopened', cause: { cause: 'bidder', evidence: '', article: '' } }),
      },
    }
    expect(refused(() => readyForRecord(decided, { tender: {}, law: T }, ends)).code).to.equal('SPOT_UNANSWERED')
    const answered = written(decided, answerSpot(decided, answer, T))
    expect(refused(() => readyForRecord(answered, { tender: {}, law: T }, ends)).code).to.equal('done')
    expect(refused(() => answerSpot(answered, answer, T)).code).to.equal('SPOT_ANSWERED')
    expect(refused(() => answerSpot(answered, { ...answer, id: 'o2' }, T)).code).to.equal('SPOT_UNKNOWN')
  })

  it('after the record was made makes it be made anew, without the signatures under the old one', () => {
    const recorded = readHall({
      stage: 'recorded',
      record: { file: 'f', sha256: 'x' },
      signatures: { [tag]: { name: 'n', at: 1 } },
    })
    const after = written(recorded, raiseSpot(recorded, raise, T))
    expect(after).to.include({ stage: 'read', record: null })
    expect(after.signatures).to.deep.equal({})
  })
})

describe('a bid that stayed shut', () => {
  const decide = (cause: 'bidder' | 'platform' | 'third-party', opening = readHall()) =>
    classifyCause(opening, { tag: third, cause, evidence: '平台日志显示证书被吊销' }, T)[0]

  it('is revoked by the bidder’s own cause and withdrawn by any other, with the article', () => {
    for (const [cause, consequence] of [
      ['bidder', 'revoked'],
      ['platform', 'withdrawn'],
      ['third-party', 'withdrawn'],
    ] as const)
      expect(decide(cause)?.data).to.include({ consequence, article: '《电子招标投标办法》第三十一条' })
  })

  it('is decided only after the reading, not while the hall is paused, and only for a bid that is shut', () => {
    for (const stage of STAGES)
      expect(refused(() => decide('bidder', readHall({ stage }))).code).to.equal(
        stage === 'read' ? 'done' : 'OPENING_STAGE',
      )
    expect(refused(() => decide('bidder', pausedHall(readHall()))).code).to.equal('OPENING_PAUSED')
    const open = { tag, cause: 'bidder' as const, evidence: '已经打开的投标文件' }
    expect(refused(() => classifyCause(readHall(), open, T)).code).to.equal('BID_NOT_IN_HALL')
  })

  it('keeps what the evidence pointed to beside what was decided', () => {
    const proposal = { cause: 'platform' as const, zh: '密文不完整', en: '' }
    const [fact] = classifyCause(
      readHall(),
      { tag: third, cause: 'bidder', evidence: '经复核属投标人原因', proposal },
      T,
    )
    expect(fact?.data).to.include({ cause: 'bidder', proposed: 'platform', grounds: '密文不完整' })
  })

  it('leaves enough for an evaluation in a tender of works, too few in a purchase', () => {
    expect(tooFewOpened(readHall(), T)).to.equal(undefined)
    const few = tooFewOpened(readHall(), G)
    expect(few?.rule.article).to.equal('《政府采购货物和服务招标投标管理办法》第四十四条')
    const three = readHall({ bids: Object.fromEntries(tags.map((one) => [one, bid(one, { status: 'read', form })])) })
    expect(tooFewOpened(three, G)).to.equal(undefined)
    const none = readHall({ bids: Object.fromEntries(tags.map((one) => [one, bid(one, { status: 'unopened' })])) })
    expect(tooFewOpened(none, T)?.rule.article).to.equal('《招标投标法实施条例》第四十四条')
  })
})

describe('the end of the opening', () => {
  it('waits for nobody’s signature, and stands while the hall is paused', () => {
    const recorded = readHall({ stage: 'recorded', record: { file: 'f', sha256: 'x' } })
    const [fact] = finishOpening(recorded, { record: 'x' })
    expect(fact?.type === 'opening.finished' && fact.data.unconfirmed).to.have.lengthOf(3)
    expect(refused(() => finishOpening(pausedHall(recorded), { record: 'x' })).code).to.equal('OPENING_PAUSED')
    expect(refused(() => finishOpening(recorded, { record: 'y' })).code).to.equal('RECORD_OTHER')
  })
})
