import { attested } from '../../../crypto/attest.ts'
import type { TrustedAuthority, TrustFact } from '../../../server/identity/trustList.ts'
import { checkShown, checkSigner, replayTrust } from '../../../server/identity/trustReplay.ts'
import { api } from '../net/http.ts'
import { provedFacts } from '../net/log.ts'
import type { Shown } from './authority.ts'

let known: { newest: string; list: ReturnType<typeof replayTrust>['list'] } | undefined

/**
 * The authorities of the trust list as the log has them: each change proved in the log that this browser knows, signed by
 * two people whose certificates lead to a root of the list as it was, and the list made anew from them. Only its founding,
 * and that no newer change is held back, is the platform's word.
 *
 * @param shown the list as a page shows it; without one it is fetched
 * @throws TRUST_UNPROVED, and what the proofs and signatures throw
 */
export async function provenAuthorities(shown?: Shown): Promise<TrustedAuthority[]> {
  const list = await provenList(shown ?? (await api.get<Shown>('/trust')))
  return list.authorities
}

async function provenList(shown: Shown): Promise<ReturnType<typeof replayTrust>['list']> {
  const newest = shown.changes[0]?.id ?? ''
  if (known?.newest === newest) {
    checkShown(shown, known.list)
    return known.list
  }
  const { facts } = await provedFacts<TrustFact>(shown.changes.map(({ id }) => id).reverse())
  const { list, signed } = replayTrust(facts.map(({ fact }) => fact))
  checkShown(shown, list)
  for (const change of signed) {
    const { data, at } = change.fact
    const { certificate } = await attested(data.signature, change.before.authorities, at)
    checkSigner(change, certificate.fingerprint)
  }
  known = { newest, list }
  return list
}
