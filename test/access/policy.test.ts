import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { type DeedName, may, policy } from '../../server/access/policy.ts'
import type { Entrance, Who } from '../../server/access/who.ts'
import { ROLES, type Role } from '../../server/ledger/eye.ts'
import { apiRoutes, personOf, rolesOf } from '../world/routes.ts'

const deeds = Object.keys(policy) as DeedName[]
const entrances: (Entrance | 'inside')[] = ['trading', 'public', 'supervision', 'inside']
const who = (role: Role, entrance: Entrance | 'inside', more: Partial<Who> = {}): Who => ({
  role,
  entrance,
  tagFor: () => 'tag',
  ...more,
})
/** Where each role comes in: by law trading, public service and supervision are apart. */
const doorOf = (role: Role): (Entrance | 'inside')[] => {
  if (role === 'public') return ['trading', 'public', 'supervision']
  if (role === 'clock' || role === 'platform') return ['inside']
  return [role === 'supervisor' ? 'supervision' : 'trading']
}
const rolesIn = (deed: DeedName): Role[] =>
  ROLES.filter((role) => doorOf(role).some((door) => may(deed, who(role, door))))
const starting = (...heads: string[]): DeedName[] => deeds.filter((deed) => heads.some((head) => deed.startsWith(head)))
const only =
  (role: Role) =>
  (deed: DeedName): unknown =>
    expect(rolesIn(deed), deed).to.deep.equal([role])

