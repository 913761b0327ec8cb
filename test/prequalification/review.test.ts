import { expect } from 'chai'
import { arrive, joinCommittee, lapseMember, nextLapse } from '../../server/prequalification/committee.ts'
import type { Finding } from '../../server/prequalification/contract.ts'
import type { ReviewFact } from '../../server/prequalification/events.ts'
import {
  evolve,
  mayUnlock,
  type Prequalification,
  releaseShares,
  windowAnew,
} from '../../server/prequalification/prequalification.ts'
import { concludeReview } from '../../server/prequalification/reporting.ts'
import { type Opened, outcomeOf, reviewApplication, verdict } from '../../server/prequalification/review.ts'
import { admittedOnly } from '../../server/tenders/admission.ts'
import { liftSuspension, suspendTender } from '../../server/tenders/suspension.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, DAY, refused, signature } from '../tenders/world.ts'
import { announced, closed, hash, T } from './example.ts'
import { requirements, times } from './playing.ts'

const tags = ['1', '2', '3', '4'].map(hash)
const opened = (over: Record<string, object> = {}): Opened[] =>
  tags.map((tag, i) => ({
    ...{ tag, applicant: { code: `9153010000000000${i}X`, name: `申请人${i}` } },
    form: { consortium: [], contact: '0871-00000000', ...over[tag] },
  }))
const begun = (changes: Partial<Prequalification> = {}): Prequalification => ({
  ...{ tender: 'tender-1', stage: 'unlocking', needed: 2, minutes: 30, applications: tags, epoch: 1, spki: 'AAAA' },
  ...{ officers: {}, refused: {}, windowFrom: times.deadline },
  ...{
    namedAt: times.deadline,
    reviews: {},
    committee: null,
    report: null,
    passed: null,
    failed: null,
    unopened: null,
  },
  ...{ concludedAt: null, ...changes },
})
const pass: Finding[] = requirements.map(({ id }) => ({ requirement: id, pass: true }))
const fail: Finding[] = pass.map((one, i) => (i ? one : { ...one, pass: false, reason: '证书过期' }))

describe('the applicants’ time to unlock', () => {
  const may = (now: number, tender = closed(), state = begun(), stage = 'named') =>
    refused(() => mayUnlock(tender, state, { tag: hash('1'), stage }, now)).code
  const ends = times.deadline + 30 * 60_000

  it('runs from the naming for the minutes of the region; the last millisecond is in time', () => {
    expect(may(ends - 1)).to.equal('done')
    expect(may(ends)).to.equal('APPLICATION_UNLOCK_OVER')
    expect(may(ends - 1, closed(), begun({ windowFrom: null }))).to.equal('PREQUAL_STEP')
    expect(may(ends - 1, closed(), begun(), 'opened')).to.equal('APPLICATION_OPEN')
    expect(may(ends - 1, closed(), begun({ applications: [hash('2')] }))).to.equal('APPLICANT_UNKNOWN')
    expect(may(ends - 1, closed(), begun({ stage: 'concluded' }))).to.equal('PREQUAL_STEP')
  })

  it('stands while the tender rests, and goes on with exactly what was left', () => {
    const tender = closed()
    const rests = becomes(
      tender,
      suspendTender(tender, { id: 's', kind: 'supervision', reason: '核查' }, T, times.deadline + 60_000),
      times.deadline + 60_000,
    )
    const later = times.deadline + 3 * DAY
    const goesOn = becomes(rests, liftSuspension(rests, { id: 's', reason: '核查完毕' }, T, later), later)
    const stood = later - times.deadline - 60_000
    expect(may(ends + stood - 1, goesOn)).to.equal('done')
    expect(may(ends + stood, goesOn)).to.equal('APPLICATION_UNLOCK_OVER')
  })

  it('is asked for by the present key alone, of each officer once and of the applicants as often as they fail', () => {
    const letter = { key: 'AAAA', body: 'AAAA' }
    const by = (epoch: number, before = begun()) =>
      releaseShares(closed(), before, { role: 'tenderer', epoch, letter, signature })
    expect(by(1)).to.have.lengthOf(1)
    expect(refused(() => by(2)).code).to.equal('PREQUAL_KEY_CHANGED')
    expect(refused(() => by(1, begun({ spki: null }))).code).to.equal('PREQUAL_KEY_CHANGED')
    expect(by(1, begun({ officers: { tenderer: { epoch: 1, letter } } }))).to.deep.equal([])
    const late = { tag: hash('1'), stage: 'named', epoch: 2 }
    expect(refused(() => mayUnlock(closed(), begun(), late, ends - 1)).code).to.equal('PREQUAL_KEY_CHANGED')
  })

  it('is given anew in full with a new key, until everything is open or something was judged', () => {
    const now = times.deadline + DAY
    expect(windowAnew(begun(), 3, now)).to.equal(now)
    expect(windowAnew(begun(), 4, now)).to.equal(times.deadline)
    expect(windowAnew(begun({ reviews: { [hash('1')]: {} } }), 3, now)).to.equal(times.deadline)
    expect(windowAnew(begun({ namedAt: null, windowFrom: null }), 0, now)).to.equal(null)
  })
})

