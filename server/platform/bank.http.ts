import { base64, hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import { sha256 } from '../../crypto/digest.ts'
import { checkDetached, type Signer, signDetached } from '../../crypto/signature.ts'
import type { Bank, BankOrder, Clock } from './platform.ts'

/** The bank did not take an order, or it is not known whether it did. Sent again it does no harm. */
export class BankSilent extends Error {
  override readonly name = 'BankSilent'
}

/** How long the bank may take to sign that it has an order, ms. */
const PATIENCE = 5000

/**
 * A bank that is reached over HTTP. Each order is signed by the platform; the bank answers with its own signature over
 * the order's number and content.
 *
 * @param of.organisation 统一社会信用代码 of the bank: nobody else's signature counts
 */
export function httpBank(of: {
  url: string
  organisation: string
  signer: Signer
  trust: () => Promise<Trust>
  clock: Clock
  patience?: number
}): Bank {
  return {
    take: async (order) => {
      const fields = { ...order, what: 'bank.order' }
      const content = hex(sha256(canonicalBytes(fields)))
      const cms = base64(await signDetached(utf8(canonical(fields)), of.signer, of.clock.now()))
      const answer = await post(`${of.url}/orders`, { order, cms }, of.patience ?? PATIENCE)
      const statement = canonicalBytes({ order: order.id, content, what: 'bank.take' })
      const signed = await checkDetached(unbase64(answer.cms ?? ''), statement)
      const trust = await of.trust()
      const intermediates = [...trust.intermediates, ...signed.chain]
      await checkPath(signed.certificate, { ...trust, intermediates }, of.clock.now(), 'sign')
      if (signed.certificate.organisationCode !== of.organisation)
        throw new BankSilent(`somebody else answered for order ${order.id}`)
    },
  }
}

async function post(url: string, body: { order: BankOrder; cms: string }, patience: number): Promise<{ cms?: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  })
  if (!response.ok) throw new BankSilent(`the bank answered ${response.status} to order ${body.order.id}`)
  return (await response.json()) as { cms?: string }
}
