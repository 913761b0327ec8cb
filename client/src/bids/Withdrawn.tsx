import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import { say } from '../app/words.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Issued } from './Issued.tsx'
import { ReceiptChecked } from './ReceiptChecked.tsx'

/** The receipt for taking a bid back, checked here as that of a bid is. */
export function Withdrawn({ withdrawal }: { withdrawal: WithdrawalReceipt }) {
  const { sequence, header, withdrawnAt } = withdrawal.receipt
  return (
    <>
      <ReceiptChecked receipt={withdrawal} />
      <Issued
        signed={withdrawal}
        title={say('撤回回执', 'Receipt for the withdrawal')}
        of={
          <>
            <dt>{say('撤回时间', 'Withdrawn')}</dt>
            <dd className="digits">{beijing(Date.parse(withdrawnAt), true)}</dd>
            <dt>{say('被撤回的版本', 'What was withdrawn')}</dt>
            <dd className="digits">{say(`第 ${sequence} 版`, `version ${sequence}`)}</dd>
            <dt>{say('包头散列（SHA-256 或 SM3）', 'Header hash (SHA-256 or SM3)')}</dt>
            <dd className="hash">{header}</dd>
          </>
        }
      />
    </>
  )
}
