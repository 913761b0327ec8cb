import { attestedEach } from '../../../crypto/attest.ts'
import { checkFactProof, type FactProof } from '../../../crypto/beat.ts'
import { unbase64, unhex } from '../../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate } from '../../../crypto/certificate.ts'
import type { Path, Trust } from '../../../crypto/chain.ts'
import { isUnderOneOf } from '../../../crypto/policies.ts'
import type { TrustedAuthority, TrustFact } from '../../identity/trustList.ts'
import { askedOf, authoritiesAt, checkSigners, entryFor, replayTrust } from '../../identity/trustReplay.ts'
import type { Fact } from '../../ledger/event.ts'
import { type Bag, bytesOf } from '../bag.ts'
import { ArchiveClosed } from '../dossier.ts'
import { refuseAny } from './report.ts'

/** What signatures and time stamps of a package are led to. */
export interface ArchivedTrust extends Trust {
  /** the facts of the trust list, once they were checked; absent in packages from before they were in */
  list?: readonly TrustFact[]
}

const LIST = 'data/trust/list.jsonl'

/** The certificates and lists of a package. */
export async function trustOf(bag: Bag): Promise<ArchivedTrust> {
  const certificates = bag.paths.filter((path) => path.startsWith('data/trust/') && path.endsWith('.pem'))
  const between = certificates.filter((path) => path.startsWith('data/trust/between-'))
  const roots = certificates.filter((path) => !between.includes(path))
  const read = async (path: string) => parseCertificate(fromPem(await bag.text(path)))
  const lists = bag.paths.filter((path) => path.startsWith('data/trust/') && path.endsWith('.crl'))
  return {
    roots: await Promise.all(roots.map(read)),
    intermediates: await Promise.all(between.map(read)),
    crls: await Promise.all(lists.map((path) => bytesOf(bag, path))),
  }
}

/** What the closing of the file says of the trust list. Every package has that fact. */
function closingOf(facts: readonly Fact[]) {
  const closed = facts.findLast(({ type }) => type === ArchiveClosed.type)
  return closed && ArchiveClosed.schema.parse(closed.data)
}

/** Whether a package carries the trust list, or has to: only where its closing says nothing of one is it from before the list was in. */
export const carriesList = ({ paths }: Bag, facts: readonly Fact[]): boolean => {
  const closed = closingOf(facts)
  return paths.includes(LIST) || !closed || closed.trust !== undefined
}

/** The trust list of a package, checked, as far as it was when the file was closed. Throws where it was taken out or cut. */
export async function checkCarried(
  bag: Bag,
  facts: readonly Fact[],
  trust: ArchivedTrust,
  head: { size: number; root: Uint8Array } | undefined,
): Promise<readonly TrustFact[]> {
  const closed = closingOf(facts)
  if (!closed) throw new Error('no fact says that the file was closed')
  if (!bag.paths.includes(LIST)) throw new Error(`the trust list, ${closed.trust?.facts} facts long, was taken out`)
  const list = await checkList(bag, trust, head)
  const { facts: count, last } = closed.trust ?? { facts: list.length, last: list.at(-1)?.id }
  if (list[count - 1]?.id !== last) throw new Error(`the trust list was cut: at the closing its last fact was ${last}`)
  return list
}

/**
 * Makes the trust list anew from its facts: each below the signed head, each change signed by two people of the list as it was,
 * and no root in the package that the list never had. Throws otherwise.
 */
export async function checkList(
  bag: Bag,
  trust: ArchivedTrust,
  head: { size: number; root: Uint8Array } | undefined,
): Promise<readonly TrustFact[]> {
  if (!head) throw new Error('the log head is not signed')
  const facts: TrustFact[] = []
  for (const line of (await bag.text(LIST)).split('\n').filter(Boolean)) {
    const { fact, salt, proof } = JSON.parse(line) as { fact: TrustFact; salt: string; proof: FactProof }
    checkFactProof(fact, unhex(salt), proof, head)
    facts.push(fact)
  }
  const { list, signed } = replayTrust(facts)
  checkSigners(signed, await attestedEach(signed.map(askedOf)))
  const ever = [...list.authorities, ...list.former.map(({ authority }) => authority)]
  const known = new Set(ever.flatMap(({ roots }) => roots.map((der) => parseCertificate(unbase64(der)).fingerprint)))
  const strange = trust.roots.filter(({ fingerprint }) => !known.has(fingerprint))
  refuseAny(
    strange.map(({ fingerprint }) => fingerprint),
    'roots were never on the trust list',
  )
  return facts
}

/** What a certificate was used for, and when. */
interface Used {
  use: TrustedAuthority['uses'][number]
  at: number
}

/** The authority of a path as the list had it at that instant, for that use, under its policies; undefined where it had none. */
export function entryOf({ list }: ArchivedTrust, { chain, policies }: Path, of: Used): TrustedAuthority | undefined {
  const found = list && entryFor(authoritiesAt(list, of.at), chain.at(-1) as Certificate, of.use)
  return found && (!found.policies.length || isUnderOneOf(policies, found.policies)) ? found : undefined
}

/** The same; throws where the list did not take it. A package from before the list was in decides nothing about that. */
export function listedFor(trust: ArchivedTrust, path: Path, of: Used): TrustedAuthority | undefined {
  const found = entryOf(trust, path, of)
  const root = path.chain.at(-1)
  if (trust.list && !found) throw new Error(`the trust list did not take ${root?.subject.commonName} for that use then`)
  return found
}

/** Names each authority among these that was relied on without asking what it revoked, with the reason that two people signed. */
export function unasked(authorities: readonly (TrustedAuthority | undefined)[]): string {
  const names = new Map<string, number>()
  for (const one of authorities)
    if (one?.noRevocation) {
      const said = `${one.name} 不查询吊销 relied on without revocation: ${one.noRevocation}`
      names.set(said, (names.get(said) ?? 0) + 1)
    }
  return [...names].map(([said, count]) => `; ${count} × ${said}`).join('')
}
