import { expect } from 'chai'
import { may } from '../../server/access/policy.ts'
import type { Who } from '../../server/access/who.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { ROLES, type Role } from '../../server/ledger/eye.ts'
import { DecideOutage, ReportOutage } from '../../server/outages/contract.ts'
import { OutageDecided, OutageReported } from '../../server/outages/events.ts'
import {
  countedOf,
  decideOutage,
  isOpen,
  MOST_WAITING,
  type OutageReport,
  reportOutage,
  watches,
} from '../../server/outages/outage.ts'

const NOW = 1_000_000
const CENTRE = { role: 'centre', code: '12530000000000001C', name: '中心' } as const
const SUPERVISOR = { role: 'supervisor', code: '11530000000000002T', name: '监督' } as const
const signature = { statement: '{}', cms: '', certificate: '' }
const record = { beats: 3, outages: [], dark: false }
const told = {
  ...{ report: 'outage-1', tag: 'tag', reporter: 'hash', kind: 'upload' as const },
  ...{ from: NOW - 5000, to: NOW - 1000, sealed: 'sealed', clock: null },
}
const report: OutageReport = {
  ...{ id: 'outage-1', tag: 'tag', reporter: 'hash', kind: 'upload', from: told.from, to: told.to, sealed: '' },
  ...{ at: NOW, fact: 'f', token: null, clock: null, decisions: [] },
}
const codeOf = (deed: () => unknown): string => {
  try {
    deed()
    return 'done'
  } catch (problem) {
    if (problem instanceof Refusal) return problem.code
    throw problem
  }
}
type By = typeof CENTRE | typeof SUPERVISOR
const decided = (by: By, span: { from: number; to: number } | null, of = report, more = {}) =>
  codeOf(() =>
    decideOutage(
      of,
      { span, reason: '理由如下', by, record, signature, reportedBy: 'B', other: false, before: of.decisions, ...more },
      NOW,
    ),
  )
const having = (by: By, span: { from: number; to: number } | null): OutageReport => ({
  ...report,
  decisions: [{ span, reason: '', by, record, at: NOW }],
})
const SPAN = { from: told.from, to: told.to }

describe('A report that the platform failed', () => {
  it('is decided by those of its tender: what others said of it does not count once the tender may be known', () => {
    const stranger = { ...SUPERVISOR, code: 'another' }
    const of = having(stranger as unknown as By, null)
    const tender = { centre: CENTRE, supervisor: SUPERVISOR }
    expect(countedOf(of, undefined)).to.have.length(1)
    expect(countedOf(of, tender)).to.have.length(0)
    expect(countedOf(having(CENTRE, null), tender)).to.have.length(1)
    expect(decided(CENTRE, SPAN, of)).to.equal('OUTAGE_DECIDED')
    expect(decided(CENTRE, SPAN, of, { before: countedOf(of, tender) })).to.equal('done')
  })

  it('may be made by every organisation, whether it bids or not, and by nobody else', () => {
    const who = (role: Role): Who => ({
      role,
      entrance: role === 'supervisor' ? 'supervision' : role === 'clock' || role === 'platform' ? 'inside' : 'trading',
      tagFor: () => 'tag',
    })
    const of = (deed: 'outage.report' | 'outage.watch' | 'outage.decide'): Role[] =>
      ROLES.filter((role) => may(deed, who(role)))
    const organisations: Role[] = ['bidder', 'tenderer', 'agent', 'centre', 'supervisor', 'bank', 'notary']
    expect(of('outage.report')).to.deep.equal(organisations)
    expect(of('outage.watch')).to.deep.equal(['centre', 'supervisor'])
    expect(of('outage.decide')).to.deep.equal(['centre', 'supervisor'])
  })

  it('tells of the past: it begins before it ends, to the millisecond, or lasts', () => {
    const of = (from: number, to: number | null) => codeOf(() => reportOutage({ ...told, from, to }, 0, NOW))
    expect(of(NOW - 1, NOW)).to.equal('done')
    expect(of(NOW, null)).to.equal('done')
    for (const [from, to] of [
      [NOW + 1, null],
      [NOW - 1, NOW + 1],
      [NOW - 1, NOW - 1],
    ] as const)
      expect(of(from, to)).to.equal('OUTAGE_SPAN')
  })

  it('is taken while few of the same reporter wait', () => {
    expect(codeOf(() => reportOutage(told, MOST_WAITING - 1, NOW))).to.equal('done')
    const later = (ms: number) => codeOf(() => reportOutage(told, 0, told.from + ms))
    expect(later(30 * 86_400_000)).to.equal('done')
    expect(later(30 * 86_400_000 + 1)).to.equal('OUTAGE_SPAN')
    expect(codeOf(() => reportOutage(told, MOST_WAITING, NOW))).to.equal('OUTAGE_MANY')
  })

  it('has a number that is no tender’s', () => {
    const input = {
      kind: 'upload',
      from: 1,
      to: 2,
      account: '上传时一直没有应答，重试无效',
      attempts: [],
      evidence: null,
      cms: 'AAAA',
    }
    expect(ReportOutage.safeParse({ ...input, report: `outage-${'0'.repeat(32)}` }).success).to.equal(true)
    for (const id of ['GD-WJB-2026-001', 'outage-1', `outage-${'g'.repeat(32)}`])
      expect(ReportOutage.safeParse({ ...input, report: id }).success, id).to.equal(false)
  })

  it('is read by its reporter alone until it is decided, and then by those who decide too', () => {
    const eye = (role: Role, tag = '') => ({ role, host: false, tag })
    const fact = OutageReported(told).data
    expect(OutageReported.seenBy(eye('bidder', 'tag'), fact)).to.equal(true)
    for (const other of [eye('bidder', 'other'), eye('public'), eye('centre', 'c'), eye('supervisor', 's')])
      expect(OutageReported.seenBy(other, fact), other.role).to.equal(false)
    const decision = OutageDecided({
      ...{ report: 'outage-1', tag: 'tag', span: null, reason: '', by: CENTRE, record, signature },
    }).data
    expect(OutageDecided.seenBy(eye('centre'), decision)).to.equal(true)
    expect(OutageDecided.seenBy(eye('tenderer', 't'), decision)).to.equal(false)
  })
})

