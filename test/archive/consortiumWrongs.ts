import { ContractDrafted } from '../../server/award/contractEvents.ts'
import { ContractMade } from '../../server/award/events.ts'
import { PaperSigned } from '../../server/award/letterEvents.ts'
import { BidNamed, BidUnsealed } from '../../server/bids/events.ts'
import { BidRejected, BidReviewed, EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import { STANDING } from '../../server/qualification/changes.ts'
import { BidQualified, ChangeReported, QualificationConcluded } from '../../server/qualification/events.ts'
import type { Clause } from '../../server/tenders/criteria.ts'
import { add, both, change, type Doctor } from './doctors.ts'
import { best, HASH, members, second, signature, tags, third } from './lawfulLog.ts'

const unit = (n: number) => ({ code: `9153010000000000${n}X`, name: `${n}公司` })
const agreement = '协议.pdf'
const file = { part: 'business', name: agreement, type: 'application/pdf', bytes: 1, sha256: HASH }
const indexOf = (tag: string): number => tags.indexOf(tag)

/** A bid says that its bidder merged; nobody judges it. */
const merged = change(BidUnsealed, ({ bidderTag, form }) =>
  bidderTag === third ? { form: { ...form, changes: '已与其他单位合并' } } : undefined,
)
const told = (at: string): Doctor =>
  add(
    'before',
    EvaluationBegun,
    instantOf(at),
    ChangeReported({
      ...{ tender: 'tender-1', bid: third, kind: 'bankruptcy', text: '已申请破产', at: instantOf(at) },
      signature: signature(),
    }),
    'qualification/tender-1',
  )

/** Each bidder is a unit of its own; the third bids with the others that are named. */
export const joint = (others: number[], files = [file]): Doctor =>
  both(
    change(BidNamed, ({ bidderTag }) => ({ bidder: unit(indexOf(bidderTag)) })),
    change(BidUnsealed, ({ bidderTag, form }) =>
      bidderTag === third
        ? { files, form: { ...form, consortium: { members: others.map(unit), agreement } } }
        : undefined,
    ),
  )

const clause = (id: string): Clause => ({ id, zh: '成员另行投标', ground: '相关投标均无效' })
const asked = (id: string, of: string[]): Doctor =>
  change(EvaluationBegun, ({ bids }) => ({
    bids: bids.map((bid) => (of.includes(bid.tag) ? { ...bid, byLaw: [clause(id)] } : bid)),
  }))
const rejected = (id: string, bid: string): Doctor =>
  add(
    'after',
    EvaluationBegun,
    instantOf('2026-04-09T10:00'),
    BidRejected({
      ...{ tender: 'tender-1', panel: members, bid },
      clauses: [{ bid, clause: id, zh: '', ground: '', against: 5, members: 5, findings: [] }],
    }),
    'evaluation/tender-1',
  )
/** The purchaser judged these bids on a clause of the law. */
export const qualified = (id: string, of: Record<string, boolean>): Doctor =>
  both(
    ...Object.entries(of).map(([bid, pass]) =>
      add(
        'before',
        QualificationConcluded,
        instantOf('2026-04-10T11:00'),
        BidQualified({
          ...{ tender: 'tender-1', bid, qualified: pass, byLaw: [clause(id)], signature: signature() },
          findings: [{ clause: id, pass, ...(pass ? {} : { reason: '另行投标' }) }],
        }),
        'qualification/tender-1',
      ),
    ),
  )

/** Member 1 is the second bidder itself, and was found in both bids as the law asks. */
export const foundInWorks = both(
  joint([1]),
  asked('law-member', [second, third]),
  rejected('law-member', second),
  rejected('law-member', third),
)
export const dismissedInWorks = both(joint([1]), asked('law-member', [second, third]))
/** A consortium that breaks nothing. */
export const lawfulJoint = joint([7])

/** The winner bids with one other, which signs the contract's text or does not. */
const jointWinner = (signs: boolean, drawn = true): Doctor => {
  const [{ code, name }, when] = [unit(7), instantOf('2026-04-28T09:00')]
  const of = { tender: 'tender-1', tag: best, file: 'f', sha256: HASH }
  const members = [{ tag: second, code, name }]
  const drafted = ContractDrafted({ ...of, proposal: '', ...(drawn ? { members } : {}) })
  const signed = PaperSigned({ ...of, paper: 'contract', field: 'member-1', base: HASH, certificate: '' })
  const stream = 'award/tender-1'
  return both(
    change(BidNamed, ({ bidderTag }) => ({ bidder: unit(indexOf(bidderTag)) })),
    change(BidUnsealed, ({ bidderTag, form }) =>
      bidderTag === best
        ? { files: [file], form: { ...form, consortium: { members: [unit(7)], agreement } } }
        : undefined,
    ),
    add('before', ContractMade, when, drafted, stream),
    ...(signs ? [add('before', ContractMade, when + 1, signed, stream)] : []),
  )
}
/** Everybody was prequalified as it bids, but for what is said; a clause of the document is about qualification. */
const CLAUSE = 'q'
const prequalified = (more: Record<string, string[]> = {}): Doctor =>
  both(
    change(BidNamed, ({ bidderTag }) => ({ bidder: unit(indexOf(bidderTag)) })),
    change(EvaluationBegun, ({ bids, criteria }) => ({
      criteria: { ...criteria, clauses: [{ id: CLAUSE, zh: '资质', ground: '不符合', qualifies: true as const }] },
      bids: bids.map((bid) => ({ ...bid, applied: [unit(indexOf(bid.tag)).code, ...(more[bid.tag] ?? [])] })),
    })),
  )
const voted = (bid: string): Doctor =>
  add(
    'after',
    EvaluationBegun,
    instantOf('2026-04-09T10:00'),
    BidReviewed({ tender: 'tender-1', member: members[0] ?? '', bid, votes: [{ clause: CLAUSE, pass: true }] }),
    'evaluation/tender-1',
  )
/** Nobody who was prequalified is judged again, but for one that merged, and was asked about. */
export const prequalifiedOnce = both(prequalified(), merged, asked(STANDING, [third]), voted(third))

/** All members of the consortium that won signed its contract. */
export const jointlySigned = jointWinner(true)
export const jointWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'qualification.once': [
    ['the panel judged again whether a prequalified bidder qualifies', both(prequalified(), voted(best))],
  ],
  'bids.consortium': [
    ['a member of a prequalified consortium left it and nobody was asked', prequalified({ [second]: [unit(8).code] })],
  ],
  'contract.jointly': [
    ['a member of the consortium that won did not sign the contract', jointWinner(false)],
    ['the contract had no place for a member of the consortium that won', jointWinner(true, false)],
  ],
}

