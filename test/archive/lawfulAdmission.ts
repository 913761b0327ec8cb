import { ResultAnnounced } from '../../server/award/announcementEvents.ts'
import {
  CandidatesListed,
  DrawRecorded,
  DrawRecordSigned,
  InviteesDrawn,
  InviteesFixed,
  LetterSent,
} from '../../server/invitation/events.ts'
import { instantOf } from '../../server/law/periods.ts'
import type { Happening } from '../../server/ledger/event.ts'
import {
  ApplicationReviewed,
  PrequalificationConcluded,
  ResultIssued,
  ReviewBegun,
} from '../../server/prequalification/events.ts'
import { ApplicationOpened } from '../../server/prequalification/openingEvents.ts'
import { DocumentObjected } from '../../server/questions/events.ts'
import { BiddersAdmitted } from '../../server/tenders/admissionEvents.ts'
import { TenderPublished } from '../../server/tenders/events.ts'
import { prequalified } from './admissionWrongs.ts'
import { add, both, change, type Doctor, drop } from './doctors.ts'
import { HASH, signature } from './lawfulLog.ts'
import { purchase } from './lawfulPurchase.ts'
import { works } from './lawfulWorks.ts'
import { noticed } from './wrongsPurchase.ts'

const tender = 'tender-1'
const hash = (n: number | string) => String(n).repeat(64).slice(0, 64)
const tags = [1, 2, 3, 4, 5, 6].map(hash)
const three = tags.slice(0, 3)
const day = instantOf
const early = (happening: Happening): Doctor =>
  add('before', TenderPublished, day('2026-02-24T10:00'), happening, 'invitation/tender-1')
const late = (happening: Happening): Doctor =>
  add('after', TenderPublished, day('2026-03-02T09:01'), happening, 'invitation/tender-1')

const witnesses = ['韦明丽', '黄小芳']
const signs = (field: string, person: string) =>
  DrawRecordSigned({ tender, field, person, base: HASH, file: 'r.pdf', sha256: HASH, certificate: HASH })
const sent = (tag: string, at = day('2026-03-02T09:00')) => LetterSent({ tender, tag, file: 'l.pdf', sha256: HASH, at })
const listed = (source: 'recommendation' | 'register') =>
  CandidatesListed({
    ...{ tender, source, candidates: tags.map((tag) => ({ tag, sealed: '' })), wanted: 3 },
    ...{ at: day('2026-02-24T10:00'), signature: signature() },
  })
const recommended = tags.map((_, i) => ({ name: `单位${i}`, code: `code-${i}`, reason: '承担过同类项目' }))
const told = (of: typeof recommended): Doctor =>
  change(ResultAnnounced, ({ announcement }) => ({ announcement: { ...announcement, recommended: of } }))
const by = { ground: 'fewSuppliers', reason: '设备须与既有教学平台对接，只有少数供应商' }

/** A purchase whose invitees were drawn from six that the purchaser recommended; each step lawful. */
export const invited = both(
  noticed({ method: 'invited', invitation: by }),
  early(listed('recommendation')),
  early(InviteesDrawn({ tender, draw: 'tender-1.i1', number: 1, witnesses, article: '', signature: signature() })),
  early(InviteesFixed({ tender, invited: three, transcript: '{}', article: '', at: day('2026-02-24T10:00') })),
  early(BiddersAdmitted({ tender, by: 'invitation', tags: three, at: day('2026-02-24T10:00') })),
  early(DrawRecorded({ tender, draw: 'tender-1.i1', file: 'r.pdf', sha256: HASH })),
  ...witnesses.map((person, i) => early(signs(`witness-${i + 1}`, person))),
  early(signs('tenderer', '韦明丽')),
  ...three.map((tag) => late(sent(tag))),
  told(recommended),
)(purchase)

const finds = (pass: boolean) => [{ requirement: 'licence', pass, ...(pass ? {} : { reason: '资质证书已过期' }) }]
const reviewed = (application: string, pass: boolean) =>
  ApplicationReviewed({ tender, application, by: 'host', findings: finds(pass), pass, signature: signature() })
const four = tags.slice(0, 4)
const opened = (tag: string) => ApplicationOpened({ tender, tag, sequence: 1, form: '', files: [], key: '' })
const concluded = PrequalificationConcluded({
  ...{ tender, passed: three, failed: four.slice(3), unopened: [], enough: true, article: '' },
  ...{ at: day('2026-02-24T10:00'), signature: signature() },
})

