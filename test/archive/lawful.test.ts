import { expect } from 'chai'
import { judge, requirements } from '../../server/archive/verify/lawful/judge.ts'
import { tenderOf } from '../../server/archive/verify/lawful/log.ts'
import { ObjectionAnswered } from '../../server/award/events.ts'
import { ReportMade } from '../../server/award/letterEvents.ts'
import { ComplaintRuled } from '../../server/complaints/events.ts'
import { BidReviewed } from '../../server/evaluation/reviewEvents.ts'
import { MemberReplaced, ReportSigned } from '../../server/evaluation/scoringEvents.ts'
import { PanelSeated } from '../../server/experts/panelEvents.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendarOf, instantOf, shippedCalendar } from '../../server/law/periods.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { PlanPublished } from '../../server/projects/events.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { noticeHash, type Tender } from '../../server/tenders/tender.ts'
import { amountWrongs, ceilingWrongs, floated } from './ceilingWrongs.ts'
import { jointWrongs } from './consortiumWrongs.ts'
import { corrected, listed } from './correctedPrices.ts'
import { both, change, type Doctor, drop, type Log } from './doctors.ts'
import { again, endingWrongs, lawfulEnds } from './endingWrongs.ts'
import { admittedWrongs } from './lawfulAdmission.ts'
import { at, draft, HASH, members, signature, TENDER, tags } from './lawfulLog.ts'
import { purchase } from './lawfulPurchase.ts'
import { inOrder, rested, works } from './lawfulWorks.ts'
import { byTwo } from './officersWrongs.ts'
import { represented } from './representativeWrongs.ts'
import { invalidated, short, tendererWrongs } from './tendererWrongs.ts'
import { lawfulValidity, validityWrongs } from './validityWrongs.ts'
import { amended, wrongs } from './wrongs.ts'
import { alsoInWorks, left, planDays, redate, worksWrongs } from './wrongsMore.ts'
import { alsoInPurchase, followed, purchaseWrongs, withSeat } from './wrongsPurchase.ts'
import { judgedRelations, judgedSigns, purchaseSignWrongs, signWrongs } from './wrongsSigns.ts'

const brokenIn = (log: Log): string[] =>
  judge(log, shippedCalendar)
    .checks.filter(({ verdict }) => verdict === 'invalid')
    .map(({ id }) => id)