describe('Who may do what', () => {
  it('nobody may do anything at a door that is not the door of its role', () => {
    for (const deed of deeds)
      for (const role of ROLES)
        for (const entrance of entrances.filter((one) => !doorOf(role).includes(one)))
          expect(may(deed, who(role, entrance)), `${deed} by ${role} at ${entrance}`).to.equal(false)
  })

  it('a deed has one row: no table takes a deed that another has', async () => {
    const folder = new URL('../../server/access/rows/', import.meta.url)
    const tables = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).href)))
    const rows = tables.flatMap((table) =>
      Object.entries(table).flatMap(([name, rows]) => (name.endsWith('Rows') ? Object.keys(rows as object) : [])),
    )
    expect(rows.toSorted()).to.deep.equal(deeds.toSorted())
  })

  it('a deed has somebody who may do it, and none is for a role that there is not', () => {
    for (const deed of deeds) {
      expect(rolesIn(deed), deed).to.not.deep.equal([])
      expect(rolesIn(deed), deed).to.have.members(policy[deed].roles as Role[])
    }
  })

  it('a bid is sealed, withdrawn, secured and unlocked by bidders alone', () => {
    const own = [
      'bid.seal',
      'bid.withdraw',
      'opening.unlock',
      'opening.remedy',
      'deposit.open',
      'deposit.guarantee',
      'deposit.read',
    ] as const
    for (const deed of [...own, 'evaluation.answer', 'award.object', 'award.ownNotice'] as const) only('bidder')(deed)
  })

  it('bids are judged by experts alone', () => {
    const judging = [
      'electChair',
      'review',
      'ask',
      'argue',
      'saveSheet',
      'lock',
      'correct',
      'opine',
      'sign',
      'refuseToSign',
    ] as const
    for (const deed of judging) only('expert')(`evaluation.${deed}`)
    for (const deed of [
      'panel.answer',
      'panel.checkIn',
      'panel.bidders',
      'panel.declare',
      'panel.invitations',
    ] as const)
      only('expert')(deed)
  })

  it('who called for bids may neither bid, nor read a volume, nor judge', () => {
    const forbidden = [
      ...starting('bid.', 'bank.', 'check.order', 'check.find'),
      'bid.readVolume',
      'opening.unlock',
      'evaluation.review',
    ] as DeedName[]
    for (const deed of forbidden)
      for (const role of ['tenderer', 'agent', 'centre'] as const) expect(rolesIn(deed), deed).to.not.include(role)
  })

  it('the award and the answers to objections are the tenderer\u2019s own, not its agent\u2019s', () => {
    for (const deed of ['award.publicise', 'award.decide', 'award.answer'] as const) only('tenderer')(deed)
    const own = ['award.review', 'award.fix', 'award.passOver', 'award.sendNotices', 'award.weigh'] as const
    const later = ['award.returnBond', 'award.report', 'award.publishContract'] as const
    for (const deed of [...own, ...later]) only('tenderer')(deed)
  })

  it('a project is registered and its plan published by tenderer or agent; centre and supervisor read; nobody else sees one', () => {
    for (const deed of ['project.save', 'project.register', 'project.publishPlan'] as const)
      expect([...rolesIn(deed)].sort(), deed).to.deep.equal(['agent', 'tenderer'])
    for (const deed of ['project.list', 'project.read'] as const)
      expect([...rolesIn(deed)].sort(), deed).to.deep.equal(['agent', 'centre', 'supervisor', 'tenderer'])
    only('platform')('project.issuePaper')
  })

  it('published papers are signed in the PDF by tenderer and agent, the certificate of the course by the centre', () => {
    expect([...rolesIn('tender.sealPaper')].sort()).to.deep.equal(['agent', 'tenderer'])
    only('centre')('witness.give')
    expect([...rolesIn('witness.read')].sort()).to.deep.equal(['agent', 'centre', 'supervisor', 'tenderer'])
    for (const deed of ['witness.issue', 'objection.issue', 'objection.dateAnew', 'duty.dateAnew'] as const)
      only('platform')(deed)
  })

  it('what becomes of the report before the result, its hosts and its supervisor see; the winner alone gives a bond', () => {
    for (const deed of ['award.acceptance', 'duty.read'] as const)
      expect([...rolesIn(deed)].sort(), deed).to.deep.equal(['agent', 'supervisor', 'tenderer'])
    for (const deed of ['award.giveBond', 'award.own'] as const) only('bidder')(deed)
    only('supervisor')('duty.list')
    only('clock')('duty.overdue')
  })

  it('money is reported by the bank alone, and spot checks are the supervisor\u2019s alone', () => {
    for (const deed of starting('bank.')) only('bank')(deed)
    for (const deed of ['check.order', 'check.find', 'check.publish'] as const) only('supervisor')(deed)
  })

  it('what the clock and the platform do nobody else can do, but for looking and for beginning the evaluation', () => {
    for (const deed of deeds.filter((one) => rolesIn(one).some((role) => role === 'clock' || role === 'platform'))) {
      if (['tender.read', 'evaluation.begin'].includes(deed)) continue
      expect(rolesIn(deed), deed).to.satisfy((roles: Role[]) =>
        roles.every((role) => role === 'clock' || role === 'platform'),
      )
    }
  })

  it('who has not signed in may look, sign in and (where it is movable) move the clock', () => {
    const written = apiRoutes
      .filter((route) => route.method !== 'get' && rolesOf(route).includes('public'))
      .map(({ path }) => path)
    const doors = ['/session', '/session/challenge', '/session/close', '/time']
    expect(written.sort(), 'the gateway reports by the shared secret').to.deep.equal(['/carriers/reports', ...doors])
  })

  it('the supervisor watches; what it writes is that it noticed an alarm, its key, its shares, its draw, its signatures, its certificates, registration, addresses and sessions, its orders, its checks, its rulings on complaints whether the platform failed and that an award is invalid, and another way of buying; it may measure its line', () => {
    const written = apiRoutes.filter(
      (route) => route.method !== 'get' && rolesOf(route).includes('supervisor') && !rolesOf(route).includes('public'),
    )
    expect([...new Set(written.map(({ deed }) => deed.policy))].sort()).to.deep.equal([
      ...['alarm.notice', 'application.release', 'award.invalidate', 'certificate.bind', 'certificate.end'],
      ...['check.find', 'check.order', 'check.publish'],
      ...['complaint.clock', 'complaint.decide', 'complaint.rest', 'complaint.rule'],
      'contact.change',
      ...['draw.commit', 'draw.openSilent', 'draw.reveal'],
      ...['environment.measure', 'evaluation.dismiss', 'opening.release', 'opening.sign'],
      ...['organisation.register', 'outage.decide', 'outage.report', 'paper.sign', 'session.endAll'],
      ...['tender.decideMethodChange', 'tender.liftSuspension', 'tender.officerKey', 'tender.suspend'],
    ])
  })

  it('every route can be reached by somebody over HTTP, and every deed of people has a route or is asked for by another', () => {
    for (const route of apiRoutes)
      expect(
        rolesOf(route).filter((role) => role === 'public' || personOf[role]),
        route.path,
      ).to.not.deep.equal([])
    const reached = new Set(apiRoutes.map(({ deed }) => deed.policy))
    const inside = (deed: DeedName) => rolesIn(deed).every((role) => role === 'clock' || role === 'platform')
    expect(deeds.filter((deed) => !reached.has(deed) && !inside(deed))).to.deep.equal([])
  })

  it('a tenderer is host of its own tender only, an agent likewise, and neither may bid in it', () => {
    const parties = { tenderer: { code: 'T' }, agent: { code: 'A' }, supervisor: { code: 'S' } }
    const tender = { stage: 'bidding', ...parties, shares: { needed: 2 } }
    for (const deed of [
      'tender.draft',
      'tender.publish',
      'panel.freeze',
      'opening.host',
      'archive.close',
      'panel.read',
      'archive.read',
      'deposit.list',
    ] as const) {
      expect(may(deed, who('tenderer', 'trading', { organisation: 'T' }), tender), deed).to.equal(true)
      expect(may(deed, who('agent', 'trading', { organisation: 'A' }), tender), deed).to.equal(true)
      for (const organisation of ['X', 'S', '']) {
        expect(may(deed, who('tenderer', 'trading', { organisation }), tender), deed).to.equal(false)
        expect(may(deed, who('agent', 'trading', { organisation }), tender), deed).to.equal(false)
      }
    }
    for (const deed of [
      'bid.seal',
      'bid.withdraw',
      'deposit.open',
      'deposit.guarantee',
      'award.object',
      'opening.unlock',
      'opening.remedy',
    ] as const)
      for (const organisation of ['T', 'A', 'X'])
        expect(may(deed, who('bidder', 'trading', { organisation }), tender), `${deed} ${organisation}`).to.equal(
          organisation === 'X',
        )
    for (const deed of ['award.decide', 'award.publicise', 'award.answer'] as const)
      for (const organisation of ['T', 'A', 'X'])
        expect(may(deed, who('tenderer', 'trading', { organisation }), tender), deed).to.equal(organisation === 'T')
    for (const organisation of ['S', 'X']) {
      const supervisor = who('supervisor', 'supervision', { organisation })
      expect(may('tender.officerKey', supervisor, tender)).to.equal(organisation === 'S')
      expect(may('opening.release', supervisor, tender)).to.equal(organisation === 'S')
    }
  })

  it('a volume is read by those who sit on that panel and by the supervisor of that tender, by nobody else', () => {
    const tender = { stage: 'evaluating', tenderer: { code: 'T' }, agent: null, supervisor: { code: 'S' } }
    const of = { tender, evaluation: { tender: 't', members: ['one', 'two'], stage: 'review' } }
    const expert = (tag: string) => may('bid.readVolume', who('expert', 'trading', { tagFor: () => tag }), of)
    const supervisor = (organisation: string) =>
      may('bid.readVolume', who('supervisor', 'supervision', { organisation }), of)
    expect([expert('one'), expert('three'), supervisor('S'), supervisor('X')]).to.deep.equal([true, false, true, false])
  })

  it('only those who sit on a panel judge: an expert of another panel does not', () => {
    const evaluation = { tender: 't', members: ['one', 'two'], stage: 'scoring' }
    for (const deed of starting('evaluation.').filter((one) => rolesIn(one).join() === 'expert')) {
      expect(may(deed, who('expert', 'trading', { tagFor: () => 'one' }), evaluation), deed).to.equal(true)
      expect(may(deed, who('expert', 'trading', { tagFor: () => 'three' }), evaluation), deed).to.equal(false)
    }
  })
})