/** Works of no state funds for which the tenderer found three of four fit; each step lawful. */
export const reviewedWorks = both(
  prequalified({}, true, { stateFunded: false }),
  early(ReviewBegun({ tender, needed: 2, minutes: 40, applications: four })),
  ...four.map((tag) => early(opened(tag))),
  ...four.map((one, i) => early(reviewed(one, i < 3))),
  early(concluded),
  ...four.map((tag) => early(ResultIssued({ tender, tag, sequence: 1, file: 'p.pdf', sha256: HASH }))),
)(works)

const objected = (when: string, isLate: boolean): Doctor =>
  early(
    DocumentObjected({
      ...{ tender, objection: 'p-1', tag: HASH, on: 'prequalification', version: 1, text: '异议', request: '请修改' },
      ...{ late: isLate, article: '', at: day(when), answerBy: null },
    }),
  )

type Ways = Record<string, [title: string, doctor: Doctor][]>

/** Ways in which an invitation of a purchase is unlawful. */
export const invitedWrongs: Ways = {
  'invitation.ground': [
    ['no ground was given', noticed({ method: 'invited', invitation: { reason: '只有少数供应商可以提供该设备' } })],
    ['the ground is none of the law', noticed({ method: 'invited', invitation: { ...by, ground: 'wish' } })],
  ],
  'invitation.choice': [['nobody drew', change(InviteesFixed, () => ({ transcript: null }))]],
  'invitation.pool': [
    ['five were listed for three', change(CandidatesListed, ({ candidates }) => ({ candidates: candidates.slice(1) }))],
  ],
  'invitation.witnesses': [
    ['one watched', change(InviteesDrawn, () => ({ witnesses: witnesses.slice(1) }))],
    ['the same was named twice', change(InviteesDrawn, () => ({ witnesses: ['韦明丽', '韦明丽'] }))],
  ],
  'invitation.record': [
    ['there is no record', drop(DrawRecorded)],
    ['one of two witnesses signed', drop(DrawRecordSigned, ({ data }) => Object(data).field === 'witness-2')],
    [
      'another signed in the place of a witness',
      change(DrawRecordSigned, ({ field }) => (field === 'witness-1' ? { person: '覃雪松' } : undefined)),
    ],
    ['the purchaser did not sign', drop(DrawRecordSigned, ({ data }) => Object(data).field === 'tenderer')],
  ],
  'invitation.atOnce': [
    [
      'one got its letter a millisecond later',
      change(LetterSent, ({ tag, at }) => (tag === tags[1] ? { at: at + 1 } : undefined)),
    ],
    ['one got none', drop(LetterSent, ({ data }) => Object(data).tag === tags[1])],
    ['another got one', change(LetterSent, ({ tag }) => (tag === tags[1] ? { tag: hash(9) } : undefined))],
  ],
  'admission.only': [['a fourth bid', change(BiddersAdmitted, ({ tags: all }) => ({ tags: all.slice(1) }))]],
  'announcement.recommended': [
    ['five of six were announced', told(recommended.slice(1))],
    ['one was announced twice', told([...recommended.slice(1), ...recommended.slice(1, 2)])],
    ['a reason was left out', told(recommended.map((one, i) => ({ ...one, reason: i ? one.reason : ' ' })))],
  ],
}

/** Ways in which a prequalification of works is unlawful. */
export const reviewWrongs: Ways = {
  'prequalification.review': [
    ['who failed was said to have passed', change(PrequalificationConcluded, () => ({ passed: four, failed: [] }))],
    [
      'who passed was said to have failed',
      change(PrequalificationConcluded, () => ({
        passed: [...three.slice(1), four[3] ?? ''],
        failed: three.slice(0, 1),
      })),
    ],
    ['one was not reviewed', drop(ApplicationReviewed, ({ data }) => Object(data).application === four[1])],
    [
      'something else was judged',
      change(ApplicationReviewed, (_, i) => (i ? undefined : { findings: [{ requirement: 'other', pass: true }] })),
    ],
    [
      'one failed without a reason',
      change(ApplicationReviewed, ({ pass }) =>
        pass ? undefined : { findings: [{ requirement: 'licence', pass: false }] },
      ),
    ],
  ],
  'prequalification.results': [['one was not told', drop(ResultIssued, ({ data }) => Object(data).tag === four[3])]],
  'prequalification.objectionInTime': [['one in time was taken as late', objected('2026-02-11T00:00', true)]],
}

/** All of them. */
export const admittedWrongs: Ways = { ...invitedWrongs, ...reviewWrongs }

/** Beside it, what the same deed breaks by its nature. */
export const alsoAdmitted: Record<string, string[]> = {
  'invitation.witnesses': ['invitation.record'],
  'invitation.pool': ['announcement.recommended'],
}
