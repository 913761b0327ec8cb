import { expect } from 'chai'
import { drawOrder } from '../../crypto/draw.ts'
import type { Bid } from '../../server/bids/bid.ts'
import type { Draw } from '../../server/experts/draw.ts'
import { live, type Panel } from '../../server/experts/panel.ts'
import { excludedEmployers, whoIsWho } from '../../server/experts/pool.ts'
import {
  answerInvitation,
  askForPanel,
  checkIn,
  declareInterests,
  fillSeats,
  lapseSeats,
  openMeeting,
  seesBidders,
} from '../../server/experts/rules.ts'
import { callsOf, openedSeats, transcriptOf } from '../../server/experts/transcript.ts'
import { aTender, deadline } from '../deposits/tender.ts'
import {
  aCommittedDraw,
  aDraw,
  anExpert,
  aPanel,
  drawn,
  frozenAt,
  HOUR,
  keys,
  law,
  MINUTE,
  meetingAt,
  panelAfter,
  personal,
  region,
  register,
  strata,
  tender,
} from './example.ts'

const codeOf = (deed: () => unknown): string => {
  try {
    deed()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'NOT REFUSED'
}
const evaluating = { ...tender, stage: 'evaluating' as const }
const bidders = ['b'.repeat(64), 'c'.repeat(64)]
const none = bidders.map((bidder) => ({ bidder, interest: 'none' as const }))

const invite = (panel: Panel, draw: Draw, now = frozenAt, bids: Bid[] = []): Panel =>
  panelAfter(
    panel,
    fillSeats(panel, orderOf(draw), whoIsWho(keys, panel, register, excludedEmployers(keys, tender, bids)), now),
    now,
  )
const orderOf = (draw: Draw) => drawOrder(draw.seed ?? '', draw.entries, draw.rules.exclusions)
const pidsOf = (panel: Panel, stratum: string): string[] =>
  live(panel)
    .filter((seat) => seat.stratum === stratum)
    .map((seat) => seat.pid)
const accepted = (panel: Panel, now = frozenAt): Panel =>
  live(panel)
    .filter((seat) => seat.status === 'invited')
    .reduce(
      (state, { tag }) => panelAfter(state, answerInvitation(state, { tag, accept: true, sealed: null }, now), now),
      panel,
    )
const arrived = (panel: Panel, now = meetingAt): Panel =>
  live(panel)
    .filter((seat) => seat.status === 'accepted')
    .reduce(
      (state, { tag }) => panelAfter(state, checkIn({ tender: evaluating, panel: state, tag, sealed: '' }, now)),
      panel,
    )

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

describe('coming to the meeting', () => {
  const draw = drawn(aCommittedDraw())
  const invited = invite(aPanel(), draw)
  const [seat] = live(invited)

  it('takes an answer until the limit and calls the next ticket at it', () => {
    const limit = frozenAt + 60 * MINUTE
    expect(lapseSeats(invited, limit - 1)).to.deep.equal([])
    expect(lapseSeats(invited, limit)).to.have.length(5)
    expect(codeOf(() => answerInvitation(invited, { tag: seat!.tag, accept: true, sealed: null }, limit))).to.equal(
      'INVITATION_OVER',
    )
  })

  it('asks one who declines for the reason', () => {
    expect(codeOf(() => answerInvitation(invited, { tag: seat!.tag, accept: false, sealed: null }, frozenAt))).to.equal(
      'REASON_MISSING',
    )
  })

  it('lets in only those who accepted, after the opening, not before the time', () => {
    const panel = accepted(invited)
    const come = (state: Panel, stage: 'opening' | 'evaluating', now: number) =>
      codeOf(() => checkIn({ tender: { ...tender, stage }, panel: state, tag: seat!.tag, sealed: '' }, now))
    expect(come(invited, 'evaluating', meetingAt)).to.equal('NOT_ACCEPTED')
    expect(come(panel, 'opening', meetingAt)).to.equal('OPENING_NOT_OVER')
    expect(come(panel, 'evaluating', meetingAt - 2 * HOUR - 1)).to.equal('CHECK_IN_EARLY')
    expect(come(panel, 'evaluating', meetingAt - 2 * HOUR)).to.equal('NOT REFUSED')
  })

  it('misses nobody while the opening still goes on, however late it is', () => {
    const panel = accepted(invited)
    expect(lapseSeats(panel, meetingAt + 5 * HOUR)).to.deep.equal([])
    const open = panelAfter(panel, openMeeting(panel, meetingAt + 5 * HOUR))
    expect(lapseSeats(open, meetingAt + 5 * HOUR + 15 * MINUTE - 1)).to.deep.equal([])
    expect(
      lapseSeats(open, meetingAt + 5 * HOUR + 15 * MINUTE).map((fact) => (fact.data as { reason: string }).reason),
    ).to.deep.equal(Array(5).fill('no-show'))
  })

  it('shows the bidders to nobody who has not checked in', () => {
    expect(codeOf(() => seesBidders(accepted(invited), seat!.tag))).to.equal('NOT_CHECKED_IN')
    expect(codeOf(() => seesBidders(arrived(accepted(invited)), seat!.tag))).to.equal('NOT REFUSED')
    expect(codeOf(() => seesBidders(invited, 'e'.repeat(64)))).to.equal('MEMBER_UNKNOWN')
  })
})

describe('standing aside', () => {
  const draw = drawn(aCommittedDraw())
  const present = arrived(accepted(invite(aPanel(), draw)))
  const declare = (
    panel: Panel,
    tag: string,
    declarations: Parameters<typeof declareInterests>[1]['declarations'] = none,
  ) => declareInterests(panel, { tag, declarations, bidders, sealed: '' }, law)
  const [first, ...others] = live(present)

  it('asks for a declaration about every bidder, once each', () => {
    expect(codeOf(() => declare(present, first!.tag, none.slice(1)))).to.equal('DECLARATION_INCOMPLETE')
    expect(codeOf(() => declare(present, first!.tag, [...none, none[0]!]))).to.equal('DECLARATION_INCOMPLETE')
  })

  it('replaces a member who must stand aside by the next ticket, and seats the panel with the last declaration', () => {
    const avoid = [{ bidder: bidders[0]!, interest: 'avoid' as const, reason: '三年内曾任职' }, none[1]!]
    const left = others.reduce(
      (panel, one) => panelAfter(panel, declare(panel, one.tag)),
      panelAfter(present, declare(present, first!.tag, avoid)),
    )
    expect(left.seated).to.equal(false)
    const refilled = arrived(accepted(invite(left, draw, meetingAt), meetingAt), meetingAt + HOUR)
    const last = live(refilled).find((one) => one.status === 'checkedIn')
    expect(last?.pid).to.equal(orderOf(draw).get(first!.stratum)?.[first!.stratum === 'main' ? 3 : 1])
    const seated = panelAfter(refilled, declare(refilled, last!.tag))
    expect(seated.seated).to.equal(true)
    expect(live(seated)).to.have.length(5)
    expect(live(seated).map((one) => one.tag)).not.to.include(first!.tag)
  })

  it('opens the drawn ones by their salts, and they are who the order says', () => {
    const opened = openedSeats(keys, present, draw)
    expect(opened.map((one) => one.pid).sort()).to.deep.equal(
      live(present)
        .map((one) => one.pid)
        .sort(),
    )
    expect(opened.every((one) => register.some((expert) => expert.id === one.id))).to.equal(true)
    expect(transcriptOf(draw, callsOf(present, draw), opened)).to.equal(undefined) // no values revealed in this example
  })

  it('keeps every name, certificate and employer out of facts and state', () => {
    const text = JSON.stringify([draw, present, register])
    for (let i = 1; i <= 28; i++)
      for (const word of [
        personal(i).name,
        personal(i).certificate,
        personal(i).employer.name,
        personal(i).employer.code,
      ])
        expect(text).not.to.include(word)
    expect(text).not.to.include(JSON.parse(keys.vault.open('expert', anExpert(2).sealed)).fingerprint)
  })
})
