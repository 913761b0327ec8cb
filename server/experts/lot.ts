import { hex } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { labelled, sha256 } from '../../crypto/digest.ts'
import { type DrawRules, drawOrder, type Entry, pidOf } from '../../crypto/draw.ts'
import type { Transcript } from '../../crypto/transcript.ts'
import { PARTIES } from './contract.ts'
import type { Draw } from './draw.ts'

/** One of several things that everybody knows, to be chosen by chance. */
export interface Lot {
  /** number of the draw */
  draw: string
  /** stratum of its entries */
  stratum: string
  /** label of its salt */
  label: string
  /** what may be drawn, as text */
  among: readonly string[]
}

/** The salt of a lot's entries: anybody can make it, for they hide nothing. */
const saltOf = ({ draw, label }: Pick<Lot, 'draw' | 'label'>): Uint8Array => labelled(label, canonicalBytes(draw))

/** What may be drawn, each under the pseudonym that its ticket is made of. */
export const lotEntries = (lot: Lot): Entry[] =>
  lot.among.map((name) => ({
    ...{ pid: pidOf(saltOf(lot), name), stratum: lot.stratum, specialty: name },
    ...{ region: '', employer: '' },
  }))

/**
 * The rules of a lot: one of them by chance, and nothing passed over.
 *
 * @param text what is drawn and for what, beside the number of the draw
 * @param register the list as it was published or found
 */
export const lotRules = (lot: Lot, text: object, register: unknown): DrawRules => ({
  text: canonical({ draw: lot.draw, ...text }),
  register: hex(sha256(canonicalBytes(register))),
  parties: [...PARTIES],
  wanted: { [lot.stratum]: 1 },
  exclusions: [],
  reasons: [],
})

/** What was drawn: the first ticket; and what proves it. Empty while there is no seed. */
export function drawnLot(
  { id, seed, entries }: Pick<Draw, 'id' | 'seed' | 'entries'>,
  of: Omit<Lot, 'draw' | 'among'>,
) {
  const [pid = ''] = seed ? (drawOrder(seed, entries).get(of.stratum) ?? []) : []
  const value = entries.find((entry) => entry.pid === pid)?.specialty ?? ''
  const calls: Transcript['calls'] = { [of.stratum]: [{ pid, outcome: 'drawn' }] }
  return { value, calls, opened: [{ pid, salt: hex(saltOf({ draw: id, label: of.label })), id: value }] }
}
