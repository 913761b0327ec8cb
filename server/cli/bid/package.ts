import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import type { KnownPlatform } from '../../../crypto/acknowledgement.ts'
import { unbase64 } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { parseVerifier } from '../../../crypto/checkpoint.ts'
import { Hash } from '../../tenders/contract.ts'
import { EXIT, Stop } from '../exit.ts'
import { parseInput, readInput } from '../inputs.ts'
import { addPlatform, type Trusted } from '../verify/anchors.ts'

/**
 * What stands beside a package, for its owner alone: what the manifest will say, and the salt that opens who bids.
 * The keys of the platform and its log are those that were known before anything was sent.
 */
export const Beside = z.strictObject({
  v: z.literal(1),
  tender: z.string(),
  name: z.string(),
  sequence: z.int().positive(),
  header: Hash,
  parts: z.array(z.strictObject({ id: z.string(), root: Hash, bytes: z.int().positive() })),
  bytes: z.int().positive(),
  bidder: z.strictObject({ code: z.string(), name: z.string() }),
  salt: Hash,
  platform: z.strictObject({ certificate: z.base64(), verifier: z.string() }),
})
export type Beside = z.infer<typeof Beside>

/** How far an upload is: enough to go on with it after a crash. */
export const Sent = z.strictObject({
  v: z.literal(1),
  origin: z.url(),
  tender: z.string(),
  header: Hash,
  bytes: z.int().positive(),
  upload: z.string(),
  complete: z.boolean(),
})
export type Sent = z.infer<typeof Sent>

/** A file that belongs to a package: `bid.manifest.json` to `bid.bid`. */
export const besides = (
  file: string,
  what: 'manifest.json' | 'upload.json' | 'proof.json' | `${'receipt' | 'withdrawal'}.${'json' | 'pdf'}`,
): string => `${file.replace(/\.bid$/, '')}.${what}`

/** What stands beside a package, whether or not the package itself is still there. Ends with the code for what cannot be read. */
export const readManifest = (file: string): Promise<Beside> => readAs(Beside, besides(file, 'manifest.json'))

/** What stands beside a package. Ends with the code for what cannot be read; also when the package has another size. */
export async function readBeside(file: string): Promise<Beside> {
  const path = besides(file, 'manifest.json')
  const beside = await readManifest(file)
  const { size } = await stat(file).catch(() => ({ size: -1 }))
  if (size === beside.bytes) return beside
  throw new Stop(EXIT.unreadable, `${file} 不是 ${path} 所说的文件`, `${file} is not the package of ${path}`)
}

/**
 * Ends with the usage code where the receipt that is kept in a file is another one than may come in its place: a receipt is a proof,
 * and its platform may not give it again.
 *
 * @param same whether what it says is what the new one will say
 */
export async function mayReplace(
  file: string,
  force: boolean,
  same: (kept: Readonly<Record<string, unknown>>) => boolean,
): Promise<void> {
  if (force || !existsSync(file)) return
  const kept = z.looseObject({ receipt: z.looseObject({}) }).safeParse(parseInput(await readInput(file), file))
  if (kept.success && same(kept.data.receipt)) return
  throw new Stop(
    EXIT.usage,
    `${file} 是另一次递交的回执；请先移走，或用 --force 覆盖`,
    `${file} is the receipt of another bid: move it away, or --force replaces it`,
  )
}

/** How far the upload of a package is. */
export const readSent = (file: string): Promise<Sent> => readAs(Sent, besides(file, 'upload.json'))

async function readAs<T>(shape: z.ZodType<T>, path: string): Promise<T> {
  const read = shape.safeParse(parseInput(await readInput(path), path))
  if (read.success) return read.data
  throw new Stop(EXIT.unreadable, `${path} 不符合格式`, `${path} does not have the shape it must have`)
}

/** The platform as it was known when the package was made. */
export const knownBeside = ({ platform }: Beside): KnownPlatform => ({
  verifier: platform.verifier,
  fingerprint: parseCertificate(unbase64(platform.certificate)).fingerprint,
})

/** Adds what was known of the platform when the package was made, where the caller names nothing else. */
export function trustBeside(trusted: Trusted, { platform }: Beside): Trusted {
  if (!trusted.platform.length) addPlatform(trusted, parseCertificate(unbase64(platform.certificate)))
  return { ...trusted, log: trusted.log ?? parseVerifier(platform.verifier) }
}
