import { type Bytes, hex, utf8 } from './bytes.ts'
import { canonical, canonicalBytes } from './canonical.ts'
import { labelled, sha256 } from './digest.ts'
import { CryptoProblem } from './problem.ts'
import { leafHash, merkleRoot } from './tree.ts'

/** Someone or something that can be drawn, under a pseudonym. `employer` is a salted hash; all hashes hexadecimal. */
export type Entry = { pid: string; stratum: string; specialty: string; region: string; employer: string }

/** All that is fixed before anyone commits. `register` is the hash of the register that the pool was taken from. */
export type DrawRules = {
  text: string
  register: string
  /** Who contributes a random value. */
  parties: string[]
  /** How many are wanted of each stratum. */
  wanted: Record<string, number>
  /** Who is in the pool and may not be drawn this time, and why. */
  exclusions: { pid: string; code: string }[]
  /** The codes with which someone drawn may be passed over. */
  reasons: string[]
}

/** What the hash of a party's value is made of. `draw` is the draw's number within its tender, text. */
export type Contribution = { draw: string; root: string; rules: string; party: string; value: string }

/** A party's commitment or its revealed value. */
export type PartyValue = { party: string; value: string }

/** Everything the seed is made of. */
export type Seeding = {
  draw: string
  root: string
  rules: string
  commitments: PartyValue[]
  reveals: PartyValue[]
  /** The platform's deterministic signature over `platformStatement`, hexadecimal. */
  platform: string
}

const STRATUM = /^[^\s/\p{C}]{1,64}$/u

/** The pseudonym of an id in one draw. @param salt 32 bytes, of this person in this draw alone */
export function pidOf(salt: Uint8Array, id: string): string {
  if (salt.length !== 32) throw new CryptoProblem('DRAW_INVALID', { check: 'salt' })
  return hex(labelled('draw-pid', salt, utf8(id)))
}

/** The entries in the order of their pids, which must differ. */
export function sorted(entries: readonly Entry[]): Entry[] {
  const inOrder = [...entries].sort((a, b) => compare(a.pid, b.pid))
  for (const [i, entry] of inOrder.entries()) {
    if (!/^[0-9a-f]{64}$/.test(entry.pid)) throw new CryptoProblem('DRAW_INVALID', { check: 'pid', pid: entry.pid })
    if (entry.pid === inOrder[i + 1]?.pid) throw new CryptoProblem('DRAW_INVALID', { check: 'pids', pid: entry.pid })
    if (!STRATUM.test(entry.stratum)) throw new CryptoProblem('DRAW_INVALID', { check: 'stratum', pid: entry.pid })
  }
  return inOrder
}

/** One line of the frozen pool: the members of an entry and nothing else, canonical. */
export const entryLine = ({ pid, stratum, specialty, region, employer }: Entry): string =>
  canonical({ pid, stratum, specialty, region, employer })

/** The root of the frozen pool: an RFC 6962 tree over its lines, sorted by pid. */
export const freezeRoot = (entries: readonly Entry[]): Bytes =>
  merkleRoot(sorted(entries).map((entry) => leafHash(utf8(entryLine(entry)))))

/** The hash of the rules, hexadecimal: SHA-256 of their canonical text. */
export const rulesHash = (rules: DrawRules): string => hex(sha256(canonicalBytes(rules)))

/** The text that a party commits to, before the label. */
export const contributionText = ({ draw, root, rules, party, value }: Contribution): string =>
  canonical({ draw, root, rules, party, value })

/** A party's commitment to its value (64 hexadecimal digits), bound to draw, pool, rules and party. */
export function commitment(contribution: Contribution): string {
  if (!/^[0-9a-f]{64}$/.test(contribution.value)) throw new CryptoProblem('DRAW_INVALID', { check: 'value' })
  return hex(labelled('draw-commit', utf8(contributionText(contribution))))
}

/** What the platform signs once all commitments are there: a value that no party controls. */
export const platformStatement = ({ draw, root, rules, commitments }: Omit<Seeding, 'reveals' | 'platform'>): Bytes =>
  canonicalBytes({ what: 'yangguang/draw-platform/v1', draw, root, rules, commitments: byParty(commitments) })

/** The text that the seed is the hash of, before the label. */
export const seedText = ({ draw, root, rules, commitments, reveals, platform }: Seeding): string =>
  canonical({ draw, root, rules, commitments: byParty(commitments), reveals: byParty(reveals), platform })

/** The seed, hexadecimal. */
export const seedOf = (seeding: Seeding): string => hex(labelled('draw-seed', utf8(seedText(seeding))))

/** The ticket of one pid, hexadecimal: the smaller, the earlier. Made of text, so that `sha256sum` can make it too. */
export const ticket = (seed: string, stratum: string, pid: string): string =>
  hex(labelled('draw-ticket', utf8(`${seed}/${stratum}/${pid}`)))

/** The order of invitation in each stratum: by rising ticket, without those excluded. */
export function drawOrder(
  seed: string,
  entries: readonly Entry[],
  exclusions: readonly { pid: string }[] = [],
): Map<string, string[]> {
  const excluded = new Set(exclusions.map(({ pid }) => pid))
  const strata = new Map<string, { pid: string; ticket: string }[]>()
  for (const { pid, stratum } of sorted(entries)) {
    const tickets = strata.get(stratum) ?? []
    if (!excluded.has(pid)) tickets.push({ pid, ticket: ticket(seed, stratum, pid) })
    strata.set(stratum, tickets)
  }
  const names = [...strata.keys()].sort(compare)
  return new Map(
    names.map((name) => [
      name,
      strata
        .get(name)!
        .sort(byTicket)
        .map(({ pid }) => pid),
    ]),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byTicket = (a: { ticket: string }, b: { ticket: string }) => compare(a.ticket, b.ticket)

const byParty = (values: readonly PartyValue[]): PartyValue[] =>
  values.map(({ party, value }) => ({ party, value })).sort((a, b) => compare(a.party, b.party))
