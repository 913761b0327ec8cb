import { Button, Input } from 'antd'
import { useState } from 'react'
import { controlPriceOf } from '../../../server/tenders/ceiling.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { sealsWith } from '../net/sealing.ts'
import { Field } from '../pieces/Field.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

/** Publishing the control price by itself (控制价公示): the amount that the document states, and what it was made from. */
export function ControlPrice({ tender, reload }: Pick<OfTender, 'tender' | 'reload'>) {
  const price = controlPriceOf(tender) ?? '0'
  const [basis, setBasis] = useState('')
  const publish = useDeed(async () => {
    const fields = { tender: tender.id, price, basis: basis.trim() }
    const cms = await signStatement('tender.publishControlPrice', fields)
    const { tender: _tender, ...said } = fields
    const path = `/tenders/${tender.id}/control-price`
    const { paper } = await sealsWith(path, said)
    await api.post(path, { ...said, paper, cms })
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
      {shown?.price !== price && (
        <>
          <p>
            <Money fen={price} capitals />
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
              '公示的控制价即招标文件载明的金额；公示后任何人可见，不可撤回。同一次签名步骤为公示文件加盖电子签章。',
              'It is the amount that the tender document states. Everybody will see it, and it is not taken back. Its paper is signed in the same step.',
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
