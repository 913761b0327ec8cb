import { expect } from 'chai'
import { takeGuarantee } from '../../server/deposits/guarantees.ts'
import { instantOf, lastMomentOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { TenderHappening } from '../../server/tenders/events.ts'
import { suspendTender } from '../../server/tenders/suspension.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import {
  answerValidity,
  askValidity,
  bidValidUntil,
  endValidity,
  isLapsed,
  lapsedBids,
  tooFewExtended,
} from '../../server/tenders/validity.ts'
import { anAccount, becomes as deposited } from '../deposits/world.ts'
import { aTender, becomes, refused, signature } from './world.ts'

const T = rulebook('T-2025')
const [one = '', two = '', three = ''] = ['1', '2', '3'].map((n) => n.repeat(64))
const opened = [one, two, three]
/** The deadline is of 31 March and the bids are valid for 90 days. */
const OLD = '2026-06-29'
const LAST = instantOf('2026-06-29T23:59:59.999')
const NEW = '2026-08-31'
const evaluating = aTender({ stage: 'evaluating' })
const early = instantOf('2026-06-20T10:00')

const ask = (tender: Tender = evaluating, at = early, to = NEW, law = T) =>
  askValidity(tender, { to, reason: '评标争议尚未解决', opened, signature }, law, at)
const asked = becomes(evaluating, ask(), early)
const say = (
  tender: Tender,
  tag: string,
  agrees: boolean,
  at = early,
  guaranteedUntil: number | null = null,
  to = NEW,
) => answerValidity(tender, { tag, to, agrees, guaranteedUntil, signature }, T, at)
const answered = (...answers: [string, boolean][]): Tender =>
  answers.reduce((tender, [tag, agrees]) => becomes(tender, say(tender, tag, agrees), early), asked)

describe('a longer validity of the bids 《评标委员会和评标方法暂行规定》第四十条', () => {
  it('is asked of every opened bid until the last millisecond of the old last day, and not after it', () => {
    expect(bidValidUntil(evaluating)).to.equal(OLD)
    const [fact] = ask(evaluating, LAST)
    expect(fact?.data).to.deep.include({ from: OLD, to: NEW, answerBy: LAST, asked: opened })
    expect(refused(() => ask(evaluating, LAST + 1))).to.include({
      ...{ code: 'VALIDITY_OVER', article: '《评标委员会和评标方法暂行规定》第四十条' },
    })
  })

  it('ends later by a day at least, and is asked for once at a time', () => {
    expect(refused(() => ask(evaluating, early, OLD)).code).to.equal('VALIDITY_NOT_LATER')
    expect(refused(() => ask(evaluating, early, '2026-06-30')).code).to.equal('done')
    expect(refused(() => ask(asked, LAST, '2026-09-30')).code).to.equal('VALIDITY_ASKED')
  })

  it('may be asked for while the tender rests, and leaves its signed notice as it was', () => {
    const rest = suspendTender(evaluating, { id: 's', kind: 'complaint', reason: '投诉处理' }, T, early)
    expect(refused(() => ask(becomes(evaluating, rest, early))).code).to.equal('done')
    expect(draftOf(answered([one, false]))).to.deep.equal(draftOf(evaluating))
  })

  it('is no procedure of a government purchase', () => {
    const G = rulebook('G-2026-02')
    expect(refused(() => ask(evaluating, early, NEW, G))).to.include({
      ...{ code: 'VALIDITY_NOT_HERE', article: '《政府采购货物和服务招标投标管理办法》第二十三条' },
    })
  })

  it('is answered until the last millisecond of the old last day, once, by those who were asked, for the day that was asked', () => {
    expect(refused(() => say(asked, one, true, LAST)).code).to.equal('done')
    expect(refused(() => say(asked, one, true, LAST + 1))).to.include({
      ...{ code: 'VALIDITY_ANSWER_LATE', article: '《工程建设项目施工招标投标办法》第二十九条' },
    })
    expect(refused(() => say(answered([one, false]), one, true)).code).to.equal('VALIDITY_ANSWERED')
    for (const deed of [() => say(asked, '4'.repeat(64), true), () => say(evaluating, one, true)])
      expect(refused(deed).code).to.equal('VALIDITY_NOT_ASKED')
    expect(refused(() => say(asked, one, true, early, null, '2026-09-01')).code).to.equal('VALIDITY_NOT_ASKED')
  })

  it('is agreed to with a guarantee that runs as long, to the millisecond, and refused with any', () => {
    const until = lastMomentOf(NEW)
    expect(refused(() => say(asked, one, true, early, until)).code).to.equal('done')
    expect(refused(() => say(asked, one, true, early, until - 1)).code).to.equal('VALIDITY_GUARANTEE_SHORT')
    expect(refused(() => say(asked, one, false, early, 0)).code).to.equal('done')
  })

  it('leaves every bid valid on the old last day; a millisecond later those end whose bidders refused or kept silent', () => {
    const tender = answered([one, true], [two, false])
    expect(lapsedBids(tender, LAST)).to.deep.equal([])
    expect(endValidity(tender, T, LAST)).to.deep.equal([])
    const gone = [
      { tag: two, how: 'refused' },
      { tag: three, how: 'silent' },
    ]
    expect(lapsedBids(tender, LAST + 1)).to.deep.equal(gone)
    const facts = endValidity(tender, T, LAST + 1)
    expect(facts[0]?.data).to.deep.include({ from: OLD, to: NEW, lapsed: gone, left: 1 })
    const after = becomes(tender, facts as TenderHappening[], LAST + 1)
    expect(endValidity(after, T, LAST + 2)).to.deep.equal([])
    expect(opened.map((tag) => isLapsed(after, tag, LAST + 2))).to.deep.equal([false, true, true])
  })

  it('may be asked for again of those who are left, from the new last day on', () => {
    const tender = answered([one, true], [two, false])
    const after = becomes(tender, endValidity(tender, T, LAST + 1) as TenderHappening[], LAST + 1)
    const [again] = ask(after, LAST + 1, '2026-09-30')
    expect(again?.data).to.deep.include({ from: NEW, to: '2026-09-30', asked: [one] })
    const twice = becomes(after, [again!], LAST + 1)
    expect(lapsedBids(twice, lastMomentOf(NEW) + 1).map(({ tag }) => tag)).to.deep.equal([two, three, one])
  })

  it('has a demanded tender of goods called anew with fewer than three, until the award; no other', () => {
    const goods = aTender({ stage: 'evaluating', kind: 'goods' })
    expect([2, 3].map((left) => tooFewExtended(goods, left, T))).to.deep.equal([true, false])
    expect(tooFewExtended({ ...goods, stage: 'publicised' }, 2, T)).to.equal(true)
    expect(tooFewExtended({ ...goods, stage: 'awarded' }, 2, T)).to.equal(false)
    expect(tooFewExtended(evaluating, 2, T)).to.equal(false)
    expect(tooFewExtended(goods, 2, rulebook('T-2025-voluntary'))).to.equal(false)
  })
})

