import { CandidatesListed, InviteesFixed } from '../../server/invitation/events.ts'
import { instantOf } from '../../server/law/periods.ts'
import type { Happening } from '../../server/ledger/event.ts'
import {
  CommitteeAsked,
  CommitteeFormed,
  MemberArrived,
  MemberDeclared,
} from '../../server/prequalification/committeeEvents.ts'
import {
  ApplicationReviewed,
  ApplicationSealed,
  PrequalificationConcluded,
  ReviewBegun,
} from '../../server/prequalification/events.ts'
import {
  ApplicationsClosed,
  BiddersAdmitted,
  PrequalificationAmended,
  PrequalificationPublished,
} from '../../server/tenders/admissionEvents.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { noticeHash } from '../../server/tenders/tender.ts'
import { add, both, change, type Doctor } from './doctors.ts'
import { draft, HASH, signature } from './lawfulLog.ts'

const tender = 'tender-1'
const hash = (letter: string) => letter.repeat(64)
const day = instantOf
/** Beside the tender's own stream, whose state such a fact does not concern here. */
export const beside = (when: string, happening: Happening): Doctor =>
  add('before', TenderPublished, day(when), happening, 'admission/tender-1')

const terms = {
  ...{ documentsFrom: day('2026-02-02T09:00'), documentsUntil: day('2026-02-09T17:00') },
  ...{ deadline: day('2026-02-14T09:00'), instructions: '' },
  requirements: [{ id: 'licence', zh: '资质' }],
}
const published = PrequalificationPublished({
  ...{ tender, rulebook: 'T-2025', notice: hash('a'), ceremony: hash('b'), documents: [] },
  ...{ signature: signature(), publishedAt: day('2026-02-02T08:00') },
})
const tags = ['c', 'd', 'e'].map(hash)
const admitted = BiddersAdmitted({ tender, by: 'prequalification', tags, at: day('2026-02-20T09:00') })
/** The same course after a prequalification with these dates; who may bid is fixed unless left out. */
export const prequalified = (
  changes: Partial<typeof terms> = {},
  fixed = true,
  more: Partial<typeof draft> = {},
): Doctor => {
  const other = { ...draft, ...more, prequalification: { ...terms, ...changes } }
  const notice = noticeHash(other)
  return both(
    change(TenderDrafted, () => ({ draft: other })),
    change(TenderPublished, () => ({ notice, signature: signature(notice, HASH) })),
    beside('2026-02-02T08:00', published),
    fixed ? beside('2026-02-20T09:00', admitted) : (log) => [...log],
  )
}

const application = (receivedAt: number) =>
  ApplicationSealed({
    ...{ tender, tag: hash('d'), sequence: 1, header: hash('a'), root: hash('b'), bytes: 1, upload: 'u', box: '{}' },
    ...{ manifest: hash('c'), document: hash('e'), receivedAt },
  })
const amended = (when: string, deadline: number) =>
  PrequalificationAmended({
    ...{ tender, version: 2, title: '修改一', text: '删去一项要求', documents: [], affects: true },
    ...{ documentsUntil: terms.documentsUntil, deadline, at: day(when), signature: signature() },
  })
const members = ['1', '2', '3', '4', '5'].map(hash)
const report = { sha256: hash('f'), signed: members, differing: [], unsigned: [] }
const short = { ...report, signed: members.slice(1) }
const passers = [hash('c'), hash('d'), hash('e')]
/** A review that ended, signed by its committee unless another report is given. */
const ended = (passed = passers, of: typeof report | null = report) =>
  PrequalificationConcluded({
    ...{ tender, passed, failed: [], unopened: [], enough: false },
    ...{ article: '', at: day('2026-02-20T09:00'), signature: signature() },
    ...(of ? { report: of } : {}),
  })
/** A committee of so many was drawn and formed. */
const sits = (size = 5): Doctor =>
  both(
    beside('2026-02-14T09:00', ReviewBegun({ tender, needed: 2, minutes: 40, applications: [] })),
    beside(
      '2026-02-17T09:00',
      CommitteeAsked({
        ...{ tender, draw: 'tender-1.p1', number: 1, members: size, answerMinutes: 60, signature: signature() },
        strata: [{ id: 'a', region: '昆明', specialty: 'A08', seats: size }],
      }),
    ),
    beside(
      '2026-02-17T12:00',
      CommitteeFormed({ tender, draw: 'tender-1.p1', members: [...members, hash('6')].slice(0, size) }),
    ),
  )
const declaredBy = (avoid: boolean) =>
  MemberDeclared({ tender, tag: members[0] ?? '', applicants: 1, avoid, sealed: '' })
const reviewed = ApplicationReviewed({
  ...{ tender, application: hash('c'), by: members[0] ?? '', findings: [], pass: true, signature: signature() },
})
const listed = (source: 'tenderer' | 'register') =>
  CandidatesListed({
    ...{ tender, source, candidates: [{ tag: hash('c'), sealed: '' }], wanted: 1 },
    ...{ at: day('2026-02-20T09:00'), signature: signature() },
  })

/** Ways in which who may bid is decided against the law: each breaks that requirement and no other. */
export const admissionWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'prequalification.documentsOffered': [
    ['the document was on offer a day too short', prequalified({ documentsUntil: day('2026-02-08T17:00') })],
  ],
  'prequalification.applicationPeriod': [
    ['applications had a millisecond too little', prequalified({ deadline: day('2026-02-14T00:00') - 1 })],
  ],
  'prequalification.addendum': [
    [
      'an addendum came three days before and moved nothing',
      beside('2026-02-12T00:00', amended('2026-02-12T00:00', day('2026-02-14T09:00'))),
    ],
  ],
  'prequalification.lateApplications': [
    [
      'an application was taken at the very deadline',
      both(
        beside('2026-02-14T09:00', application(terms.deadline)),
        beside('2026-02-14T09:00', ApplicationsClosed({ tender, deadline: terms.deadline })),
      ),
    ],
  ],
  'prequalification.fewestPassers': [
    ['two had passed', both(sits(), beside('2026-02-20T09:00', ended([hash('c'), hash('d')])))],
  ],
  'prequalification.committee': [
    ['a committee of four reviewed', both(sits(4), beside('2026-02-20T09:00', ended()))],
    [
      'nobody had formed a committee',
      beside('2026-02-20T09:00', ended([hash('c'), hash('d'), hash('e')], { ...report, signed: [] })),
    ],
  ],
  'prequalification.avoidance': [
    ['a member reviewed and had declared nothing', both(sits(), beside('2026-02-19T09:00', reviewed))],
    [
      'a member reviewed after it had stood aside',
      both(
        sits(),
        beside('2026-02-18T09:00', MemberArrived({ tender, tag: members[0] ?? '', sealed: '' })),
        beside('2026-02-18T10:00', declaredBy(true)),
        beside('2026-02-19T09:00', reviewed),
      ),
    ],
  ],
  'prequalification.reportSigned': [
    ['one member neither signed nor is noted', both(sits(), beside('2026-02-20T09:00', ended(passers, short)))],
    ['there was no report', both(sits(), beside('2026-02-20T09:00', ended(passers, null)))],
  ],
  'admission.first': [['nobody had passed when the document went out', prequalified({}, false)]],
  'invitation.fewest': [
    [
      'two were invited',
      beside(
        '2026-02-20T09:00',
        InviteesFixed({ tender, invited: [hash('a'), hash('b')], transcript: null, article: '', at: 1 }),
      ),
    ],
  ],
  'invitation.pool': [['works drew from a register', beside('2026-02-20T09:00', listed('register'))]],
}
