import { say } from '../app/words.ts'
import { LongField, TextField } from '../pieces/TextFields.tsx'
import { type OfferOf, placeOf } from './offer.ts'

/** Who heads, holds and manages the bidder: those that belong together may not bid for one section. */
export function RelationFields({ fields, defects, onChange }: OfferOf) {
  return (
    <section className="sheet stack">
      <h2>{say('单位负责人与关联单位', 'Who heads and who holds the bidder')}</h2>
      <div className="offer">
        <TextField
          label={say('单位负责人（必填）', 'Head of the bidder (required)')}
          bad={defects.head}
          place={placeOf('head')}
          value={fields.head}
          onChange={(head) => onChange({ ...fields, head })}
          hint={say(
            '单位负责人相同或有控股、管理关系的不同单位，不得投同一标段；开标后与主体登记信息核对',
            'bidders with one head, or that hold or manage each other, may not bid for one section; it is compared with the register after the opening',
          )}
          wide
        />
        <LongField
          label={say('控股单位或股东（每行一个：名称 统一社会信用代码）', 'Who holds it, a line each')}
          most={3000}
          value={fields.holders}
          onChange={(holders) => onChange({ ...fields, holders })}
        />
        <LongField
          label={say('有管理关系的单位（每行一个）', 'Who manages it, a line each')}
          most={3000}
          value={fields.managers}
          onChange={(managers) => onChange({ ...fields, managers })}
        />
      </div>
    </section>
  )
}
