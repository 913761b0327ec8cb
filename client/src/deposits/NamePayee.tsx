import { Button, Input } from 'antd'
import { useState } from 'react'
import { unbase64, utf8 } from '../../../crypto/bytes.ts'
import { closeLetter } from '../../../crypto/letter.ts'
import { payeeLabel } from '../../../server/deposits/payee.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** The bank gave a refund back: the bidder names another account of its own. */
export function NamePayee({ tender, bank, onNamed }: { tender: string; bank: string; onNamed: () => void }) {
  const [account, setAccount] = useState('')
  const name = useDeed(async () => {
    const payee = await closeLetter(unbase64(bank), utf8(account), payeeLabel)
    const cms = await signStatement('deposit.payee', { tender, payee })
    await api.post(`/tenders/${tender}/deposit/payee`, { payee, cms })
    onNamed()
  })
  return (
    <div className="stack-tight">
      <label htmlFor="payee">
        {say(
          '请填写本单位的其他收款账号，户名不变。账号在您的浏览器中加密，只有银行能看到。',
          'Name another account of your organisation; the name stays. It is encrypted here: only the bank reads it.',
        )}
      </label>
      <div className="row">
        <Input
          id="payee"
          inputMode="numeric"
          value={account}
          onChange={({ target }) => setAccount(target.value.replace(/\D/g, ''))}
          style={{ maxWidth: 280 }}
        />
        <Button
          type="primary"
          loading={name.busy}
          disabled={!/^\d{8,32}$/.test(account)}
          onClick={() => void name.run()}
        >
          {say('签名并提交', 'Sign and send')}
        </Button>
      </div>
      <Refused problem={name.problem} />
    </div>
  )
}
