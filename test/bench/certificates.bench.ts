import { createAuthority, newKey } from '../../crypto/authority.ts'
import { type Certificate, parseCertificate } from '../../crypto/certificate.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import { ocspRequest } from '../../crypto/ocspRequest.ts'
import { isSignedBy } from '../../crypto/publicKey.ts'
import { authorityWith, link, NOW, YEAR } from '../crypto/pki.ts'
import { rates } from './rates.ts'
import { type Result, result } from './report.ts'

const ROUNDS = 5
const HOUR = 3_600_000
/** A validation is reading, the path, and one signature that is new: the leaf's. What is over that is ours. */
const GOAL = 0.7

interface Stage {
  kind: string
  issuer: Certificate
  leaf: Certificate
  trust: Trust
  /** certificates in one round: some tenths of a second */
  count: number
}

/**
 * Certificates validated a second, each read anew from its bytes with its path and its revocation, beside the bare
 * verification of the one signature that each of them brings. Authorities and lists come again with every certificate,
 * so that what was worked out for them is used again, as on the platform.
 */
export async function run(): Promise<Result[]> {
  const results: Result[] = []
  for (const stage of [await ours('RSA-2048', 'rsa', 2000), await p256(), await ours('SM2', 'sm2', 200)])
    results.push(...(await measure(stage)))
  return results
}

async function ours(kind: string, algorithm: 'rsa' | 'sm2', count: number): Promise<Stage> {
  const authority = await createAuthority({ name: kind, at: NOW - YEAR, algorithm })
  const { spki } = await newKey(algorithm === 'rsa' ? 'rsa-sign' : 'sm2')
  const validity = { notBefore: NOW - YEAR, notAfter: NOW + YEAR }
  const leaf = await authority.issue({ subject: { commonName: '某公司' }, kind: 'sign', spki, ...validity })
  const revoked = Array.from({ length: 1000 }, (_, i) => ({ serial: (0x4000 + i).toString(16), at: NOW - HOUR }))
  const crls = [await authority.crl(revoked, NOW - HOUR, NOW + YEAR)]
  const ocsps = [await authority.ocsp(ocspRequest(leaf, authority.root), [], NOW, NOW + HOUR)]
  return {
    kind,
    issuer: authority.root,
    leaf,
    count,
    trust: { roots: [authority.root], intermediates: [], crls, ocsps },
  }
}

async function p256(): Promise<Stage> {
  const root = await link('root', authorityWith(0))
  const leaf = await link('leaf', {}, root)
  const trust = { roots: [root.certificate], intermediates: [], crls: [] }
  return { kind: 'P-256', issuer: root.certificate, leaf: leaf.certificate, count: 2000, trust }
}

async function measure({ kind, issuer, leaf, trust, count }: Stage): Promise<Result[]> {
  const hash = kind === 'SM2' ? 'SM3' : 'SHA-256'
  const bare = async (): Promise<void> => {
    for (let i = 0; i < count; i++) await isSignedBy(issuer, hash, leaf.signed, leaf.signature)
  }
  const listed = { ...trust, ocsps: [] }
  const validate = (of: Trust) => async (): Promise<void> => {
    for (let i = 0; i < count; i++) await checkPath(parseCertificate(leaf.der), of, NOW, 'sign')
  }
  const rate = await rates(ROUNDS, count, { bare, list: validate(listed), both: validate(trust) })
  const figure = (name: string, value: number) =>
    result({ name: `${name}, ${kind}`, value, unit: 'certificates/s', limit: rate.bare, goal: GOAL })
  return [
    figure('validated', rate.list),
    ...(trust.ocsps?.length ? [figure('validated with an OCSP answer', rate.both)] : []),
  ]
}
