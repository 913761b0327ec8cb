import { expect } from 'chai'
import fc from 'fast-check'
import { rulebook } from '../../server/law/rulebook.ts'
import { postponeTender, repeatTender, TERMINABLE, terminateTender } from '../../server/tenders/endings.ts'
import type { TenderFact } from '../../server/tenders/events.ts'
import { closeBidding, failTender, inStage, moveTender } from '../../server/tenders/rules.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { afterStop, liftSuspension, notSuspended, SUSPENDABLE, suspendTender } from '../../server/tenders/suspension.ts'
import { draftOf, evolve, namesNobody, noticeHash, type Stage, type Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, DAY, HOUR, now, refused, signature } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const STAGES: Stage[] = [
  ...(['draft', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded', 'contracted', 'archived'] as const),
  ...(['failed', 'terminated'] as const),
]
const order = (id: string, kind: 'supervision' | 'objection' | 'incident' | 'complaint' = 'supervision') => ({
  ...{ id, kind },
  reason: '接到监督指令',
})
const suspended = (tender: Tender, id: string, at = now): Tender =>
  becomes(tender, suspendTender(tender, order(id), T, at), at)
const resumed = (tender: Tender, id: string, at: number): Tender =>
  becomes(tender, liftSuspension(tender, { id, reason: '原因消除' }, T, at), at)

describe('who a tender that ended without a result had named', () => {
  const fail = (before: Partial<Tender>, named?: true) => {
    const tender = aTender(before)
    const [fact] = failTender(tender, '无有效投标', undefined, named)
    return evolve(tender, { ...fact!, at: 1 } as TenderFact)
  }

  it('stays secret where it ended before its bidders were named, and known where they had been', () => {
    expect((['bidding', 'opening'] as const).map((stage) => namesNobody(fail({ stage })))).to.deep.equal([true, true])
    expect(namesNobody(fail({ stage: 'opening' }, true))).to.equal(false)
    expect(
      (['evaluating', 'publicised', 'awarded'] as const).map((stage) => namesNobody(fail({ stage }))),
    ).to.deep.equal([false, false, false])
  })

  it('changes nothing of what was signed', () => {
    const tender = aTender({ stage: 'evaluating' })
    expect(noticeHash(draftOf(fail({ stage: 'evaluating' })))).to.equal(noticeHash(draftOf(tender)))
  })
})

describe('a suspended tender', () => {
  for (const stage of STAGES) {
    const may = SUSPENDABLE.includes(stage)
    it(`${may ? 'can' : 'cannot'} be suspended while it is ${stage}`, () => {
      const tender = aTender({ stage })
      expect(refused(() => suspendTender(tender, order('a'), T, now)).code).to.equal(may ? 'done' : 'SUSPENSION_STAGE')
      if (!may) return
      const back = resumed(suspended(tender, 'a'), 'a', now + HOUR)
      expect(back.stage).to.equal(stage)
      expect(() => notSuspended(back)).to.not.throw()
    })
    if (!may) continue
    it(`refuses what else would be done while it is ${stage}, with the reason`, () => {
      const { code, facts } = refused(() => inStage(suspended(aTender({ stage }), 'a'), stage))
      expect(code).to.equal('TENDER_SUSPENDED')
      expect(JSON.stringify(facts)).to.include('接到监督指令').and.include('《电子招标投标办法》第五十二条')
    })
  }

  it('is neither closed nor moved on', () => {
    const tender = suspended(aTender(), 'a')
    expect(refused(() => closeBidding(tender, tender.deadline)).code).to.equal('TENDER_SUSPENDED')
    expect(refused(() => moveTender({ ...tender, stage: 'opening' }, 'evaluating')).code).to.equal('TENDER_SUSPENDED')
  })

  it('rests on the article of its kind', () => {
    const articles = (['objection', 'supervision'] as const).map(
      (kind) => suspendTender(aTender(), order('a', kind), T, now)[0]?.data.article,
    )
    expect(articles).to.deep.equal(['《招标投标法实施条例》第二十二条', '《电子招标投标办法》第五十二条'])
    const later = suspendTender(aTender({ stage: 'publicised' }), order('a', 'objection'), T, now)
    expect(later[0]?.data.article).to.equal('《招标投标法实施条例》第五十四条')
  })

  it('has nothing falling due, and its opening again when it goes on', () => {
    const due = (tender: Tender) => tenderStream.kind.timetable?.(tender, tender.id)
    const tender = suspended(aTender(), 'a')
    expect(due(tender)).to.deep.equal([])
    const back = resumed(tender, 'a', now + HOUR)
    expect(due(back)).to.deep.equal([{ at: aTender().deadline + DAY, deed: 'opening.start' }])
  })

  it('goes on only when the last of several suspensions is lifted, and its clocks stood since the first', () => {
    const both = suspended(suspended(aTender(), 'a'), 'b', now + DAY)
    const one = resumed(both, 'a', now + 2 * DAY)
    expect(refused(() => notSuspended(one)).code).to.equal('TENDER_SUSPENDED')
    expect(one.deadline).to.equal(aTender().deadline)
    expect(resumed(one, 'b', now + 3 * DAY).deadline).to.equal(aTender().deadline + 3 * DAY)
  })

  it('is not suspended twice by the same order, and no order is lifted that does not stand', () => {
    const tender = suspended(aTender(), 'a')
    expect(suspendTender(tender, order('a'), T, now)).to.deep.equal([])
    expect(refused(() => liftSuspension(tender, { id: 'b', reason: '无此暂停' }, T, now)).code).to.equal(
      'SUSPENSION_UNKNOWN',
    )
    const kinds = ['incident'] as const
    expect(refused(() => liftSuspension(tender, { id: 'a', reason: '越权', kinds }, T, now)).code).to.equal(
      'SUSPENSION_OTHER',
    )
  })

  it('leaves the date alone that had come when the clocks stopped', () => {
    const { deadline } = aTender()
    expect(afterStop(deadline, deadline, deadline + 1)).to.equal(deadline)
    expect(afterStop(deadline, deadline - 1, deadline)).to.equal(deadline + DAY)
  })

  it('moves by the days begun: to the millisecond', () => {
    const { deadline } = aTender()
    expect(afterStop(deadline, now, now)).to.equal(deadline)
    expect(afterStop(deadline, now, now + 1)).to.equal(deadline + DAY)
    expect(afterStop(deadline, now, now + DAY)).to.equal(deadline + DAY)
    expect(afterStop(deadline, now, now + DAY + 1)).to.equal(deadline + 2 * DAY)
  })

  it('never leaves anybody less time than was left, nor a day more, whatever stood and was lifted in whatever order', () => {
    const moments = fc.array(fc.integer({ min: 1, max: 15 * DAY }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 40 * DAY }), fc.nat(), (begins, lasts, seed) => {
        const from = [...begins].sort((a, b) => a - b)
        const first = now + from[0]!
        let tender = from.reduce((before, at, i) => suspended(before, `s${i}`, now + at), aTender())
        const end = now + from.at(-1)! + lasts
        const ids = from.map((_, i) => `s${(i + seed) % from.length}`)
        for (const id of ids) tender = resumed(tender, id, end)
        const left = aTender().deadline - first
        expect(tender.deadline - end)
          .to.be.at.least(left)
          .and.below(left + DAY)
        expect((tender.deadline - aTender().deadline) % DAY).to.equal(0)
        expect(tender.stoppedAt).to.equal(null)
      }),
      { numRuns: 200 },
    )
  })

  it('keeps the notice that was signed, though its dates have moved', () => {
    const before = noticeHash(draftOf(aTender()))
    expect(noticeHash(draftOf(suspended(aTender(), 'a')))).to.equal(before)
    expect(noticeHash(draftOf(resumed(suspended(aTender(), 'a'), 'a', now + HOUR)))).to.equal(before)
  })
})

