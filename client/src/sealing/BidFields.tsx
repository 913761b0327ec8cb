import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { inChineseCapitals } from '../../../server/law/units.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { Money } from '../pieces/Money.tsx'
import { type Defects, type Fields, fenOf } from './checks.ts'

/** The form that is read out at the opening: it is sealed together with the price. */
export function BidFields({
  fields,
  defects,
  tender,
  onChange,
}: {
  fields: Fields
  defects: Defects
  tender: Tender
  onChange: (fields: Fields) => void
}) {
  const fen = fenOf(fields.price)
  const set = (name: keyof Fields) => (value: string) => onChange({ ...fields, [name]: value })
  return (
    <section className="sheet">
      <h2>{say('二、投标函（开标时唱标的内容）', '2. What is read out at the opening')}</h2>
      <div style={{ display: 'grid', gap: '16px 24px', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))' }}>
        <div style={{ gridColumn: '1 / -1' }}>
          <Field
            label={say('投标报价（元）', 'Price (yuan)')}
            defect={defects.price}
            value={fields.price}
            onChange={set('price')}
            numeric
          >
            {fen !== undefined ? (
              <span>
                {say('大写', 'in capitals')} <b>{inChineseCapitals(fen)}</b>
              </span>
            ) : (
              <>
                {say('最高投标限价', 'Ceiling price')} <Money fen={tender.ceiling} />
              </>
            )}
          </Field>
        </div>
        <Field
          label={say('工期（日历天）', 'Duration (days)')}
          defect={defects.durationDays}
          value={fields.durationDays}
          onChange={set('durationDays')}
          numeric
        >
          {say(`要求不超过 ${tender.durationDays} 天`, `at most ${tender.durationDays} days`)}
        </Field>
        <Field
          label={say('质量承诺', 'Quality')}
          defect={defects.quality}
          value={fields.quality}
          onChange={set('quality')}
        >
          {say('如：合格', 'such as: 合格')}
        </Field>
        <Field
          label={say('项目负责人', 'Project leader')}
          defect={defects.leader}
          value={fields.leader}
          onChange={set('leader')}
        />
        <Field
          label={say('负责人证书编号', "Leader's certificate number")}
          defect={defects.leaderCertificate}
          value={fields.leaderCertificate}
          onChange={set('leaderCertificate')}
        />
        <Field
          label={say('单位负责人', 'Head of the bidder')}
          defect={defects.head}
          value={fields.head}
          onChange={set('head')}
        >
          {say(
            '单位负责人相同或有控股、管理关系的不同单位，不得投同一标段',
            'bidders with one head, or that hold or manage each other, may not bid for one section',
          )}
        </Field>
        <Lines
          label={say('控股单位或股东（每行一个：名称 统一社会信用代码）', 'Who holds it, a line each')}
          value={fields.holders}
          onChange={set('holders')}
        />
        <Lines
          label={say('有管理关系的单位（每行一个）', 'Who manages it, a line each')}
          value={fields.managers}
          onChange={set('managers')}
        />
      </div>
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

function Field(of: {
  label: string
  value: string
  defect: string | undefined
  onChange: (value: string) => void
  numeric?: boolean
  children?: ReactNode
}) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} style={{ fontWeight: 500 }}>
        {of.label}
      </label>
      <Input
        id={id}
        value={of.value}
        maxLength={100}
        className={of.numeric ? 'digits' : ''}
        {...(of.numeric ? { inputMode: 'decimal' as const } : {})}
        {...(of.defect ? { status: 'error' as const, 'aria-invalid': true } : {})}
        aria-describedby={`${id}-hint`}
        onChange={(event) => of.onChange(event.target.value)}
      />
      <div id={`${id}-hint`} className={of.defect ? 'bad' : 'quiet'} style={{ fontSize: 13 }}>
        {of.defect ?? of.children}
      </div>
    </div>
  )
}
