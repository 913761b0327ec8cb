import { canonical } from '../../crypto/canonical.ts'
import { drawOrder } from '../../crypto/draw.ts'
import type { Call, Transcript } from '../../crypto/transcript.ts'
import { hashOf } from '../access/statement.ts'
import type { Draw, Freezing } from '../experts/draw.ts'
import { openedSalt, pidIn } from '../experts/pool.ts'
import type { Platform } from '../platform/platform.ts'
import type { Check } from './check.ts'
import type { Inspector } from './contract.ts'

type Keys = Pick<Platform, 'vault'>

/** The draw of a plan: tenders and inspectors under pseudonyms, in two strata. */
export function drawing(
  platform: Keys,
  check: Check,
  inspectors: Inspector[],
  limits: { commitUntil: number; revealUntil: number },
): Freezing {
  const { draw: id, number, wanted } = check
  const entry = (stratum: string, of: string, employer: string) => ({
    ...{ pid: pidIn(platform, id, stratum, of), stratum, specialty: '', region: '' },
    employer,
  })
  const entries = [
    ...check.objects.map(({ tender }) => entry('object', tender, '')),
    ...inspectors.map((one) => entry('inspector', one.id, platform.vault.tag('draw-employer', id, one.organisation))),
  ]
  const rules = {
    text: canonical({
      check: check.id,
      title: check.title,
      share: check.share,
      list: check.list,
      conflicts: hashOf(check.conflicts),
    }),
    register: hashOf({ list: check.list, inspectors }),
    parties: ['centre', 'supervisor'],
    wanted: { object: wanted.objects, inspector: wanted.inspectors },
    exclusions: [],
    reasons: ['conflict'],
  }
  const parties = [
    { role: 'centre' as const, organisation: null, spki: null },
    { role: 'supervisor' as const, organisation: check.supervisor.code, spki: null },
  ]
  const { commitUntil, revealUntil } = limits
  return { id, purpose: 'check', of: check.id, number, parties, entries, rules, commitUntil, revealUntil }
}

/** Who was called, in the order of tickets, and what became of it. */
export function calls(check: Check, draw: Draw): Transcript['calls'] {
  const skipped = new Map(check.skips.map(({ pid, reason }) => [pid, reason]))
  const drawn = new Set([...check.drawn, ...check.team].map(({ pid }) => pid))
  const called = (pids: string[]): Call[] =>
    pids.flatMap((pid): Call[] => {
      const code = skipped.get(pid)
      if (code) return [{ pid, outcome: 'skipped', code }]
      return drawn.has(pid) ? [{ pid, outcome: 'drawn' }] : []
    })
  const order = drawOrder(draw.seed ?? '', draw.entries)
  return Object.fromEntries([...order].map(([stratum, pids]) => [stratum, called(pids)]))
}

/** The salts of what was drawn: whose pseudonyms they are. */
export const opened = (platform: Keys, check: Check, draw: Draw): NonNullable<Transcript['opened']> => [
  ...check.drawn.map(({ pid, tender }) => ({ pid, id: tender, salt: openedSalt(platform, draw.id, 'object', tender) })),
  ...check.team.map(({ pid, id }) => ({ pid, id, salt: openedSalt(platform, draw.id, 'inspector', id) })),
]
