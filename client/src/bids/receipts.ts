import { checkAcknowledgement } from '../../../crypto/acknowledgement.ts'
import { hex, unhex } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { checkSameBid, checkSameWithdrawal, type HandedIn } from '../../../server/bids/acknowledged.ts'
import type { Receipt } from '../../../server/bids/receipt.ts'
import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import { orStop } from '../net/http.ts'
import { keptLog, knownLog } from '../net/log.ts'

const KEPT = 'handed-in/'

/** Keeps what was handed in, so that any later receipt can be compared with it. */
export const keepHandedIn = (of: HandedIn): void => localStorage.setItem(KEPT + of.tender, JSON.stringify(of))

/** What this browser handed in, where it is the bid that a receipt speaks of. */
function handedIn({ receipt }: Receipt | WithdrawalReceipt): HandedIn | undefined {
  const text = localStorage.getItem(KEPT + receipt.tender)
  const of = text === null ? undefined : (JSON.parse(text) as HandedIn)
  return of?.sequence === receipt.sequence ? of : undefined
}

/** What a receipt was checked for: the beat in which the log promised it at the latest, and whether it was compared with the package. */
export interface CheckedReceipt {
  beat: number
  compared: boolean
}

const isOfWithdrawal = (signed: Receipt | WithdrawalReceipt): signed is WithdrawalReceipt =>
  signed.receipt.kind === 'bid.withdrawal'

/**
 * Checks a receipt, of a bid or of taking it back, by the keys that this browser knew before it came: who signed it, what the log
 * promised, and that it speaks of what was handed in here. Stops, with the receipt as evidence, where one is not so.
 *
 * @param of what was handed in, if not what this browser kept
 */
export async function checkReceipt(
  signed: Receipt | WithdrawalReceipt,
  of = handedIn(signed),
): Promise<CheckedReceipt> {
  return orStop(
    () => ({ receipt: signed, handedIn: of ?? null, known: keptLog() ?? null }),
    async () => {
      if (of && isOfWithdrawal(signed)) checkSameWithdrawal(signed, of)
      else if (of && !isOfWithdrawal(signed)) checkSameBid(signed, of)
      const { verifier, certificate } = await knownLog()
      const known = { verifier, fingerprint: hex(sha256(unhex(certificate))) }
      const { beat } = await checkAcknowledgement(signed, known)
      return { beat, compared: !!of }
    },
  )
}