describe('a postponement', () => {
  const to = (deadline: number, documentsUntil?: number) => ({
    deadline,
    documentsUntil,
    reason: '答疑需要',
    signature,
  })
  for (const stage of STAGES)
    it(`${stage === 'bidding' ? 'is' : 'is not'} made while the tender is ${stage}`, () => {
      const tender = aTender({ stage })
      const { code } = refused(() => postponeTender(tender, to(tender.deadline + DAY), now))
      expect(code).to.equal(stage === 'bidding' ? 'done' : 'POSTPONEMENT_STAGE')
    })

  it('is made until the last millisecond before the deadline, and only to a later one', () => {
    const tender = aTender()
    const { deadline } = tender
    expect(refused(() => postponeTender(tender, to(deadline + 1), deadline - 1)).code).to.equal('done')
    expect(refused(() => postponeTender(tender, to(deadline + 1), deadline)).code).to.equal('POSTPONEMENT_STAGE')
    expect(refused(() => postponeTender(tender, to(deadline), now)).code).to.equal('POSTPONEMENT_EARLIER')
    expect(refused(() => postponeTender(tender, to(deadline + 1, deadline + 2), now)).code).to.equal(
      'POSTPONEMENT_EARLIER',
    )
    expect(refused(() => postponeTender(suspended(tender, 'a'), to(deadline + 1), now)).code).to.equal(
      'TENDER_SUSPENDED',
    )
  })

  it('moves what falls due', () => {
    const tender = becomes(aTender(), postponeTender(aTender(), to(aTender().deadline + DAY), now))
    const at = aTender().deadline + DAY
    expect(tenderStream.kind.timetable?.(tender, '')).to.deep.equal([{ at, deed: 'opening.start' }])
  })
})

