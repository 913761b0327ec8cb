import { base64, unbase64 } from '../../crypto/bytes.ts'
import { checkPath } from '../../crypto/chain.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { parseCrl } from '../../crypto/crl.ts'
import { listsNamed } from '../../crypto/evidence.ts'
import { OID } from '../../crypto/oids.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import { keepLists, listFile, ownerOf } from './trust.ts'

/** What was known of a certificate at a second: itself and those above it, and what spoke of its revocation. */
export interface Known {
  /** DER, base64, the certificate first; after those above it those that sign lists or answers for them */
  certificates: string[]
  /** SHA-256 of revocation lists, which are kept as files */
  lists: string[]
  /** answers of responders, DER, base64 */
  answers: string[]
}

/**
 * Gathers, where a deed was refused for how its certificate stands, what was known of it at that second, for it does not come
 * back. Of a certificate that leads to no authority, or has expired, it is the certificate alone.
 *
 * @param fingerprint which of the certificates that came with the signature
 */
export async function knownOf(
  platform: Pick<Platform, 'trust' | 'revocation' | 'files'>,
  of: { cms: string; fingerprint: string },
  at: number,
): Promise<Known | undefined> {
  const { certificates: along } = parseSigned(unbase64(of.cms))
  const certificate = along.find(({ fingerprint }) => fingerprint === of.fingerprint)
  if (!certificate) return undefined
  const trust = await platform.trust()
  const bare = { ...trust, intermediates: [...trust.intermediates, ...along], crls: [] }
  const chain = await checkPath(certificate, bare, at, 'sign').then(
    (path) => path.chain,
    (problem: unknown) => {
      if (problem instanceof CryptoProblem) return [certificate]
      throw problem
    },
  )
  const root = chain.at(-1)
  const authority = root && ownerOf(trust, root)
  const above = chain.slice(1)
  const asks = authority && (authority.crls.length > 0 || authority.ocsp !== null)
  const found = asks ? await platform.revocation.lists(authority, above) : authority ? trust.crls : []
  // by their names: a list may be signed by another key of the authority, whose certificate comes along below
  const lists = found.filter((list) => above.some(({ subjectKey }) => parseCrl(list).issuerKey === subjectKey))
  const signers = trust.intermediates.filter(
    ({ ca, issuerKey }) => !ca && above.some(({ subjectKey }) => subjectKey === issuerKey),
  )
  const answers = authority?.ocsp ? await platform.revocation.answers(authority, chain, lists) : []
  return {
    certificates: [...chain, ...signers].map(({ der }) => base64(der)),
    lists: await keepLists(platform, lists),
    answers: answers.map((one) => base64(one)),
  }
}

/** The revocation lists, by their SHA-256, that signatures and time stamps anywhere in a fact's data rest on, and what was known of refused ones. */
export function listsIn(data: unknown): string[] {
  if (Array.isArray(data)) return data.flatMap(listsIn)
  if (!data || typeof data !== 'object') return []
  return Object.entries(data).flatMap(([name, value]) => {
    if ((name === 'cms' || name === 'token') && typeof value === 'string') return listsBeside(value)
    return name === 'known' ? ((value as Partial<Known> | null)?.lists ?? []) : listsIn(value)
  })
}

const listsBeside = (cms: string): string[] =>
  listsNamed(parseSigned(unbase64(cms)).signer.unsigned.get(OID.revocationReferences)?.[0])

/** The lists on which signatures in some data rest, and those that were known of refused ones, whole: DER, base64. */
export async function listsOf({ files }: Pick<Platform, 'files'>, data: unknown): Promise<string[]> {
  const lists: string[] = []
  for (const name of [...new Set(listsIn(data))].sort()) lists.push(base64(await wholeFile(files.get(listFile(name)))))
  return lists
}
