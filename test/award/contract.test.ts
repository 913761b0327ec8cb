import { expect } from 'chai'
import { unanswered } from '../../server/award/award.ts'
import type { Terms } from '../../server/award/contract.ts'
import { ContractDrafted } from '../../server/award/contractEvents.ts'
import { draftContract } from '../../server/award/drawingUp.ts'
import { standing } from '../../server/award/letters.ts'
import { answer, decide, object, signContract } from '../../server/award/rules.ts'
import { fieldFor, signPaper } from '../../server/award/signing.ts'
import { instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { anAward, anAwarded, aStampedAward, becomes, refused, signature, tags } from './world.ts'

const law = rulebook('T-2025')

describe('an objection to the result', () => {
  const tender = aTender({ stage: 'publicised' })
  const objected = (now: number) => {
    const of = { objection: 'o-1', tag: tags[1]!, text: '业绩不实', signature }
    return becomes(anAward(), object(anAward(), of, law, now, shippedCalendar), now)
  }
  const decided = (award: ReturnType<typeof anAward>, now: number) =>
    decide({ tender, award, winner: tags[0]!, signature }, law, now)

  it('in the last millisecond of the publicity suspends the award until it is answered', () => {
    const award = objected(anAward().until)
    expect(refused(() => decided(award, award.until + 1))).to.include({
      code: 'OBJECTION_OPEN',
      article: '《招标投标法实施条例》第五十四条',
    })
    const answered = becomes(
      award,
      answer(award, { objection: 'o-1', text: '经核实无误', signature }, award.until + 1),
      award.until + 1,
    )
    expect(decided(answered, award.until + 2)[0]?.type).to.equal('award.decided')
  })

  it('a millisecond later is registered as late and suspends nothing', () => {
    const award = objected(anAward().until + 1)
    expect(award.objections[0]).to.include({ late: true, answer: null })
    expect(unanswered(award)).to.deep.equal([])
    expect(decided(award, award.until + 2)[0]?.type).to.equal('award.decided')
  })

  it('is to be answered within three days; an answer after that says so', () => {
    const award = objected(instantOf('2026-04-13T09:00'))
    const by = lastMomentOf('2026-04-16')
    expect(award.objections[0]?.answerBy).to.equal(by)
    const answered = (now: number) => answer(award, { objection: 'o-1', text: '…', signature }, now)[0]?.data
    expect(answered(by)).to.include({ inTime: true })
    expect(answered(by + 1)).to.include({ inTime: false })
  })

  it('is answered once', () => {
    const award = objected(anAward().from)
    const of = { objection: 'o-1', text: '…', signature }
    const answered = becomes(award, answer(award, of, award.from), award.from)
    expect(refused(() => answer(answered, of, award.from)).code).to.equal('OBJECTION_ANSWERED')
    expect(refused(() => answer(award, { ...of, objection: 'o-2' }, award.from)).code).to.equal('OBJECTION_UNKNOWN')
  })
})

describe('the contract', () => {
  const tender = aTender({ stage: 'awarded' })
  const award = aStampedAward()
  const terms: Terms = award.winner!.terms
  const contract = award.draft!.sha256
  const now = instantOf('2026-04-20T10:00')
  const sign = (changes: Partial<Parameters<typeof signContract>[0]> = {}, at = now) =>
    signContract(
      { tender, award, signer: 'tenderer', contract, terms, signature, ...changes },
      law,
      at,
      shippedCalendar,
    )

  it('is made when both sides have signed, whoever signs first', () => {
    for (const [first, second] of [
      ['tenderer', tags[0]!],
      [tags[0]!, 'tenderer'],
    ]) {
      const once = sign({ signer: first! })
      expect(once.map(({ type }) => type)).to.deep.equal(['award.contractSigned'])
      const both = sign({ signer: second!, award: becomes(award, once, now) })
      expect(both.map(({ type }) => type)).to.deep.equal(['award.contractSigned', 'award.contracted'])
    }
  })

  it('is not made by one side signing twice, nor by another bidder', () => {
    const once = becomes(award, sign(), now)
    expect(refused(() => sign({ award: once })).code).to.equal('CONTRACT_SIGNED')
    expect(refused(() => sign({ signer: tags[1]! })).code).to.equal('NOT_THE_WINNER')
  })

  it('says what the bid said: price, time, quality and leader, or is refused by the article', () => {
    const others: Partial<Terms>[] = [
      { price: '760000001' },
      { durationDays: 361 },
      { quality: '优良' },
      { leader: '王某' },
    ]
    for (const other of others) {
      const problem = refused(() => sign({ terms: { ...terms, ...other } }))
      expect(problem).to.include({ code: 'CONTRACT_DIFFERS', article: '《招标投标法实施条例》第五十七条' })
      expect(problem.facts?.differing).to.deep.equal(Object.keys(other))
    }
  })

  it('is the very text that both were given', () => {
    expect(refused(() => sign({ contract: 'e'.repeat(64) })).code).to.equal('CONTRACT_OTHER')
  })

  it('is made within thirty days of the award notice', () => {
    const until = lastMomentOf('2026-05-14') // thirty days after 14 April, a Thursday
    expect(sign({}, until)[0]?.type).to.equal('award.contractSigned')
    expect(refused(() => sign({}, until + 1))).to.include({
      code: 'CONTRACT_LATE',
      article: '《招标投标法》第四十六条',
    })
  })

  it('is signed in its text first, by each side in its own place', () => {
    expect(refused(() => sign({ award: anAwarded() }))).to.include({
      code: 'CONTRACT_UNSIGNED',
      article: '《电子招标投标办法》第四十条',
    })
  })

  it('comes after the award notice', () => {
    expect(refused(() => sign({ award: anAward() })).code).to.equal('NOTICE_NOT_OUT')
  })

  describe('with a consortium', () => {
    const members = [1, 2].map((i) => ({ tag: tags[i]!, code: `9153010000000000${i}X`, name: `成员${i}` }))
    const drafted = (): typeof award => {
      const bare = anAwarded()
      const facts = draftContract({ ...bare, draft: null }, { proposal: bare.proposal!.id, ...bare.draft!, members })
      return becomes({ ...bare, draft: null }, facts, now)
    }
    const member = (of: typeof award, i: number) => {
      const field = fieldFor(of, 'contract', { tenderer: false, tag: members[i]!.tag })
      const base = standing(of, 'contract')!.sha256
      const signed = { file: `m${i}`, sha256: String(i + 3).repeat(64) }
      return becomes(of, signPaper(of, { paper: 'contract', field, base, signed, certificate: '' }), now)
    }
    const jointly = aStampedAward(drafted())

    it('is signed by each of its members before its leader says so, whoever of the two sides is first', () => {
      const names = (of: typeof award) => refused(() => sign({ signer: tags[0]!, award: of })).facts?.missing
      expect(names(jointly)).to.deep.equal(['成员1', '成员2'])
      const one = member(jointly, 1)
      for (const rules of [law, rulebook('G-2026-02')]) {
        const of = { tender, award: one, signer: tags[0]!, contract, terms, signature }
        expect(refused(() => signContract(of, rules, now, shippedCalendar))).to.deep.include({
          ...{ code: 'CONTRACT_MEMBERS_UNSIGNED', article: rules.consortiumContract.article },
          facts: { missing: ['成员1'] },
        })
      }
      const all = member(one, 0)
      const tenderer = becomes(all, sign({ award: all }), now)
      expect(sign({ signer: tags[0]!, award: tenderer }).map(({ type }) => type)).to.include('award.contracted')
      const leader = becomes(all, sign({ signer: tags[0]!, award: all }), now)
      expect(sign({ award: leader }).map(({ type }) => type)).to.include('award.contracted')
    })

    it('is signed once by each, and nothing else of the award is theirs to sign', () => {
      const one = member(jointly, 0)
      expect(refused(() => member(one, 0)).code).to.equal('PAPER_SIGNED')
      for (const paper of ['publicity', 'report'] as const)
        expect(refused(() => fieldFor(one, paper, { tenderer: false, tag: tags[1]! })).code).to.equal('PAPER_OTHERS')
      expect(refused(() => sign({ signer: tags[1]!, award: one })).code).to.equal('NOT_THE_WINNER')
    })

    it('tells its members of its paper, and them alone of the bidders', () => {
      const eye = (tag: string) => ({ role: 'bidder' as const, tag, host: false })
      const data = { tender: tender.id, tag: tags[0]!, proposal: 'p', file: 'f', sha256: 'c'.repeat(64), members }
      const seen = (tag: string) => ContractDrafted.seenBy(eye(tag), data)
      expect(tags.map(seen)).to.deep.equal([true, true, true, false, false])
    })
  })
})
