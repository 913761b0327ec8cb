import { Button } from 'antd'
import { inChineseCapitals } from '../../../server/law/units.ts'
import { correctionsOf, figureOf, figuresHash, overCeiling } from '../../../server/opening/figures.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { fieldWord, figureText, type HallView, myBid, signedDeed } from './hall.ts'

/** A bidder looks at what was read out of its own bid, and confirms it or objects. */
export function Confirm(view: HallView) {
  const { tender, opening, reload } = view
  const bid = myBid(view)
  const confirm = useDeed(async () => {
    await signedDeed(tender.id, 'confirm', 'opening.confirm', { figures: figuresHash(opening, bid?.tag ?? '') })
    reload()
  })
  if (!bid?.form || opening.stage !== 'read') return null
  if (opening.confirmed?.[bid.tag])
    return (
      <div className="banner good">
        <b>{say('您已确认唱标内容', 'You have confirmed what was read out')}</b>
      </div>
    )
  const price = figureOf(opening, bid.tag, 'price')
  return (
    <section className="sheet stack" style={{ borderColor: 'var(--sun)' }}>
      <h2 style={{ margin: 0 }}>{say('请确认您的唱标内容', 'Confirm what was read out of your bid')}</h2>
      <div>
        {say('投标报价 ', 'Price ')}
        <b>
          <Money fen={price} />
        </b>{' '}
        {inChineseCapitals(BigInt(price))}
        {overCeiling(tender, opening, price) && (
          <span className="bad"> {say('高于最高投标限价', 'above the highest price')}</span>
        )}
        <br />
        {say(
          `工期 ${figureOf(opening, bid.tag, 'durationDays')} 日历天 · 质量 ${figureOf(opening, bid.tag, 'quality')} · 项目负责人 ${figureOf(opening, bid.tag, 'leader')}`,
          `${figureOf(opening, bid.tag, 'durationDays')} days · ${figureOf(opening, bid.tag, 'quality')} · ${figureOf(opening, bid.tag, 'leader')}`,
        )}
      </div>
      {correctionsOf(opening, bid.tag).map(({ field, read, corrected, reason, at }) => (
        <div key={at}>
          {fieldWord(field)}：<del>{figureText(field, read)}</del> → <ins>{figureText(field, corrected)}</ins>{' '}
          <span className="quiet">{reason}</span>
        </div>
      ))}
      <Refused problem={confirm.problem} />
      <div>
        <Button type="primary" size="large" loading={confirm.busy} onClick={() => void confirm.run()}>
          {say('与投标文件一致，签名确认', 'It is what our bid says: sign')}
        </Button>
      </div>
      <span className="quiet">
        {say(
          '有出入的，请在下方当场提出；未确认的记为“未确认”，不影响开标继续。',
          'If not, raise it below; who does not confirm is noted, which stops nothing.',
        )}
      </span>
    </section>
  )
}
