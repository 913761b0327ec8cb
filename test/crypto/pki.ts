import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { hex, random } from '../../crypto/bytes.ts'
import { type Certificate, parseCertificate, pem } from '../../crypto/certificate.ts'
import type { Trust } from '../../crypto/chain.ts'
import { type CertificateContent, issuerOf, signCertificate, softKey } from '../../crypto/issuing.ts'
import { type CryptoCode, CryptoProblem } from '../../crypto/problem.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'

/** The instant at which everything in these tests is valid. */
export const NOW = Date.parse('2026-03-02T09:30:00+08:00')
export const YEAR = 365 * 24 * 3600_000
const validity = { notBefore: NOW - YEAR, notAfter: NOW + YEAR }

export interface Identity {
  certificate: Certificate
  pkcs8: Uint8Array
  signer: Signer
}

let made: Promise<Pki> | undefined

export interface Pki {
  authority: Authority
  trust: Trust
  organisation: Identity
  encryption: { certificate: Certificate; pkcs8: Uint8Array }
  person: Identity
  stamps: Identity
}

/** One authority and one certificate of each kind, made once for all tests. */
export function pki(): Promise<Pki> {
  made ??= make()
  return made
}

async function make(): Promise<Pki> {
  const authority = await createAuthority({ name: '测试认证中心', at: NOW - 2 * YEAR })
  const { root } = authority
  const organisation = { organisation: '阳光建设有限公司', organisationCode: '91440300MA5FABCD1X' }
  const [rsa, wrap, p256, tsa] = await Promise.all([
    newKey('rsa-sign'),
    newKey('rsa-wrap'),
    newKey('p256'),
    newKey('rsa-sign'),
  ])
  const issue = (kind: 'sign' | 'encrypt' | 'person' | 'timestamp', spki: Uint8Array, commonName: string) =>
    authority.issue({ subject: { commonName, ...organisation }, kind, spki, ...validity })
  const identity = (certificate: Certificate, { pkcs8 }: { pkcs8: Uint8Array }): Identity => ({
    certificate,
    pkcs8,
    signer: softSigner({ pkcs8 }, certificate, [root]),
  })
  return {
    authority,
    trust: { roots: [root], intermediates: [], crls: [await authority.crl([], NOW - 1000, NOW + YEAR)] },
    organisation: identity(await issue('sign', rsa.spki, '阳光建设有限公司'), rsa),
    encryption: { certificate: await issue('encrypt', wrap.spki, '阳光建设有限公司'), pkcs8: wrap.pkcs8 },
    person: identity(await issue('person', p256.spki, '张三'), p256),
    stamps: identity(await issue('timestamp', tsa.spki, '时间戳'), tsa),
  }
}

export interface Link {
  certificate: Certificate
  key: ReturnType<typeof softKey>
}

/** A P-256 certificate with any content, by another one or by itself: for authorities and for bad certificates. */
export async function link(name: string, content: Partial<CertificateContent>, by?: Link): Promise<Link> {
  const { pkcs8, spki } = await newKey('p256')
  const key = softKey('p256', { pkcs8 })
  const whole: CertificateContent = {
    subject: { commonName: name },
    serial: hex(random(8)).replace(/^./, '4'),
    usage: ['digitalSignature'],
    spki,
    ...validity,
    ...content,
  }
  const issuer = by ? issuerOf(by.certificate, by.key) : key
  return { certificate: parseCertificate(await signCertificate(whole, issuer)), key }
}

/** What makes a certificate one of an authority. */
export const authorityWith = (pathLength: number | null): Partial<CertificateContent> => ({
  ca: { pathLength },
  usage: ['keyCertSign', 'cRLSign'],
})

/** Expects a refusal with this code. */
export async function refused(code: CryptoCode, deed: () => unknown): Promise<CryptoProblem> {
  try {
    await deed()
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    expect(problem.code, problem.message).to.equal(code)
    return problem
  }
  throw new Error(`not refused, ${code} was due`)
}

/** A folder of files for openssl, gone afterwards; certificates are written as PEM. */
export function withFiles<T>(files: Record<string, Uint8Array | string | Certificate>, use: (at: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === 'object' && 'der' in content ? pem(content.der, 'CERTIFICATE') : content
      writeFileSync(join(folder, name), bytes)
    }
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

let present: boolean | undefined

/** Skips the running test where openssl is not installed: loudly, and under CI=true not at all. */
function wantsOpenssl(): void {
  if (present === undefined) {
    present = spawnSync('openssl', ['version']).error === undefined
    if (!present) console.warn('skipped: openssl not installed')
  }
  if (present) return
  const running = Reflect.get(globalThis, Symbol.for('yangguang.test')) as Mocha.Test | undefined
  if (process.env.CI === 'true' || !running) throw new Error('missing: openssl')
  running.skip()
}

/** Runs openssl in a folder; throws when it fails. */
export function openssl(cwd: string, ...args: string[]): string {
  wantsOpenssl()
  return execFileSync('openssl', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Whether openssl accepts, and what it says. */
export function asks(cwd: string, ...args: string[]): { ok: boolean; said: string } {
  wantsOpenssl()
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd, encoding: 'utf8' })
  return { ok: status === 0, said: stdout + stderr }
}

/** The bytes with one bit of one byte turned. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const out = new Uint8Array(bytes)
  out[at] = out[at]! ^ 1
  return out
}

/** Where a run of bytes starts in others. */
export function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  const found = Buffer.from(bytes).indexOf(part)
  if (found < 0) throw new Error('not in there')
  return found
}