describe('a member of the committee', () => {
  const until = times.deadline + 60 * 60_000
  const seat = { tag: hash('e'), stratum: 'a', pid: hash('f'), sealed: '', status: 'asked' as const, until }
  const strata = [{ id: 'a', region: '昆明', specialty: 'A08', seats: 1 }]
  const committee = { draw: 'tender-1.p1', number: 1, members: 1, strata, answerMinutes: 60, skips: [], formed: false }
  const state = (of: Partial<typeof seat> | { status: 'accepted' } = {}) =>
    begun({ committee: { ...committee, seats: [{ ...seat, ...of }] } })
  const tickets = {
    order: new Map([['a', [hash('f'), hash('a'), hash('b')]]]),
    whois: (pid: string) => ({ tag: pid === hash('a') ? hash('e') : pid, sealed: '', avoids: false }),
  }

  it('accepts and checks in until the last millisecond of its time; after it the next ticket is asked', () => {
    expect(joinCommittee(state(), hash('e'), until - 1)).to.have.lengthOf(1)
    expect(refused(() => joinCommittee(state(), hash('e'), until)).code).to.equal('MEMBER_LATE')
    const arriving = (now: number, of: object = { status: 'accepted' }) =>
      refused(() => arrive(state(of), { tag: hash('e'), sealed: '' }, now)).code
    expect([arriving(until - 1), arriving(until), arriving(until - 1, {})]).to.deep.equal([
      ...['done', 'MEMBER_LATE', 'MEMBER_STEP'],
    ])
    expect(nextLapse(state())).to.equal(until)
    expect(lapseMember(state(), tickets, until - 1)).to.deep.equal([])
    const [left] = lapseMember(state(), tickets, until)
    const next = { tag: hash('b'), stratum: 'a', pid: hash('b'), sealed: '' }
    const skips = [{ pid: hash('a'), stratum: 'a', code: 'already-seated' }]
    expect(left?.data).to.deep.include({ cause: 'no-answer', next, skips, answerUntil: until + 60 * 60_000 })
    const [gone] = lapseMember(state({ status: 'accepted' }), tickets, until)
    expect(gone?.data).to.deep.include({ cause: 'no-show' })
  })
})

