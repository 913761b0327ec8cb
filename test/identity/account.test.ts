import { expect } from 'chai'
import { mayBeUsed } from '../../server/access/lost.ts'
import type { AccountFact, AccountHappening } from '../../server/identity/accountEvents.ts'
import {
  type Account,
  bindCertificate,
  endCertificate,
  endSessions,
  evolve,
  sessionStands,
  timetable,
  warnOfExpiry,
} from '../../server/identity/keyring.ts'
import { instantOf } from '../../server/law/periods.ts'
import { refused } from '../tenders/world.ts'

const id = (letter: string): string => letter.repeat(64)
const ACCOUNT = id('0')
const LAST = '2027-03-31'
const DAY = 86_400_000
const binding = (certificate: string, replaces: string | null = null, use: 'sign' | 'encrypt' = 'sign') => ({
  ...{ account: ACCOUNT, certificate, use, sealed: 'x', lastDay: LAST, replaces },
})
const then = (account: Account | undefined, happenings: AccountHappening[]): Account =>
  happenings.reduce<Account | undefined>(
    (before, one) =>
      evolve(before, { ...one, id: 'f', stream: '', version: 1, at: 0, actor: { role: '' }, via: '' } as AccountFact),
    account,
  ) ?? { certificates: [], messages: [] }
const bound = (...all: ReturnType<typeof binding>[]): Account =>
  all.reduce<Account | undefined>((account, one) => then(account, bindCertificate(account, one, 1)), undefined)!
const ended = (account: Account, reason: 'lost' | 'unused'): Account =>
  then(account, endCertificate(account, { account: ACCOUNT, certificate: id('a'), reason, sealed: 'y' }, 5))

describe('The certificates of an organisation', () => {
  it('are as many as it likes, each bound once', () => {
    const account = bound(binding(id('a')), binding(id('b')), binding(id('c'), null, 'encrypt'))
    expect(account.certificates.map(({ use }) => use)).to.deep.equal(['sign', 'sign', 'encrypt'])
    expect(refused(() => bindCertificate(account, binding(id('b')), 2)).code).to.equal('CERTIFICATE_BOUND')
  })

  it('are renewed one by another of the same use, once; the history shows which took whose place', () => {
    const account = bound(binding(id('a')), binding(id('b'), id('a')))
    expect(account.certificates.map(({ replacedBy }) => replacedBy)).to.deep.equal([id('b'), null])
    const code = (of: ReturnType<typeof binding>) => refused(() => bindCertificate(account, of, 2)).code
    expect(code(binding(id('c'), id('a')))).to.equal('CERTIFICATE_REPLACED')
    expect(code(binding(id('c'), id('b'), 'encrypt'))).to.equal('CERTIFICATE_REPLACED')
    expect(code(binding(id('c'), id('d')))).to.equal('CERTIFICATE_NOT_BOUND')
  })

  it('that were declared lost are refused for ever; those not used any more are not', () => {
    const account = bound(binding(id('a')))
    const lost = ended(account, 'lost')
    const use = (account: Account | undefined, at: number) => refused(() => mayBeUsed(account, id('a'), at)).code
    expect([4, 5, 6].map((at) => use(lost, at))).to.deep.equal(['done', 'CERTIFICATE_LOST', 'CERTIFICATE_LOST'])
    expect(refused(() => bindCertificate(lost, binding(id('a')), 9)).code).to.equal('CERTIFICATE_LOST')
    expect(use(ended(account, 'unused'), 9)).to.equal('done')
    expect(use(undefined, 9)).to.equal('done')
  })

  it('that are not used any more can still be declared lost, and twice is once', () => {
    const lost = ended(ended(bound(binding(id('a'))), 'unused'), 'lost')
    expect(lost.certificates[0]?.ended).to.deep.equal({ reason: 'lost', at: 5 })
    expect(
      endCertificate(lost, { account: ACCOUNT, certificate: id('a'), reason: 'lost', sealed: '' }, 6),
    ).to.deep.equal([])
    const unknown = { account: ACCOUNT, certificate: id('e'), reason: 'lost' as const, sealed: '' }
    expect(refused(() => endCertificate(lost, unknown, 6)).code).to.equal('CERTIFICATE_NOT_BOUND')
  })

  it('have a limit', () => {
    const many = Array.from({ length: 200 }, (_, n) => binding(String(n).padStart(64, '0')))
    expect(refused(() => bindCertificate(bound(...many), binding(id('a')), 1)).code).to.equal('CERTIFICATES_TOO_MANY')
  })
})

