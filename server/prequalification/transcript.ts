import { drawOrder } from '../../crypto/draw.ts'
import type { Call, Transcript } from '../../crypto/transcript.ts'
import { openedSalt } from '../experts/pool.ts'
import { drawById, type SeatIdentity } from '../experts/store.ts'
import { transcriptOf } from '../experts/transcript.ts'
import type { Fact } from '../ledger/event.ts'
import { factsOf } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { CommitteeAsked, CommitteeSeated, MemberLeft } from './committeeEvents.ts'
import { prequalificationStream } from './store.ts'

/** Who was called in each draw of a committee, and what became of it: by draw, then by pid; who sits, with its seal. */
function callsIn(facts: readonly Fact[]) {
  const draws = new Map<string, { calls: Map<string, Call>; seats: Map<string, { stratum: string; sealed: string }> }>()
  let now: ReturnType<typeof draws.get>
  const sit = ({ pid, ...seat }: { pid: string; stratum: string; sealed: string }): void => {
    now?.calls.set(pid, { pid, outcome: 'drawn' })
    now?.seats.set(pid, seat)
  }
  const skip = ({ pid, code }: { pid: string; code: string }): void => {
    now?.calls.set(pid, { pid, outcome: 'skipped', code })
    now?.seats.delete(pid)
  }
  for (const fact of facts)
    if (fact.type === CommitteeAsked.type) {
      now = { calls: new Map(), seats: new Map() }
      draws.set(CommitteeAsked.schema.parse(fact.data).draw, now)
    } else if (fact.type === CommitteeSeated.type) {
      const { seats, skips } = CommitteeSeated.schema.parse(fact.data)
      seats.forEach(sit)
      skips.forEach(skip)
    } else if (fact.type === MemberLeft.type) {
      const { pid, cause, next, skips } = MemberLeft.schema.parse(fact.data)
      skip({ pid, code: cause })
      skips.forEach(skip)
      if (next) sit(next)
    }
  return draws
}

/** The transcript of every draw of a tender's committee, the salts of those who sit open. */
export async function committeeTranscripts(platform: Platform, tender: string): Promise<Transcript[]> {
  const facts = (await factsOf(platform.database, prequalificationStream(tender).name)).map(({ fact }) => fact)
  const found: Transcript[] = []
  for (const [id, { calls, seats }] of callsIn(facts)) {
    const draw = await drawById({ platform }, id)
    if (!draw?.seed) continue
    const order = drawOrder(draw.seed, draw.entries, draw.rules.exclusions)
    const called = Object.keys(draw.rules.wanted).map((stratum) => [
      stratum,
      (order.get(stratum) ?? []).flatMap((pid) => calls.get(pid) ?? []),
    ])
    const opened = [...seats].map(([pid, { stratum, sealed }]) => {
      const { expert } = JSON.parse(platform.vault.open('seat', sealed)) as SeatIdentity
      return { pid, salt: openedSalt(platform, id, stratum, expert), id: expert }
    })
    const told = transcriptOf(draw, Object.fromEntries(called), opened)
    if (told) found.push(told)
  }
  return found
}