describe('a termination', () => {
  const of = (ground: 'majorChange' | 'other') => ({ ground, reason: '规划调整，项目取消', signature })
  for (const stage of STAGES) {
    const may = TERMINABLE.includes(stage)
    it(`${may ? 'ends' : 'cannot end'} a tender that is ${stage}`, () => {
      const tender = aTender({ stage })
      const { code } = refused(() => terminateTender(tender, of('other'), T, now))
      expect(code).to.equal(may ? 'done' : 'TERMINATION_STAGE')
      if (may) expect(becomes(tender, terminateTender(tender, of('other'), T, now)).stage).to.equal('terminated')
    })
  }

  it('of a government purchase needs a major change', () => {
    const { code, article } = refused(() => terminateTender(aTender(), of('other'), G, now))
    expect({ code, article }).to.deep.equal({
      code: 'TERMINATION_GROUND',
      article: '《政府采购货物和服务招标投标管理办法》第二十九条',
    })
    expect(refused(() => terminateTender(aTender(), of('majorChange'), G, now)).code).to.equal('done')
  })

  it('of a works tender cites its article, and ends what was suspended', () => {
    const tender = suspended(aTender(), 'a')
    const facts = terminateTender(tender, of('other'), T, now)
    expect(facts[0]?.data.article).to.equal('《招标投标法实施条例》第三十一条')
    expect(becomes(tender, facts).suspensions).to.deep.equal([])
  })
})

describe('a new round', () => {
  for (const stage of STAGES)
    it(`${['failed', 'terminated'].includes(stage) ? 'follows' : 'does not follow'} a tender that is ${stage}`, () => {
      const { code } = refused(() => repeatTender(aTender({ stage }), 'next', false, now))
      expect(code).to.equal(['failed', 'terminated'].includes(stage) ? 'done' : 'REPEAT_STAGE')
    })

  it('is prefilled, counted, and opened once', () => {
    const failed = becomes(aTender(), failTender(aTender(), '投标人少于三个'))
    const { old, fresh } = repeatTender(failed, 'next', false, aTender().deadline)
    const data = fresh[0]?.type === 'tender.drafted' ? fresh[0].data : undefined
    expect(data?.draft.scope).to.equal(aTender().scope)
    expect(data?.draft.documentsFrom).to.be.at.least(aTender().deadline + DAY)
    expect(fresh[1]?.data).to.deep.equal({ tender: 'next', previous: failed.id, round: 2 })
    expect(refused(() => repeatTender(becomes(failed, old), 'third', false, now)).code).to.equal('REPEATED_ALREADY')
    expect(refused(() => repeatTender(failed, 'next', true, now)).code).to.equal('REPEAT_ID_TAKEN')
  })
})
