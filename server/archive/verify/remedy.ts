import type { Header } from '../../../crypto/envelope.ts'
import type { Fact } from '../../ledger/event.ts'
import { runClock, type Stop } from '../../opening/clock.ts'

/**
 * A remedy code is in a package, and was used, only where the tender document allowed it, and in the time for it.
 * Throws with what was found otherwise.
 *
 * @param facts of one tender, in their order
 */
export function checkRemedy(facts: readonly { fact: Fact }[], { remedy }: Pick<Header, 'remedy'>, tag: string): void {
  const dataOf = <T>(types: string[], before = Number.POSITIVE_INFINITY): T | undefined =>
    facts.findLast(({ fact }) => types.includes(fact.type) && fact.version < before)?.fact.data as T | undefined
  const draft = dataOf<{ draft: { remedy?: string } }>(['tender.drafted'])?.draft
  if (remedy && !draft?.remedy) throw new Error('a remedy code that the tender document does not allow')
  for (const { fact } of facts) {
    if (fact.type !== 'opening.remedyReleased' || (fact.data as { tag: string }).tag !== tag) continue
    if (!remedy) throw new Error('opened by a remedy that was not sealed')
    const window = ['opening.keyAnnounced', 'opening.biddersNamed'] // one stream with the release: its versions compare
    const began = facts.findLast((one) => window.includes(one.fact.type) && one.fact.version < fact.version)?.fact
    const ends = (began?.data as { windowEnds: number | null } | undefined)?.windowEnds
    const of = began && ends ? { from: began.at, length: ends - began.at } : undefined
    if (!of || runClock(of, stopsIn(facts), fact.at).over) throw new Error('opened by a remedy outside the window')
  }
}

/** The spans in which the clocks of an opening stood, as its facts and its tender's tell. */
function stopsIn(facts: readonly { fact: Fact }[]): Stop[] {
  const stops = new Map<string, Stop>()
  const told = facts.flatMap(({ fact }): Stop[] => {
    const data = fact.data as { pause: string; since: number; at: number; resumed?: { stoppedAt: number } | null }
    if (fact.type === 'opening.paused') stops.set(data.pause, { from: data.since, to: null })
    const pause = fact.type === 'opening.resumed' ? stops.get(data.pause) : undefined
    if (pause) pause.to = data.at
    const lifted = fact.type === 'tender.suspensionLifted' && data.resumed
    return lifted ? [{ from: lifted.stoppedAt, to: data.at }] : []
  })
  return [...told, ...stops.values()]
}
