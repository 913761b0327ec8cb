import { Button, Radio } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { EvidenceFile, type Fingerprint } from '../pieces/EvidenceFile.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { MyDeposit } from './deposit.ts'

/** Takes a policy of the region that forgives the deposit or a part: the bidder signs for what it shows. */
export function TakePolicy({ tender, deposit, onDone }: { tender: string; deposit: MyDeposit; onDone: () => void }) {
  const [policy, setPolicy] = useState<string>()
  const [file, setFile] = useState<Fingerprint>()
  const chosen = deposit.policies.find(({ id }) => id === policy)
  const take = useDeed(async () => {
    const fields = { policy: policy ?? '', evidence: file?.sha256 ?? '' }
    const cms = await signStatement('deposit.forgive', { tender, ...fields })
    await api.post(`/tenders/${tender}/deposit/forgiveness`, { ...fields, cms })
    onDone()
  })
  return (
    <aside className="sheet stack-tight">
      <h2 style={{ margin: 0 }}>{say('减免', 'Waiver or reduction')}</h2>
      <Radio.Group
        value={policy}
        onChange={({ target }) => setPolicy(target.value)}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
      >
        {deposit.policies.map((one) => (
          <Radio key={one.id} value={one.id} style={{ whiteSpace: 'normal' }}>
            {sayBoth(one)}
            <div className="quiet">{one.instrument}</div>
          </Radio>
        ))}
      </Radio.Group>
      {chosen && (
        <>
          <EvidenceFile
            label={say(`选择${chosen.evidence}`, `choose the evidence: ${chosen.evidence}`)}
            file={file}
            onFile={setFile}
          />
          <span className="quiet">
            {say(
              '登记后立即生效；证明材料开标后由评标委员会核对，不实的依法承担责任。开标前任何人看不到您享受了减免。',
              'It counts at once; the panel checks the evidence after the opening, and you answer for it. Nobody sees it before.',
            )}
          </span>
          <div>
            <Button type="primary" disabled={!file} loading={take.busy} onClick={() => void take.run()}>
              {say('签名并登记减免', 'Sign and take it')}
            </Button>
          </div>
        </>
      )}
      <Refused problem={take.problem} />
    </aside>
  )
}
