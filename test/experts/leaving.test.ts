import { expect } from 'chai'
import { unfilled, vacateSeat } from '../../server/experts/leaving.ts'
import { live, type Panel } from '../../server/experts/panel.ts'
import { StratumDry } from '../../server/experts/panelEvents.ts'
import { declareInterests } from '../../server/experts/rules.ts'
import { callsOf } from '../../server/experts/transcript.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aCommittedDraw, aPanel, drawn, law, meetingAt, panelAfter } from './example.ts'
import { accepted, arrived, bidders, codeOf, invite, none, orderOf } from './playing.ts'

const purchase = rulebook('G-2017')

describe('a seat that is vacated while the bids are evaluated', () => {
  const draw = drawn(aCommittedDraw())
  const declared = (panel: Panel): Panel =>
    live(panel)
      .filter((seat) => seat.status === 'checkedIn')
      .reduce((state, { tag }) => {
        const of = { tag, declarations: none, bidders, sealed: '' }
        return panelAfter(state, declareInterests(state, of, law), meetingAt)
      }, panel)
  const seated = declared(arrived(accepted(invite(aPanel(), draw))))
  const [seat] = live(seated)
  const leaving = { tag: seat!.tag, reason: 'health' as const, sealed: 'sealed' }
  const vacated = panelAfter(seated, vacateSeat(seated, leaving), meetingAt)

  it('leaves the panel unseated and goes to the next ticket of its stratum, nobody else moving', () => {
    expect([seated.seated, vacated.seated]).to.deep.equal([true, false])
    const after = invite(vacated, draw, meetingAt)
    const [next, ...more] = live(after).filter(({ status }) => status === 'invited')
    expect(more).to.deep.equal([])
    const order = orderOf(draw).get(seat!.stratum) ?? []
    const turned = new Set([...seated.seats, ...seated.skips].map(({ pid }) => pid))
    expect(next?.pid).to.equal(order.find((pid) => !turned.has(pid)))
  })

  it('makes the panel whole again when the new member has declared', () => {
    const whole = declared(arrived(accepted(invite(vacated, draw, meetingAt), meetingAt), meetingAt))
    expect(whole.seated).to.equal(true)
    expect(live(whole)).to.have.length(5)
  })

  it('is told in the transcript with its reason', () => {
    const call = callsOf(vacated, draw)[seat!.stratum]?.find(({ pid }) => pid === seat!.pid)
    expect(call).to.deep.equal({ pid: seat!.pid, outcome: 'skipped', code: 'health' })
  })

  it('was a seat that somebody had taken', () => {
    const coming = accepted(invite(aPanel(), draw))
    expect(codeOf(() => vacateSeat(coming, { ...leaving, tag: live(coming)[0]!.tag }))).to.equal('PANEL_NOT_SEATED')
    expect(codeOf(() => vacateSeat(vacated, leaving))).to.equal('MEMBER_UNKNOWN')
  })

  it('means a new panel only where the law says so and nobody of the draw is left', () => {
    const dry = panelAfter(vacated, [
      StratumDry({ tender: vacated.tender, draw: vacated.draw, stratum: seat!.stratum, vacant: 1 }),
    ])
    expect(codeOf(() => unfilled(vacated, purchase))).to.equal('UNFILLED_ELSEWISE')
    expect(codeOf(() => unfilled(dry, law))).to.equal('UNFILLED_ELSEWISE')
    expect(codeOf(() => unfilled(dry, purchase))).to.equal('NOT REFUSED')
    expect([purchase.unfilledPanel.article, law.unfilledPanel.article]).to.deep.equal([
      '《政府采购货物和服务招标投标管理办法》第四十九条',
      '《招标投标法实施条例》第四十八条',
    ])
  })
})
