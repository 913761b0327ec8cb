import { say } from '../app/words.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { Money } from '../pieces/Money.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { ChangesField } from './ChangesField.tsx'
import { ConsortiumFields } from './ConsortiumFields.tsx'
import { fenOf } from './checks.ts'
import { MachineChoice } from './MachineChoice.tsx'
import { type OfferOf, placeOf } from './offer.ts'
import { PurchaseOffer } from './PurchaseOffer.tsx'
import { RelationFields } from './RelationFields.tsx'
import { TenderOffer } from './TenderOffer.tsx'

type Texts = 'price' | 'durationDays' | 'quality' | 'leader' | 'leaderCertificate'

/** The form that is read out at the opening, and what its track asks for besides: sealed together with the price. */
export function BidFields(of: OfferOf) {
  const { fields, defects, tender, onChange } = of
  const fen = fenOf(fields.price)
  const text = (name: Texts) => ({
    ...{ value: fields[name], bad: defects[name], place: placeOf(name) },
    onChange: (value: string) => onChange({ ...fields, [name]: value }),
  })
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
          <TextField
            {...text('price')}
            label={say('投标报价（元）', 'Price (yuan)')}
            hint={
              fen !== undefined ? (
                <Money fen={fen} capitals />
              ) : (
                <>
                  {say('最高投标限价', 'Ceiling price')} <Ceiling tender={tender} />
                </>
              )
            }
            numeric
            wide
          />
          <TextField
            {...text('durationDays')}
            label={
              purchase
                ? say('合同履行期限（日历天）', 'Time of performance (days)')
                : say('工期（日历天）', 'Duration (days)')
            }
            hint={say(`要求不超过 ${tender.durationDays} 天`, `at most ${tender.durationDays} days`)}
            numeric
          />
          <TextField {...text('quality')} label={say('质量承诺', 'Quality')} hint={say('如：合格', 'such as: 合格')} />
          <TextField {...text('leader')} label={say('项目负责人', 'Project leader')} />
          <TextField
            {...text('leaderCertificate')}
            label={say('负责人证书编号', "Leader's certificate number")}
            hint={purchase ? say('没有的留空', 'leave empty if there is none') : undefined}
          />
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
