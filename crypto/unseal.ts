import { type Bytes, equal, hex, text, unbase64, unhex } from './bytes.ts'
import { contextSalt, type Header, lockLabel, type PartHeader, partOf } from './envelope.ts'
import { CryptoProblem } from './problem.ts'
import { commitRemedy, remedyStream } from './remedy.ts'
import { CANARY } from './seal.ts'
import { commitA, commitB, commitKey, deriveCanaryKey, derivePartKey } from './secrets.ts'
import { checkShare, combine, type HeldShare } from './shares.ts'
import { openChunk, streamKey } from './stream.ts'
import type { Unwrapper } from './wrap.ts'

/**
 * The bidder's half of each part's key, for the opening. Throws UNWRAP_FAILED with another key, KEY_MISMATCH if what
 * was wrapped is not what was committed to.
 *
 * @param only which parts, when stages open apart
 * @returns the secret a of each part, hexadecimal
 */
export async function releaseBidder(
  header: Header,
  unwrapper: Unwrapper,
  only?: readonly string[],
): Promise<Record<string, string>> {
  const released: Record<string, string> = {}
  for (const part of wanted(header, only)) {
    const a = await unwrapper.unwrap(unbase64(part.locks.bidder), lockLabel(header, part.id, 'bidder'))
    check(commitA(a, header.suite), part.commitments.a, 'bidder', part.id)
    released[part.id] = hex(a)
  }
  return released
}

/**
 * An officer's share of each part's key. Throws UNWRAP_FAILED with another key, SHARE_MISMATCH if what was wrapped is
 * not what was committed to.
 *
 * @returns the share of each part, hexadecimal
 */
export async function releaseOfficer(
  header: Header,
  role: string,
  unwrapper: Unwrapper,
  only?: readonly string[],
): Promise<Record<string, string>> {
  const place = placeOf(header, role)
  const released: Record<string, string> = {}
  for (const part of wanted(header, only)) {
    const lock = unbase64(part.locks.officers[place]!)
    const share = await unwrapper.unwrap(lock, lockLabel(header, part.id, role))
    checkShare(share, unhex(part.commitments.shares[place]!, 32), { suite: header.suite, holder: role, part: part.id })
    released[part.id] = hex(share)
  }
  return released
}

/** Shows the bidder before the deadline that its key opens: the canary is read, every secret a matches. */
export async function rehearse(header: Header, unwrapper: Unwrapper): Promise<{ canary: string; parts: string[] }> {
  const { context, canary, suite } = header
  const a = await unwrapper.unwrap(unbase64(canary.lock), lockLabel(header, 'canary', 'bidder'))
  check(commitA(a, suite), canary.commitment, 'bidder', 'canary')
  const key = deriveCanaryKey(context, a, suite)
  const stream = await streamKey(key, contextSalt(context, suite), CANARY.length, 'canary', { suite })
  const found = await openChunk(stream, 0, unbase64(canary.text))
  if (!equal(found, CANARY)) throw new CryptoProblem('KEY_MISMATCH', { holder: 'bidder', part: 'canary' })
  return { canary: text(found), parts: Object.keys(await releaseBidder(header, unwrapper)) }
}

/**
 * Shows the bidder before the deadline that its remedy's secret is the one this package was sealed with. No more can be
 * tried: what it opens is locked to every officer as well. Throws REMEDY_ABSENT or KEY_MISMATCH (part `remedy`).
 */
export function rehearseRemedy(header: Header, secret: Uint8Array): void {
  check(commitRemedy(secret, header.suite), remedyOf(header).commitment, 'bidder', 'remedy')
}

/**
 * An officer's share of the remedy: what it gives, by its own decision, for the bid of a bidder whose key is lost. Throws
 * REMEDY_ABSENT, UNWRAP_FAILED with another key, SHARE_MISMATCH if what was wrapped is not what was committed to.
 *
 * @returns the share, hexadecimal
 */
export async function releaseRemedyShare(header: Header, role: string, unwrapper: Unwrapper): Promise<string> {
  const remedy = remedyOf(header)
  const lock = unbase64(remedy.locks[placeOf(header, role)]!)
  const share = await unwrapper.unwrap(lock, lockLabel(header, 'remedy', role))
  checkRemedyShare(header, { role, share: hex(share) })
  return hex(share)
}

/** Refuses a share of the remedy that is not the committed one. Throws SHARE_MISMATCH with its holder. */
export function checkRemedyShare(header: Header, { role, share }: HeldShare): Bytes {
  const bytes = decode(share, role, 'remedy')
  checkShare(bytes, unhex(remedyOf(header).shares[placeOf(header, role)]!, 32), {
    ...{ suite: header.suite, holder: role, part: 'remedy' },
  })
  return bytes
}

