import { hex, unhex } from './bytes.ts'
import { canonical } from './canonical.ts'
import {
  commitment,
  contributionText,
  type DrawRules,
  drawOrder,
  type Entry,
  entryLine,
  freezeRoot,
  type PartyValue,
  pidOf,
  platformStatement,
  rulesHash,
  seedOf,
  seedText,
  sorted,
} from './draw.ts'
import { type CryptoFacts, CryptoProblem } from './problem.ts'

/** What became of one invitation. A skipped one says why, by a code of the rules. */
export type Call = { pid: string; outcome: 'drawn' } | { pid: string; outcome: 'skipped'; code: string }

/** A draw from beginning to end. Everything that follows from something else is stated all the same, and checked. */
export type Transcript = {
  v: 1
  /** The number of the draw within its tender; every attempt takes the next. */
  draw: string
  rules: DrawRules
  rulesHash: string
  /** The frozen pool, sorted by pid, and its root. */
  entries: Entry[]
  root: string
  commitments: PartyValue[]
  reveals: PartyValue[]
  platform: string
  seed: string
  /** The order of invitation in each stratum. */
  order: Record<string, string[]>
  /** How far each stratum was called. */
  calls: Record<string, Call[]>
  /** Whose pseudonyms are open: the drawn ones, once the law allows it. */
  opened?: { pid: string; salt: string; id: string }[]
}

/** Checks the platform's signature (hexadecimal) over a statement, with a certificate the checker trusts. */
export type PlatformCheck = (statement: Uint8Array, signature: string) => boolean | Promise<boolean>

/**
 * Repeats a draw from its transcript. Throws DRAW_INVALID with the check that failed.
 *
 * @param platform without it the platform's signature cannot be decided, and the answer says so
 * @returns what was checked and what could not be
 */
export async function checkDraw(
  t: Transcript,
  platform?: PlatformCheck,
): Promise<{ checked: string[]; undecided: string[] }> {
  const checked: string[] = []
  const check = (name: string, deed: () => void) => {
    deed()
    checked.push(name)
  }
  check('pool', () => checkPool(t))
  check('rules', () => same('rules', rulesHash(t.rules), t.rulesHash))
  check('commitments', () => checkParties(t))
  check('seed', () => same('seed', seedOf({ ...t, rules: t.rulesHash }), t.seed))
  check('order', () => checkOrder(t))
  for (const [stratum, wanted] of Object.entries(t.rules.wanted)) {
    check(`calls ${stratum}`, () => checkCalls(t, stratum, wanted))
  }
  check('calls', () => checkStrata(t))
  check('opened', () => checkOpened(t))
  if (!platform) return { checked, undecided: ['platform'] }
  if (!(await platform(platformStatement({ ...t, rules: t.rulesHash }), t.platform))) refuse('platform')
  return { checked: [...checked, 'platform'], undecided: [] }
}

/** The transcript as files for `sha256sum` and `sort`, as DRAW.md describes them: path and content. */
export function transcriptFiles(t: Transcript): Record<string, string> {
  const { draw, root, rulesHash: rules } = t
  const files: Record<string, string> = {
    'rules.json': canonical(t.rules),
    'rules.sha256': `${t.rulesHash}\n`,
    'entries.jsonl': lines(sorted(t.entries).map(entryLine)),
    'entries.txt': lines(sorted(t.entries).map(({ stratum, pid }) => `${stratum} ${pid}`)),
    'exclusions.txt': lines(t.rules.exclusions.map(({ pid }) => pid)),
    'root.txt': `${t.root}\n`,
    'seed.json': seedText({ ...t, rules }),
    'seed.txt': `${t.seed}\n`,
    'order.txt': lines(
      Object.keys(t.order)
        .sort()
        .flatMap((s) => t.order[s]!.map((pid) => `${s} ${pid}`)),
    ),
  }
  for (const { party, value } of t.reveals) {
    files[`commit/${party}.json`] = contributionText({ draw, root, rules, party, value })
    files[`commit/${party}.sha256`] = `${t.commitments.find((c) => c.party === party)?.value}\n`
  }
  return files
}

function checkPool(t: Transcript): void {
  const inOrder = sorted(t.entries)
  if (inOrder.some((entry, i) => entry.pid !== t.entries[i]?.pid)) refuse('pool', { why: 'not sorted by pid' })
  same('pool', hex(freezeRoot(t.entries)), t.root)
}

function checkParties({ draw, root, rulesHash: rules, ...t }: Transcript): void {
  const parties = [...t.rules.parties].sort()
  for (const values of [t.commitments, t.reveals]) {
    const found = values.map(({ party }) => party).sort()
    if (parties.length === 0 || canonical(found) !== canonical(parties)) refuse('commitments', { why: 'parties' })
  }
  for (const { party, value } of t.reveals) {
    const committed = t.commitments.find((c) => c.party === party)?.value
    if (commitment({ draw, root, rules, party, value }) !== committed) refuse('commitments', { party })
  }
}

function checkOrder(t: Transcript): void {
  const order = Object.fromEntries(drawOrder(t.seed, t.entries, t.rules.exclusions))
  for (const [stratum, pids] of Object.entries(order)) {
    if (canonical(pids) !== canonical(t.order[stratum] ?? null)) refuse('order', { stratum })
  }
  if (Object.keys(t.order).length !== Object.keys(order).length) refuse('order', { why: 'strata' })
}

/** Calls follow the order from its beginning without a gap, and stop when enough are drawn, not before. */
function checkCalls(t: Transcript, stratum: string, wanted: number): void {
  const check = `calls ${stratum}`
  const [calls, order] = [t.calls[stratum] ?? [], t.order[stratum] ?? []]
  let drawn = 0
  for (const [i, call] of calls.entries()) {
    if (drawn === wanted) refuse(check, { why: 'called on after enough were drawn', pid: call.pid })
    if (call.pid !== order[i]) refuse(check, { why: 'out of order', pid: call.pid })
    if (call.outcome === 'drawn') drawn += 1
    else if (!t.rules.reasons.includes(call.code)) refuse(check, { why: 'no such reason', code: call.code })
  }
  if (drawn < wanted && calls.length < order.length) refuse(check, { why: 'stopped early', drawn, wanted })
}

function checkStrata(t: Transcript): void {
  for (const stratum of Object.keys(t.calls)) {
    if (t.rules.wanted[stratum] === undefined) refuse('calls', { why: 'nobody is wanted', stratum })
  }
}

function checkOpened(t: Transcript): void {
  const drawn = new Set(Object.values(t.calls).flatMap((calls) => calls.map(({ pid }) => pid)))
  for (const { pid, salt, id } of t.opened ?? []) {
    if (!drawn.has(pid)) refuse('opened', { why: 'was never called', pid })
    if (pidOf(unhex(salt, 32), id) !== pid) refuse('opened', { why: 'another id', pid })
  }
}

function same(check: string, found: string, stated: string): void {
  if (found !== stated) refuse(check, { found, stated })
}

function refuse(check: string, facts: CryptoFacts = {}): never {
  throw new CryptoProblem('DRAW_INVALID', { check, ...facts })
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')
