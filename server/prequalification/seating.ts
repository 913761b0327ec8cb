import type { ReviewFact } from './events.ts'
import type { Committee, Prequalification } from './prequalification.ts'

type Of<T extends ReviewFact['type']> = Extract<ReviewFact, { type: T }>
type Seating = Of<
  | 'prequalification.committeeAsked'
  | 'prequalification.committeeSeated'
  | 'prequalification.memberAccepted'
  | 'prequalification.memberArrived'
  | 'prequalification.memberDeclared'
  | 'prequalification.committeeFormed'
  | 'prequalification.memberLeft'
  | 'prequalification.reported'
  | 'prequalification.reportSigned'
>
type Seat = Committee['seats'][number]

/** Whether a fact is about the committee. */
export const isSeating = (fact: ReviewFact): fact is Seating =>
  /^prequalification\.(committee|member|report)/.test(fact.type)

const change = (committee: Committee, tag: string, to: Partial<Seat>): Committee => ({
  ...committee,
  seats: committee.seats.map((seat) => (seat.tag === tag ? { ...seat, ...to } : seat)),
})

const asked = (seat: Omit<Seat, 'status' | 'until'>, until: number): Seat => ({ ...seat, status: 'asked', until })

/** After a member left: the next one sits in its place; with nobody to follow nobody sits, and all is found anew. */
function left(before: Prequalification, committee: Committee, { data }: Of<'prequalification.memberLeft'>) {
  const { tag, pid, stratum, cause, next, skips, answerUntil } = data
  const passed = [...committee.skips, { pid, stratum, code: cause }, ...skips]
  if (!next) return { committee: { ...committee, seats: [], skips: passed, formed: false }, reviews: {}, report: null }
  const seats = committee.seats.map((one) => (one.tag === tag ? asked(next, answerUntil) : one))
  const reviews = Object.fromEntries(
    Object.entries(before.reviews).map(([application, { [tag]: _void, ...others }]) => [application, others]),
  )
  return { committee: { ...committee, seats, skips: passed, formed: false }, reviews, report: null }
}

/** What a fact about the committee changes. */
export function seatedBy(before: Prequalification, fact: Seating): Partial<Prequalification> {
  const { committee } = before
  if (fact.type === 'prequalification.committeeAsked') {
    const { draw, number, members, strata, answerMinutes } = fact.data
    const fresh: Committee = { draw, number, members, strata, answerMinutes, seats: [], skips: [], formed: false }
    return { committee: fresh, reviews: {}, report: null }
  }
  if (!committee) return {}
  switch (fact.type) {
    case 'prequalification.committeeSeated': {
      const { seats, skips, answerUntil } = fact.data
      return { committee: { ...committee, seats: seats.map((one) => asked(one, answerUntil)), skips } }
    }
    case 'prequalification.memberAccepted':
      return { committee: change(committee, fact.data.tag, { status: 'accepted', until: fact.data.checkInUntil }) }
    case 'prequalification.memberArrived':
      return { committee: change(committee, fact.data.tag, { status: 'checkedIn', until: null }) }
    case 'prequalification.memberDeclared':
      return { committee: change(committee, fact.data.tag, { status: 'declared' }) }
    case 'prequalification.committeeFormed':
      return { committee: { ...committee, formed: true } }
    case 'prequalification.memberLeft':
      return left(before, committee, fact)
    case 'prequalification.reported': {
      const { file, sha256, signUntil } = fact.data
      return { report: { file, sha256, signUntil, signed: {} } }
    }
    case 'prequalification.reportSigned': {
      const { report } = before
      return { report: report && { ...report, signed: { ...report.signed, [fact.data.tag]: fact.data.differs } } }
    }
  }
}
