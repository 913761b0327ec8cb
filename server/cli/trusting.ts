import { type Anchor, attestedEach } from '../../crypto/attest.ts'
import { checkLogged, type Evidenced, proveFacts, type Seen } from '../../crypto/watch.ts'
import type { TrustedAuthority, TrustFact } from '../identity/trustList.ts'
import { askedOf, checkGoesOn, checkShown, checkSigners, replayTrust } from '../identity/trustReplay.ts'
import type { Client } from './client.ts'
import { logSource } from './watching.ts'

/** What a tool keeps of a platform's log and of the changes of its trust list, by their ids, the founding first. */
export interface SeenTrust extends Seen {
  trust: readonly string[]
}

/** The trust list as the log has it, with what proves it. */
export interface ProvenTrust {
  authorities: readonly TrustedAuthority[]
  facts: readonly TrustFact[]
  evidence: Evidenced[]
  seen: SeenTrust
}

/**
 * Makes the platform's trust list anew from the log: each change proved below a head that goes on from what was seen, signed by
 * two people whose certificates lead to a root of the list as it was, none of those missing that were seen before. Only its
 * founding, and that no newer change is held back, is the platform's word.
 *
 * @throws TRUST_UNPROVED where the list that is shown is another, TRUST_HELD_BACK, and what the proofs and signatures throw
 */
export async function provenTrust(client: Pick<Client, 'get'>, seen: SeenTrust): Promise<ProvenTrust> {
  const shown = await client.get<{ authorities: TrustedAuthority[]; changes: { id: string }[] }>('/trust')
  const ids = shown.changes.map(({ id }) => id).reverse()
  checkGoesOn(seen.trust, ids)
  const { facts, seen: now } = await proveFacts<TrustFact>(logSource(client), seen, ids)
  const list = await madeAnew(facts.map(({ fact }) => fact))
  checkShown(shown, list)
  return {
    authorities: list.authorities,
    facts: facts.map(({ fact }) => fact),
    evidence: facts.map(({ evidence }) => evidence),
    seen: { ...now, trust: ids },
  }
}

/** The facts of a trust list that lie in a file with their proofs: by this key of the log, and checked as `provenTrust` does. */
export async function trustIn(evidence: readonly Evidenced[], verifier: string): Promise<TrustFact[]> {
  const facts: TrustFact[] = []
  for (const one of evidence)
    facts.push((await checkLogged<TrustFact>(one, String((one.fact as { id?: unknown } | null)?.id), verifier)).fact)
  await madeAnew(facts)
  return facts
}

async function madeAnew(facts: readonly TrustFact[]): Promise<ReturnType<typeof replayTrust>['list']> {
  const { list, signed } = replayTrust(facts)
  checkSigners(signed, await attestedEach(signed.map(askedOf)))
  return list
}

/** The roots of those whose signatures a trust list takes. */
export const anchorsOn = (authorities: readonly TrustedAuthority[]): Anchor[] =>
  authorities
    .filter(({ uses }) => uses.includes('sign'))
    .map(({ name, roots, intermediates, code }) => ({ name, roots, intermediates, code }))