describe('What it tells', () => {
  it('is closed to those who decide until the bidders are public, so that it does not say who means to bid', () => {
    for (const stage of ['prequalifying', 'bidding'] as const) expect(isOpen({ stage }, false), stage).to.equal(false)
    expect(isOpen({ stage: 'opening' }, false)).to.equal(false)
    expect(isOpen({ stage: 'opening' }, true)).to.equal(true)
    expect(isOpen({ stage: 'evaluating' }, true)).to.equal(true)
    expect(isOpen({ stage: 'failed' }, false), 'ended before anybody was named').to.equal(false)
    expect(isOpen({ stage: 'failed', named: true }, false)).to.equal(true)
    expect(isOpen(undefined, false), 'no tender was named').to.equal(true)
  })

  it('is for the tender’s own centre and supervisor', () => {
    const tender = { centre: { code: CENTRE.code, name: '' }, supervisor: { code: SUPERVISOR.code, name: '' } }
    expect(watches(CENTRE, tender)).to.equal(true)
    expect(watches(SUPERVISOR, tender)).to.equal(true)
    expect(watches({ ...CENTRE, code: 'x' }, tender)).to.equal(false)
    expect(watches({ ...SUPERVISOR, code: 'x' }, tender)).to.equal(false)
  })
})

describe('Whether it was an outage', () => {
  it('is decided once; an outage stays one, for clocks have stopped by it', () => {
    expect(decided(CENTRE, SPAN)).to.equal('done')
    for (const by of [CENTRE, SUPERVISOR]) expect(decided(by, null, having(CENTRE, SPAN))).to.equal('OUTAGE_DECIDED')
  })

  it('the centre’s no is overruled by supervision alone, and its own no by nobody', () => {
    expect(decided(CENTRE, SPAN, having(CENTRE, null))).to.equal('OUTAGE_DECIDED')
    expect(decided(SUPERVISOR, SPAN, having(CENTRE, null))).to.equal('done')
    for (const by of [CENTRE, SUPERVISOR])
      expect(decided(by, SPAN, having(SUPERVISOR, null))).to.equal('OUTAGE_DECIDED')
  })

  it('is not for its reporter, nor for the centre of another tender', () => {
    expect(decided(CENTRE, null, report, { reportedBy: CENTRE.code })).to.equal('OUTAGE_OWN')
    expect(decided(CENTRE, null, report, { other: true })).to.equal('OUTAGE_OTHER')
  })

  it('is decided for a time that is past and meets what was reported, to the millisecond', () => {
    expect(decided(CENTRE, { from: told.to - 1, to: NOW })).to.equal('done')
    expect(decided(CENTRE, { from: told.to, to: NOW })).to.equal('OUTAGE_SPAN')
    expect(decided(CENTRE, { from: 0, to: told.from })).to.equal('OUTAGE_SPAN')
    expect(decided(CENTRE, { from: told.from, to: NOW + 1 })).to.equal('OUTAGE_SPAN')
    expect(decided(CENTRE, { from: told.to, to: told.from })).to.equal('OUTAGE_SPAN')
    expect(decided(CENTRE, { from: NOW - 1, to: NOW }, { ...report, to: null }), 'it lasted').to.equal('done')
  })

  it('has times only where it was one', () => {
    const base = { report: `outage-${'0'.repeat(32)}`, reason: '理由如下', cms: 'AAAA' }
    expect(DecideOutage.safeParse({ ...base, outage: false }).success).to.equal(true)
    expect(DecideOutage.safeParse({ ...base, outage: true }).success).to.equal(false)
    expect(DecideOutage.safeParse({ ...base, outage: false, from: 1, to: 2 }).success).to.equal(false)
  })
})
