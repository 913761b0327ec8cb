import { expect } from 'chai'
import { domains } from '../../server/domains.ts'
import type { Fact } from '../../server/ledger/event.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { mayGoAtOnce, toldAtOnce } from '../../server/pages/channels/atOnce.ts'
import { addressFor, masked } from '../../server/pages/channels/contract.ts'
import { shuffled } from '../../server/pages/channels/digest.ts'
import { lastHour } from '../../server/pages/channels/hours.ts'
import { MOMENT, momentOf } from '../../server/pages/channels/notifier.ts'
import { wording } from '../../server/pages/channels/wording.ts'
import { tellings } from '../../server/pages/messages/catalogue.ts'
import type { Tender } from '../../server/tenders/tender.ts'

const kinds = new Map(domains.flatMap(({ events }) => events).map((kind) => [kind.type, kind]))
const fact = (type: string, data: object = {}, actor: object = { role: 'clock' }): Fact =>
  ({ type, data, actor, stream: 'tender/t', id: 'f', at: 1, version: 1, v: 1, via: 'test' }) as Fact
const tender = {
  ...{ id: 't', tenderer: { code: 'T' }, agent: { code: 'A' }, centre: { code: 'C' }, supervisor: { code: 'S' } },
  shares: { needed: 2 },
} as unknown as Tender
const bids = { x: { bidder: { code: 'X' } }, y: { bidder: { code: 'Y' } }, z: { bidder: null } }
const opening = (named: boolean): Opening => ({ named, bids }) as unknown as Opening

describe('What is told outside the platform at once', () => {
  it('is no deed of a bidder, and nothing that only some may read', () => {
    const secret = Object.keys(tellings).filter((type) =>
      /^(deposit|question|documents|application|complaint)\./.test(type),
    )
    expect(secret).to.not.deep.equal([])
    const open = secret.filter((type) => mayGoAtOnce(fact(type), kinds.get(type)))
    expect(open.sort(), 'published by who answers and who rules').to.deep.equal([
      'complaint.ruled',
      'question.answered',
    ])
    for (const type of ['evaluation.clarificationAsked', 'evaluation.reportDrafted', 'invitation.letterSent'])
      expect(mayGoAtOnce(fact(type, { panel: ['a'], bid: 'x', tag: 'x' }), kinds.get(type)), type).to.equal(false)
  })

  it('is what everybody may read, if it is a message at all', () => {
    for (const type of ['tender.suspended', 'tender.terminated', 'opening.started', 'award.publicised'])
      expect(mayGoAtOnce(fact(type), kinds.get(type)), type).to.equal(true)
    expect(mayGoAtOnce(fact('opening.bidReady'), kinds.get('opening.bidReady'))).to.equal(false)
  })

  it('goes to those who run and watch the tender; to bidders only once they are named', () => {
    expect(toldAtOnce(fact('tender.suspended'), tender, undefined)).to.have.members(['T', 'A', 'C', 'S'])
    expect(toldAtOnce(fact('tender.suspended'), tender, opening(false))).to.have.members(['T', 'A', 'C', 'S'])
    expect(toldAtOnce(fact('tender.suspended'), tender, opening(true))).to.have.members(['T', 'A', 'C', 'S', 'X', 'Y'])
  })

  it('goes to nobody who did it', () => {
    const byAgent = fact('award.publicised', {}, { role: 'agent', organisation: 'A' })
    expect(toldAtOnce(byAgent, tender, undefined)).to.have.members(['T', 'C', 'S'])
  })

  it('is a public paper to those who sign it; never to a member of a panel, and to no bidder who is not named', () => {
    const places = [
      { field: 'a', role: 'tenderer', party: 'T' },
      { field: 'b', role: 'centre', party: null },
      { field: 'c', role: 'bidder', party: 'x' },
      { field: 'd', role: 'expert', party: 'seat' },
    ]
    const laid = (open: boolean) => fact('paper.laid', { open, places })
    const kind = kinds.get('paper.laid')
    expect([mayGoAtOnce(laid(true), kind), mayGoAtOnce(laid(false), kind)]).to.deep.equal([true, false])
    expect(toldAtOnce(laid(true), tender, opening(false))).to.have.members(['T', 'C'])
    expect(toldAtOnce(laid(true), tender, opening(true))).to.have.members(['T', 'C', 'X'])
  })
})

