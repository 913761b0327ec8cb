import { expect } from 'chai'
import { hex, random } from '../../crypto/bytes.ts'
import { checkRemedy } from '../../server/archive/verify/remedy.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { release, unlock } from '../../server/cli/demo/steps/opening.ts'
import { handInCode } from '../../server/cli/demo/steps/remedy.ts'
import { DEADLINE, park } from '../../server/cli/demo/tender.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Fact } from '../../server/ledger/event.ts'
import type { OpeningFact, OpeningHappening } from '../../server/opening/events.ts'
import { evolve, type Opening } from '../../server/opening/opening.ts'
import { releaseAsBidder, releaseByRemedy } from '../../server/opening/rules.ts'
import { refused, signature } from '../tenders/world.ts'
import { type TestWorld, world } from '../world/world.ts'

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
    expect(then(remedied, releaseAsBidder(remedied, of, 1)).bids[tag]).not.to.have.property('by')
  })
})

describe('The remedy in an archive', () => {
  const fact = (type: string, version: number, at: number, data: object) =>
    ({ fact: { type, version, at, data } }) as unknown as { fact: Fact }
  const facts = (at: number, draft: object = { remedy: 'code' }) => [
    fact('tender.drafted', 1, 0, { draft }),
    fact('opening.biddersNamed', 5, 10, { windowEnds: 100 }),
    fact('opening.remedyReleased', 6, at, { tag }),
    fact('opening.keyAnnounced', 7, at, { windowEnds: 900 }),
  ]
  const remedy = { commitment: '', text: '' }

  it('holds when the document allowed it and it came in time', () => {
    expect(() => checkRemedy(facts(99), { remedy }, tag)).not.to.throw()
    expect(() => checkRemedy(facts(100), { remedy }, 'another')).not.to.throw()
  })

  it('is found out when it came too late, was not sealed, or was not allowed', () => {
    expect(() => checkRemedy(facts(100), { remedy }, tag)).to.throw('outside the window')
    expect(() => checkRemedy(facts(99), {}, tag)).to.throw('not sealed')
    expect(() => checkRemedy(facts(99, {}), { remedy }, tag)).to.throw('does not allow')
  })
})

describe('An opening whose tender document allows a remedy code', function () {
  this.timeout(240_000)
  let running: TestWorld
  const path = () => `/tenders/${running.world.tender}/opening`
  const hallNow = () => running.world.as('agent').get<Opening>(path())
  const codeOf = async (deed: () => Promise<unknown>): Promise<string> => {
    try {
      await deed()
    } catch (problem) {
      if (problem instanceof Refused) return problem.code
      throw problem
    }
    return 'done'
  }
  const bidOf = async (person: string) =>
    (await hallNow()).bids[await running.world.as(person).tag(running.world.tender)]

  before(async () => {
    running = await world()
    const { world: of } = running
    await publishNotice(of, { ...park, remedy: 'code' })
    await deposits(of)
    await of.moveTo('2026-04-07T09:00:00+08:00')
    for (const person of ['bidder-1', 'bidder-2', 'bidder-7']) await submitBid(of, person)
    await of.moveTo(Date.parse(DEADLINE) + 2000)
    await of.until('a key is announced', async () => (await hallNow().catch(() => undefined))?.spki)
  })
  after(() => running?.stop())

  it('says on the notice what a bidder may do', async () => {
    const { origins, tender } = running.world
    const page = await (await fetch(`${origins.public}/projects/${tender}`)).text()
    const notice = /href="(\/notices\/[^"]+)"/.exec(page)?.[1] ?? `/notices/${tender}`
    expect(await (await fetch(`${origins.public}${notice}`)).text()).to.include('解密失败的补救方案')
  })

  it('takes no code before the bidders are named', async () => {
    const of = running.world
    const opening = await hallNow()
    expect(await codeOf(() => handInCode(of, of.as('bidder-7'), opening))).to.equal('UNLOCK_TOO_EARLY')
    for (const role of ['tenderer', 'supervisor'] as const) await release(of, role, opening)
    await of.until('the bidders are named', async () => (await hallNow()).named)
  })

  it('takes no code without the bidder’s own signature', async () => {
    const of = running.world
    const opening = await hallNow()
    const [client, stranger] = [of.as('bidder-7'), of.as('bidder-1')]
    const sign = client.sign.bind(client)
    client.sign = stranger.sign.bind(stranger)
    const code = await codeOf(() => handInCode(of, client, opening))
    client.sign = sign
    expect(code).to.equal('SIGNER_IS_ANOTHER')
    expect((await bidOf('bidder-7'))?.status).to.equal('waiting')
  })

  it('opens nothing by another code, and shows what was handed in', async () => {
    const of = running.world
    const wrong = hex(random(32))
    await handInCode(of, of.as('bidder-7'), await hallNow(), wrong)
    await of.until('it was tried', async () => (await bidOf('bidder-7'))?.attempts.length)
    const bid = await bidOf('bidder-7')
    expect(bid).to.include({ status: 'waiting' })
    expect(bid?.attempts[0]).to.include({ code: 'KEY_MISMATCH', found: 'by-platform' })
    expect(bid?.attempts[0]?.given?.[0]).to.include({ part: 'remedy', value: wrong })
  })

  it('opens the very bid by the code that was sealed, and reads it out with the others', async () => {
    const of = running.world
    const opening = await hallNow()
    for (const person of ['bidder-1', 'bidder-2']) await unlock(of, of.as(person), opening)
    await handInCode(of, of.as('bidder-7'), opening)
    await of.until('all is read out', async () => (await hallNow()).stage === 'read')
    const read = await hallNow()
    expect(Object.values(read.bids).map(({ status }) => status)).to.deep.equal(['read', 'read', 'read'])
    expect(await bidOf('bidder-7')).to.include({ by: 'remedy' })
    expect((await bidOf('bidder-7'))?.form?.price).to.equal('1899900000')
    expect(await bidOf('bidder-1')).not.to.have.property('by')
    expect(await codeOf(() => handInCode(of, of.as('bidder-7'), read))).to.equal('OPENING_STAGE')
    expect(running.errors()).to.deep.equal([])
  })
})
