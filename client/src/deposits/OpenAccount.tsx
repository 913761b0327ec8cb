import { Button, Input } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import type { MyDeposit } from './deposit.ts'

/** Asks for the account to pay to. Where the law wants the basic account, it is named first, or another than before. */
export function OpenAccount({ tender, deposit, onDone }: { tender: string; deposit: MyDeposit; onDone: () => void }) {
  const [account, setAccount] = useState('')
  const law = deposit.basicAccount
  const open = useDeed(async () => {
    await api.post(`/tenders/${tender}/deposit`, law ? { basicAccount: account } : {})
    setAccount('')
    onDone()
  })
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void open.run()
      }}
    >
      {law && (
        <>
          <label htmlFor="basic">
            {law.named ? say('更正基本账户账号', 'Another basic account') : say('本单位基本账户账号', 'Basic account')}
          </label>
          <Input
            id="basic"
            inputMode="numeric"
            autoComplete="off"
            value={account}
            onChange={({ target }) => setAccount(target.value.replace(/\D/g, ''))}
            style={{ maxWidth: 320 }}
          />
          <span className="quiet">
            {say(
              `依据${law.article}，保证金应当从基本账户转出；平台只保存账号的密码摘要，用来与到账款项的付款账号比对。`,
              `By ${law.article} the deposit comes from the basic account. Only a keyed hash of the number is kept, to compare it with the payer's.`,
            )}
          </span>
        </>
      )}
      <Refused problem={open.problem} />
      <div>
        <Button
          type={law?.named ? 'default' : 'primary'}
          size={law?.named ? 'middle' : 'large'}
          htmlType="submit"
          loading={open.busy}
          disabled={!!law && !/^\d{8,32}$/.test(account)}
        >
          {law?.named ? say('更正', 'Change') : say('生成我的收款子账号', 'Get my account')}
        </Button>
      </div>
    </form>
  )
}
