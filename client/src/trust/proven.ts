import { attestedEach } from '../../../crypto/attest.ts'
import type { TrustedAuthority, TrustFact } from '../../../server/identity/trustList.ts'
import { askedOf, checkGoesOn, checkShown, checkSigners, replayTrust } from '../../../server/identity/trustReplay.ts'
import { api } from '../net/http.ts'
import { provedFacts } from '../net/log.ts'
import type { Shown } from './authority.ts'

/** The trust list as the log has it: the list as it stands, and the facts that make it, from its founding on. */
export interface ProvenTrust {
  list: ReturnType<typeof replayTrust>['list']
  facts: readonly TrustFact[]
}

let known: ProvenTrust | undefined

/**
 * The authorities of the trust list as the log has them: each change proved in the log that this browser knows, signed by
 * two people whose certificates lead to a root of the list as it was, and the list made anew from them. Only its founding,
 * and that no newer change is held back, is the platform's word.
 *
 * @param shown the list as a page shows it; without one it is fetched
 * @throws TRUST_UNPROVED, TRUST_HELD_BACK, and what the proofs and signatures throw
 */
export async function provenAuthorities(shown?: Shown): Promise<TrustedAuthority[]> {
  return (await provenTrust(shown)).list.authorities
}

/** The same with the facts, from which the list is made as it stood at any time. */
export async function provenTrust(given?: Shown): Promise<ProvenTrust> {
  const shown = given ?? (await api.get<Shown>('/trust'))
  const ids = shown.changes.map(({ id }) => id).reverse()
  checkGoesOn(known?.facts.map(({ id }) => id) ?? [], ids)
  if (known?.facts.length !== ids.length) known = await proved(ids)
  checkShown(shown, known.list)
  return known
}

async function proved(ids: readonly string[]): Promise<ProvenTrust> {
  const facts = (await provedFacts<TrustFact>(ids)).facts.map(({ fact }) => fact)
  const { list, signed } = replayTrust(facts)
  checkSigners(signed, await attestedEach(signed.map(askedOf)))
  return { list, facts }
}
