import { Button, Input } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Field } from '../pieces/Field.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

/** Publishing the control price by itself (控制价公示): the ceiling of the document, and what it was made from. */
export function ControlPrice({ tender, reload }: Pick<OfTender, 'tender' | 'reload'>) {
  const [basis, setBasis] = useState('')
  const publish = useDeed(async () => {
    const fields = { tender: tender.id, price: tender.ceiling, basis: basis.trim() }
    const cms = await signStatement('tender.publishControlPrice', fields)
    await api.post(`/tenders/${tender.id}/control-price`, { price: fields.price, basis: fields.basis, cms })
    reload()
  })
  const shown = tender.controlPrice
  return (
    <section className="sheet stack">
      <h2>{say('控制价公示', 'Control price')}</h2>
      {shown && (
        <p>
          <Money fen={shown.price} capitals /> <span className="quiet">{say('公示于', 'published')}</span>{' '}
          <Moment at={shown.at} />
        </p>
      )}
      {shown?.price !== tender.ceiling && (
        <>
          <p>
            <Money fen={tender.ceiling} capitals />
          </p>
          <Field label={say('编制依据', 'What it was made from')} wide>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                maxLength={2000}
                showCount
                value={basis}
                onChange={(e) => setBasis(e.target.value)}
              />
            )}
          </Field>
          <p className="quiet prose">
            {say(
              '公示的控制价即招标文件载明的最高投标限价；公示后任何人可见，不可撤回。',
              'It is the ceiling of the tender document. Everybody will see it, and it is not taken back.',
            )}
          </p>
          <Refused problem={publish.problem} />
          <div>
            <Button disabled={basis.trim().length < 4} loading={publish.busy} onClick={() => void publish.run()}>
              {say('签名并公示控制价', 'Sign and publish the control price')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
