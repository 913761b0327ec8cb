import { expect } from 'chai'
import { live, type Panel } from '../../server/experts/panel.ts'
import {
  answerInvitation,
  checkIn,
  declareInterests,
  lapseSeats,
  openMeeting,
  seesBidders,
} from '../../server/experts/rules.ts'
import { callsOf, openedSeats, transcriptOf } from '../../server/experts/transcript.ts'
import {
  aCommittedDraw,
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
  register,
  tender,
} from './example.ts'

import { accepted, arrived, bidders, codeOf, invite, none, orderOf } from './playing.ts'

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
