import { useCallback, useEffect, useState } from 'react'
import type { Receipt } from '../../../server/bids/receipt.ts'
import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import { say } from '../app/words.ts'
import { type Problem, problemOf } from '../net/http.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { type CheckedReceipt, checkReceipt } from './receipts.ts'

/** Whether a bid is submitted, or taken back: said only after the receipt was checked here, by the keys that this browser knew before. */
export function ReceiptChecked({ receipt }: { receipt: Receipt | WithdrawalReceipt }) {
  const [state, setState] = useState<{ checked?: CheckedReceipt; problem?: Problem }>({})
  const check = useCallback(async (): Promise<void> => {
    try {
      setState({ checked: await checkReceipt(receipt) })
    } catch (error) {
      setState({ problem: problemOf(error) })
    }
  }, [receipt])
  useEffect(() => void check(), [check])
  const { checked, problem } = state
  if (problem)
    return (
      <div className="stack-tight">
        <div className="banner bad">
          <b>
            {receipt.receipt.kind === 'bid.receipt'
              ? say('回执核验未通过，不能视为已递交', 'The receipt does not hold: do not take it for submitted')
              : say('回执核验未通过，不能视为已撤回', 'The receipt does not hold: do not take it for withdrawn')}
          </b>
        </div>
        <Refused problem={problem} onRetry={() => void check()} />
      </div>
    )
  if (!checked) return <div className="banner">{say('正在核验回执…', 'Checking the receipt…')}</div>
  const { receipt: said } = receipt
  const at = beijing(Date.parse(said.kind === 'bid.receipt' ? said.receivedAt : said.withdrawnAt), true)
  return (
    <div className="banner good">
      <div>
        <b>{said.kind === 'bid.receipt' ? say('递交成功', 'Submitted') : say('已撤回', 'Withdrawn')}</b>{' '}
        <span className="digits">{say(`平台收到于 ${at}（北京时间）`, `received ${at} Beijing time`)}</span>
      </div>
      <div className="proof">
        ✓{' '}
        {say(
          `已在本机核验：平台签名、日志承诺（不迟于第 ${checked.beat} 拍）${checked.compared ? '、与本机递交的加密包一致' : ''}`,
          `Checked here: signature, promise of the log (by beat ${checked.beat})${checked.compared ? ', the package that was handed in here' : ''}`,
        )}
      </div>
    </div>
  )
}
