import { Input } from 'antd'
import { useId } from 'react'
import { say } from '../app/words.ts'
import { Field, type OfferOf } from './OfferField.tsx'

/** Who heads, holds and manages the bidder: bidders that are related in these ways may not bid for one section. */
export function RelationsCard({ fields, defects, onChange }: OfferOf) {
  return (
    <section className="sheet stack">
      <h2>{say('单位负责人与控股、管理关系', 'Who heads, holds and manages the bidder')}</h2>
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '单位负责人相同或有控股、管理关系的不同单位，不得投同一标段；开标后由评标委员会比对。',
          'Bidders with one head, or that hold or manage each other, may not bid for one section; the panel compares after the opening.',
        )}
      </p>
      <Field
        label={say('单位负责人', 'Head of the bidder')}
        defect={defects.head}
        value={fields.head}
        onChange={(head) => onChange({ ...fields, head })}
      />
      <Lines
        label={say('控股单位或股东（每行一个：名称 统一社会信用代码）', 'Who holds it, a line each')}
        value={fields.holders}
        onChange={(holders) => onChange({ ...fields, holders })}
      />
      <Lines
        label={say('有管理关系的单位（每行一个）', 'Who manages it, a line each')}
        value={fields.managers}
        onChange={(managers) => onChange({ ...fields, managers })}
      />
    </section>
  )
}

function Lines({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} style={{ fontWeight: 500 }}>
        {label}
      </label>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={3000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
