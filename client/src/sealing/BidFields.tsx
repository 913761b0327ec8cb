import { inChineseCapitals } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { ChangesField } from './ChangesField.tsx'
import { ConsortiumFields } from './ConsortiumFields.tsx'
import { fenOf } from './checks.ts'
import { MachineChoice } from './MachineChoice.tsx'
import { Field, type OfferOf } from './OfferField.tsx'
import { PurchaseOffer } from './PurchaseOffer.tsx'
import { RelationFields } from './RelationFields.tsx'
import { TenderOffer } from './TenderOffer.tsx'

type Texts = 'price' | 'durationDays' | 'quality' | 'leader' | 'leaderCertificate'

/** The form that is read out at the opening, and what its track asks for besides: sealed together with the price. */
export function BidFields(of: OfferOf) {
  const { fields, defects, tender, onChange } = of
  const fen = fenOf(fields.price)
  const set = (name: Texts) => (value: string) => onChange({ ...fields, [name]: value })
  const purchase = tender.track === 'G'
  return (
    <>
      <section className="sheet">
        <h2>
          {purchase
            ? say('二、开标一览表（开标时唱标的内容）', '2. What is read out at the opening')
            : say('二、投标函（开标时唱标的内容）', '2. What is read out at the opening')}
        </h2>
        <div className="offer">
          <div className="wide">
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
                  {say('最高投标限价', 'Ceiling price')} <Ceiling tender={tender} />
                </>
              )}
            </Field>
          </div>
          <Field
            label={
              purchase
                ? say('合同履行期限（日历天）', 'Time of performance (days)')
                : say('工期（日历天）', 'Duration (days)')
            }
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
          >
            {purchase ? say('没有的留空', 'leave empty if there is none') : undefined}
          </Field>
        </div>
      </section>
      {purchase ? <PurchaseOffer {...of} /> : <TenderOffer {...of} />}
      {(tender.consortium || fields.members !== '') && <ConsortiumFields {...of} />}
      {tender.prequalification && <ChangesField {...of} />}
      <RelationFields {...of} />
      <MachineChoice
        value={fields.machine}
        defect={of.defects.machine}
        onChange={(machine) => of.onChange({ ...fields, machine })}
      />
    </>
  )
}
