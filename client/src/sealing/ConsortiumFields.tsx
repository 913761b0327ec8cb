import { Checkbox } from 'antd'
import { say } from '../app/words.ts'
import { LongField } from '../pieces/TextFields.tsx'
import { type OfferOf, placeOf } from './offer.ts'

/**
 * Who bids together with the bidder, who leads: sealed with the form, the agreement in the business volume. Nobody learns
 * of it before the opening.
 */
export function ConsortiumFields({ fields, defects, onChange }: OfferOf) {
  return (
    <section className="sheet stack">
      <h2>{say('联合体（本单位为牵头人；单独投标不填）', 'Consortium that we lead (empty: alone)')}</h2>
      <LongField
        label={say(
          '其他成员（每行一个：名称 统一社会信用代码，可再写份额%、小微）',
          'The other members, a line each: name, code; share % and 小微 if wanted',
        )}
        most={3000}
        bad={defects.members}
        place={placeOf('members')}
        value={fields.members}
        onChange={(members) => onChange({ ...fields, members })}
      />
      {fields.members.trim() !== '' && (
        <div className="stack-tight">
          {defects.agreement && <div className="bad">{defects.agreement}</div>}
          <Checkbox
            checked={fields.leaderSmall}
            onChange={({ target }) => onChange({ ...fields, leaderSmall: target.checked })}
          >
            {say('本单位为小型、微型企业', 'we are a small or micro enterprise')}
          </Checkbox>
          <p className="quiet" style={{ margin: 0 }}>
            {say(
              '联合体协议放在商务标 PDF 中。成员与协议随投标文件加密，开标前任何人不能看到。成员再单独投标或者参加其他联合体的，相关投标均无效。',
              'The joint agreement belongs into the business volume. Members and agreement are encrypted with the bid. A member that also bids alone or in another consortium makes all those bids invalid.',
            )}
          </p>
        </div>
      )}
    </section>
  )
}
