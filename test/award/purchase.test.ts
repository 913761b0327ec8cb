import { expect } from 'chai'
import { untouched } from '../../server/award/acceptance.ts'
import { announce, announcementOf } from '../../server/award/announcing.ts'
import type { Award } from '../../server/award/award.ts'
import { deemFixed, fixUntil, fixWinner } from '../../server/award/fixing.ts'
import { weigh } from '../../server/award/reporting.ts'
import { answer, contractFree, object, objectionUntil } from '../../server/award/rules.ts'
import { instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { accepts, finishedAt, report } from './panel.ts'
import { becomes, bids, refused, signature, tags } from './world.ts'

const G = rulebook('G-2017')
const T = rulebook('T-2025')
const tender = aTender({ stage: 'evaluating', track: 'G' })
const reviewed = {
  ...untouched('tender-1'),
  reviewed: { report: report.sha256, checks: '', attention: [], note: '', at: finishedAt },
}
const order = tags.slice(0, 3).map((tag, i) => ({ tag, rank: i + 1 }))
const tied = order.map((one, i) => ({ ...one, rank: i < 2 ? 1 : 3 }))
const base = { tender, acceptance: reviewed, award: undefined as Award | undefined, report, order, signature }
const fixed = (changes = {}, now = finishedAt) =>
  fixWinner({ ...base, winner: tags[0]!, skipped: [], tie: null, ...changes }, G, now, shippedCalendar)
const article = '《政府采购货物和服务招标投标管理办法》第六十八条'
/** Five working days after Thursday 9 April 2026. */
const last = lastMomentOf('2026-04-16')

describe('fixing the winner of a purchase', () => {
  it('takes the first in order, within five working days of the report', () => {
    expect(fixUntil(base, G, shippedCalendar)).to.equal(last)
    expect(fixed({}, last)[0]?.data).to.include({ how: 'inOrder', rank: 1, inTime: true })
    expect(fixed({}, last + 1)[0]?.data).to.include({ inTime: false })
  })

  it('skips nobody without a lawful reason', () => {
    expect(refused(() => fixed({ winner: tags[1] }))).to.include({ code: 'WINNER_NOT_FIRST', article })
    const skipped = [{ tag: tags[0]!, rank: 1, reason: '被查实提供虚假材料，已依法认定' }]
    expect(fixed({ winner: tags[1], skipped })[0]?.data).to.deep.include({ rank: 2, skipped })
    expect(refused(() => fixed({ winner: tags[2], skipped })).code).to.equal('WINNER_NOT_FIRST')
    expect(refused(() => fixed({ skipped: [{ ...skipped[0]!, tag: tags[1]!, rank: 2 }] })).code).to.equal(
      'SKIPPED_NOT_BEFORE',
    )
  })

  it('takes candidates only, once, after the review, and in a purchase only', () => {
    expect(refused(() => fixed({ winner: tags[3] })).code).to.equal('WINNER_NO_CANDIDATE')
    const acceptance = accepts(reviewed, fixed(), finishedAt)
    expect(refused(() => fixed({ acceptance })).code).to.equal('FIXED_ALREADY')
    expect(refused(() => fixed({ acceptance: untouched('tender-1') })).code).to.equal('REPORT_NOT_REVIEWED')
    expect(refused(() => fixed({ tender: { ...tender, stage: 'awarded' } })).code).to.equal('STAGE_WRONG')
    const works = () => fixWinner({ ...base, winner: tags[0]!, skipped: [], tie: null }, T, finishedAt, shippedCalendar)
    expect(refused(works)).to.include({ code: 'FIXING_NOT_HERE', article: '《招标投标法实施条例》第五十四条' })
  })

  it('is done by the law where the purchaser says nothing: the first in rank, a millisecond after the last day', () => {
    expect(refused(() => deemFixed(base, G, last, shippedCalendar))).to.include({ code: 'FIXING_IN_TIME', article })
    expect(deemFixed(base, G, last + 1, shippedCalendar)[0]?.data).to.deep.include({
      winner: tags[0],
      how: 'deemed',
      article,
    })
    expect(refused(() => deemFixed({ ...base, order: tied }, G, last + 1, shippedCalendar)).code).to.equal(
      'WINNER_TIED',
    )
    const rests = { id: 's', kind: 'complaint' as const, reason: '', article: '', since: 0 }
    const suspended = { ...base, tender: { ...tender, suspensions: [rests] } }
    expect(refused(() => deemFixed(suspended, G, last + 1, shippedCalendar)).code).to.equal('TENDER_SUSPENDED')
  })
})

const items = [{ name: '平板', spec: 'A-1', quantity: '10 台', unitPrice: '76000000', service: '质保三年' }]
const told = { purchaserAddress: '昆明市东风路1号', agentAddress: null, winnerAddress: '昆明市人民路2号', items }
const experts = ['张明', '李清', '王海', '赵敏', '钱程']
const acceptance = accepts(reviewed, fixed({}, last), last)
const announcement = (changes = {}) => announcementOf({ tender, acceptance, told, experts, members: 5, ...changes }, G)
/** What the winner's own bid lists, at the prices that stand. */
const offered = (unitPrice: string) => items.map((one) => ({ ...one, unitPrice }))
const announced = (changes = {}, now = last) =>
  announce(
    {
      ...{
        tender,
        acceptance,
        announcement: announcement(),
        bid: bids[0],
        winnerAddress: told.winnerAddress,
        signature,
      },
      ...changes,
    },
    G,
    now,
    shippedCalendar,
  )

describe('the announcement of a result', () => {
  it('says all that 《政府采购货物和服务招标投标管理办法》第六十九条 wants, or is refused with what is missing', () => {
    const said = announcement()
    expect(said).to.deep.include({ experts, items })
    expect(said.purchaser).to.include({ name: tender.tenderer.name, address: told.purchaserAddress })
    for (const [lacking, missing] of [
      [{ purchaserAddress: ' ' }, 'purchaserAddress'],
      [{ winnerAddress: ' ' }, 'winnerAddress'],
      [{ items: [] }, 'items'],
    ] as const) {
      const problem = refused(() => announcement({ told: { ...told, ...lacking } }))
      expect(problem).to.include({
        code: 'ANNOUNCEMENT_INCOMPLETE',
        article: '《政府采购货物和服务招标投标管理办法》第六十九条',
      })
      expect(problem.facts?.missing).to.deep.equal([missing])
    }
    const agent = { code: '91530100MA6K000009', name: '代理' }
    expect(refused(() => announcement({ tender: { ...tender, agent } })).code).to.equal('ANNOUNCEMENT_INCOMPLETE')
    expect(refused(() => announcement({ experts: experts.slice(1) })).code).to.equal('EXPERTS_MISSING')
  })

  it('lists what was bid at the unit prices that stand, to the fen; what the bid does not list is free', () => {
    const by = (unitPrice: string, name?: string) =>
      refused(() => announcement({ offered: offered(unitPrice).map((one) => ({ ...one, ...(name ? { name } : {}) })) }))
    expect(by('76000000').code).to.equal('done')
    expect(by('76000001')).to.deep.include({ code: 'ITEMS_DIFFER', article: G.resultContent.article })
    expect(by('76000001', '支架').code).to.equal('done')
  })

  it('names everybody whom the purchaser recommended, with the reason, drawn or not', () => {
    const recommended = ['甲', '乙', '丙'].map((name, i) => ({
      name,
      code: `91450103MA00000${i}XX`,
      reason: '承担过同类项目',
    }))
    expect(announcement({ recommended }).recommended).to.deep.equal(recommended)
    expect(announcement()).not.to.have.property('recommended')
    const [{ reason: _reason, ...bare }] = recommended as [(typeof recommended)[0]]
    expect(refused(() => announcement({ recommended: [bare] }))).to.include({
      code: 'ANNOUNCEMENT_INCOMPLETE',
      article: '《政府采购货物和服务招标投标管理办法》第六十九条',
    })
  })

  it('comes within two working days of fixing, and stands for one', () => {
    // Thursday 16 April, then Friday and Monday
    const latest = lastMomentOf('2026-04-20')
    expect(announced({}, latest)[0]?.data).to.include({ inTime: true, until: lastMomentOf('2026-04-21') })
    expect(announced({}, latest + 1)[0]?.data).to.include({ inTime: false })
  })

  it('names the winner that was fixed, with nobody’s score', () => {
    const [fact] = announced()
    expect(fact?.data.winner).to.include({ tag: tags[0], rank: 1, address: told.winnerAddress })
    expect(JSON.stringify(fact?.data)).not.to.match(/priceScore|"total"|"quality":3000/)
    expect(refused(() => announced({ bid: bids[1] })).code).to.equal('BID_NOT_OPENED')
    expect(refused(() => announced({ acceptance: reviewed })).code).to.equal('WINNER_NOT_FIXED')
    expect(refused(() => announced({ tender: { ...tender, stage: 'awarded' } })).code).to.equal('STAGE_WRONG')
  })

  it('says so where the law fixed the winner, and names nobody who was skipped', () => {
    const deemed = accepts(reviewed, deemFixed(base, G, last + 1, shippedCalendar), last + 1)
    expect(announcement({ acceptance: deemed }).remark)
      .to.contain('视同')
      .and.to.contain(article)
    const skipped = [{ tag: tags[0]!, rank: 1, reason: '虚假材料' }]
    const skipping = accepts(reviewed, fixed({ winner: tags[1], skipped }), last)
    expect(announcement({ acceptance: skipping }).remark).to.equal('')
  })
})

describe('a challenge of the result', () => {
  const start = instantOf('2026-04-20T10:00')
  const award = becomes(undefined, announced({}, start), start) // stands until Tuesday 21 April
  const challenge = (now: number) =>
    becomes(
      award,
      object(award, { objection: 'c-1', tag: tags[1]!, text: '…', signature }, G, now, shippedCalendar),
      now,
    )

  it('is made within seven working days of the end of the notice period', () => {
    const until = lastMomentOf('2026-04-30') // 22, 23, 24, 27, 28, 29 and 30 April
    expect(objectionUntil(award, G, shippedCalendar)).to.equal(until)
    expect(challenge(until).objections[0]).to.include({ late: false })
    expect(challenge(until + 1).objections[0]).to.include({ late: true })
    expect(challenge(start).objections[0]).to.include({ late: false }) // nobody waits for the end of the notice
  })

  it('is answered within seven working days of its receipt', () => {
    const received = instantOf('2026-04-27T10:00')
    const made = challenge(received)
    const by = lastMomentOf('2026-05-09') // 28, 29, 30 April, 6, 7, 8 May and the Saturday worked for the holiday
    expect(made.objections[0]?.answerBy).to.equal(by)
    const said = (now: number) => answer(made, { objection: 'c-1', text: '…', signature }, now)[0]?.data
    expect(said(by)).to.include({ inTime: true })
    expect(said(by + 1)).to.include({ inTime: false })
  })

  it('holds the contract only while the purchaser finds that it may move the result', () => {
    const made = challenge(start)
    const rule = '《政府采购法实施条例》第五十四条'
    expect(refused(() => contractFree(made, G))).to.include({ code: 'CHALLENGE_UNWEIGHED', article: rule })
    const found = (mayMove: boolean) =>
      becomes(made, weigh(made, { objection: 'c-1', mayMove, reason: '经核查', signature }, G), start)
    expect(refused(() => contractFree(found(true), G))).to.include({ code: 'CHALLENGE_HOLDS', article: rule })
    expect(refused(() => contractFree(found(false), G)).code).to.equal('done')
    const answered = becomes(made, answer(made, { objection: 'c-1', text: '…', signature }, start), start)
    expect(refused(() => contractFree(answered, G)).code).to.equal('done')
    const again = { objection: 'c-1', mayMove: true, reason: '经核查', signature }
    expect(refused(() => weigh(answered, again, G)).code).to.equal('OBJECTION_ANSWERED')
    expect(refused(() => weigh(made, again, T)).code).to.equal('WEIGHED_NOT_HERE')
    expect(refused(() => weigh(made, { ...again, objection: 'c-9' }, G)).code).to.equal('OBJECTION_UNKNOWN')
  })
})
