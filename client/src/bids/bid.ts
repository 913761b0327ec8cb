import type { Receipt } from '../../../server/bids/receipt.ts'
import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import type { Answers } from '../../../server/tenders/versions.ts'

/** A bidder's own bid in a tender, as the platform answers it. */
export type MyBid =
  | { stage: 'none' }
  | {
      stage: 'sealed' | 'withdrawn' | 'named' | 'unsealed' | 'unopened'
      sequence: number
      receivedAt: number
      header: string
      upload: string
      receipt: Receipt | null
      /** of the last time it was taken back */
      withdrawal: WithdrawalReceipt | null
      /** which version of the tender document it answers */
      answers?: Answers
    }

/** Whether a bid stands: received and not withdrawn. */
export const stands = (bid: MyBid | undefined): boolean => !!bid && bid.stage !== 'none' && bid.stage !== 'withdrawn'
