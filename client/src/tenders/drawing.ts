import { base64, hex, random, unbase64, unhex, utf8 } from '../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../crypto/canonical.ts'
import { labelled, sha256 } from '../../../crypto/digest.ts'
import { commitment } from '../../../crypto/draw.ts'
import { split } from '../../../crypto/shares.ts'
import { wrapTo } from '../../../crypto/wrap.ts'
import { escrowLabel, type PartyRole } from '../../../server/experts/contract.ts'
import type { Draw } from '../../../server/experts/draw.ts'
import { keysAtHand, signer } from '../app/keys.ts'
import { signStatement } from '../app/sign.ts'
import { api, Stopped } from '../net/http.ts'

/** A draw as its parties see it. */
export type DrawView = Pick<
  Draw,
  'id' | 'stage' | 'parties' | 'root' | 'rulesHash' | 'commitments' | 'values' | 'seed' | 'commitUntil' | 'revealUntil'
>

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

async function escrowOf(draw: DrawView, party: PartyRole, value: string): Promise<{ to: string; wrapped: string }[]> {
  const others = draw.parties.filter((one) => one.role !== party)
  if (others.length < 2 || others.some((one) => !one.spki)) return []
  const shares = await split(unhex(value), others.length, others.length)
  return Promise.all(
    others.map(async ({ role, spki }, i) => {
      const wrapped = await wrapTo(
        unbase64(spki ?? ''),
        shares[i] ?? new Uint8Array(),
        escrowLabel(draw.id, party, role),
      )
      return { to: role, wrapped: base64(wrapped) }
    }),
  )
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
