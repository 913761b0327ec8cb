import { expect } from 'chai'
import type { Bid } from '../../server/bids/bid.ts'
import type { Draw } from '../../server/experts/draw.ts'
import { live } from '../../server/experts/panel.ts'
import { whoIsWho } from '../../server/experts/pool.ts'
import { answerInvitation, askForPanel, fillSeats } from '../../server/experts/rules.ts'
import { aTender, deadline } from '../deposits/tender.ts'
import {
  aCommittedDraw,
  aDraw,
  aPanel,
  drawn,
  frozenAt,
  HOUR,
  keys,
  law,
  meetingAt,
  panelAfter,
  region,
  register,
  strata,
  tender,
} from './example.ts'

import { codeOf, invite, orderOf, pidsOf } from './playing.ts'

describe('asking for a panel', () => {
  const ask = (changes: Parameters<typeof aTender>[0], now = frozenAt) => codeOf(() => aPanel(aTender(changes), now))
  const seats = (n: number) => ({ panel: { members: n, strata: [{ ...strata[0]!, seats: n }] } })

  it('takes five members and refuses three, and four, and six', () => {
    expect(ask(seats(5))).to.equal('NOT REFUSED')
    expect(ask(seats(3))).to.equal('PANEL_TOO_SMALL')
    expect(ask(seats(6))).to.equal('PANEL_EVEN')
  })

  it('refuses a panel of which experts are less than two thirds', () => {
    expect(ask({ panel: { members: 5, strata: [{ ...strata[0]!, seats: 3 }] } })).to.equal('PANEL_FEW_EXPERTS')
  })

  it('refuses a draw one millisecond before the window of the region and takes it from then on', () => {
    expect(ask({}, meetingAt - 24 * HOUR - 1)).to.equal('DRAW_WINDOW')
    expect(ask({}, meetingAt - 24 * HOUR)).to.equal('NOT REFUSED')
  })

  it('does not draw again while a draw stands', () => {
    const panel = aPanel()
    const asking = { draw: 'tender-1.2', meeting: panel.meeting, answerMinutes: 60, travelMinutes: 60, excluded: [] }
    const again = (draw: Draw) => codeOf(() => askForPanel({ tender, panel, draw, asking }, law, region, frozenAt))
    expect(again(aDraw())).to.equal('PANEL_STANDS')
    expect(again({ ...aDraw(), stage: 'failed' })).to.equal('NOT REFUSED')
  })

  it('never meets before the deadline', () => {
    const asking = {
      draw: 'x.1',
      meeting: { at: deadline - 1, place: '', checkInFrom: 0 },
      answerMinutes: 1,
      travelMinutes: 0,
      excluded: [],
    }
    expect(
      codeOf(() => askForPanel({ tender, panel: undefined, draw: undefined, asking }, law, region, deadline - HOUR)),
    ).to.equal('MEETING_LIMITS')
  })
})

describe('the order of invitation', () => {
  const draw = drawn(aCommittedDraw())
  const order = orderOf(draw)

  it('invites the first tickets of each stratum: three, one and one', () => {
    const panel = invite(aPanel(), draw)
    for (const { id, seats } of strata) expect(pidsOf(panel, id)).to.deep.equal(order.get(id)?.slice(0, seats))
  })

  it('gives nobody of the tenderer a ticket, and nobody of another trade or place a place in the list', () => {
    expect(draw.rules.exclusions.map((one) => one.code)).to.deep.equal(['employer-tenderer'])
    expect(order.get('main')).not.to.include(draw.rules.exclusions[0]?.pid)
    expect(order.get('main')).to.have.length(19)
  })

  it('replaces one who declines by the next ticket of the same stratum; nobody else moves', () => {
    const before = invite(aPanel(), draw)
    const [first, second, third] = live(before).filter((seat) => seat.stratum === 'main')
    const declined = panelAfter(
      before,
      answerInvitation(before, { tag: second!.tag, accept: false, sealed: 'x' }, frozenAt),
    )
    const after = invite(declined, draw)
    expect(pidsOf(after, 'main')).to.deep.equal([first!.pid, third!.pid, order.get('main')?.[3]])
    expect(pidsOf(after, 'dali')).to.deep.equal(pidsOf(before, 'dali'))
  })

  it('passes over an expert of a bidder once the bidders are known, with the reason', () => {
    const panel = aPanel()
    const next = order.get('dali')?.[0]
    const who = register.findIndex(
      (_, i) => personalOf(i) && whoIsWho(keys, panel, [register[i]!], new Map())(next ?? ''),
    )
    const employer = JSON.parse(keys.vault.open('expert', register[who]!.sealed)).employer
    const after = invite(panel, draw, frozenAt, [{ bidder: employer } as Bid])
    expect(after.skips).to.deep.equal([{ draw: draw.id, stratum: 'dali', pid: next, reason: 'employer-bidder' }])
    expect(pidsOf(after, 'dali')).to.deep.equal([order.get('dali')?.[1]])
  })

  it('says that a new draw is needed when a stratum runs dry', () => {
    let panel = invite(aPanel(), draw)
    for (let turn = 0; turn < 4; turn++) {
      const [seat] = live(panel).filter((one) => one.stratum === 'qujing')
      panel = invite(
        panelAfter(panel, answerInvitation(panel, { tag: seat!.tag, accept: false, sealed: 'x' }, frozenAt)),
        draw,
      )
    }
    expect(panel.dry).to.deep.equal(['qujing'])
    expect(pidsOf(panel, 'qujing')).to.deep.equal([])
  })

  it('does nothing when nothing is vacant', () => {
    const panel = invite(aPanel(), draw)
    expect(fillSeats(panel, order, () => undefined, frozenAt)).to.deep.equal([])
  })

  const personalOf = (i: number): boolean => register[i]?.region === '大理'
})
