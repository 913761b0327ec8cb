import { expect } from 'chai'
import type { Award } from '../../server/award/award.ts'
import { bondAsked, bondFirst, giveBond, returnBond } from '../../server/award/bond.ts'
import type { AwardHappening } from '../../server/award/events.ts'
import { passOver } from '../../server/award/passing.ts'
import { publishContract, report } from '../../server/award/reporting.ts'
import { signContract } from '../../server/award/rules.ts'
import { lettersOf, sendLetters } from '../../server/award/signing.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { anAward, anAwarded, aStampedAward, becomes, refused, signature, tags } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const now = instantOf('2026-04-20T10:00')
const asking = { performanceBond: { share: 1000 } }
const awarded = aTender({ stage: 'awarded', ...asking })
const file = { title: '证明.pdf', file: 'x', bytes: 1, sha256: 'e'.repeat(64) }

describe('the performance bond', () => {
  const price = 760000000n
  const bond = { form: 'guarantee' as const, amount: String(price / 10n), reference: 'BH-1', issuer: '某银行' }
  const given = (changes = {}, law = T, of: { tender?: typeof awarded; award?: Award; tag?: string } = {}) =>
    giveBond(
      {
        ...{ tender: awarded, award: anAwarded(), tag: tags[0]!, signature, ...of },
        bond: { ...bond, validUntil: null, files: [], ...changes },
      },
      law,
    )

  it('is as much as was asked for and at most a tenth of the price, to the fen', () => {
    expect(bondAsked(awarded, String(price))).to.equal(price / 10n)
    expect(given()[0]?.data).to.include({ amount: '76000000' })
    expect(refused(() => given({ amount: '76000001' }))).to.include({
      code: 'BOND_TOO_LARGE',
      article: '《招标投标法实施条例》第五十八条',
    })
    expect(refused(() => given({ amount: '75999999' })).code).to.equal('BOND_SHORT')
    expect(refused(() => given({ amount: '76000001' }, G)).article).to.equal('《政府采购法实施条例》第四十八条')
  })

  it('is not given in cash in a purchase', () => {
    expect(given({ form: 'cash' })[0]?.type).to.equal('award.bondGiven')
    expect(refused(() => given({ form: 'cash' }, G))).to.include({
      code: 'BOND_CASH',
      article: '《政府采购法实施条例》第四十八条',
    })
  })

  it('is given by the winner, once, between award and contract, and where it was asked for', () => {
    expect(refused(() => given({}, T, { tag: tags[1]! })).code).to.equal('BOND_NOT_THE_WINNER')
    expect(refused(() => given({}, T, { tender: aTender({ stage: 'awarded' }) })).code).to.equal('BOND_NOT_ASKED')
    expect(refused(() => given({}, T, { tender: { ...awarded, stage: 'contracted' } })).code).to.equal('STAGE_WRONG')
    const award = becomes(anAwarded(), given(), now)
    expect(refused(() => given({}, T, { award })).code).to.equal('BOND_GIVEN')
  })

  it('comes before the contract and goes back after it, once', () => {
    expect(refused(() => bondFirst(awarded, anAwarded(), T)).code).to.equal('BOND_MISSING')
    const award = becomes(aStampedAward(), given(), now)
    expect(refused(() => bondFirst(awarded, award, T)).code).to.equal('done')
    const back = { reference: 'TH-1', reason: '合同履行完毕', signature }
    expect(refused(() => returnBond(awarded, award, back)).code).to.equal('BOND_HELD')
    expect(refused(() => returnBond(awarded, anAwarded(), back)).code).to.equal('BOND_NOT_GIVEN')
    const made = signed(award, awarded)
    const returned = becomes(made, returnBond(awarded, made, back), now)
    expect(returned.bond?.returned).to.include({ reference: 'TH-1' })
    expect(refused(() => returnBond(awarded, returned, back)).code).to.equal('BOND_RETURNED')
  })
})

