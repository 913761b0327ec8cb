import { expect } from 'chai'
import { groundProblems } from '../../server/law/admissionChecks.ts'
import { panelProblems } from '../../server/law/checks.ts'
import { rulebook, rulebookFor } from '../../server/law/rulebook.ts'
import { days, ratio } from '../../server/law/units.ts'
import { type Row, rulebookStates } from './rows.ts'

const free = rulebook('T-2025-voluntary')
const bound = rulebook('T-2025')

/** What binds tenders that the law demands, and is left out or ours elsewhere. */
const rows: Row[] = [
  ['bidPreparation', '《招标投标法》第二十四条', days(0)],
  ['fewestPanelMembers', '《招标投标法》第三十七条', 3],
  ['oddPanel', '《招标投标法》第三十七条', false],
  ['leastExpertShare', '《招标投标法》第三十七条', ratio(0n, 1n)],
  ['mostTendererShare', '《招标投标法》第三十七条', ratio(1n, 1n)],
  ['basicAccount', '《招标投标法实施条例》第二十六条', false],
  ['localRecords', '《招标投标法实施条例》第三十二条', 'withReason'],
  ['ownershipLimits', '《招标投标法实施条例》第三十二条', 'withReason'],
  ['selfOrganised', '《招标投标法》第十二条', 'free'],
  ['approvedScope', '《招标投标法实施条例》第七条', 'none'],
  ['planRequired', '《招标投标法》第十六条', 'none'],
  ['applicationPeriod', '《招标投标法实施条例》第十七条', { from: 'saleEnd', least: days(0) }],
  ['prequalReviewer', '《招标投标法实施条例》第十八条', 'purchaser'],
  ['invitationGroundNeeded', '《招标投标法实施条例》第八条', 'none'],
  ['publicityStarts', '《招标投标法实施条例》第五十四条', 'none'],
  ['publicityLasts', '《招标投标法实施条例》第五十四条', days(1)],
  ['resultObjectionSuspends', '《招标投标法实施条例》第五十四条', false],
  ['firstRankWins', '《招标投标法实施条例》第五十五条', 'none'],
  ['fewestExtended', '《工程建设项目货物招标投标办法》第二十八条', { kinds: [], bidders: 0 }],
  ['reportWithin', '《招标投标法》第四十七条', 'none'],
]

describe('a tender that no law demands', () => {
  rulebookStates(free, rows)

  it('is under every other rule of tenders as it stands', () => {
    const own = new Set<string>([...rows.map(([key]) => key), 'id', 'mandatory'])
    for (const [key, value] of Object.entries(bound)) if (!own.has(key)) expect(free, key).to.have.property(key, value)
    // three bidders, five days of the document, the deposit's cap, addenda, secrecy: 《招标投标法》第二十八条 and others bind all
    expect(free.openingNeeds.value).to.equal(3)
    expect(free.documentsOffered.value).to.deep.equal(days(5))
  })

  it('has its rulebook by what the tender says, and a purchase has none of its own', () => {
    expect(rulebookFor('T', '2026-11-22', false).id).to.equal('T-2025-voluntary')
    expect(rulebookFor('T', '2026-11-22', true).id).to.equal('T-2025')
    expect(rulebookFor('G', '2026-11-22', false).id).to.equal('G-2026-02')
  })

  it('has a panel of three or four, and not of two; state funds do not ask for a ground to invite', () => {
    const codes = (members: number, law = free) => panelProblems({ members, experts: 1 }, law).map(({ code }) => code)
    expect([codes(4), codes(3), codes(2)]).to.deep.equal([[], [], ['PANEL_TOO_SMALL']])
    expect(codes(4, bound)).to.deep.equal(['PANEL_TOO_SMALL', 'PANEL_EVEN', 'PANEL_FEW_EXPERTS'])
    const of = { stateFunded: true, reason: '' }
    expect(groundProblems(of, free)).to.deep.equal([])
    expect(groundProblems(of, bound).map(({ code }) => code)).to.include('INVITATION_GROUND')
  })
})
