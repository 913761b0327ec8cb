import { Checkbox, Input } from 'antd'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import type { OfSketch } from './sketch.ts'

/** Second step: tenderer, agent with its mandate, supervisor. */
export function PartiesStep({ sketch, change }: OfSketch) {
  const { owner = { code: '', name: '' }, agent, supervisor = { code: '', name: '' }, mandate } = sketch
  const mandated = (part: Partial<NonNullable<typeof mandate>>) =>
    change({ mandate: { contract: '', signedOn: '', scope: '', ...mandate, ...part } })
  return (
    <div className="fields">
      <Party label={say('招标人（采购人）', 'Tenderer')} of={owner} onChange={(next) => change({ owner: next })} />
      <Field label={say('招标人地址', 'Its address')} wide>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={sketch.ownerAddress}
            onChange={(e) => change({ ownerAddress: e.target.value })}
          />
        )}
      </Field>
      <div className="wide">
        <Checkbox
          checked={!!agent}
          onChange={(e) => change({ agent: e.target.checked ? { code: '', name: '' } : null, mandate: null })}
        >
          {say('委托代理机构', 'an agent acts')}
        </Checkbox>
      </div>
      {agent ? (
        <>
          <Party label={say('代理机构', 'Agent')} of={agent} onChange={(next) => change({ agent: next })} />
          <Field label={say('委托合同编号', 'Contract')}>
            {(id) => (
              <Input
                id={id}
                maxLength={80}
                value={mandate?.contract}
                onChange={(e) => mandated({ contract: e.target.value })}
              />
            )}
          </Field>
          <Field label={say('签订日期', 'Signed on')}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={mandate?.signedOn}
                onChange={(e) => mandated({ signedOn: e.target.value })}
              />
            )}
          </Field>
          <Field label={say('委托范围', 'Scope')} wide>
            {(id) => (
              <Input
                id={id}
                maxLength={500}
                value={mandate?.scope}
                onChange={(e) => mandated({ scope: e.target.value })}
              />
            )}
          </Field>
        </>
      ) : (
        <Field label={say('自行招标备案号', 'Filing of tendering by itself')} wide>
          {(id) => (
            <Input
              id={id}
              maxLength={80}
              value={sketch.selfFiling ?? ''}
              onChange={(e) => change({ selfFiling: e.target.value || null })}
            />
          )}
        </Field>
      )}
      <Party
        label={say('行政监督部门', 'Supervisor')}
        of={supervisor}
        onChange={(next) => change({ supervisor: next })}
      />
      <Field label={say('联系人与电话', 'Contact')} wide>
        {(id) => (
          <Input id={id} maxLength={300} value={sketch.contact} onChange={(e) => change({ contact: e.target.value })} />
        )}
      </Field>
    </div>
  )
}

function Party({
  label,
  of,
  onChange,
}: {
  label: string
  of: { code: string; name: string }
  onChange: (next: { code: string; name: string }) => void
}) {
  return (
    <>
      <Field label={label}>
        {(id) => (
          <Input id={id} maxLength={100} value={of.name} onChange={(e) => onChange({ ...of, name: e.target.value })} />
        )}
      </Field>
      <Field label={say('统一社会信用代码', 'Credit code')}>
        {(id) => (
          <Input
            id={id}
            maxLength={18}
            value={of.code}
            onChange={(e) => onChange({ ...of, code: e.target.value.trim().toUpperCase() })}
          />
        )}
      </Field>
    </>
  )
}
