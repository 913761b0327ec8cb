import { random } from '../../crypto/bytes.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import { checkTimestamp, timestampRequest, tokenOf } from '../../crypto/timestamp.ts'
import { fetchBytes } from './fetchBytes.ts'
import type { Clock, Stamp } from './platform.ts'

/** How long the authority may take, ms, and how large its answer may be. */
const PATIENCE = 5000
const LARGEST = 64 * 1024
const NONCE = 16

/**
 * A timestamp authority that is reached over HTTP (RFC 3161 3.4). Its answer counts only if it is over this hash, with
 * this nonce, and by a certificate for time stamps of an authority on the trust list.
 */
export function httpStamp(of: { url: string; trust: () => Promise<Trust>; clock: Clock; patience?: number }): Stamp {
  return {
    independent: true,
    stamp: async (hash) => {
      const nonce = random(NONCE)
      const body = timestampRequest(hash, nonce)
      const type = 'application/timestamp-query'
      const answer = await fetchBytes(of.url, { body, type, patience: of.patience ?? PATIENCE, largest: LARGEST })
      const token = tokenOf(answer)
      const { certificate, chain, at, accuracy = 0 } = await checkTimestamp(token, hash, nonce)
      const trust = await of.trust()
      await checkPath(certificate, { ...trust, intermediates: [...trust.intermediates, ...chain] }, at, 'timestamp')
      return { token, at, accuracy, offset: of.clock.now() - at }
    },
  }
}
