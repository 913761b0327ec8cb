import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Bond as Given } from '../../../server/award/bond.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { Evidence, filesOf, type Sent } from './Evidence.tsx'

/** The performance bond as the contract's page shows it. */
export interface BondView {
  asked: string
  most: string
  forms: Given['form'][]
  given: Given | null
  article: string
}

const FORMS: Record<Given['form'], readonly [zh: string, en: string]> = {
  transfer: ['转账', 'transfer'],
  guarantee: ['保函', 'guarantee'],
  insurance: ['保证保险', 'insurance'],
  cheque: ['支票、汇票、本票', 'cheque or draft'],
  cash: ['现金', 'cash'],
}

/** The performance bond: what is asked for, what was given, and, once it is over, its return. */
export function Bond(of: {
  tender: string
  bond: BondView
  side: 'tenderer' | 'winner' | null
  made: boolean
  reload: () => void
}) {
  const { bond, side, made } = of
  const { given } = bond
  return (
    <div className="stack-tight">
      <b>{say('履约保证金', 'Performance bond')}</b>
      <span>
        {say('招标文件要求', 'asked for')} <Money fen={bond.asked} /> · {say('法定上限', 'at most')}{' '}
        <Money fen={bond.most} /> <span className="quiet">{bond.article}</span>
      </span>
      {given ? (
        <span className="good">
          {say('已提交', 'given')} <Money fen={given.amount} /> {say(...FORMS[given.form])} {given.issuer}{' '}
          {given.reference} <Moment at={given.at} />
        </span>
      ) : side === 'winner' ? (
        <Give {...of} />
      ) : (
        <span className="sun">
          {say('中标人尚未提交，提交后方可签订合同', 'not given yet: it comes before the contract')}
        </span>
      )}
      {given?.returned && (
        <span>
          {say('已退还', 'returned')} <Moment at={given.returned.at} /> {given.returned.reference}：
          {given.returned.reason}
        </span>
      )}
      {given && !given.returned && made && side === 'tenderer' && <Return {...of} />}
    </div>
  )
}

function Give({ tender, bond, reload }: { tender: string; bond: BondView; reload: () => void }) {
  const [form, setForm] = useState(bond.forms[0] ?? 'transfer')
  const [reference, setReference] = useState('')
  const [issuer, setIssuer] = useState('')
  const [files, setFiles] = useState<Sent[]>([])
  const give = useDeed(async () => {
    const who = issuer.trim() || null
    const fields = { form, amount: bond.asked, reference: reference.trim(), issuer: who, validUntil: null }
    const { body, signed } = filesOf(files)
    const cms = await signStatement('award.giveBond', { tender, ...fields, ...signed })
    await api.post(`/tenders/${tender}/bond`, { ...fields, ...body, cms })
    reload()
  })
  return (
    <div className="stack-tight">
      <div className="row">
        <Select
          aria-label={say('形式', 'Form')}
          style={{ minWidth: 160 }}
          value={form}
          onChange={setForm}
          options={bond.forms.map((one) => ({ value: one, label: say(...FORMS[one]) }))}
        />
        <TextField
          label={say('保函编号或转账流水号', 'Number or reference')}
          most={80}
          value={reference}
          onChange={setReference}
        />
        <TextField
          label={say('开立机构', 'Issuer')}
          hint={say('转账不填', 'not for a transfer')}
          most={100}
          value={issuer}
          onChange={setIssuer}
        />
      </div>
      <Evidence
        tender={tender}
        label={say('附保函或凭证', 'Attach the guarantee or receipt')}
        files={files}
        onFiles={setFiles}
      />
      <Refused problem={give.problem} />
      <div>
        <Button
          type="primary"
          disabled={reference.trim().length < 2}
          loading={give.busy}
          onClick={() => void give.run()}
        >
          {say('签名提交履约保证金', 'Sign and give the bond')}
        </Button>
      </div>
    </div>
  )
}

function Return({ tender, reload }: { tender: string; reload: () => void }) {
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState('')
  const give = useDeed(async () => {
    const fields = { reference: reference.trim(), reason: reason.trim() }
    const cms = await signStatement('award.returnBond', { tender, ...fields })
    await api.post(`/tenders/${tender}/bond/return`, { ...fields, cms })
    reload()
  })
  return (
    <div className="row">
      <TextField label={say('退还凭证号', 'Reference')} most={80} value={reference} onChange={setReference} />
      <TextField
        label={say('退还原因', 'Reason')}
        hint={say('如：合同履行完毕', 'such as: the contract is done')}
        most={2000}
        value={reason}
        onChange={setReason}
      />
      <Button
        disabled={reference.trim().length < 2 || reason.trim().length < 4}
        loading={give.busy}
        onClick={() => void give.run()}
      >
        {say('签名退还', 'Sign the return')}
      </Button>
      <Refused problem={give.problem} />
    </div>
  )
}
