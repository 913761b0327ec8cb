import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Affiliate, type EnteredAffiliate, type Relation } from '../../../server/identity/affiliates.ts'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** How an organisation belongs to the operator, in words. */
export const relationWord = (relation: Relation): string =>
  ({
    operator: say('运营机构', 'the operator'),
    holding: say('控股关系', 'holding'),
    management: say('管理关系', 'management'),
  })[relation]

const RELATIONS: readonly Relation[] = ['operator', 'holding', 'management']

/** Proposes an entry, a correction, or that an organisation does not belong to the operator any more. */
export function EnterAffiliate(of: { before: EnteredAffiliate | undefined; onDone: () => void; onClose: () => void }) {
  const { before, onDone, onClose } = of
  const { code = '', name = '', basis = '' } = before ?? {}
  const [text, setText] = useState({ code, name, basis })
  const [relation, setRelation] = useState<Relation>(before?.relation ?? 'holding')
  const [end, setEnd] = useState('')
  const read = Affiliate.safeParse({ ...text, relation })
  const propose = useDeed(async () => {
    const change = { affiliate: read.data, end: end.trim() || null }
    const cms = await signAsPerson('affiliate.propose', { change })
    await api.post('/platform/affiliates', { change, cms })
    onDone()
  })
  const fields: [key: keyof typeof text, label: string][] = [
    ['code', say('统一社会信用代码', 'Credit code')],
    ['name', say('单位名称', 'Name')],
    ['basis', say('依据（登记信息、章程、合同等）', 'Where the relation is seen')],
  ]
  return (
    <form
      className="banner stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void propose.run()
      }}
    >
      {fields.map(([key, label]) => (
        <div key={key}>
          <label htmlFor={`affiliate-${key}`}>{label}</label>
          <Input
            id={`affiliate-${key}`}
            value={text[key]}
            disabled={key === 'code' && !!before}
            onChange={({ target }) => setText({ ...text, [key]: target.value })}
            style={{ maxWidth: 420, display: 'block' }}
          />
        </div>
      ))}
      <Radio.Group
        value={relation}
        onChange={({ target }) => setRelation(target.value)}
        options={RELATIONS.map((value) => ({ value, label: relationWord(value) }))}
      />
      {before && (
        <div>
          <label htmlFor="affiliate-end">
            {say('解除登记的原因（不解除的不填）', 'Why it does not belong any more (empty: it does)')}
          </label>
          <Input
            id="affiliate-end"
            value={end}
            onChange={({ target }) => setEnd(target.value)}
            style={{ maxWidth: 420, display: 'block' }}
          />
        </div>
      )}
      <span className="quiet">
        {say('由您签名提出，另一人复核后生效。', 'You sign; it holds once another person has decided.')}
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
