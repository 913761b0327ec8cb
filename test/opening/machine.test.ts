import { expect } from 'chai'
import { hex, random } from '../../crypto/bytes.ts'
import {
  ADDRESS_HOURS,
  addressChallenge,
  addressFits,
  isPrivateAddress,
  plainAddress,
  type SealedMachine,
} from '../../server/bids/machine.ts'

const at = Date.parse('2026-04-07T10:00:00.000Z')
const until = at + ADDRESS_HOURS * 3_600_000
const of = { tender: 'one', bidder: '91530100MA2000014K' }
const nonce = hex(random(32))
const sealed = (challenge = addressChallenge({ nonce, ...of })): SealedMachine => ({
  ...{ v: 1, nonce, by: null, machine: null, why: 'browser' },
  address: {
    statement: {
      ...{ kind: 'bid.address', v: 1, address: '203.0.113.9', challenge },
      ...{ at: new Date(at).toISOString(), until: new Date(until).toISOString() },
    },
    cms: 'AA==',
  },
})

describe('a statement of an address', () => {
  it('counts from the moment it was made until it runs out, to the millisecond', () => {
    const fits = (receivedAt: number) => addressFits(sealed(), { ...of, receivedAt })
    expect([at - 1, at, until - 1, until].map(fits)).to.deep.equal([false, true, true, false])
  })

  it('is of one bidder, one tender and one bid: none can be lent', () => {
    const fits = (challenge: string) => addressFits(sealed(challenge), { ...of, receivedAt: at })
    expect(fits(addressChallenge({ nonce, ...of, bidder: '91530100MA2000022F' }))).to.equal(false)
    expect(fits(addressChallenge({ nonce, ...of, tender: 'two' }))).to.equal(false)
    expect(fits(addressChallenge({ nonce: hex(random(32)), ...of }))).to.equal(false)
    expect(addressFits({ ...sealed(), address: null }, { ...of, receivedAt: at })).to.equal(false)
  })

  it('tells addresses that many machines have by right from others', () => {
    for (const own of [
      '127.0.0.1',
      '10.1.2.3',
      '192.168.1.9',
      '172.16.0.1',
      '172.31.255.1',
      '100.64.0.1',
      '::1',
      'fd00::1',
    ])
      expect(isPrivateAddress(own), own).to.equal(true)
    for (const other of ['203.0.113.9', '172.32.0.1', '172.15.0.1', '100.128.0.1', '100.63.0.1', '2001:db8::1'])
      expect(isPrivateAddress(other), other).to.equal(false)
    expect(plainAddress('::ffff:203.0.113.9')).to.equal('203.0.113.9')
    expect(plainAddress('2001:db8::1')).to.equal('2001:db8::1')
  })
})