export const consortiumWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'bids.consortium': [
    ['a member bid alone as well and nobody was asked', joint([1])],
    [
      'a leader stood in another consortium and only one bid was asked about',
      both(joint([0]), asked('law-member', [best])),
    ],
    [
      'of two bids with one member only one was found invalid',
      both(joint([1]), asked('law-member', [second, third]), rejected('law-member', third)),
    ],
    ['there was no agreement and nobody was asked', joint([7], [])],
  ],
  'qualification.changes': [
    ['a bid said that its bidder merged and the panel was not asked', merged],
    ['a bidder told of its bankruptcy and the panel was not asked', told('2026-04-09T08:50')],
  ],
}

/** A purchase's consortium is not the one that was prequalified. */
export const changedWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'qualification.changes': [
    [
      'the members that were prequalified are others and the purchaser was not asked',
      change(QualificationConcluded, () => ({ applied: { [third]: ['91530100MA6K000001', unit(8).code] } })),
    ],
  ],
}

/** Every bidder declares what a reserved package asks for. */
export const declaring = change(BidUnsealed, ({ form }) => ({ form: { ...form, claims: { reserved: true } } }))

export const reservedWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'bids.consortium': [
    ['a member bid alone as well and the purchaser was not asked', joint([1])],
    [
      'the purchaser found only one of the two bids unqualified',
      both(joint([1]), qualified('law-member', { [second]: true, [third]: false })),
    ],
  ],
}
