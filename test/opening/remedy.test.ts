import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import type { OpeningFact, OpeningHappening } from '../../server/opening/events.ts'
import { propose } from '../../server/opening/failure.ts'
import { evolve, type Opening } from '../../server/opening/opening.ts'
import { remedyStands } from '../../server/opening/remedied.ts'
import { askOfficers, decideRemedy as decide, releaseByRemedy } from '../../server/opening/remedyRules.ts'
import { releaseAsBidder } from '../../server/opening/rules.ts'
import { THREE } from '../../server/tenders/seats.ts'
import { refused, signature } from '../tenders/world.ts'

const law = rulebook('T-2025')
const ends = 1_000_000
const tag = 'a'.repeat(64)
const letter = { key: 'AAAA', body: 'AAAA' }
const of = { tag, epoch: 1, letter, signature }
const waiting = {
  ...{ tag, sequence: 1, header: '', ciphertext: '', receivedAt: 0, bidder: { code: 'c', name: 'n' } },
  ...{ status: 'waiting' as const, letter: null, attempts: [], form: null, cause: null },
}
const hall = (changes: Partial<Opening> = {}): Opening => ({
  ...{ tender: 't', stage: 'unsealing', startedAt: 0, needed: 2, minutes: 30, epoch: 1, spki: 'AAAA', officers: {} },
  ...{ released: [], withdrawn: 0, named: true, windowEnds: ends, bids: { [tag]: waiting }, record: null },
  ...{ signatures: {}, readAt: null, finishedAt: null, ...changes },
})
const allowed = { tender: { remedy: 'code' as const }, law }
const then = (opening: Opening, happenings: OpeningHappening[]): Opening =>
  happenings.reduce((before, one, version) => {
    const fact = { ...one, id: 'f', stream: '', version, at: 0, actor: { role: '' }, via: '' } as OpeningFact
    return evolve(before, fact)
  }, opening)

describe('The remedy for a bidder whose key does not open', () => {
  it('is there only where the tender document says so, with the article', () => {
    const { code, article } = refused(() => releaseByRemedy(hall(), of, { tender: {}, law }, ends - 1))
    expect(code).to.equal('REMEDY_NOT_ALLOWED')
    expect(article).to.equal('《电子招标投标办法》第三十一条')
  })

  it('is in time until the last millisecond of the window, and refused at its end', () => {
    expect(releaseByRemedy(hall(), of, allowed, ends - 1)[0]?.type).to.equal('opening.remedyReleased')
    expect(refused(() => releaseByRemedy(hall(), of, allowed, ends)).code).to.equal('UNLOCK_WINDOW_OVER')
  })

  it('waits for the names, for the present key, and is for a bid in the hall that is not open yet', () => {
    const early = hall({ named: false, windowEnds: null })
    expect(refused(() => releaseByRemedy(early, of, allowed, 1)).code).to.equal('UNLOCK_TOO_EARLY')
    const before = { ...of, epoch: 0 }
    expect(refused(() => releaseByRemedy(hall(), before, allowed, 1)).code).to.equal('OPENING_KEY_CHANGED')
    const other = { ...of, tag: 'b'.repeat(64) }
    expect(refused(() => releaseByRemedy(hall(), other, allowed, 1)).code).to.equal('BID_NOT_IN_HALL')
    expect(refused(() => releaseByRemedy(hall({ stage: 'read' }), of, allowed, 1)).code).to.equal('OPENING_STAGE')
    const open = hall({ bids: { [tag]: { ...waiting, status: 'ready' } } })
    expect(refused(() => releaseByRemedy(open, of, allowed, 1)).code).to.equal('ALREADY_READ')
  })

  it('stays on record with the bid, unless its key opens it after all', () => {
    const remedied = then(hall(), releaseByRemedy(hall(), of, allowed, 1))
    expect(remedied.bids[tag]).to.include({ status: 'released', by: 'remedy' })
    expect(then(remedied, releaseAsBidder(remedied, of, 1)).bids[tag]).not.to.have.any.keys('by', 'remedy')
  })
})

