import type { Fact } from '../ledger/event.ts'
import { CommitteeSeated, MemberLeft } from '../prequalification/events.ts'

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
    const { pid, next, skips } = fact.data as Parameters<typeof MemberLeft>[0]
    const seats = next ? last.seats.map((one) => (one.pid === pid ? next : one)) : []
    const left = next ? [pid] : last.seats.map((one) => one.pid)
    last.seats = seats
    last.skips = [...last.skips, ...skips, ...left.map((gone) => ({ pid: gone, code: 'left' }))]
  }
  return all
}
