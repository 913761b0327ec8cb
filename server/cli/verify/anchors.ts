import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { unbase64 } from '../../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate } from '../../../crypto/certificate.ts'
import { formatVerifier, parseVerifier, type Verifier } from '../../../crypto/checkpoint.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import type { TrustFact } from '../../identity/trustList.ts'
import { Refusal } from '../../law/refusal.ts'
import type { Given } from '../arguments.ts'
import { Logged } from '../bid/proof.ts'
import { EXIT, Stop } from '../exit.ts'
import { parseInput, readInput } from '../inputs.ts'
import { trustIn } from '../trusting.ts'

/** What the caller brings along and trusts. Nothing is fetched, and nothing inside the checked file counts as trusted. */
export interface Trusted {
  roots: Certificate[]
  crls: Uint8Array[]
  /** SHA-256 of a root that may come along in the signature, hex */
  root: string | undefined
  /** SHA-256 of certificates of the platform itself, hex */
  platform: string[]
  /** certificates of the platform, where they themselves were brought */
  certificates: Certificate[]
  log: Verifier | undefined
  /** the platform's trust list by its facts, checked: who was taken for what use, and when */
  list?: readonly TrustFact[]
  /** certificates that sign lists or answers for an authority */
  between?: Certificate[]
}

const HASH = /^[0-9a-f]{64}$/

/**
 * Reads the anchors: `--trust` a folder, `--root` and `--platform` hashes or files, `--verifier` the log's line, `--list` the
 * trust list with its proofs. Ends where the list does not hold: by that key of the log, signed by two people at each change.
 */
export async function anchorsOf(given: Given): Promise<Trusted> {
  const trusted: Trusted = { roots: [], crls: [], root: undefined, platform: [], certificates: [], log: undefined }
  const [folder, root, platform, verifier] = ['trust', 'root', 'platform', 'verifier'].map((name) => given.text(name))
  try {
    if (folder !== undefined) await addFolder(trusted, folder)
    if (root !== undefined) {
      if (HASH.test(root)) trusted.root = root
      else trusted.roots.push(await certificateIn(root))
    }
    if (platform !== undefined) {
      if (HASH.test(platform)) trusted.platform.push(platform)
      else addPlatform(trusted, await certificateIn(platform))
    }
    if (verifier !== undefined)
      trusted.log = parseVerifier(existsSync(verifier) ? (await text(verifier)).trim() : verifier)
    const list = given.text('list')
    if (list !== undefined) trusted.list = await listIn(list, trusted.log)
  } catch (problem) {
    if (problem instanceof Stop || problem instanceof Refusal || problem instanceof CryptoProblem) throw problem
    const why = (problem as { code?: string }).code ?? (problem as Error).message
    throw new Stop(EXIT.unreadable, `无法读取信任依据（${why}）`, `what is to be trusted cannot be read (${why})`)
  }
  return trusted
}

/** The facts of the trust list in a file of `yangguang-bid trust`, by that key of the log. */
export async function listIn(path: string, log: Verifier | undefined): Promise<readonly TrustFact[]> {
  if (!log) throw new Stop(EXIT.usage, '--list 须与 --verifier 同用', '--list takes --verifier as well')
  const evidence = z.array(Logged).safeParse(parseInput(await readInput(path), path))
  if (evidence.success) return trustIn(evidence.data, formatVerifier(log))
  throw new Stop(EXIT.unreadable, `${path} 不是信任列表`, `${path} is no trust list`)
}

/** Trusts one more certificate as the platform's own. */
export function addPlatform(trusted: Trusted, certificate: Certificate): void {
  trusted.platform.push(certificate.fingerprint)
  trusted.certificates.push(certificate)
}

/** A trust folder: authorities and the platform's certificate as `*.pem` or `platform.txt`, revocation lists as `*.crl`. */
async function addFolder(trusted: Trusted, folder: string): Promise<void> {
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name)
    if (name.endsWith('.crl')) trusted.crls.push(new Uint8Array(await readFile(path)))
    else if (name.endsWith('.pem') || name === 'platform.txt') {
      const certificate = await certificateIn(path)
      const { crlSign, ocspSigning } = certificate.usage
      if (certificate.ca) trusted.roots.push(certificate)
      else if (crlSign || ocspSigning) trusted.between = [...(trusted.between ?? []), certificate]
      else addPlatform(trusted, certificate)
    }
  }
}

const text = (path: string): Promise<string> => readFile(path, 'utf8')

/** A certificate in PEM, in base64, or in DER. */
async function certificateIn(path: string): Promise<Certificate> {
  const bytes = new Uint8Array(await readFile(path))
  if (bytes[0] === 0x30) return parseCertificate(bytes)
  const content = await text(path)
  return parseCertificate(content.includes('-----BEGIN') ? fromPem(content) : unbase64(content.trim()))
}
