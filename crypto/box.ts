import { z } from 'zod'
import { type Bytes, base64, concat, equal, hex, random, unbase64, unhex } from './bytes.ts'
import { canonicalBytes, parseCanonical } from './canonical.ts'
import { checkPadding } from './contents.ts'
import { label, sha256 } from './digest.ts'
import { contextSalt, type Officer, sizeClass } from './envelope.ts'
import { CryptoProblem } from './problem.ts'
import { commitKey } from './secrets.ts'
import { checkShare, combine, type HeldShare, shareCommitment, split } from './shares.ts'
import { CHUNK, openChunk, sealChunk, streamKey } from './stream.ts'
import { SUITES, type Suite, sealBytes, suiteHkdf, suiteLabelled } from './suite.ts'
import { type Unwrapper, wrapTo } from './wrap.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const role = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)

const boxSchema = z.strictObject({
  v: z.literal(1),
  suite: z.enum(SUITES),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  k: z.int().min(2),
  officers: z.array(z.strictObject({ role, key: hash, lock: z.base64(), commitment: hash })).max(16),
  commitment: hash,
  bytes: z.int().positive().max(CHUNK),
  text: z.base64(),
})

/** A small thing sealed to k of n officers alone: who bids, and the manifest. It may be kept and shown as JSON. */
export type Box = z.infer<typeof boxSchema>

/** What a box belongs to: flat, and at least the tender and the header's hash. */
export type BoxContext = Box['context']

/**
 * Seals something small to any k of the officers. Its length is hidden in classes from 64 KiB.
 *
 * @param content at most 1 MiB less four bytes
 * @param suite of the cipher and the key derivation; the locks follow the keys of the officers
 */
export async function sealBox(
  content: Uint8Array,
  officers: readonly Officer[],
  k: number,
  context: BoxContext,
  suite: Suite = 'intl',
): Promise<Box> {
  const secret = random(32)
  const key = boxKey(context, secret, suite)
  const shares = await split(secret, officers.length, k)
  const of = { context, suite }
  const bytes = sizeClass(4 + content.length)
  if (bytes > CHUNK) throw malformed('too much for a box')
  const frame: Omit<Box, 'text'> = {
    v: 1,
    suite,
    context,
    k,
    officers: await Promise.all(
      officers.map(async (officer, i) => ({
        role: officer.role,
        key: hex(sha256(officer.spki)),
        lock: base64(await wrapTo(officer.spki, shares[i]!, boxLabel(of, officer.role))),
        commitment: hex(shareCommitment(shares[i]!, suite)),
      })),
    ),
    commitment: hex(commitKey(key, suite)),
    bytes,
  }
  const padded = new Uint8Array(bytes)
  new DataView(padded.buffer).setUint32(0, content.length)
  padded.set(content, 4)
  const text = concat(...(await sealChunk(await streamKey(key, bound(frame), bytes, 'box', { suite }), 0, padded)))
  return parseBox(canonicalBytes({ ...frame, text: base64(text) }))
}

/** Reads a box from its canonical JSON. Throws ENVELOPE_MALFORMED or NOT_CANONICAL. */
export function parseBox(json: string | Uint8Array): Box {
  const read = boxSchema.safeParse(parseCanonical(json))
  if (!read.success) throw malformed(read.error.issues[0]?.path.join('.') ?? 'box')
  const { officers, k, bytes } = read.data
  if (k > officers.length || new Set(officers.map((o) => o.role)).size < officers.length) throw malformed('officers')
  if (sizeClass(bytes) !== bytes || unbase64(read.data.text).length !== bytes + sealBytes(read.data.suite))
    throw malformed('length')
  return read.data
}

/** An officer's share of a box, hexadecimal. Throws UNWRAP_FAILED or SHARE_MISMATCH. */
export async function releaseBox(box: Box, role: string, unwrapper: Unwrapper): Promise<string> {
  const officer = officerOf(box, role)
  const share = await unwrapper.unwrap(unbase64(officer.lock), boxLabel(box, role))
  checkShare(share, unhex(officer.commitment, 32), { suite: box.suite, holder: role, part: 'box' })
  return hex(share)
}

/** Opens a box with k shares or more; a wrong share throws SHARE_MISMATCH with its holder. */
export async function openBox(box: Box, shares: readonly HeldShare[]): Promise<Bytes> {
  const held = shares.map(({ role, share }) => {
    const bytes = unhex(share)
    checkShare(bytes, unhex(officerOf(box, role).commitment, 32), { suite: box.suite, holder: role, part: 'box' })
    return bytes
  })
  const found = new Set(shares.map(({ role }) => role)).size
  if (found < box.k) throw new CryptoProblem('SHARES_TOO_FEW', { part: 'box', needed: box.k, found })
  const key = boxKey(box.context, await combine(held.slice(0, box.k)), box.suite)
  if (!equal(commitKey(key, box.suite), unhex(box.commitment, 32))) {
    throw new CryptoProblem('KEY_MISMATCH', { holder: 'bidder', part: 'box' })
  }
  const { text, ...frame } = box
  const stream = await streamKey(key, bound(frame), box.bytes, 'box', { suite: box.suite })
  const padded = await openChunk(stream, 0, unbase64(text))
  const length = new DataView(padded.buffer).getUint32(0)
  if (sizeClass(4 + length) !== box.bytes) throw new CryptoProblem('CONTENT_MALFORMED', { why: 'the length of a box' })
  checkPadding(padded.subarray(4 + length))
  return padded.slice(4, 4 + length)
}

const boxKey = (context: BoxContext, secret: Uint8Array, suite: Suite): Bytes =>
  suiteHkdf(suite, secret, contextSalt(context, suite), label('box'), 32)

const boxLabel = ({ context, suite }: Pick<Box, 'context' | 'suite'>, holder: string): Bytes =>
  suiteLabelled(suite, 'box-lock', canonicalBytes({ context, holder }))

const bound = (frame: Omit<Box, 'text'>): Bytes => suiteLabelled(frame.suite, 'box-frame', canonicalBytes(frame))

function officerOf(box: Box, role: string): Box['officers'][number] {
  const officer = box.officers.find((candidate) => candidate.role === role)
  if (!officer) throw new CryptoProblem('SHARE_MISMATCH', { holder: role, why: 'not an officer of this ceremony' })
  return officer
}

const malformed = (why: string) => new CryptoProblem('ENVELOPE_MALFORMED', { why })