describe('The end of a certificate', () => {
  const begins = (days: number): number => instantOf(LAST) - days * DAY
  const warned = (account: Account, now: number) =>
    warnOfExpiry(ACCOUNT, account, now).map(({ data }) => (data as { days: number }).days)

  it('is announced when 60, 30 and 7 days are left, to the millisecond, each time once', () => {
    let account = bound(binding(id('a')))
    for (const days of [60, 30, 7]) {
      expect(timetable(account)).to.deep.equal([{ at: begins(days), deed: 'account.warn' }])
      expect(warned(account, begins(days) - 1)).to.deep.equal([])
      expect(warned(account, begins(days))).to.deep.equal([days])
      account = then(account, warnOfExpiry(ACCOUNT, account, begins(days)))
      expect(warned(account, begins(days) + 1)).to.deep.equal([])
    }
    expect(timetable(account)).to.deep.equal([])
    expect(account.messages.map(({ days }) => days)).to.deep.equal([60, 30, 7])
  })

  it('is announced once only if it was bound late, by the nearest announcement', () => {
    const account = bound(binding(id('a')))
    expect(warned(account, begins(10))).to.deep.equal([30])
    expect(timetable(then(account, warnOfExpiry(ACCOUNT, account, begins(10))))[0]?.at).to.equal(begins(7))
  })

  it('concerns nobody once the certificate was renewed or ended; its successor is watched', () => {
    const renewed = bound(binding(id('a')), { ...binding(id('b'), id('a')), lastDay: '2028-03-31' })
    expect(warned(renewed, begins(7))).to.deep.equal([])
    expect(timetable(renewed)[0]?.at).to.equal(instantOf('2028-03-31') - 60 * DAY)
    expect(timetable(ended(bound(binding(id('a'))), 'unused'))).to.deep.equal([])
  })
})

describe('Sessions, of which there is no list', () => {
  const ended = (account: Account | undefined, certificate: string | null, at: number): Account =>
    then(account, endSessions({ account: ACCOUNT, certificate }, at))

  it('stand until they are ended: one that began at that very moment is over, a millisecond later it stands', () => {
    const account = ended(undefined, id('a'), 1000)
    expect([999, 1000, 1001].map((since) => sessionStands(account, id('a'), since))).to.deep.equal([false, false, true])
    expect(sessionStands(undefined, id('a'), 1)).to.equal(true)
  })

  it('of one certificate end without those of another; of the organisation all end', () => {
    const one = ended(bound(binding(id('a')), binding(id('b'))), id('a'), 1000)
    expect([id('a'), id('b')].map((of) => sessionStands(one, of, 500))).to.deep.equal([false, true])
    const all = ended(one, null, 800)
    expect([id('a'), id('b')].map((of) => sessionStands(all, of, 500))).to.deep.equal([false, false])
    expect(sessionStands(all, id('a'), 900), 'what was ended before stays ended').to.equal(false)
    expect(sessionStands(all, id('b'), 900)).to.equal(true)
    expect(all.certificates).to.have.lengthOf(2)
  })

  it('of a lost certificate are over at once, whenever they began', () => {
    expect(sessionStands(lostOne(bound(binding(id('a')))), id('a'), 9_999_999)).to.equal(false)
  })
})

const lostOne = (account: Account): Account =>
  then(account, endCertificate(account, { account: ACCOUNT, certificate: id('a'), reason: 'lost', sealed: 'y' }, 5))
