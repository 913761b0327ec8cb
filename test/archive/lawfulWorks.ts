import { BondGiven } from '../../server/award/bondEvents.ts'
import { ObjectionAnswered } from '../../server/award/events.ts'
import { ReportMade } from '../../server/award/letterEvents.ts'
import {
  ComplaintClockResumed,
  ComplaintClockStopped,
  ComplaintDecided,
  ComplaintFiled,
  ComplaintRuled,
} from '../../server/complaints/events.ts'
import { instantOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { DocumentObjected, DocumentObjectionAnswered } from '../../server/questions/events.ts'
import type { TenderFact } from '../../server/tenders/events.ts'
import { ControlPricePublished } from '../../server/tenders/sideEvents.ts'
import { liftSuspension, suspendTender } from '../../server/tenders/suspension.ts'
import { evolve, type Tender } from '../../server/tenders/tender.ts'
import { at, best, draft, HASH, plain, plan, second, signature, TENDER } from './lawfulLog.ts'

const of = { tender: TENDER }
const award = `award/${TENDER}`
const law = rulebook('T-2025')
const day = instantOf

/** Facts in the order of their moments; those of one moment in the order given. */
export const inOrder = (facts: readonly Fact[]): Fact[] => facts.toSorted((a, b) => a.at - b.at)

const tenderBefore = (when: number): Tender =>
  plain
    .filter((fact) => fact.stream.startsWith('tender/') && fact.at <= when)
    .reduce((before: Tender | undefined, fact) => evolve(before, fact as TenderFact), undefined) as Tender

/** The tender rests from a moment to another. */
export function rested(id: string, from: number, to: number, before: Tender): Fact[] {
  const order = { id, kind: 'objection' as const, reason: '异议' }
  const [stop] = suspendTender(before, order, law, from)
  const still = evolve(before, at(from, `tender/${TENDER}`, stop!) as TenderFact)
  const [go] = liftSuspension(still, { id, reason: '异议已答复' }, law, to)
  return [at(from, `tender/${TENDER}`, stop!), at(to, `tender/${TENDER}`, go!)]
}

const objection = { objection: 'd1', tag: HASH, version: 1, text: '资格条件过高', request: '请降低' }
const documents: Fact[] = [
  at(
    '2026-03-05T10:00',
    `objection/${TENDER}.d1`,
    DocumentObjected({ ...of, ...objection, late: false, article: '', at: day('2026-03-05T10:00'), answerBy: null }),
  ),
  at(
    '2026-03-06T10:00',
    `objection/${TENDER}.d1`,
    DocumentObjectionAnswered({
      ...{ ...of, objection: 'd1', text: '不成立', outcome: 'dismissed' as const, inTime: true },
      ...{ at: day('2026-03-06T10:00'), signature: signature() },
    }),
  ),
  ...rested('d1', day('2026-03-05T10:00'), day('2026-03-06T10:00'), tenderBefore(day('2026-03-05T10:00'))),
]

const price = { price: draft.ceiling ?? '', basis: '工程量清单', at: day('2026-03-04T10:00'), signature: signature() }
const bond = { tag: best, form: 'guarantee' as const, amount: '5', reference: 'BH1', validUntil: null }

const about = { ...of, complaint: 'c1', tag: second }
const filed = {
  ...{ matter: 'result' as const, objection: 'j1', knownAt: day('2026-04-13T10:00'), until: null, late: false },
  ...{ acceptBy: null, ruleBy: null, files: [], sealed: '' },
}
const complaint = `complaint/${TENDER}.c1`
const complaints: Fact[] = [
  at('2026-04-18T10:00', complaint, ComplaintFiled({ ...about, ...filed })),
  at(
    '2026-04-20T09:00',
    complaint,
    ComplaintDecided({
      ...{ ...about, accepted: true, reason: '符合受理条件', article: '', inTime: true, ruleBy: null },
      signature: signature(),
    }),
  ),
  at(
    '2026-04-21T09:00',
    complaint,
    ComplaintClockStopped({ ...about, reason: '鉴定', at: day('2026-04-21T09:00'), signature: signature() }),
  ),
  at(
    '2026-04-23T09:00',
    complaint,
    ComplaintClockResumed({ ...about, at: day('2026-04-23T09:00'), left: 29, ruleBy: null, signature: signature() }),
  ),
  at(
    '2026-05-06T11:00',
    complaint,
    ComplaintRuled({
      ...{ ...of, complaint: 'c1', matter: 'result' as const, outcome: 'unfounded' as const, text: '经查不成立' },
      ...{ article: '', remedy: 'none' as const, ground: null, inTime: true, signature: signature() },
    }),
  ),
]

/** The whole course of a tender of works, by the law: with an objection to the document and one to the result, a complaint, a bond, the report. */
export const works: readonly Fact[] = inOrder([
  plan,
  ...plain,
  ...documents,
  at('2026-03-04T10:00', `tender/${TENDER}`, ControlPricePublished({ ...of, ...price })),
  at('2026-04-27T10:00', award, BondGiven({ ...of, ...bond, signature: signature() })),
  at(
    '2026-04-29T10:00',
    award,
    ReportMade({
      ...{ ...of, about: 'tender' as const, remarks: '', contract: null, article: '', inTime: true },
      signature: signature(),
    }),
  ),
  ...complaints,
])

/** The moment of the answer to the objection of the result. */
export const answeredAt = plain.find(({ type }) => type === ObjectionAnswered.type)?.at ?? 0