/** Signed by both. */
function signed(award: Award, tender = aTender({ stage: 'awarded' })): Award {
  const { terms } = award.winner!
  const contract = award.draft!.sha256
  return ['tenderer', tags[0]!].reduce(
    (before, signer) =>
      becomes(
        before,
        signContract({ tender, award: before, signer, contract, terms, signature }, T, now, shippedCalendar),
        now,
      ),
    award,
  )
}

describe('passing over a candidate', () => {
  const order = tags.slice(0, 3).map((tag, i) => ({ tag, rank: i + 1 }))
  const publicised = aTender({ stage: 'publicised', ...asking })
  const passed = (changes: Partial<Parameters<typeof passOver>[0]> = {}, law = T) => {
    const what = { tag: tags[0]!, ground: 'gaveUp', reason: '书面放弃中标', evidence: [file] }
    const follows = 'nextCandidate' as const
    return passOver({ tender: publicised, award: anAward(), order, ...what, follows, signature, ...changes }, law, now)
  }
  const types = (facts: { type: string }[]) => facts.map(({ type }) => type)

  it('rests on a ground of the law with what proves it', () => {
    expect(passed().award[0]?.data).to.include({ deposit: 'kept', article: '《招标投标法实施条例》第五十五条' })
    for (const law of [T, G])
      expect(refused(() => passed({ ground: 'wish' }, law))).to.include({
        code: 'GROUND_UNKNOWN',
        article: law.passingOver.article,
      })
    expect(refused(() => passed({ ground: 'forceMajeure' }, G)).code).to.equal('GROUND_UNKNOWN')
    expect(refused(() => passed({ evidence: [] })).code).to.equal('EVIDENCE_MISSING')
  })

  it('goes by the order: the first, then the next, or the tender is repeated', () => {
    expect(refused(() => passed({ tag: tags[1]! })).code).to.equal('NOT_NEXT_IN_ORDER')
    const once = becomes(anAward(), passed().award as AwardHappening[], now)
    expect(refused(() => passed({ award: once })).code).to.equal('NOT_NEXT_IN_ORDER')
    const twice = becomes(once, passed({ award: once, tag: tags[1]! }).award as AwardHappening[], now)
    const last = { award: twice, tag: tags[2]! }
    expect(refused(() => passed(last)).code).to.equal('NO_NEXT_CANDIDATE')
    expect(types(passed({ ...last, follows: 'retender' }).tender)).to.deep.equal(['tender.failed'])
  })

  it('undoes an award that is out and goes back to where a winner is fixed', () => {
    const out = passed({ tender: awarded, award: anAwarded() })
    expect(types(out.award)).to.deep.equal(['award.passedOver', 'award.setAside'])
    expect(out.tender[0]?.data).to.include({ from: 'awarded', stage: 'publicised' })
    const after = becomes(anAwarded(), out.award as AwardHappening[], now)
    expect(after).to.include({ winner: null, notice: null, draft: null, contract: null })
    const purchase = passed({ tender: awarded, award: anAwarded() }, G)
    expect(purchase.tender[0]?.data).to.include({ stage: 'evaluating' })
    expect(purchase.undone).to.include({ article: '《政府采购法实施条例》第四十九条' })
  })

  it('for want of the bond, only where it was asked for and is not there, and after the award', () => {
    const bond = { ground: 'noPerformanceBond' }
    expect(passed({ ...bond, tender: awarded, award: anAwarded() }).award[0]?.data).to.include({ deposit: 'kept' })
    expect(refused(() => passed(bond)).code).to.equal('NOTICE_BINDS')
    const unasked = { ...bond, tender: aTender({ stage: 'awarded' }), award: anAwarded() }
    expect(refused(() => passed(unasked)).code).to.equal('BOND_IN_TIME')
  })

  it('ends with the contract', () => {
    expect(refused(() => passed({ tender: { ...awarded, stage: 'contracted' } })).code).to.equal('STAGE_WRONG')
    expect(refused(() => passed({ tender: { ...awarded, stage: 'evaluating' } })).code).to.equal('STAGE_WRONG')
  })
})

