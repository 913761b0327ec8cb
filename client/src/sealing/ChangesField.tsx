import { rulebook } from '../../../server/law/rulebook.ts'
import { say } from '../app/words.ts'
import { LongField } from '../pieces/TextFields.tsx'
import { type OfferOf, placeOf } from './offer.ts'

/** What has changed of the bidder since it was prequalified: sealed with the form, judged after the opening. */
export function ChangesField({ fields, defects, tender, onChange }: OfferOf) {
  const { article } = rulebook(tender.published?.rulebook ?? '').afterPrequal
  return (
    <section className="sheet stack">
      <h2>{say('资格预审后的重大变化（没有则留空）', 'Great changes since the prequalification (empty: none)')}</h2>
      <LongField
        label={say(
          '合并、分立、破产，联合体成员或者资质、人员的变化',
          'Merger, division, bankruptcy, members, licences',
        )}
        most={1000}
        bad={defects.changes}
        place={placeOf('changes')}
        value={fields.changes}
        onChange={(changes) => onChange({ ...fields, changes })}
      />
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          `资格预审合格且没有变化的，开标后不再审查资格；发生变化的须写明，开标后据此重新审查（${article}）。内容随投标文件加密。`,
          `Who passed and has not changed is not judged again; what changed is written here and judged after the opening (${article}). It is encrypted with the bid.`,
        )}
      </p>
    </section>
  )
}