describe('the review of applications', () => {
  const review = (
    of: { findings?: Finding[]; application?: string; by?: string },
    at: { tender?: Tender; state?: Prequalification; opened?: Opened[] } = {},
  ) =>
    reviewApplication(
      { tender: at.tender ?? closed(), state: at.state ?? begun(), opened: at.opened ?? opened() },
      { application: hash('1'), by: 'host', findings: pass, signature, ...of },
      T,
    )
  const code = (...of: Parameters<typeof review>) => refused(() => review(...of)).code

  it('judges every requirement of the document and no other, a failure with its reason (第十八条)', () => {
    expect(code({})).to.equal('done')
    expect(refused(() => review({ findings: pass.slice(1) }))).to.deep.include({
      code: 'REQUIREMENTS_DIFFER',
      article: '《招标投标法实施条例》第十八条',
    })
    expect(code({ findings: [...pass, { requirement: 'price', pass: true }] })).to.equal('REQUIREMENTS_DIFFER')
    expect(code({ findings: pass.map((one) => ({ ...one, pass: false })) })).to.equal('FAILURE_WITHOUT_REASON')
    expect(code({ application: hash('7') })).to.equal('APPLICATION_NOT_OPENED')
  })

  it('is a committee’s where state funds lead, and the tenderer’s elsewhere', () => {
    const state = { tender: closed({ stateFunded: true }) }
    expect(refused(() => review({}, state))).to.deep.include({
      code: 'REVIEW_BY_COMMITTEE',
      article: '《招标投标法实施条例》第十八条',
    })
    expect(code({ by: hash('e') }, state)).to.equal('REVIEW_BY_COMMITTEE')
    expect(code({ by: hash('e') })).to.equal('REVIEW_BY_HOST')
    expect(refused(() => outcomeOf({ ...state, state: begun(), opened: opened() }, T, times.deadline)).code).to.equal(
      'REVIEW_BY_COMMITTEE',
    )
  })

  it('passes no consortium where none is taken, and no unit that stands in two applications', () => {
    const member = { code: '91530100000000009X', name: '联合体成员' }
    const joint = opened({ [hash('1')]: { consortium: [member] } })
    expect(code({}, { opened: joint })).to.equal('CONSORTIUM_NOT_ACCEPTED')
    const tender = closed({ consortium: true })
    expect(code({}, { tender, opened: joint })).to.equal('done')
    const twice = opened({ [hash('1')]: { consortium: [member] }, [hash('2')]: { consortium: [member] } })
    expect(code({}, { tender, opened: twice })).to.equal('MEMBER_TWICE')
    expect(code({ findings: fail }, { tender, opened: twice })).to.equal('done')
    const alone = opened({ [hash('1')]: { consortium: [opened()[1]?.applicant] } })
    expect(code({}, { tender, opened: alone })).to.equal('MEMBER_TWICE')
  })

  const judged = (failing: readonly string[]): Prequalification =>
    tags.reduce((state, application) => {
      const findings = failing.includes(application) ? fail : pass
      return review({ application, findings }, { state }).reduce(
        (before, one) => evolve(before, { ...one, at: times.deadline } as ReviewFact),
        state,
      )
    }, begun())
  const outcome = (state: Prequalification, of = opened(), now = times.deadline) =>
    outcomeOf({ tender: closed(), state, opened: of }, T, now)

  it('needs three that pass: with two the tender is repeated (第十九条)', () => {
    expect(outcome(judged([hash('4')]))).to.deep.include({ failed: [hash('4')], enough: true })
    expect(outcome(judged([hash('3'), hash('4')])).enough).to.equal(false)
    const of = { tender: closed(), state: judged([hash('3'), hash('4')]), opened: opened() }
    const [concluded] = concludeReview(of, signature, T, times.deadline)
    expect(concluded?.data).to.deep.include({ enough: false, article: '《招标投标法实施条例》第十九条' })
  })

  it('ends when every application is judged, or was not unlocked in its whole time', () => {
    expect(refused(() => outcome(begun())).code).to.equal('REVIEW_OPEN')
    const without = opened().slice(0, 3)
    expect(refused(() => outcome(judged([]), without)).code).to.equal('UNLOCKING_RUNS')
    const over = times.deadline + 30 * 60_000
    expect(refused(() => outcome(judged([]), without, over - 1)).code).to.equal('UNLOCKING_RUNS')
    expect(outcome(judged([]), without, over).unopened).to.deep.equal([hash('4')])
    const waiting = { tender: closed(), state: judged([]), opened: without, waiting: 1 }
    expect(refused(() => outcomeOf(waiting, T, over)).code).to.equal('UNLOCKING_RUNS') // its half came in time
  })
})

describe('what a committee found', () => {
  it('is nothing before anybody sits on it', () => {
    const strata = [{ id: 'a', region: '昆明', specialty: 'A08', seats: 5 }]
    const drawn = { draw: 'd', number: 1, members: 5, strata, answerMinutes: 60, seats: [], skips: [], formed: false }
    expect(verdict(begun({ committee: drawn }), hash('1'), T)).to.equal(undefined)
  })
})

describe('who may bid', () => {
  const admission = { tender: 't', by: 'prequalification' as const, tags: [hash('1')], at: 1 }
  it('is whoever passed, and nobody else (《招标投标法实施条例》第三十六条)', () => {
    const by = (tag: string, of: typeof admission | null = admission) =>
      refused(() => admittedOnly(announced(), of ?? undefined, tag, T))
    expect(by(hash('1')).code).to.equal('done')
    expect(by(hash('2'))).to.deep.include({ code: 'NOT_PREQUALIFIED', article: '《招标投标法实施条例》第三十六条' })
    expect(by(hash('1'), null).code).to.equal('NOT_PREQUALIFIED')
  })

  it('is everybody where the tender is open, and the invited alone where it is not (《招标投标法》第十七条)', () => {
    expect(refused(() => admittedOnly(aTender(), undefined, hash('2'), T)).code).to.equal('done')
    expect(refused(() => admittedOnly(aTender({ method: 'invited' }), admission, hash('2'), T))).to.deep.include({
      code: 'NOT_INVITED',
      article: '《招标投标法》第十七条',
    })
  })
})
