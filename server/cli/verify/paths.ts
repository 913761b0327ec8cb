import { unbase64 } from '../../../crypto/bytes.ts'
import { type Certificate, parseCertificate } from '../../../crypto/certificate.ts'
import { type CertificateUse, checkPath, type Path } from '../../../crypto/chain.ts'
import { isUnderOneOf } from '../../../crypto/policies.ts'
import type { CryptoProblem } from '../../../crypto/problem.ts'
import type { SignedBy } from '../../../crypto/signature.ts'
import type { Check, Findings } from '../../archive/verify/report.ts'
import type { TrustedAuthority, TrustFact } from '../../identity/trustList.ts'
import { authoritiesAt, entryFor } from '../../identity/trustReplay.ts'
import type { Said } from '../exit.ts'
import type { Trusted } from './anchors.ts'

type Words = (said: Said) => string

/** Problems of a path that leave it undecided. */
export const UNDECIDED = new Set([
  'PATH_NOT_FOUND',
  'CERTIFICATE_EXPIRED',
  'REVOCATION_UNKNOWN',
  'CERTIFICATE_UNSUPPORTED',
])

/** The path to a root, and that nothing on it was revoked: without a list that says so it is not decided. */
export async function checkRoot(
  findings: Findings,
  by: SignedBy,
  trusted: Trusted,
  { at, words }: { at: number; words: Words },
): Promise<void> {
  const title = words({ zh: '证书链', en: 'the certificate’s path' })
  const used = { at, use: 'sign' as const }
  const roots = rootsFor(trusted, by.chain)
  if (!roots.length) {
    const zh = '没有信任的根证书：请用 --trust 或 --root'
    findings.undecided('path', title, words({ zh, en: 'no root that you trust: --trust or --root' }))
    return
  }
  await tryPath(findings, { id: 'path', title }, async () => {
    const trust = { roots, intermediates: [...by.chain, ...betweenFor(trusted)], crls: trusted.crls }
    const path = await checkPath(by.certificate, trust, at, 'sign')
    const root = path.chain.at(-1)
    return stands(
      path,
      { trusted, used, detail: `${root?.subject.commonName ?? ''} SHA-256 ${root?.fingerprint}` },
      words,
    )
  })
}

/** What a certificate was used for, and when. */
interface Used {
  at: number
  use: CertificateUse
}

/** The authority of a path as the trust list took it for that use then, under its policies; undefined where it took none. */
export function takenBy(list: readonly TrustFact[], path: Path, { at, use }: Used): TrustedAuthority | undefined {
  const entry = entryFor(authoritiesAt(list, at), path.chain.at(-1)!, use)
  return entry && (!entry.policies.length || isUnderOneOf(path.policies, entry.policies)) ? entry : undefined
}

/**
 * How a path stands: found, by an authority that the trust list took for that use then where the caller has the list, and decided
 * only where lists say of every certificate on it that it was not revoked. Where nobody asked, that and the reason are said.
 */
export function stands(path: Path, of: { trusted: Trusted; used: Used; detail: string }, words: Words): Stands {
  const { trusted, used, detail } = of
  const entry = trusted.list && takenBy(trusted.list, path, used)
  if (trusted.list && !entry) {
    const zh = '：信任列表当时未准许该机构用于此项'
    const en = ': the trust list did not take this authority for that use then'
    return { verdict: 'invalid', detail: `${detail}${words({ zh, en })}` }
  }
  if (path.revocation === 'good') return { verdict: 'valid', detail }
  const missing = entry?.noRevocation
    ? uncheckedFor(entry.noRevocation)
    : {
        zh: '没有当时的吊销列表（--trust 文件夹中的 *.crl）',
        en: 'no revocation list of that time (*.crl in the folder of --trust)',
      }
  return { verdict: 'indeterminate', detail: `${detail}${words({ zh: '：', en: ': ' })}${words(missing)}` }
}

/** What is said where an authority is relied on without asking what it revoked. */
export const uncheckedFor = (reason: string): Said => ({
  zh: `签发机构不提供吊销查询，未查询是否已被吊销；经两人签名的受理理由：${reason}`,
  en: `its authority does not say what it revoked, nobody asked; why it is taken, signed by two: ${reason}`,
})

/** The certificates that stand between, or sign lists and answers, of the caller and of all that the trust list ever named. */
export const betweenFor = ({ between = [], list = [] }: Trusted): Certificate[] => [
  ...between,
  ...[...new Set(list.flatMap(named).flatMap(({ intermediates }) => intermediates))].map((der) =>
    parseCertificate(unbase64(der)),
  ),
]

/** The authorities that a change of the list names. */
const named = (fact: TrustFact): readonly TrustedAuthority[] => {
  if (fact.type === 'trust.founded') return fact.data.authorities
  return fact.type === 'trust.proposed' && fact.data.put ? [fact.data.put] : []
}

type Stands = Pick<Check, 'verdict' | 'detail'>

/**
 * Roots of the caller, and the one whose hash the caller gave among those that came along; without any, all that the trust list
 * ever named: whether it had one then, `stands` says.
 */
export function rootsFor(trusted: Trusted, chain: readonly Certificate[]): Certificate[] {
  const ders = new Set((trusted.list ?? []).flatMap(named).flatMap(({ roots }) => roots))
  const listed = [...ders].map((der) => parseCertificate(unbase64(der)))
  const own = [...trusted.roots, ...[...chain, ...listed].filter(({ fingerprint }) => fingerprint === trusted.root)]
  return trusted.roots.length || trusted.root !== undefined ? own : listed
}

/** A path that cannot be found or judged is not decided; a revoked certificate or a broken signature is wrong. */
export async function tryPath(
  findings: Findings,
  of: { id: string; title: string },
  check: () => Promise<Stands>,
): Promise<void> {
  try {
    findings.checks.push({ ...of, ...(await check()) })
  } catch (problem) {
    const { code, message } = problem as CryptoProblem
    findings.checks.push({ ...of, verdict: UNDECIDED.has(code) ? 'indeterminate' : 'invalid', detail: message })
  }
}