describe('a guarantee that is to run on', () => {
  const bidder = '91530100MA6K00BID1'
  const issuer = { name: '云南某银行', code: 'X', kind: 'bank' as const }
  const account = anAccount()
  const give = (tender: Tender, deposit: typeof account, validUntil: string, at: number) => {
    const guarantee = {
      ...{ number: `BH-${validUntil}`, issuer: issuer.name, beneficiary: tender.tenderer, applicant: bidder },
      ...{ tender: tender.code, amount: tender.deposit, validUntil },
    }
    const sealed = { numberTag: 'a'.repeat(64), evidence: 'sealed' }
    return deposited(deposit, takeGuarantee({ tender, deposit, guarantee, bidder, issuer, ...sealed }, T, at))
  }
  const guaranteed = give(aTender(), account, OLD, aTender().deadline - 1)

  it('is taken after the deadline while a longer validity is asked for, up to its new last day', () => {
    expect(give(asked, guaranteed, NEW, LAST).guarantee?.validUntil).to.equal(lastMomentOf(NEW))
    expect(refused(() => give(asked, guaranteed, '2026-08-30', early))).to.include({ code: 'GUARANTEE_VALIDITY' })
    expect(refused(() => give(asked, give(asked, guaranteed, NEW, early), NEW, early)).code).to.equal('DEPOSIT_SECURED')
  })

  it('is not taken where nobody asked, when the old end is over, or where none was given before', () => {
    expect(refused(() => give(evaluating, guaranteed, NEW, early)).code).to.equal('STAGE_WRONG')
    expect(refused(() => give(asked, guaranteed, NEW, LAST + 1)).code).to.equal('STAGE_WRONG')
    expect(refused(() => give(asked, account, NEW, early)).code).to.equal('GUARANTEE_NONE_TO_PROLONG')
  })
})