describe('award notice and notices to the losers', () => {
  const letters = {
    notice: { file: 'n', sha256: '1'.repeat(64) },
    results: [{ tag: tags[1]!, file: 'r', sha256: '2'.repeat(64) }],
    contract: { file: 'c', sha256: '3'.repeat(64) },
  }
  const waiting: Award = { ...anAwarded(), notice: null, noticeAt: null, letters }
  const put = (draft: string) => ({ draft, issued: { file: `${draft}-signed`, sha256: draft.replace(/^./, 'f') } })
  const sent = (signed: ReturnType<typeof put>[]) => sendLetters({ tender: awarded, award: waiting, signed }, T)

  it('are signed one by one and go out in one fact, or not at all', () => {
    const all = lettersOf(waiting).map(({ sha256 }) => put(sha256))
    const [fact] = sent(all)
    expect(fact?.type).to.equal('award.noticesIssued')
    expect(fact?.data.results.map(({ tag }) => tag)).to.deep.equal([tags[1]])
    for (const one of all)
      expect(refused(() => sent(all.filter((other) => other !== one)))).to.include({
        code: 'LETTERS_INCOMPLETE',
        article: '《招标投标法》第四十五条',
      })
  })

  it('go out once, and not before they are drawn up', () => {
    expect(refused(() => lettersOf(anAwarded())).code).to.equal('LETTERS_SENT')
    expect(refused(() => lettersOf(anAward())).code).to.equal('LETTERS_ABSENT')
  })
})

describe('after the contract', () => {
  const contracted = aTender({ stage: 'contracted' })
  const made = signed(aStampedAward())
  const said = (award: Award, law = T, until: number | null | undefined = now) =>
    report({ tender: contracted, award, remarks: '', files: [], signature, until }, law, now)

  it('the written report of a works tender follows the award, a purchase hands in its contract', () => {
    expect(said(anAwarded())[0]?.data).to.include({
      about: 'tender',
      article: '《招标投标法》第四十七条',
      inTime: true,
    })
    expect(said(anAwarded(), T, now - 1)[0]?.data).to.include({ inTime: false })
    expect(refused(() => said(anAward()))).to.include({ code: 'REPORT_TOO_EARLY', article: '《招标投标法》第四十七条' })
    expect(refused(() => said(anAwarded(), G))).to.include({
      code: 'REPORT_TOO_EARLY',
      article: '《政府采购法》第四十七条',
    })
    expect(said(made, G)[0]?.data).to.include({ about: 'contract', contract: made.contract?.sha256 })
    expect(refused(() => said(becomes(made, said(made), now))).code).to.equal('REPORT_MADE')
  })

  const shown = (changes: Partial<Parameters<typeof publishContract>[0]> = {}) => {
    const what = { contract: made.contract!.sha256, withheld: null, shown: null, signature, until: now }
    return publishContract({ tender: contracted, award: made, ...what, ...changes }, G, now)
  }

  it('the contract becomes public as it was signed; what is withheld has its reason and a text that is shown', () => {
    expect(shown()[0]?.data).to.include({ inTime: true })
    expect(shown({ until: now - 1 })[0]?.data).to.include({ inTime: false })
    expect(shown({ withheld: '商业秘密', shown: file })[0]?.data).to.deep.include({ shown: file })
    for (const half of [{ withheld: '商业秘密' }, { shown: file }])
      expect(refused(() => shown(half))).to.include({
        code: 'WITHHELD_WITHOUT_REASON',
        article: '《政府采购法实施条例》第五十条',
      })
  })

  it('it is that contract, once, and it is made', () => {
    expect(refused(() => shown({ contract: 'd'.repeat(64) })).code).to.equal('CONTRACT_OTHER')
    expect(refused(() => shown({ award: becomes(made, shown(), now) })).code).to.equal('CONTRACT_PUBLIC')
    expect(refused(() => shown({ award: anAwarded() })).code).to.equal('CONTRACT_NOT_MADE')
    expect(refused(() => shown({ tender: aTender({ stage: 'awarded' }) })).code).to.equal('STAGE_WRONG')
  })
})
