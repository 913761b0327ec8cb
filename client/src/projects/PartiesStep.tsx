import { Button, Checkbox } from 'antd'
import { trackOf } from '../../../server/projects/catalogue.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { DayField, TextField } from '../pieces/TextFields.tsx'
import { type Registered, withOwn } from './own.ts'
import type { OfSketch } from './sketch.ts'
import { term } from './terms.ts'

/** Second step: tenderer, agent with its mandate, supervisor. */
export function PartiesStep({ sketch, change }: OfSketch) {
  const { type, owner = { code: '', name: '' }, agent, supervisor = { code: '', name: '' }, mandate } = sketch
  const mandated = (part: Partial<NonNullable<typeof mandate>>) =>
    change({ mandate: { contract: '', signedOn: '', scope: '', ...mandate, ...part } })
  const { session } = useSession()
  const own = useLoad<Registered>('/organisation').value
  return (
    <div className="fields">
      {own && (
        <div className="wide">
          <Button onClick={() => change(withOwn(sketch, own, session?.role === 'agent' ? 'agent' : 'owner'))}>
            {say('填入本单位的登记信息', 'Fill in what your organisation registered')}
          </Button>
        </div>
      )}
      <Party label={term(type, 'owner')} of={owner} onChange={(next) => change({ owner: next })} />
      <TextField
        label={term(type, 'ownerAddress')}
        wide
        most={200}
        value={sketch.ownerAddress}
        onChange={(text) => change({ ownerAddress: text })}
      />
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
          <Party label={term(type, 'agent')} of={agent} onChange={(next) => change({ agent: next })} />
          <TextField
            label={say('委托合同编号', 'Contract')}
            most={80}
            value={mandate?.contract}
            onChange={(text) => mandated({ contract: text })}
          />
          <DayField
            label={say('签订日期', 'Signed on')}
            value={mandate?.signedOn}
            onChange={(day) => mandated({ signedOn: day })}
          />
          <TextField
            label={say('委托范围', 'Scope')}
            wide
            most={500}
            value={mandate?.scope}
            onChange={(text) => mandated({ scope: text })}
          />
        </>
      ) : (
        trackOf(type) === 'T' && (
          <TextField
            label={say('自行招标备案号', 'Filing of tendering by itself')}
            wide
            most={80}
            value={sketch.selfFiling}
            onChange={(text) => change({ selfFiling: text || null })}
          />
        )
      )}
      <Party label={term(type, 'supervisor')} of={supervisor} onChange={(next) => change({ supervisor: next })} />
      <TextField
        label={say('联系人与电话', 'Contact')}
        wide
        most={300}
        value={sketch.contact}
        onChange={(text) => change({ contact: text })}
      />
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
      <TextField label={label} most={100} value={of.name} onChange={(name) => onChange({ ...of, name })} />
      <TextField
        label={say('统一社会信用代码', 'Credit code')}
        most={18}
        value={of.code}
        onChange={(text) => onChange({ ...of, code: text.trim().toUpperCase() })}
      />
    </>
  )
}
