import type { Fact } from '../ledger/event.ts'
import { CommitteeSeated, MemberLeft } from '../prequalification/committeeEvents.ts'

type Seat = { pid: string; stratum: string; sealed: string }

/** Who sat and who was passed over in one draw of a committee, in the end. */
export interface SeatedIn {
  draw: string
  seats: Seat[]
  skips: { pid: string; code: string }[]
}

/** Every committee that sat, as the facts leave it: who left was passed over, who followed sits. */
export function committeesIn(facts: readonly Fact[]): SeatedIn[] {
  const all: SeatedIn[] = []
  for (const fact of facts) {
    if (fact.type === CommitteeSeated.type) {
      const { draw, seats, skips } = fact.data as Parameters<typeof CommitteeSeated>[0]
      all.push({ draw, seats, skips })
    }
    const last = all.at(-1)
    if (fact.type !== MemberLeft.type || !last) continue
    const { pid, cause, next, skips } = fact.data as Parameters<typeof MemberLeft>[0]
    const seats = next ? last.seats.map((one) => (one.pid === pid ? next : one)) : []
    const others = next ? [] : last.seats.filter((one) => one.pid !== pid)
    last.seats = seats
    const gone = [{ pid, code: cause as string }, ...others.map((one) => ({ pid: one.pid, code: 'left' }))]
    last.skips = [...last.skips, ...skips, ...gone]
  }
  return all
}
