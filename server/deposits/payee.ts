import { labelled } from '../../crypto/digest.ts'

/** The label under which a bidder closes another account's number to the bank's key. */
export const payeeLabel: Uint8Array = labelled('deposit-payee', new Uint8Array())