/**
 * The bidder's half of each part's key by the remedy instead of the bidder's key: from the bidder's secret and the share of
 * every officer. They are the very halves that were sealed, so nothing else can be opened by it. Throws REMEDY_ABSENT if the
 * package was sealed without one, SHARE_MISMATCH with the holder of a wrong share, SHARES_TOO_FEW if one lacks, KEY_MISMATCH
 * for another secret, or if what was locked is not what was committed to.
 *
 * @returns the secret a of each part, hexadecimal
 */
export async function releaseRemedy(
  header: Header,
  secret: Uint8Array,
  shares: readonly HeldShare[],
): Promise<Record<string, string>> {
  const { context, suite, officers, parts } = header
  rehearseRemedy(header, secret)
  const held = shares.map((share) => checkRemedyShare(header, share))
  const found = new Set(shares.map(({ role }) => role)).size
  if (found < shares.length)
    throw new CryptoProblem('SHARE_MALFORMED', { part: 'remedy', why: 'two shares of one officer' })
  if (found < officers.length)
    throw new CryptoProblem('SHARES_TOO_FEW', { part: 'remedy', needed: officers.length, found })
  const secrets = { own: secret, officers: await combine(held) }
  const stream = await remedyStream(context, suite, secrets, parts.length * 32)
  const halves = await openChunk(stream, 0, unbase64(remedyOf(header).text)).catch(() => {
    throw new CryptoProblem('KEY_MISMATCH', { holder: 'bidder', part: 'remedy' }) // the header is hashed: it was sealed so
  })
  const half = (i: number): Bytes => halves.slice(i * 32, (i + 1) * 32)
  parts.forEach((part, i) => void check(commitA(half(i), suite), part.commitments.a, 'bidder', part.id))
  return Object.fromEntries(parts.map((part, i) => [part.id, hex(half(i))]))
}

/**
 * The key of a part, from the bidder's secret and at least k shares. Every value is checked against its commitment
 * before it is used: a wrong share throws SHARE_MISMATCH and a wrong a KEY_MISMATCH, both naming the holder. If all
 * that was released is right and the key is not, the bidder sealed wrongly: KEY_MISMATCH, holder `bidder`.
 */
export async function partKey(header: Header, id: string, a: string, shares: readonly HeldShare[]): Promise<Bytes> {
  const part = partOf(header, id)
  const secret = decode(a, 'bidder', id)
  check(commitA(secret, header.suite), part.commitments.a, 'bidder', id)
  const held = shares.map(({ role, share }) => {
    const bytes = decode(share, role, id)
    checkShare(bytes, unhex(part.commitments.shares[placeOf(header, role)]!, 32), {
      ...{ suite: header.suite, holder: role, part: id },
    })
    return bytes
  })
  const found = new Set(shares.map(({ role }) => role)).size
  if (found < shares.length) throw new CryptoProblem('SHARE_MALFORMED', { part: id, why: 'two shares of one officer' })
  if (found < header.k) throw new CryptoProblem('SHARES_TOO_FEW', { part: id, needed: header.k, found })
  const b = await combine(held.slice(0, header.k))
  check(commitB(b, header.suite), part.commitments.b, 'bidder', id)
  const key = derivePartKey(header.context, id, secret, b, header.suite)
  check(commitKey(key, header.suite), part.commitments.key, 'bidder', id)
  return key
}

/** Checks a published part key, years later: it is the one committed to. Throws KEY_MISMATCH. */
export function checkPartKey(header: Header, id: string, key: Uint8Array): void {
  check(commitKey(key, header.suite), partOf(header, id).commitments.key, 'archive', id)
}

function wanted(header: Header, only?: readonly string[]): PartHeader[] {
  return only ? only.map((id) => partOf(header, id)) : header.parts
}

function remedyOf({ remedy }: Header): NonNullable<Header['remedy']> {
  if (!remedy) throw new CryptoProblem('REMEDY_ABSENT')
  return remedy
}

function placeOf(header: Header, role: string): number {
  const place = header.officers.findIndex((officer) => officer.role === role)
  if (place < 0) throw new CryptoProblem('SHARE_MISMATCH', { holder: role, why: 'not an officer of this ceremony' })
  return place
}

function check(found: Uint8Array, committed: string, holder: string, part: string): void {
  if (!equal(found, unhex(committed, 32))) throw new CryptoProblem('KEY_MISMATCH', { holder, part })
}

function decode(value: string, holder: string, part: string): Bytes {
  try {
    return unhex(value)
  } catch {
    throw new CryptoProblem(holder === 'bidder' ? 'KEY_MISMATCH' : 'SHARE_MISMATCH', { holder, part, why: 'not hex' })
  }
}
