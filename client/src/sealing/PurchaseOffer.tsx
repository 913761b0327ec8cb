import { Checkbox, Radio } from 'antd'
import { evaluated } from '../../../server/evaluation/evaluationPrice.ts'
import { formatYuan } from '../../../server/law/units.ts'
import { purchaserClauses } from '../../../server/tenders/criteria.ts'
import { share } from '../../../server/tenders/formula.ts'
import { RESERVED_WORDS, reservedInWords } from '../../../server/tenders/reserved.ts'
import { say } from '../app/words.ts'
import { TextField } from '../pieces/TextFields.tsx'
import { BondAsked } from './BondAsked.tsx'
import { fenOf } from './checks.ts'
import { claimsOf } from './form.ts'
import { ItemRows } from './ItemRows.tsx'
import { type OfferOf, placeOf } from './offer.ts'
import { PriceSheet } from './PriceSheet.tsx'

/** Purchases: claims to a deduction of the price, the core product's brand, and the main things that are offered. */
export function PurchaseOffer(of: OfferOf) {
  const { fields, defects, tender, onChange } = of
  const { criteria } = tender
  const { small, smallShare, domestic } = criteria.policy ?? {}
  const examined = purchaserClauses(criteria)
  const claimed = small || smallShare || domestic || criteria.coreProduct
  return (
    <>
      {tender.reserved && <ReservedClaim {...of} />}
      {claimed && (
        <section className="sheet stack">
          <h2>{say('三、政策声明与核心产品', '3. Policy claims and the core product')}</h2>
          {(small || smallShare) && <SmallBusiness {...of} />}
          {domestic && (
            <Checkbox
              checked={fields.domestic}
              onChange={({ target }) => onChange({ ...fields, domestic: target.checked })}
            >
              {say(
                `所投产品为本国产品：有非本国产品参与竞争时扣除 ${share(domestic)}`,
                `The products are domestic: ${share(domestic)} less where others compete`,
              )}
            </Checkbox>
          )}
          {criteria.coreProduct && (
            <TextField
              label={say(
                `核心产品“${criteria.coreProduct}”的品牌`,
                `Brand of the core product (${criteria.coreProduct})`,
              )}
              bad={defects.brand}
              place={placeOf('brand')}
              value={fields.brand}
              onChange={(brand) => onChange({ ...fields, brand })}
              hint={say(
                '提供相同品牌核心产品的投标人按一家计算；请与技术标中的写法一致',
                'bidders of one brand count as one; spell it as in the technical volume',
              )}
            />
          )}
          <EvaluationPrice {...of} />
          {(small || smallShare || domestic) && (
            <p className="quiet" style={{ margin: 0 }}>
              {say(
                '声明函按招标文件规定的格式放入商务标，由评标委员会核定；没有声明函或者声明不实的，不予扣除并依法处理。合同价仍为投标报价。',
                'The declarations belong into the business volume and are judged by the panel; a missing or false one earns nothing and has its consequences by law. What is paid stays the price.',
              )}
            </p>
          )}
        </section>
      )}
      <section className="sheet stack">
        <h2>
          {say(
            `${claimed ? '四' : '三'}、主要标的（中标后随结果公告公布）`,
            `${claimed ? 4 : 3}. The main things offered (announced with the result)`,
          )}
        </h2>
        <ItemRows
          rows={fields.items}
          bad={defects.items}
          place={placeOf('items')}
          onRows={(items) => onChange({ ...fields, items })}
        />
        <PriceSheet rows={fields.items} price={fields.price} onRows={(items) => onChange({ ...fields, items })} />
        {examined.length > 0 && (
          <details>
            <summary className="quiet">
              {say(
                `采购人开标后审查资格（${examined.length} 项），证明材料须在商务标中`,
                `The purchaser examines ${examined.length} matters of qualification: proofs belong into the business volume`,
              )}
            </summary>
            <ol style={{ margin: '8px 0 0', paddingLeft: 20 }}>
              {examined.map(({ id, zh }) => (
                <li key={id}>{zh}</li>
              ))}
            </ol>
          </details>
        )}
        <BondAsked tender={tender} price={fields.price} />
      </section>
    </>
  )
}

/** The declaration without which a bid does not qualify in a package that is kept for small and medium enterprises. */
function ReservedClaim({ fields, defects, tender, onChange }: OfferOf) {
  if (!tender.reserved) return null
  return (
    <section className="sheet stack" id={placeOf('reserved')}>
      <h2>{say('预留份额', 'Reserved package')}</h2>
      <p className="prose">{reservedInWords(tender.reserved)}</p>
      <Checkbox checked={fields.reserved} onChange={({ target }) => onChange({ ...fields, reserved: target.checked })}>
        {say(
          `本单位符合要求，${RESERVED_WORDS[tender.reserved.kind].zh}已放入商务标`,
          `We meet this: ${RESERVED_WORDS[tender.reserved.kind].en} is in the business volume`,
        )}
      </Checkbox>
      {defects.reserved && <div className="bad">{defects.reserved}</div>}
    </section>
  )
}

/** Whether the price counts less as that of a small enterprise, or of one that gives such enterprises their share. */
function SmallBusiness({ fields, tender, onChange }: OfferOf) {
  const { small, smallShare } = tender.criteria.policy ?? {}
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ fontWeight: 500, marginBottom: 4, padding: 0 }}>
        {say('中小企业政策', 'Small enterprises')}
      </legend>
      <Radio.Group
        value={fields.small}
        onChange={({ target }) => onChange({ ...fields, small: target.value })}
        style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
        options={[
          { value: '', label: say('不主张价格扣除', 'Nothing is claimed') },
          ...(small
            ? [
                {
                  value: 'whole' as const,
                  label: say(
                    `小型、微型企业，扣除 ${share(small)}`,
                    `A small or micro enterprise: ${share(small)} less`,
                  ),
                },
              ]
            : []),
          ...(smallShare
            ? [
                {
                  value: 'share' as const,
                  label: say(
                    `联合体或分包中小微企业份额达到规定比例，扣除 ${share(smallShare)}`,
                    `Small enterprises have their share by consortium or subcontract: ${share(smallShare)} less`,
                  ),
                },
              ]
            : []),
        ]}
      />
    </fieldset>
  )
}

/** The price as it would be compared if every claim is found good; without the deduction that hangs on who else bids. */
function EvaluationPrice({ fields, tender }: OfferOf) {
  const fen = fenOf(fields.price)
  if (fen === undefined || !fields.small) return null
  const claims = { ...claimsOf(fields), domestic: false }
  const cuts = evaluated([{ tag: '', price: String(fen), claims }], tender.criteria)[0]?.deductions ?? []
  const price = cuts.reduce((left, { amount }) => left - BigInt(amount), fen)
  return (
    <div className="banner" style={{ background: 'var(--ground)' }}>
      {say('评标价（声明成立时）', 'Evaluation price (if the claim holds)')}{' '}
      <b className="digits">{formatYuan(price)}</b> {say('元', 'yuan')}
      {fields.domestic &&
        say(
          '；本国产品的扣除视其他投标人而定，未计入',
          '; what a domestic product gets hangs on the others: not counted',
        )}
    </div>
  )
}
