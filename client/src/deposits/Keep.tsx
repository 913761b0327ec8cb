import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { grounds } from '../../../server/deposits/keeping.ts'
import type { KeepGround } from '../../../server/deposits/refundEvents.ts'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { EvidenceFile, type Fingerprint } from '../pieces/EvidenceFile.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { DepositRow } from './SectionDeposits.tsx'

/** Why a ground cannot be chosen now; empty where it can. */
function shut(ground: KeepGround, tender: Tender): string {
  const law = rulebook(tender.published?.rulebook ?? '')
  const { rule, stages } = grounds[ground]
  if (rule(law).value === 'none') return say('本类交易的法规未规定', 'no text of this track says so')
  return stages.includes(tender.stage) ? '' : say('当前阶段不具备', 'cannot have arisen yet')
}

/** Keeps one deposit: the ground of the law, the decision in words, the evidence's fingerprint, and where the money is paid. */
export function Keep(of: { tender: Tender; row: DepositRow; onKept: () => void; onClose: () => void }) {
  const { tender, row, onKept, onClose } = of
  const [ground, setGround] = useState<KeepGround>()
  const [decision, setDecision] = useState('')
  const [account, setAccount] = useState('')
  const [file, setFile] = useState<Fingerprint>()
  const law = rulebook(tender.published?.rulebook ?? '')
  const keep = useDeed(async () => {
    const fields = { ground, decision: decision.trim(), evidence: file?.sha256 ?? '', account }
    const cms = await signStatement('deposit.keep', { tender: tender.id, tag: row.tag, ...fields })
    await api.post(`/tenders/${tender.id}/deposits/${row.tag}/keep`, { ...fields, cms })
    onKept()
  })
  const ready = ground && decision.trim().length >= 10 && file && /^\d{8,32}$/.test(account)
  return (
    <div className="banner bad stack-tight">
      <b>
        {say('不予退还', 'Keep the deposit of')} {row.bidder} <Money fen={row.held} />
      </b>
      <span>
        {say(
          '只能依据下列法定情形作出。决定与证据摘要由您签名留存，款项由交易中心两人审批后支付，监督部门同时可见。',
          'Only on these grounds of the law. You sign for decision and evidence; two people approve the payment; the supervisor sees it.',
        )}
      </span>
      <Radio.Group
        value={ground}
        onChange={({ target }) => setGround(target.value)}
        style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
      >
        {(Object.keys(grounds) as KeepGround[]).map((one) => (
          <Radio key={one} value={one} disabled={!!shut(one, tender)} style={{ whiteSpace: 'normal' }}>
            {sayBoth(grounds[one])}{' '}
            <span className="quiet">
              {grounds[one].rule(law).article} {shut(one, tender)}
            </span>
          </Radio>
        ))}
      </Radio.Group>
      <label htmlFor="decision">{say('决定（不少于十个字）', 'Decision')}</label>
      <Input.TextArea
        id="decision"
        rows={3}
        maxLength={2000}
        value={decision}
        onChange={({ target }) => setDecision(target.value)}
      />
      <EvidenceFile label={say('选择证据文件', 'Choose the evidence')} file={file} onFile={setFile} />
      <label htmlFor="keeper">
        {law.keptGoesTo.value === 'tenderer'
          ? say(`收款账号（${tender.tenderer.name}）`, `Account of ${tender.tenderer.name}`)
          : say('国库收款账号', "The treasury's account")}
      </label>
      <Input
        id="keeper"
        inputMode="numeric"
        value={account}
        onChange={({ target }) => setAccount(target.value.replace(/\D/g, ''))}
        style={{ maxWidth: 320 }}
      />
      <Refused problem={keep.problem} />
      <div className="row">
        <Button danger type="primary" disabled={!ready} loading={keep.busy} onClick={() => void keep.run()}>
          {say('签名并作出决定', 'Sign the decision')}
        </Button>
        <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
      </div>
    </div>
  )
}
