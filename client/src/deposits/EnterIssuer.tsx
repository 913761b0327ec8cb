import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { type Entered, Issuer, type IssuerKind } from '../../../server/deposits/issuers.ts'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** What kind of institution it is, in words. */
export const kindWord = (kind: IssuerKind): string =>
  ({ bank: say('银行', 'bank'), insurer: say('保险公司', 'insurer'), guarantor: say('担保公司', 'guarantee company') })[
    kind
  ]

const fields = (): [key: 'code' | 'name' | 'licence' | 'until', label: string][] => [
  ['code', say('统一社会信用代码', 'Credit code')],
  ['name', say('机构名称（与数字证书一致）', 'Name, as in its certificate')],
  ['licence', say('许可证编号', 'Number of the licence')],
  [
    'until',
    say('许可证有效至（如 2027-12-31，长期有效的不填）', 'Licence until (YYYY-MM-DD; empty where it has no end)'),
  ],
]

/** Proposes an entry, a correction, or that guarantees of one are not taken any more. */
export function EnterIssuer(of: { before: Entered | undefined; onDone: () => void; onClose: () => void }) {
  const { before, onDone, onClose } = of
  const [text, setText] = useState({
    ...{
      code: before?.code ?? '',
      name: before?.name ?? '',
      licence: before?.licence ?? '',
      until: before?.until ?? '',
    },
  })
  const [kind, setKind] = useState<IssuerKind>(before?.kind ?? 'insurer')
  const [stop, setStop] = useState('')
  const read = Issuer.safeParse({ ...text, until: text.until || null, kind })
  const propose = useDeed(async () => {
    const change = { issuer: read.data, stop: stop.trim() || null }
    const cms = await signAsPerson('issuer.propose', { change })
    await api.post('/guarantees/issuers', { change, cms })
    onDone()
  })
  return (
    <form
      className="banner stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void propose.run()
      }}
    >
      {fields().map(([key, label]) => (
        <div key={key}>
          <label htmlFor={`issuer-${key}`}>{label}</label>
          <Input
            id={`issuer-${key}`}
            value={text[key]}
            disabled={key === 'code' && !!before}
            onChange={({ target }) => setText({ ...text, [key]: target.value.trim() })}
            style={{ maxWidth: 420, display: 'block' }}
          />
        </div>
      ))}
      <Radio.Group
        value={kind}
        onChange={({ target }) => setKind(target.value)}
        options={(['bank', 'insurer', 'guarantor'] as const).map((value) => ({ value, label: kindWord(value) }))}
      />
      {before && (
        <div>
          <label htmlFor="issuer-stop">
            {say('停止受理的原因（继续受理的不填）', 'Why its guarantees are not taken any more (empty: they are)')}
          </label>
          <Input
            id="issuer-stop"
            value={stop}
            onChange={({ target }) => setStop(target.value)}
            style={{ maxWidth: 420, display: 'block' }}
          />
        </div>
      )}
      <span className="quiet">
        {say(
          '由您签名提出，另一人复核后生效；已受理的保函不受影响。',
          'You sign; another person decides. Guarantees that were taken stay.',
        )}
      </span>
      <Refused problem={propose.problem} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={propose.busy} disabled={!read.success}>
          {say('签名提出', 'Sign and propose')}
        </Button>
        <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
      </div>
    </form>
  )
}
