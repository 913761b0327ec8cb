import { expect } from 'chai'
import { instantOf } from '../../server/law/periods.ts'
import { withdrawApplication } from '../../server/prequalification/application.ts'
import {
  amendPrequalification,
  closeApplications,
  publishPrequalification,
} from '../../server/prequalification/publishing.ts'
import { methodProblem } from '../../server/tenders/admissionRules.ts'
import { repeatTender, terminateTender } from '../../server/tenders/endings.ts'
import { draftTender, failTender } from '../../server/tenders/rules.ts'
import { liftSuspension, suspendTender } from '../../server/tenders/suspension.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { becomes, DAY, refused, signature } from '../tenders/world.ts'
import { announced, applied, document, drafted, G, hash, seal, sealed, T } from './example.ts'
import { requirements, times } from './playing.ts'

describe('a draft says how its bidders come', () => {
  it('by invitation with reasons, or openly without; a tenderer that chooses whom to ask prequalifies nobody', () => {
    const invitation = { reason: '仅有四家企业具备条件' }
    const { prequalification: _p, ...plain } = drafted()
    const code = (changes: Partial<Tender>) => methodProblem({ ...plain, ...changes } as Tender)?.code ?? 'none'
    expect(code({})).to.equal('none')
    expect(code({ method: 'invited' })).to.equal('INVITATION_TERMS')
    expect(code({ invitation })).to.equal('INVITATION_TERMS')
    expect(code({ method: 'invited', invitation })).to.equal('none')
    const both = { method: 'invited' as const, invitation, prequalification: drafted().prequalification as never }
    expect(code(both)).to.equal('INVITED_AND_PREQUALIFIED')
    expect(code({ ...both, track: 'G' })).to.equal('none')
  })
})

describe('a prequalification notice', () => {
  it('needs every officer’s key and is published once', () => {
    const of = { draft: draftOf(drafted()), documents: [document], signature, rulebook: 'T-2025' }
    const publish = (tender: Tender) => refused(() => publishPrequalification(tender, of, [], 0)).code
    expect(publish(drafted({ officerKeys: {} }))).to.equal('OFFICER_KEYS_MISSING')
    expect(publish(announced())).to.equal('PREQUAL_PUBLISHED')
    const { prequalification: _p, ...open } = drafted()
    expect(publish(open)).to.equal('NO_PREQUALIFICATION')
    expect(publish(drafted())).to.equal('done')
  })

  it('fixes what it announced: afterwards only the tender’s own dates, prices and criteria change', () => {
    const tender = becomes(announced(), [
      { type: 'prequalification.passed', v: 1, data: { tender: 't', at: 1, article: '' } } as never,
    ])
    expect(tender.stage).to.equal('prequalified')
    const again = (changes: Partial<Tender>) =>
      refused(() => draftTender(tender, tender.id, draftOf({ ...tender, ...changes }))).code
    expect(again({ ceiling: '700000000', deadline: tender.deadline + DAY })).to.equal('done')
    expect(again({ consortium: true })).to.equal('ANNOUNCED_TERMS')
    expect(again({ qualification: '特级' })).to.equal('ANNOUNCED_TERMS')
    const redrafted = becomes(tender, draftTender(tender, tender.id, draftOf({ ...tender, ceiling: '700000000' })))
    expect(redrafted).to.deep.include({ stage: 'prequalified', ceiling: '700000000', prequal: tender.prequal })
  })
})

describe('an application', () => {
  it('is in time one millisecond before the deadline, and late at the very instant', () => {
    const tender = announced()
    expect(seal(tender, times.deadline - 1)).to.have.lengthOf(1)
    expect(refused(() => seal(tender, times.deadline))).to.deep.include({
      code: 'APPLICATION_LATE',
      article: '《电子招标投标办法》第二十七条',
    })
  })

  it('answers the version in force and follows the one before it', () => {
    const tender = announced()
    expect(refused(() => seal(tender, applied, undefined, { document: hash('9') })).code).to.equal(
      'APPLICATION_OUTDATED',
    )
    const first = sealed(tender, applied)
    const next = { sequence: 2, previous: hash('c'), manifest: hash('e') }
    expect(seal(tender, applied, first, next)).to.have.lengthOf(1)
    for (const of of [{}, { ...next, previous: null }, { ...next, sequence: 3 }])
      expect(refused(() => seal(tender, applied, first, of)).code).to.equal('APPLICATION_SEQUENCE')
  })

  it('is withdrawn until the deadline, by naming the one that stands', () => {
    const tender = announced()
    const application = sealed(tender, applied)
    const take = (sequence: number, now: number) =>
      refused(() => withdrawApplication({ tender, application, sequence }, T, now)).code
    expect(take(1, times.deadline - 1)).to.equal('done')
    expect(take(1, times.deadline)).to.equal('APPLICATION_LATE')
    expect(take(2, applied)).to.equal('APPLICATION_SEQUENCE')
    const none = { tender, application: undefined, sequence: 1 }
    expect(refused(() => withdrawApplication(none, T, applied)).code).to.equal('APPLICATION_ABSENT')
  })

  it('is taken only while the tender is prequalified for', () => {
    expect(refused(() => seal(drafted(), applied)).code).to.equal('APPLICATIONS_NOT_TAKEN')
    const closed = becomes(announced(), closeApplications(announced(), times.deadline), times.deadline)
    expect(refused(() => seal(closed, times.deadline - 1)).code).to.equal('APPLICATION_LATE')
    expect(refused(() => closeApplications(announced(), times.deadline - 1)).code).to.equal('PREQUAL_DEADLINE_AHEAD')
  })
})

