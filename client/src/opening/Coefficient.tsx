import { Button } from 'antd'
import { drawnAtOpening } from '../../../server/tenders/ceiling.ts'
import { say, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { Parties } from '../tenders/PanelDraw.tsx'
import { type HallView, officeOf, signedDeed } from './hall.ts'

/** Has the coefficient drawn; the three who draw do their part below. */
export function Coefficient(view: HallView) {
  const { tender, opening, reload } = view
  const drawn = drawnAtOpening(tender)
  const start = useDeed(async () => {
    await signedDeed(tender.id, 'coefficient', 'draw.coefficient', { minutes: 5 })
    reload()
  })
  return (
    <>
      <span>
        {say(
          `招标文件规定从 ${drawn?.values.map((value) => `${value / 100}%`).join('、')} 中抽取一个。${word('tenderer', tender.track)}、交易中心、监督部门各出随机值，任何一方不能单独决定，任何人可复算；抽取完成前不唱标。`,
          `One of ${drawn?.values.map((value) => `${value / 100} %`).join(', ')} is drawn. Three parties give random values; nobody decides alone, anybody can repeat it; nothing is read out before.`,
        )}
      </span>
      <Refused problem={start.problem} />
      <div>
        <Button type="primary" size="large" loading={start.busy} onClick={() => void start.run()}>
          {opening.coefficient
            ? say('上次未成，重新编号抽取', 'It failed: draw again under the next number')
            : say('签名并开始抽取', 'Sign and begin the draw')}
        </Button>
      </div>
    </>
  )
}

/** The part of a party in the draw of the coefficient. */
export function CoefficientDraw(view: HallView) {
  const { opening, reload } = view
  const draw = opening.coefficient
  if (!draw) return null
  if (draw.value)
    return (
      <div className="banner good">
        <b>{say(`抽取系数 k = ${draw.value / 100}%`, `Coefficient k = ${draw.value / 100} %`)}</b>{' '}
        {say(
          `编号 ${draw.draw}，任何人可以用公开的抽取记录复算。`,
          `draw ${draw.draw}; anybody can repeat it from the transcript.`,
        )}
      </div>
    )
  const office = officeOf(view)
  if (!office)
    return (
      <div className="banner" role="status">
        {say('正在公开抽取系数', 'The coefficient is being drawn')}
      </div>
    )
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('公开抽取系数', 'Draw of the coefficient')}</h2>
      <Parties key={draw.draw} draw={draw.draw} as={office} onChange={reload} />
    </section>
  )
}
