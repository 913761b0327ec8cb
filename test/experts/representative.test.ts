import { expect } from 'chai'
import { live, type Panel, representativesOf } from '../../server/experts/panel.ts'
import { RepresentativeNamed, SeatVacated } from '../../server/experts/panelEvents.ts'
import { nameRepresentative } from '../../server/experts/representative.ts'
import { declareInterests, lapseSeats } from '../../server/experts/rules.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Eye } from '../../server/ledger/eye.ts'
import { draftTender } from '../../server/tenders/rules.ts'
import { draftOf } from '../../server/tenders/tender.ts'
import { aTender } from '../deposits/tender.ts'
import { refused } from '../tenders/world.ts'
import { aCommittedDraw, aDraw, aPanel, drawn, frozenAt, meetingAt, panelAfter, register, strata } from './example.ts'
import { accepted, arrived, bidders, invite, none } from './playing.ts'

const [G, T] = [rulebook('G-2026-02'), rulebook('T-2025')]
const [own, another] = ['e'.repeat(64), 'f'.repeat(64)]
/** One seat of the five is the tenderer's: three of Kunming become two. */
const places = strata.map((one) => (one.id === 'main' ? { ...one, seats: 2 } : one))
const wanted = aTender({ track: 'G', panel: { members: 5, representatives: 1, strata: places } })
const before = aPanel(wanted)
const of = (changes: Partial<Parameters<typeof nameRepresentative>[0]> = {}) => ({
  ...{ tender: wanted, panel: before, tag: own, sealed: 's', authority: 'a' },
  ...changes,
})
const name = (changes = {}, law = G) => refused(() => nameRepresentative(of(changes), law, frozenAt))
const named = (panel: Panel = before, tag = own) =>
  panelAfter(panel, nameRepresentative(of({ panel, tag }), G, frozenAt), frozenAt)

describe('a representative of the tenderer on the panel', () => {
  it('has a seat only where the document gives one, and as many as it gives', () => {
    expect(name().code).to.equal('done')
    const plain = { ...wanted, panel: { members: 5, strata } }
    expect(name({ tender: plain })).to.deep.include({
      code: 'REPRESENTATIVES_NAMED',
      article: '《政府采购货物和服务招标投标管理办法》第四十七条',
    })
    expect(name({ tender: plain }, T).article).to.equal('《招标投标法》第三十七条')
    expect(name({ panel: named(), tag: another }).code).to.equal('REPRESENTATIVES_NAMED')
    expect(name({ tender: { ...wanted, stage: 'awarded' } }).code).to.equal('REPRESENTATIVE_STAGE')
  })

  it('counts in the panel with those who are drawn: experts stay two thirds, seats add up', () => {
    const draft = draftOf(wanted)
    const put = (representatives: number, seats: number) =>
      refused(() =>
        draftTender(undefined, 't', {
          ...draft,
          panel: { members: 5, representatives, strata: [{ ...strata[0]!, seats }] },
        }),
      ).code
    expect([put(1, 4), put(1, 5), put(2, 4)]).to.deep.equal(['done', 'PANEL_SEATS', 'PANEL_SEATS'])
    const two = aTender({
      track: 'G',
      panel: { members: 5, representatives: 2, strata: [{ ...strata[0]!, seats: 3 }] },
    })
    expect(refused(() => aPanel(two)).code).to.equal('PANEL_FEW_EXPERTS')
  })

  it('is nobody of the agent, of the supervisor, or of a bidder', () => {
    const by = (employer: string, law = G) => name({ employer }, law)
    expect(by('employer-agent')).to.deep.include({
      code: 'REPRESENTATIVE_OF_AGENT',
      article: '《政府采购货物和服务招标投标管理办法》第四十七条',
    })
    expect(by('employer-supervisor').code).to.equal('REPRESENTATIVE_OF_SUPERVISOR')
    expect(by('employer-bidder').code).to.equal('REPRESENTATIVE_OF_BIDDER')
    expect(by('employer-agent', T).code).to.equal('REPRESENTATIVE_OF_AGENT')
  })

  it('is as secret as those who were drawn: itself and the supervisor alone see the fact', () => {
    const [fact] = nameRepresentative(of(), G, frozenAt)
    const sees = (eye: Eye) => RepresentativeNamed.seenBy(eye, fact!.data as never)
    expect(sees({ role: 'expert', host: false, tag: own })).to.equal(true)
    expect(sees({ role: 'supervisor', host: false, tag: '' })).to.equal(true)
    for (const role of ['tenderer', 'agent', 'centre', 'bidder', 'public'] as const)
      expect(sees({ role, host: role === 'tenderer' || role === 'agent', tag: '' }), role).to.equal(false)
    expect(sees({ role: 'expert', host: false, tag: another })).to.equal(false)
  })

  it('checks in, declares and completes the panel like the others; without it nobody sits', () => {
    const draw = drawn(aCommittedDraw(aDraw('tender-1.1', register, places)))
    const all = arrived(accepted(invite(named(), draw)))
    expect(live(all)).to.have.length(5)
    const seated = live(all).reduce((panel, { tag }) => {
      const facts = declareInterests(panel, { tag, declarations: none, bidders, sealed: '' }, G)
      return panelAfter(panel, facts)
    }, all)
    expect(seated.seated).to.equal(true)
    const without = arrived(accepted(invite(before, draw)))
    const short = live(without).reduce(
      (panel, { tag }) =>
        panelAfter(panel, declareInterests(panel, { tag, declarations: none, bidders, sealed: '' }, G)),
      without,
    )
    expect([live(short).length, short.seated]).to.deep.equal([4, false])
  })

  it('stands aside by its own word, and the tenderer names another: not the same, and no ticket takes its seat', () => {
    const draw = drawn(aCommittedDraw(aDraw('tender-1.1', register, places)))
    const all = arrived(accepted(invite(named(), draw)))
    const avoid = none.map((one) => ({ ...one, interest: 'avoid' as const, reason: '曾在该单位任职' }))
    const facts = declareInterests(all, { tag: own, declarations: avoid, bidders, sealed: '' }, G)
    expect(facts.map(({ type }) => type)).to.include(SeatVacated.type)
    const left = panelAfter(all, facts)
    expect(live(invite(left, draw))).to.have.length(4)
    expect(representativesOf(left)).to.deep.equal([])
    expect(name({ panel: left }).code).to.equal('REPRESENTATIVE_TWICE')
    expect(representativesOf(named(left, another)).map(({ tag }) => tag)).to.deep.equal([another])
  })

  it('that does not come loses its seat as an expert does', () => {
    const open = { ...named(), openedAt: meetingAt }
    const late = lapseSeats(open, meetingAt + 3_600_000)
    expect(late.map(({ data }) => [(data as { tag: string }).tag, (data as { reason: string }).reason])).to.deep.equal([
      [own, 'no-show'],
    ])
  })
})
