import { say } from '../app/words.ts'
import { CellRows } from '../pieces/CellRows.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { BondAsked } from './BondAsked.tsx'
import { MOST_WORKS, NO_WORK } from './form.ts'
import { type OfferOf, placeOf } from './offer.ts'

/** Tendering: the bidder's qualification and the works that it claims, which are publicised with the candidates. */
export function TenderOffer({ fields, defects, tender, onChange }: OfferOf) {
  return (
    <section className="sheet stack">
      <h2>
        {say('三、资格与业绩（公示中标候选人时公布）', '3. Qualification and works (publicised with the candidates)')}
      </h2>
      {tender.qualification && (
        <details>
          <summary className="quiet">{say('招标文件的资格要求', 'What the tender document asks for')}</summary>
          <p className="prose" style={{ whiteSpace: 'pre-line', margin: '8px 0 0' }}>
            {tender.qualification}
          </p>
        </details>
      )}
      <TextField
        label={say('资质及等级', 'Qualification and grade')}
        bad={defects.qualification}
        place={placeOf('qualification')}
        value={fields.qualification}
        onChange={(qualification) => onChange({ ...fields, qualification })}
        hint={say(
          '如：建筑工程施工总承包壹级；证书放入商务标',
          'as in the certificate, which belongs into the business volume',
        )}
      />
      <CellRows
        label={say('业绩', 'Finished works')}
        columns={[
          { name: 'project', label: say('业绩项目', 'project'), share: 4 },
          { name: 'client', label: say('建设单位', 'client'), share: 3 },
          { name: 'amount', label: say('合同金额', 'amount'), share: 2 },
          { name: 'finished', label: say('竣工时间', 'finished'), share: 2 },
        ]}
        rows={fields.works}
        empty={NO_WORK}
        most={MOST_WORKS}
        bad={defects.works}
        place={placeOf('works')}
        onRows={(works) => onChange({ ...fields, works })}
      />
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '没有业绩的留空。与商务标中的证明材料不一致的，以评标委员会的认定为准。',
          'Leave the table empty if there is none. Where proofs in the business volume differ, the panel decides.',
        )}
      </p>
      <BondAsked tender={tender} price={fields.price} />
    </section>
  )
}
