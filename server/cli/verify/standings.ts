import { base64, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { checkPath, type Path, parseCrl } from '../../../crypto/chain.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { type Findings, Undecided } from '../../archive/verify/report.ts'
import type { TrustFact } from '../../identity/trustList.ts'
import { authoritiesAt } from '../../identity/trustReplay.ts'
import type { FailureBundle } from '../../opening/bundle.ts'
import type { Said } from '../exit.ts'
import type { Trusted } from './anchors.ts'
import { betweenFor, rootsFor, takenBy, UNDECIDED, uncheckedFor } from './paths.ts'

type Bundle = FailureBundle['bundle']

/** A certificate to judge: with what came along, at its second, and as it was found then. */
interface Case {
  certificates: readonly string[]
  answers: readonly string[]
  at: number
  /** the lists that it is said to rest on */
  lists: readonly string[]
  /** with what it was refused; absent: it was taken */
  refused?: string
}

/**
 * Judges every certificate of a failure again, by the revocation lists and answers that the bundle itself carries and by the caller's own
 * roots: those that signed were good at that second, and those that were refused stood as was found.
 */
export async function checkStandings(
  findings: Findings,
  bundle: Bundle,
  trusted: Trusted,
  words: (said: Said) => string,
): Promise<void> {
  const title = words({ zh: '证书在当时的状态', en: 'how the certificates stood at their seconds' })
  await findings.try('standing', title, async () => {
    const carried = (bundle.lists ?? []).map(unbase64)
    const byName = new Map(carried.map((list) => [parseCrl(list).fingerprint, list]))
    const cases = await casesOf(bundle)
    for (const one of cases) {
      const missing = one.lists.find((name) => !byName.has(name))
      if (missing && bundle.lists) throw new CryptoProblem('CRL_INVALID', { why: 'not carried', list: missing })
      if (missing) throw new Undecided(words({ zh: '证据包没有带吊销列表', en: 'the bundle carries no lists' }))
      // one that was refused is judged by what was known at that second, and by nothing else
      const named = one.lists.flatMap((name) => byName.get(name) ?? [])
      const crls = one.refused ? named : [...named, ...trusted.crls]
      const found = await standing(one, { ...trusted, crls }, words)
      if (found !== one.refused) throw new Error(`${found ?? 'good'} instead of ${one.refused ?? 'good'}`)
    }
    return `${cases.length}; ${carried.length} CRL`
  })
}

async function casesOf({ releases, attempts }: Bundle): Promise<Case[]> {
  const cases: Case[] = []
  for (const { at, statement, cms } of [...releases, ...attempts]) {
    if (statement === undefined || cms === undefined) continue
    const { certificate, chain, evidence } = await checkDetached(unbase64(cms), utf8(statement))
    cases.push({
      certificates: [certificate, ...chain].map(({ der }) => Buffer.from(der).toString('base64')),
      ...{ answers: evidence.ocsps.map((der) => Buffer.from(der).toString('base64')), lists: evidence.crls, at },
    })
  }
  for (const { at, code, known, certificate } of attempts) {
    if (!known) continue
    const [first = ''] = known.certificates
    if (parseCertificate(unbase64(first)).fingerprint !== certificate)
      throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'certificate' })
    cases.push({ ...known, at, refused: code })
  }
  return cases
}

/** With what a certificate is refused, by what is carried; nothing where it is good. Undecided without a root. */
async function standing(of: Case, trusted: Trusted, words: (said: Said) => string): Promise<string | undefined> {
  const [certificate, ...chain] = of.certificates.map((der) => parseCertificate(unbase64(der)))
  if (!certificate) throw new CryptoProblem('CERTIFICATE_MALFORMED', {})
  const roots = rootsFor(trusted, chain)
  const ownWord = of.refused === 'CERTIFICATE_EXPIRED' || of.refused === 'CERTIFICATE_NOT_YET_VALID'
  if (!roots.length && !ownWord)
    throw new Undecided(words({ zh: '没有信任的根证书：请用 --trust 或 --root', en: 'no root that you trust' }))
  try {
    const intermediates = [...chain, ...betweenFor(trusted)]
    const trust = { roots, intermediates, crls: trusted.crls, ocsps: of.answers.map(unbase64) }
    const path = await checkPath(certificate, trust, of.at, 'sign')
    const unlisted = trusted.list && notTaken(trusted.list, path, of.at)
    if (unlisted) return unlisted
    return path.revocation === 'good'
      ? undefined
      : unknown(of, words, trusted.list && reasonOf(trusted.list, path, of.at))
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    if (problem.code !== of.refused && UNDECIDED.has(problem.code)) throw new Undecided(problem.message)
    return problem.code
  }
}

/** With what the trust list refused a path that leads to a root; nothing where it took its authority for signatures then. */
function notTaken(list: readonly TrustFact[], path: Path, at: number): string | undefined {
  if (takenBy(list, path, { at, use: 'sign' })) return undefined
  const root = base64(path.chain.at(-1)!.der)
  return authoritiesAt(list, at).some(({ roots }) => roots.includes(root)) ? 'AUTHORITY_LIMITED' : 'PATH_NOT_FOUND'
}

const reasonOf = (list: readonly TrustFact[], path: Path, at: number): string | undefined =>
  takenBy(list, path, { at, use: 'sign' })?.noRevocation

/** Nobody spoke of it: as was found, or else not decided. */
function unknown({ refused }: Case, words: (said: Said) => string, reason?: string): string | undefined {
  if (refused === 'REVOCATION_UNKNOWN') return refused
  if (refused === 'REVOCATION_UNSOURCED') return reason ? undefined : refused
  if (reason) throw new Undecided(words(uncheckedFor(reason)))
  throw new Undecided(
    words({ zh: '没有当时的吊销列表或查询应答', en: 'no list and no answer of that time speaks of a certificate' }),
  )
}
