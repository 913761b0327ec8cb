import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { seatOf } from '../../server/access/parties.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import { draftTender, publishTender } from '../../server/tenders/rules.ts'
import { holderOf, keyless, type Officer, officersOf, seatsOf } from '../../server/tenders/seats.ts'
import { ceremonyHash, draftOf, type OfficerKey } from '../../server/tenders/tender.ts'
import { aTender, refused, signature } from './world.ts'

const agent = { code: '91530100MA6K000009', name: '代理公司' }
const party = { code: '12530100MB00000002', name: '公证处' }
const second = { code: '11530100MB00000003', name: '审计局' }
const centre = { code: '12530100MB00000001', name: '交易中心' }
const FIVE: Draft['shares'] = {
  needed: 3,
  seats: [
    { seat: 'notary', party },
    { seat: 'supervisor-2', party: second },
    ...(['tenderer', 'centre', 'supervisor'] as const).map((seat) => ({ seat })),
  ],
}
const code = 'E5301000001000001001'
const draft = (shares: Draft['shares'], changes: Partial<Draft> = {}): Draft => ({
  ...draftOf(aTender()),
  ...{ code, agent, shares },
  ...changes,
})
const taken = (shares: Draft['shares'], changes: Partial<Draft> = {}) =>
  refused(() => draftTender(undefined, 't', draft(shares, changes), centre)).code
const key = (role: Officer, organisation: string): OfficerKey => ({
  ...{ role, organisation, name: role, backup: '' },
  spki: Buffer.from(role).toString('base64'),
})