describe('an addendum to the prequalification document', () => {
  const addendum = { title: '澄清一', text: '业绩材料可以是竣工验收备案表。', affects: true }
  const amend = (now: number, of: object = {}, law = T) =>
    refused(() =>
      amendPrequalification(announced(), { ...addendum, documents: [document], signature, ...of }, law, now),
    )

  it('that may affect applications is out three days before the deadline or moves it (第二十一条)', () => {
    const last = instantOf('2026-03-27T23:59:59.999')
    expect(amend(last).code).to.equal('done')
    expect(amend(last + 1)).to.deep.include({
      code: 'PREQUAL_MUST_POSTPONE',
      article: '《招标投标法实施条例》第二十一条',
    })
    expect(amend(last + 1, { affects: false }).code).to.equal('done')
    expect(amend(last + 1, { deadline: times.deadline + DAY }).code).to.equal('done')
    expect(amend(last + 1, { affects: false, requirements }).code).to.equal('PREQUAL_MUST_POSTPONE')
  })

  it('never brings a date forward, and is not made after the deadline', () => {
    expect(amend(applied, { deadline: times.deadline - 1 }).code).to.equal('PREQUAL_EARLIER')
    expect(amend(applied, { documentsUntil: times.documentsUntil - 1 }).code).to.equal('PREQUAL_EARLIER')
    expect(amend(times.deadline).code).to.equal('PREQUAL_OVER')
  })

  it('changes no requirement in a purchase (《政府采购货物和服务招标投标管理办法》第二十七条)', () => {
    expect(amend(applied, { requirements }, G)).to.deep.include({
      code: 'REQUIREMENTS_KEPT',
      article: '《政府采购货物和服务招标投标管理办法》第二十七条',
    })
    expect(amend(applied, {}, G).code).to.equal('done')
  })

  it('makes a version of its own, which applications then answer', () => {
    const before = announced()
    const of = { ...addendum, documents: [{ ...document, sha256: hash('f') }], signature }
    const after = becomes(before, amendPrequalification(before, of, T, applied), applied)
    expect(after.prequal?.versions.map(({ version }) => version)).to.deep.equal([1, 2])
    const old = before.prequal?.versions[0]?.document ?? ''
    expect(refused(() => seal(after, applied + 1, undefined, { document: old })).code).to.equal('APPLICATION_OUTDATED')
  })
})

describe('a prequalification that rests', () => {
  it('stands by its own clock: its dates move by whole days, the tender’s stay', () => {
    const before = announced()
    const order = { id: 's1', kind: 'objection' as const, reason: '收到异议' }
    const rests = becomes(before, suspendTender(before, order, T, applied), applied)
    expect(rests.suspensions?.[0]?.article).to.equal('《招标投标法实施条例》第二十二条')
    expect(refused(() => seal(rests, times.deadline + 1)).code).to.equal('TENDER_SUSPENDED')
    const later = applied + DAY + 1
    const goesOn = becomes(rests, liftSuspension(rests, { id: 's1', reason: '已答复' }, T, later), later)
    expect(goesOn.prequalification?.deadline).to.equal(times.deadline + 2 * DAY)
    expect([goesOn.deadline, goesOn.noticed]).to.deep.equal([before.deadline, undefined])
    expect(seal(goesOn, times.deadline + 2 * DAY - 1)).to.have.lengthOf(1)
    expect(refused(() => seal(goesOn, times.deadline + 2 * DAY)).code).to.equal('APPLICATION_LATE')
  })

  it('may be terminated, and repeated with its dates moved', () => {
    const before = announced()
    const ended = becomes(
      before,
      terminateTender(before, { ground: 'other', reason: '计划调整', signature }, T, applied),
    )
    expect(ended.stage).to.equal('terminated')
    const failed = becomes(before, failTender(before, '通过者不足', T.fewestPassers))
    const now = instantOf('2026-04-10T09:00')
    const [fresh] = repeatTender(failed, 'next', false, now).fresh as unknown as { data: { draft: Tender } }[]
    const { prequalification, documentsFrom } = fresh?.data.draft ?? ({} as Tender)
    expect(prequalification?.documentsFrom).to.be.greaterThan(now)
    expect(documentsFrom - (prequalification?.documentsFrom ?? 0)).to.equal(before.documentsFrom - times.documentsFrom)
  })
})
