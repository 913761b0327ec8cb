import { drawOrder } from '../../crypto/draw.ts'
import type { Call, Transcript } from '../../crypto/transcript.ts'
import type { Platform } from '../platform/platform.ts'
import { type Draw, notRevealed } from './draw.ts'
import type { Panel } from './panel.ts'
import { openedSalt } from './pool.ts'
import { memberIdentity } from './store.ts'

/** Whose pseudonym is open, and what proves it. */
export type Opened = NonNullable<Transcript['opened']>

/** A finished draw as anybody can check it; `undefined` while a value is missing. */
export function transcriptOf(draw: Draw, calls: Transcript['calls'], opened?: Opened): Transcript | undefined {
  if (!draw.seed || !draw.platform || notRevealed(draw).length) return undefined
  const { id, rules, rulesHash, entries, root, seed, platform } = draw
  return {
    ...{ v: 1, draw: id, rules, rulesHash, entries, root, platform, seed, calls },
    commitments: draw.parties.map(({ role }) => ({ party: role, value: draw.commitments[role]?.commitment ?? '' })),
    reveals: draw.parties.map(({ role }) => ({ party: role, value: draw.values[role] ?? '' })),
    order: Object.fromEntries(drawOrder(seed, entries, rules.exclusions)),
    ...(opened ? { opened } : {}),
  }
}

/** Who was called in a draw of a panel, in order, and what became of it. */
export function callsOf(panel: Panel, draw: Draw): Transcript['calls'] {
  const outcome = new Map<string, Call>()
  for (const { pid, reason } of panel.skips) outcome.set(pid, { pid, outcome: 'skipped', code: reason })
  for (const { pid, status, reason } of panel.seats)
    outcome.set(pid, status === 'out' && reason ? { pid, outcome: 'skipped', code: reason } : { pid, outcome: 'drawn' })
  const order = draw.seed ? drawOrder(draw.seed, draw.entries, draw.rules.exclusions) : new Map<string, string[]>()
  const strata = Object.keys(draw.rules.wanted)
  return Object.fromEntries(
    strata.map((stratum) => [stratum, (order.get(stratum) ?? []).flatMap((pid) => outcome.get(pid) ?? [])]),
  )
}

/** The salts of those who sit, so that anybody can see that the seats were filled by these tickets. */
export const openedSeats = (platform: Pick<Platform, 'vault'>, panel: Panel, draw: Draw): Opened =>
  panel.seats
    .filter((seat) => seat.draw === draw.id && seat.status !== 'out')
    .map(({ pid, stratum, tag }) => {
      const id = memberIdentity(platform, panel, tag)?.expert ?? ''
      return { pid, salt: openedSalt(platform, draw.id, stratum, id), id }
    })
