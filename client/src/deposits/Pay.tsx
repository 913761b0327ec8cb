import { Typography } from 'antd'
import type { ReactNode } from 'react'
import { formatYuan, inChineseCapitals } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'
import type { MyDeposit } from './deposit.ts'
import { OpenAccount } from './OpenAccount.tsx'

/** Where to pay how much, in figures and in capitals, each to be copied as a bank's form wants it. */
export function Pay({ tender, deposit, onDone }: { tender: string; deposit: MyDeposit; onDone: () => void }) {
  const due = BigInt(deposit.missing) > 0n ? BigInt(deposit.missing) : BigInt(deposit.required)
  const account = deposit.account ?? ''
  return (
    <section className="sheet stack">
      <h2>{say('转账信息', 'Transfer')}</h2>
      <dl className="facts">
        <dt>{say('收款账号', 'Account')}</dt>
        <dd>
          <Copy text={account} large>
            {account.replace(/(\d{4})(?=\d)/g, '$1 ')}
          </Copy>
        </dd>
        <dt>{say('转账金额', 'Amount')}</dt>
        <dd>
          <Copy text={formatYuan(due).replaceAll(',', '')} large>
            {formatYuan(due)} {say('元', 'yuan')}
          </Copy>
        </dd>
        <dt>{say('大写金额', 'In capitals')}</dt>
        <dd>
          <Copy text={inChineseCapitals(due)}>{inChineseCapitals(due)}</Copy>
        </dd>
        <dt>{say('付款户名须为', 'Payer must be')}</dt>
        <dd>
          <Copy text={deposit.accountName ?? ''}>{deposit.accountName}</Copy>
          <div className="quiet">
            {deposit.basicAccount
              ? say(
                  '须从已申报的基本账户转出；户名或账户不符的款项不计入，原路退还。',
                  'From the basic account that you named; money of another payer or account does not count and goes back.',
                )
              : say(
                  '户名不符的款项不计入，原路退还。',
                  'Money of another payer does not count and goes back to where it came from.',
                )}
            {!deposit.cash && say('不接受现金。', ' Cash is not taken.')}
          </div>
        </dd>
      </dl>
      {deposit.basicAccount?.named && (
        <details>
          <summary>{say('申报的基本账户有误？', 'Named the wrong basic account?')}</summary>
          <div style={{ marginTop: 12 }}>
            <OpenAccount tender={tender} deposit={deposit} onDone={onDone} />
          </div>
        </details>
      )}
    </section>
  )
}

function Copy({ text, large = false, children }: { text: string; large?: boolean; children: ReactNode }) {
  const tooltips: [ReactNode, ReactNode] = [say('复制', 'Copy'), say('已复制', 'Copied')]
  return (
    <Typography.Text copyable={{ text, tooltips }} className="digits" style={large ? { fontSize: 20 } : {}}>
      {children}
    </Typography.Text>
  )
}
