import { hex, random, utf8 } from '../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../crypto/canonical.ts'
import { labelled, sha256 } from '../../../crypto/digest.ts'
import { commitment } from '../../../crypto/draw.ts'
import { escrowOf, openEscrow } from '../../../crypto/escrow.ts'
import type { PartyRole } from '../../../server/experts/contract.ts'
import type { Draw } from '../../../server/experts/draw.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { keysAtHand, signer } from '../app/keys.ts'
import { signStatement } from '../app/sign.ts'
import { api, Stopped } from '../net/http.ts'
import { ceremonyKey } from '../opening/release.ts'

/** A draw as its parties see it. */
export type DrawView = Omit<Draw, 'entries' | 'rules' | 'shares'> & {
  /** who has opened its share of a silent party's value, by the silent one */
  opened: Partial<Record<PartyRole, PartyRole[]>>
}

const kept = new Map<string, string>()

/**
 * This party's value for a draw. From an RSA key it is derived (PKCS#1 v1.5 signatures are deterministic), so that a
 * reload of the page loses nothing and nobody without the key can know it; other keys get a random one, kept in this tab.
 */
async function valueFor(draw: DrawView): Promise<string> {
  await keysAtHand()
  const key = signer()
  const name = `${draw.id}/${draw.root}/${draw.rulesHash}`
  const known = kept.get(name)
  if (known) return known
  const rsa = key.certificate.keyAlgorithm === 'rsa'
  const secret = rsa ? sha256(await key.sign(labelled('draw-value', utf8(name)))) : random(32)
  kept.set(name, hex(secret))
  return hex(secret)
}

/** Commits this party: the commitment, its value's shares closed to the others, one signature over what was seen. */
export async function commitTo(draw: DrawView, party: PartyRole): Promise<void> {
  const { id, root, rulesHash: rules } = draw
  const value = await valueFor(draw)
  const committed = commitment({ draw: id, root, rules, party, value })
  const escrow = await escrowOf(draw, party, value)
  const fields = { draw: id, root, rules, party, commitment: committed, escrow: hex(sha256(canonicalBytes(escrow))) }
  const cms = await signStatement('draw.commit', fields)
  await api.post(`/draws/${id}/commit`, { commitment: committed, escrow, cms })
}

/** Reveals this party's value; refuses here already if it is not the one that was committed to. */
export async function reveal(draw: DrawView, party: PartyRole): Promise<void> {
  const value = await valueFor(draw)
  const { id, root, rulesHash: rules } = draw
  if (commitment({ draw: id, root, rules, party, value }) !== draw.commitments[party]?.commitment)
    throw new Stopped(
      '本页没有当时承诺的随机值，请在承诺时所用的页面揭示',
      'this page does not have the value that was committed to: reveal where you committed',
    )
  await api.post(`/draws/${id}/reveal`, { value })
}

/**
 * Opens this party's share of the value of one that has let the limit to reveal pass: together with the other's share the
 * value is open, and nobody can stop a draw by silence.
 */
export async function openSilent(draw: DrawView, silent: PartyRole, mine: PartyRole): Promise<void> {
  await keysAtHand()
  const { wrapped } = draw.commitments[silent]?.escrow.find(({ to }) => to === mine) ?? {}
  if (!wrapped) throw new Stopped('该方的随机值没有交给您的份额', 'no share of that value was given to you')
  const key = await ceremonyKey(await api.get<Tender>(`/tenders/${draw.of}`), mine)
  const share = await openEscrow({ draw: draw.id, party: silent, to: mine, wrapped }, key)
  await api.post(`/draws/${draw.id}/open`, { party: silent, share: hex(share) })
}