describe('who holds the keys of a tender', () => {
  it('are tenderer, centre and supervisor where the tender says nothing', () => {
    expect(seatsOf(aTender())).to.deep.equal(['tenderer', 'centre', 'supervisor'])
    for (const needed of [2, 3]) expect(taken({ needed })).to.equal('done')
  })

  it('are seats in one fixed order, whatever the order in which the draft names them', () => {
    expect(seatsOf({ shares: FIVE })).to.deep.equal(['tenderer', 'centre', 'supervisor', 'supervisor-2', 'notary'])
    expect(taken(FIVE)).to.equal('done')
    expect(taken({ needed: 2, seats: [{ seat: 'centre' }, { seat: 'supervisor' }] }), '2 of 2').to.equal('done')
  })

  it('cannot be fewer than opening needs', () => {
    expect(taken({ needed: 4 })).to.equal('SHARES_TOO_MANY')
    expect(taken({ ...FIVE, needed: 5 })).to.equal('done')
    expect(taken({ ...FIVE, needed: 6 })).to.equal('SHARES_TOO_MANY')
  })

  it('are never so that tenderer and agent together could open', () => {
    const seats = (['tenderer', 'supervisor', 'agent'] as const).map((seat) => ({ seat }))
    expect(taken({ needed: 2, seats })).to.equal('SHARES_ONE_SIDE')
    expect(taken({ needed: 3, seats })).to.equal('done')
  })

  it('are not one organisation on two seats', () => {
    const with_ = (holder: { code: string; name: string }): Draft['shares'] => ({
      needed: 2,
      seats: [{ seat: 'tenderer' }, { seat: 'centre' }, { seat: 'notary', party: holder }],
    })
    for (const one of [aTender().tenderer, aTender().supervisor, agent, centre])
      expect(taken(with_({ ...one, name: '换个名称' })), one.name).to.equal('OFFICERS_SAME')
    expect(taken({ needed: 2 }, { supervisor: aTender().tenderer })).to.equal('OFFICERS_SAME')
    expect(taken({ needed: 2, seats: [{ seat: 'centre' }, { seat: 'centre' }] })).to.equal('SEAT_TWICE')
  })

  it('are named where the notice does not name them, and only there', () => {
    const seats = (one: { seat: Officer; party?: typeof party }): Draft['shares'] => ({
      needed: 2,
      seats: [{ seat: 'tenderer' }, { seat: 'supervisor' }, one],
    })
    expect(taken(seats({ seat: 'notary' }))).to.equal('SEAT_HOLDER')
    expect(taken(seats({ seat: 'centre', party }))).to.equal('SEAT_HOLDER')
    expect(taken({ needed: 3, seats: seats({ seat: 'agent' }).seats }, { agent: null })).to.equal('SEAT_HOLDER')
    expect(holderOf(draft(FIVE), 'notary', centre)).to.deep.equal(party)
    expect(holderOf(draft(FIVE), 'centre', centre)).to.deep.equal(centre)
  })

  it('the hash of a ceremony of the three is what it always was, and of others covers each of them', () => {
    const keys = {
      supervisor: key('supervisor', 'C'),
      tenderer: key('tenderer', 'A'),
      centre: key('centre', 'B'),
      notary: key('notary', 'D'),
    }
    const line = (role: Officer) =>
      `{"organisation":"${keys[role as 'notary'].organisation}","role":"${role}","spki":"${keys[role as 'notary'].spki}"}`
    const of = (...roles: Officer[]) =>
      createHash('sha256')
        .update(`yangguang/ceremony/v1\0[${roles.map(line).join()}]`)
        .digest('hex')
    expect(ceremonyHash(keys)).to.equal(of('tenderer', 'centre', 'supervisor'))
    const four = ['tenderer', 'centre', 'supervisor', 'notary'] as const
    expect(ceremonyHash(keys, four)).to.equal(of(...four))
  })

  it('a key of who held the seat before the draft was changed does not count', () => {
    const tender = aTender({
      ...{ stage: 'draft', centre, published: null },
      officerKeys: {
        tenderer: key('tenderer', aTender().tenderer.code),
        centre: key('centre', centre.code),
        supervisor: key('supervisor', second.code),
      },
    })
    expect(keyless(tender, draftOf(tender))).to.deep.equal(['supervisor'])
    expect(keyless(tender, { ...draftOf(tender), supervisor: second })).to.deep.equal([])
    const documents = { documents: [], signature, rulebook: 'T-2025' }
    const publish = (of: Draft) => refused(() => publishTender(tender, { ...documents, draft: of }, [], 0)).code
    expect(publish(draftOf(tender))).to.equal('OFFICER_KEYS_MISSING')
    expect(publish({ ...draftOf(tender), supervisor: second })).to.equal('done')
    expect(publish({ ...draftOf(tender), supervisor: second, shares: FIVE })).to.equal('OFFICER_KEYS_MISSING')
  })

  it('shares are made for the seats alone, in their order', () => {
    const officerKeys = Object.fromEntries(
      (['notary', 'centre', 'tenderer', 'agent'] as const).map((seat) => [seat, key(seat, seat)]),
    )
    const shares: Draft['shares'] = { needed: 2, seats: [{ seat: 'notary', party }, { seat: 'tenderer' }] }
    expect(officersOf({ shares, officerKeys }).map(({ role }) => role)).to.deep.equal(['tenderer', 'notary'])
  })

  it('somebody sits where the tender says, and nowhere else', () => {
    const tender = aTender({ shares: FIVE, centre, agent })
    const seat = (role: Parameters<typeof seatOf>[0]['role'], organisation: string) =>
      seatOf({ role, organisation }, tender)
    expect(seat('tenderer', tender.tenderer.code)).to.equal('tenderer')
    expect(seat('centre', centre.code)).to.equal('centre')
    expect(seat('supervisor', tender.supervisor.code)).to.equal('supervisor')
    expect(seat('supervisor', second.code)).to.equal('supervisor-2')
    expect(seat('notary', party.code)).to.equal('notary')
    for (const [role, organisation] of [
      ['agent', agent.code],
      ['centre', second.code],
      ['supervisor', party.code],
      ['notary', second.code],
      ['tenderer', agent.code],
      ['bidder', party.code],
      ['public', ''],
    ] as const)
      expect(seat(role, organisation), role).to.equal(undefined)
    expect(seatOf({ role: 'agent', organisation: agent.code }, aTender({ agent }))).to.equal(undefined)
  })
})