describe('The course of a tender, judged by the law from its facts', () => {
  it('is lawful where every step is, and each requirement names its article', () => {
    const { verdict, checks } = judge(works, shippedCalendar)
    expect(checks.filter((one) => one.verdict !== 'valid')).to.deep.equal([])
    expect(verdict).to.equal('valid')
    for (const { id, title } of checks) expect(title, id).to.match(/《.+》(第.+条|（.+号）)/)
  })

  /** A doctored course is broken at its place and at no other, but for what goes together by its nature. */
  function finds(lawful: Log, ways: Record<string, [string, Doctor][]>, also: Record<string, string[]>): void {
    for (const [id, doctors] of Object.entries(ways))
      for (const [title, doctor] of doctors)
        it(`finds by ${id} that ${title}`, () => {
          const found = brokenIn(doctor(lawful))
          expect(found).to.include(id)
          expect(found.filter((one) => one !== id && !also[id]?.includes(one))).to.deep.equal([])
        })
  }

  describe('of works', () => {
    finds(works, wrongs, { 'contract.within': ['refund.within'], 'panel.experts': ['panel.representatives'] })
    finds(works, worksWrongs, alsoInWorks)
    finds(works, tendererWrongs, { 'award.afterInvalid': ['award.firstRank'] })
    finds(works, signWrongs, {})
    finds(works, validityWrongs, { 'validity.extended': ['award.firstRank'] })
    for (const [title, doctor] of [...lawfulValidity, ...judgedSigns])
      it(`lets pass: ${title}`, () => expect(brokenIn(doctor(works))).to.deep.equal([]))
  })

  describe('of works whose document states how the highest price is computed', () => {
    it('is lawful where it is computed with what was drawn', () => expect(brokenIn(floated(works))).to.deep.equal([]))
    finds(floated(works), ceilingWrongs, {})
    finds(works, amountWrongs, {})
  })

  describe('of a government purchase', () => {
    it('is lawful where every step is, by the rulebook of purchases', () => {
      const { verdict, checks } = judge(purchase, shippedCalendar)
      expect(checks.filter((one) => one.verdict !== 'valid')).to.deep.equal([])
      expect(verdict).to.equal('valid')
      for (const { id, title } of checks) expect(title, id).to.match(/《.+》(第.+条|（.+号）)/)
      const cited = checks.map(({ title }) => title).join()
      for (const other of ['《招标投标法》', '《招标投标法实施条例》']) expect(cited).not.to.include(other)
      const articles = new Map(checks.map(({ id, title }) => [id, title]))
      expect(articles.get('announcement.starts')).to.include('《政府采购货物和服务招标投标管理办法》第六十九条')
      expect(articles.get('contract.published')).to.include('《政府采购法实施条例》第五十条')
      expect(articles.get('report.within')).to.include('《政府采购法》第四十七条')
    })
    finds(purchase, purchaseWrongs, alsoInPurchase)
    finds(purchase, purchaseSignWrongs, {})
    finds(purchase, endingWrongs, {})
    for (const [title, doctor] of lawfulEnds)
      it(`lets it end ${title}`, () => expect(brokenIn(doctor(purchase))).to.deep.equal([]))
    it('lets a challenge pass that was upheld and followed by its addendum', () =>
      expect(brokenIn(followed(purchase))).to.deep.equal([]))
    it('lets a sign of relations pass on which the purchaser concluded', () =>
      expect(brokenIn(judgedRelations(purchase))).to.deep.equal([]))
  })

  it('lets a tender pass that was planned on the last day, whose region binds nobody, or that was not planned where none is asked for', () => {
    for (const doctor of [planDays(30), both(planDays(31, true), drop(PlanPublished)), drop(PlanPublished)])
      expect(brokenIn(doctor(works))).to.deep.equal([])
    expect(brokenIn(planDays(31)(works))).to.deep.equal(['notice.plan'])
    // nobody can foresee every purchase
    expect(brokenIn(drop(PlanPublished)(purchase))).to.deep.equal([])
  })

  it('lets the bidders be named by as many officers as the document says', () => {
    expect(brokenIn(byTwo(works))).to.deep.equal([])
  })

  it('lets an award be found invalid by the supervisor, with the next candidate to come', () => {
    expect(brokenIn(invalidated(works))).to.deep.equal([])
  })

  it('lets one of five find the time too short', () => {
    expect(brokenIn(short(1)(works))).to.deep.equal([])
  })

  it('finds a panel of four, and one of three, by its size and number', () => {
    const panel = (n: number): Doctor => change(PanelSeated, () => ({ members: members.slice(0, n) }))
    expect(brokenIn(panel(4)(works))).to.include.members(['panel.size', 'panel.odd'])
    expect(brokenIn(panel(3)(works)))
      .to.include('panel.size')
      .and.not.include('panel.odd')
  })

  it('finds an award while an objection waited for its answer', () => {
    expect(brokenIn(drop(ObjectionAnswered)(works))).to.include.members(['objection.suspends', 'objection.answered'])
  })

  it('lets an addendum pass on the last day, one that does not affect bids, and one that postpones', () => {
    expect(brokenIn(amended('2026-03-24T23:59:59.999', true)(works))).to.deep.equal([])
    expect(brokenIn(amended('2026-04-07T10:00', false)(works))).to.deep.equal([])
  })

  it('lets a member leave whose successor reviewed everything anew, and finds one who did not', () => {
    const [first = '', ...others] = members
    const joined = 'f'.repeat(64)
    const panel = [...others, joined]
    const evaluation = `evaluation/${TENDER}`
    const review = (member: string, bid: string, when: string): Fact =>
      at(when, evaluation, BidReviewed({ tender: TENDER, member, bid, votes: [] }))
    const sits = (log: Log, reviewed: string[]): Log =>
      inOrder([
        ...left(first, instantOf('2026-04-10T10:00'))(log),
        at('2026-04-10T11:00', evaluation, MemberReplaced({ tender: TENDER, panel, left: first, joined, reason: '' })),
        ...tags.map((bid) => review(others[0] ?? '', bid, '2026-04-10T09:00')),
        ...reviewed.map((bid) => review(joined, bid, '2026-04-10T12:00')),
      ])
    const swapped = change(ReportSigned, ({ member }) => (member === first ? { member: joined } : undefined))
    expect(brokenIn(sits(swapped(works), tags))).to.deep.equal([])
    expect(brokenIn(sits(swapped(works), tags.slice(1)))).to.deep.equal(['panel.leaving'])
    expect(brokenIn(sits(works, tags))).to.include('panel.leaving')
    const alone = inOrder([
      ...left(first, instantOf('2026-04-10T10:00'))(works),
      review(others[0] ?? '', tags[0] ?? '', '2026-04-10T10:30'),
    ])
    expect(brokenIn(alone)).to.include('panel.leaving')
  })

  it('counts no day in which the tender rested, and judges nothing as late while it rests', () => {
    const report = (when: string): Log => redate(ReportMade, when)(works)
    expect(brokenIn(report('2026-05-07T09:00'))).to.deep.equal(['report.within'])
    const [from, to] = [instantOf('2026-04-24T10:00'), instantOf('2026-04-26T10:00')]
    const rest = rested('s1', from, to, tenderOf({ facts: works }) as Tender)
    expect(brokenIn(inOrder([...report('2026-05-07T09:00'), ...rest]))).to.deep.equal([])
    expect(brokenIn(inOrder([...report('2026-05-09T00:00'), ...rest]))).to.deep.equal(['report.within'])
    const still = inOrder([...drop(ReportMade)(works), ...rest.slice(0, 1)])
    expect(brokenIn(redate(ComplaintRuled, '2026-05-20T10:00')(still))).to.deep.equal([])
  })

  it('lets a new round say why a sentence is only like the clause for which the former ended', () => {
    const clause = '市政公用工程施工总承包二级以上'
    const warned = { code: 'DEFECT_RESEMBLED', where: 'qualification' }
    expect(brokenIn(again('与本招标文件无关的条款')(works))).to.deep.equal([])
    expect(brokenIn(again(clause)(works))).to.deep.equal(['restart.corrected'])
    expect(brokenIn(again(clause, warned)(works))).to.deep.equal([])
  })

  it('asks of a tender that no law demands what binds every tender, and no more', () => {
    const { mandatory: _m, ...demanded } = { ...draft, mandatory: undefined }
    const free = { ...demanded, mandatory: false as const }
    const notice = noticeHash(free)
    const voluntary = (rulebook: string): Doctor =>
      both(
        change(TenderDrafted, () => ({ draft: free })),
        change(TenderPublished, () => ({ rulebook, notice, signature: signature(notice, HASH) })),
      )
    const four: Doctor = change(PanelSeated, () => ({ members: members.slice(0, 4) }))
    const silent = both(voluntary('T-2025-voluntary'), drop(ReportMade))
    expect(brokenIn(silent(works))).to.deep.equal([])
    const few = brokenIn(both(silent, four)(works))
    for (const id of ['panel.size', 'panel.odd', 'report.within']) expect(few).not.to.include(id)
    // whoever says so of a tender is judged by the rulebook that it was frozen to
    expect(brokenIn(both(voluntary('T-2025-voluntary'), drop(ReportMade))(works))).to.deep.equal([])
    expect(brokenIn(both(voluntary('T-2025'), drop(ReportMade))(works))).to.include('notice.rulebook')
  })

  it('lets a representative of the purchaser sit who was named for a seat of the notice, and not be the chair', () => {
    expect(brokenIn(both(withSeat, represented)(purchase))).to.deep.equal([])
  })

  it('compares the contract with the price that was corrected and confirmed, and its items with the unit prices', () => {
    const found = (doctor: Doctor) => brokenIn(doctor(purchase)).includes('contract.asBid')
    expect([found(corrected(true, '90')), found(corrected(true, '100')), found(corrected(false, '90'))]).to.deep.equal([
      false,
      true,
      true,
    ])
    expect([found(listed), found((log) => [...log])]).to.deep.equal([true, false])
  })

  it('does not decide what ends beyond the calendar', () => {
    const known = calendarOf({ '2025': holidays['2025'] })
    const { verdict, checks } = judge(works, known)
    expect(verdict).to.equal('indeterminate')
    expect(checks.find(({ id }) => id === 'publicity.lasts')?.verdict).to.equal('indeterminate')
    expect(checks.find(({ id }) => id === 'award.firstRank')?.verdict).to.equal('valid')
  })

  it('has a way to be broken for every requirement', () => {
    const all = [
      wrongs,
      ceilingWrongs,
      tendererWrongs,
      worksWrongs,
      purchaseWrongs,
      admittedWrongs,
      signWrongs,
      purchaseSignWrongs,
      endingWrongs,
      validityWrongs,
      jointWrongs,
    ]
    const ways = all.flatMap((some) => Object.keys(some))
    const tried = new Set([...ways, 'panel.size', 'panel.odd', 'objection.suspends'])
    expect(requirements.map(({ id }) => id).filter((id) => !tried.has(id))).to.deep.equal([])
  })
})