describe('What the officers decide on a remedy', () => {
  const handedIn = then(hall(), releaseByRemedy(hall(), of, allowed, 1))
  const asked = then(handedIn, askOfficers(handedIn, tag, 1, THREE))
  const consent = asked.bids[tag]?.remedy?.consent ?? ''
  const says = (role: string, changes: object = {}) => ({ tag, role, epoch: 1, consent, signature, letter, ...changes })
  const no = (role: string) => says(role, { letter: undefined, reason: '投标人身份存疑' })
  const decidedOn = (opening: Opening, ...saying: Parameters<typeof decide>[1][]): Opening =>
    saying.reduce((before, one) => then(before, decide(before, one, allowed, 2)), opening)
  const code = (opening: Opening, one: Parameters<typeof decide>[1], on: object = {}, now = 2) =>
    refused(() => decide(opening, one, { ...allowed, ...on }, now)).code

  it('begins when the code was found to be the committed one, for every officer of the ceremony', () => {
    expect(asked.bids[tag]).to.include({ status: 'deciding' })
    expect(asked.bids[tag]?.remedy?.seats).to.deep.equal([...THREE])
    expect(code(handedIn, says('centre'))).to.equal('REMEDY_NOT_ASKED')
    expect(code(hall(), says('centre'))).to.equal('REMEDY_NOT_ASKED')
    expect(askOfficers(asked, tag, 1, THREE), 'asked once').to.deep.equal([])
    expect(askOfficers(handedIn, tag, 2, THREE), 'of an earlier key').to.deep.equal([])
  })

  it('opens the bid with the last agreement and not before: k of n are not enough', () => {
    const two = decidedOn(asked, says('tenderer'), says('centre'))
    expect(two.bids[tag]).to.include({ status: 'deciding' })
    expect(decidedOn(two, says('supervisor')).bids[tag]).to.include({ status: 'released', by: 'remedy' })
  })

  it('is over with one refusal, for a new code and for whoever has not decided', () => {
    const over = decidedOn(asked, says('tenderer'), no('centre'))
    expect(over.bids[tag]).to.include({ status: 'waiting' })
    expect(over.bids[tag]?.remedy?.decisions['centre']).to.include({ agreed: false, reason: '投标人身份存疑' })
    expect(code(over, says('supervisor'))).to.equal('REMEDY_REFUSED')
    expect(refused(() => releaseByRemedy(over, of, allowed, 2)).code).to.equal('REMEDY_REFUSED')
    const renewed = then(over, [
      { type: 'opening.keyAnnounced', v: 1, data: { tender: 't', epoch: 2, spki: 'AAAA', windowEnds: ends } },
    ])
    expect(refused(() => releaseByRemedy(renewed, { ...of, epoch: 2 }, allowed, 2)).code).to.equal('REMEDY_REFUSED')
    expect(then(over, releaseAsBidder(over, of, 2)).bids[tag], 'its key still opens it').to.include({
      status: 'released',
    })
  })

  it('is not taken from somebody else, twice, late, on another bid or consent, or where the document allows none', () => {
    expect(code(asked, says('notary'))).to.equal('REMEDY_SEAT')
    expect(code(asked, says(''))).to.equal('REMEDY_SEAT')
    expect(code(decidedOn(asked, says('centre')), no('centre'))).to.equal('REMEDY_DECIDED')
    expect(code(asked, says('centre'), {}, ends)).to.equal('UNLOCK_WINDOW_OVER')
    expect(decide(asked, says('centre'), allowed, ends - 1)).to.have.length(1)
    expect(code(asked, says('centre', { tag: 'b'.repeat(64) }))).to.equal('BID_NOT_IN_HALL')
    expect(code(asked, says('centre', { consent: 'c'.repeat(64) }))).to.equal('REMEDY_CONSENT_OTHER')
    expect(code(asked, says('centre', { epoch: 2 }))).to.equal('OPENING_KEY_CHANGED')
    expect(code(asked, says('centre'), { tender: {} })).to.equal('REMEDY_NOT_ALLOWED')
    expect(refused(() => releaseByRemedy(asked, of, allowed, 2)).code).to.equal('REMEDY_PENDING')
  })

  it('is taken again from the officer whose share was not the committed one', () => {
    const all = decidedOn(asked, says('tenderer'), says('centre'), says('supervisor'))
    const wrong = { type: 'opening.shareRefused' as const, v: 1, data: { tender: 't', role: 'centre', code: 'X', tag } }
    const again = then({ ...all, officers: { centre: { epoch: 1, letter } } }, [wrong])
    expect(again.bids[tag]).to.include({ status: 'deciding' })
    expect(Object.keys(again.officers), 'what it released for all bids stays').to.deep.equal(['centre'])
    expect(decidedOn(again, says('centre')).bids[tag]).to.include({ status: 'released' })
  })

  it('is void with a new key of the opening, as every release is', () => {
    const renewed = then(decidedOn(asked, says('tenderer')), [
      { type: 'opening.keyAnnounced', v: 1, data: { tender: 't', epoch: 2, spki: 'AAAA', windowEnds: ends } },
    ])
    expect(renewed.bids[tag]).to.include({ status: 'waiting' }).and.not.to.have.any.keys('by', 'remedy')
  })

  it('names in the proposed cause who refused and who was silent, unless the platform was found to be the cause', () => {
    const remedy = decidedOn(asked, says('tenderer'), no('centre')).bids[tag]?.remedy
    const found = propose([], remedy)
    expect(found.cause).to.equal('bidder')
    expect(found.zh)
      .to.include('交易中心拒绝（投标人身份存疑）')
      .and.include('监督部门未作决定')
      .and.not.include('招标人')
    const failed = { code: 'PLATFORM_FAILED', found: 'by-platform', at: 1 }
    expect(propose([failed], remedy).cause).to.equal('platform')
    const all = decidedOn(asked, says('tenderer'), says('centre'), says('supervisor')).bids[tag]?.remedy
    expect(all && remedyStands(all)).to.equal('agreed')
    expect(propose([failed], all).cause).to.equal('platform')
  })
})