describe('The public facts of one moment', () => {
  const begins = 17_000_000 * MOMENT
  it('make one notice, which waits until the moment is over', () => {
    const [one, other] = [momentOf({ at: begins }, begins + 40), momentOf({ at: begins + MOMENT - 1 }, begins + MOMENT)]
    expect(one).to.deep.equal({ from: other.from, wait: MOMENT - 40 })
    expect(other.wait, 'it is over').to.equal(0)
    expect(momentOf({ at: begins + MOMENT }, begins + MOMENT).from, 'the next has its own').to.not.equal(one.from)
  })

  it('wait no longer than a moment, whatever the clocks say of each other', () => {
    expect(momentOf({ at: begins }, begins - 3_600_000).wait).to.equal(MOMENT)
    expect(momentOf({ at: begins }, begins + 3_600_000).wait).to.equal(0)
  })
})

describe('The hours of the reminders', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`)
  const hours = ['09:00', '15:00']
  for (const [now, last] of [
    ['2026-04-08T09:00:00.000', '2026-04-08T09:00'],
    ['2026-04-08T08:59:59.999', '2026-04-07T15:00'],
    ['2026-04-08T14:59:59.999', '2026-04-08T09:00'],
    ['2026-04-08T15:00:00.000', '2026-04-08T15:00'],
    ['2026-03-01T00:00:00.000', '2026-02-28T15:00'],
  ] as const)
    it(`at ${now} the last was at ${last}`, () => expect(lastHour(at(now), hours)).to.equal(at(last)))
})

describe('The words that leave the platform', () => {
  it('are the same for every message of a kind, and hold nothing but the platform’s address and a code', () => {
    for (const channel of ['mail', 'sms', 'voice'] as const) {
      const url = 'https://yangguang.example'
      expect(wording('digest', channel, { url })).to.deep.equal(wording('digest', channel, { url }))
      expect(wording('notice', channel, { url }).text).to.match(/有新消息，请登录/)
      expect(wording('code', channel, { url, code: '123456' }).text).to.include('123456')
      if (channel !== 'voice') expect(wording('digest', channel, { url }).text).to.include(url)
    }
  })

  it('the reminder does not claim that there is a message', () => {
    expect(wording('digest', 'mail', { url: 'x' }).text).to.include('不表示您有或没有新消息')
  })

  it('go out in an order by chance, none lost and none twice', () => {
    const all = Array.from({ length: 50 }, (_, n) => n)
    expect(shuffled(all)).to.have.members(all)
    const orders = new Set(Array.from({ length: 20 }, () => shuffled(all).join()))
    expect(orders.size).to.equal(20)
    const firsts = new Set(Array.from({ length: 200 }, () => shuffled([1, 2, 3])[0]))
    expect(firsts.size).to.equal(3)
  })
})

describe('An address', () => {
  for (const [channel, given, kept] of [
    ['mail', 'Li.Si@Company.Example', 'Li.Si@company.example'],
    ['mail', 'a@b', undefined],
    ['mail', 'a@b.example, c@d.example', undefined],
    ['mail', 'a@b.example\r\nBcc: c@d.example', undefined],
    ['sms', '+8613800001234', '13800001234'],
    ['sms', '008613800001234', '13800001234'],
    ['sms', '138 0000 1234', '13800001234'],
    ['sms', '12800001234', undefined],
    ['sms', '1380000123', undefined],
    ['sms', '0871-65000000', undefined],
    ['voice', '0871-65000000', '087165000000'],
    ['voice', '110', undefined],
  ] as const)
    it(`${JSON.stringify(given)} is ${kept ?? 'none'} of ${channel}`, () =>
      expect(addressFor(channel, given)).to.equal(kept))

  it('is shown in records without its middle', () => {
    expect(masked('13800001234')).to.equal('138****1234')
    expect(masked('li.si@company.example')).to.equal('l***@company.example')
  })
})
