import { hex, random } from '../../crypto/bytes.ts'
import type { Signer } from '../../crypto/signature.ts'
import { checkTimestamp, issueTimestamp } from '../../crypto/timestamp.ts'
import { relyOnStamp } from '../access/trust.ts'
import type { Clock, Platform, Stamp } from './platform.ts'

/**
 * A timestamp authority in this process, with its own key and the platform's clock: there is no offset to measure. Its
 * certificate is judged by the trust list as any other's.
 */
export const localStamp = (of: {
  signer: Signer
  by: Pick<Platform, 'trust' | 'revocation' | 'files'>
  clock: Clock
}): Stamp => ({
  independent: false,
  stamp: async (hash) => {
    const at = of.clock.now()
    const token = await issueTimestamp({ hash }, of.signer, at, hex(random(16)))
    return { token: await relyOnStamp(of.by, token, await checkTimestamp(token, hash)), at, accuracy: 0, offset: 0 }
  },
})
