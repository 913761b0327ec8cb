import { SoundOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { inChineseCapitals } from '../../../server/law/units.ts'
import { correctionsOf, overCeiling } from '../../../server/opening/figures.ts'
import type { OpenedBid } from '../../../server/opening/opening.ts'
import { say, word } from '../app/words.ts'
import { Money } from '../pieces/Money.tsx'
import { Correct } from './Correct.tsx'
import { causeWord, fieldWord, figureText, type HallView, hosts, inOrder } from './hall.ts'

/** What was read out, to everyone at the same moment; the own row stands first. */
export function ReadOut(view: HallView) {
  const { opening, tender, tag } = view
  const all = inOrder(opening)
  const bids = [...all.filter((bid) => bid.tag === tag), ...all.filter((bid) => bid.tag !== tag)]
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{say('唱标', 'Read out')}</h2>
        <Aloud bids={all} />
      </div>
      <div className="table-wrap">
        <table className="plain cards">
          <thead>
            <tr>
              <th>{word('bidder')}</th>
              <th className="number">{say('投标报价', 'Price')}</th>
              <th className="number">{say('工期（日历天）', 'Days')}</th>
              <th>{say('质量', 'Quality')}</th>
              <th>{say('项目负责人', 'Leader')}</th>
            </tr>
          </thead>
          <tbody>
            {bids.map((bid) => (
              <tr key={bid.tag} className={bid.tag === tag ? 'mine' : ''}>
                <td>
                  {bid.bidder?.name}
                  {bid.tag === tag && <b> {say('（我方）', '(ours)')}</b>}
                  {opening.confirmed?.[bid.tag] && (
                    <div className="good" style={{ fontSize: 12 }}>
                      {say('已确认', 'confirmed')}
                    </div>
                  )}
                  {correctionsOf(opening, bid.tag).map(({ at, field, read, corrected }) => (
                    <div key={at} style={{ fontSize: 12 }}>
                      {say('更正', 'Corrected')} {fieldWord(field)}：<del>{figureText(field, read)}</del> →{' '}
                      <ins>{figureText(field, corrected)}</ins>
                    </div>
                  ))}
                  {hosts(view) && bid.form && opening.stage === 'read' && <Correct view={view} tag={bid.tag} />}
                  {bid.outdated && (
                    <div className="bad">
                      {say(`按招标文件第 ${bid.outdated} 版编制`, `made for version ${bid.outdated} of the document`)}
                    </div>
                  )}
                </td>
                {bid.form ? (
                  <>
                    <td className="number">
                      <b>
                        <Money fen={bid.form.price} />
                      </b>
                      <div className="quiet" style={{ whiteSpace: 'normal', fontSize: 12, maxWidth: '22em' }}>
                        {inChineseCapitals(BigInt(bid.form.price))}
                      </div>
                      {overCeiling(tender, opening, bid.form.price) && (
                        <div className="bad" style={{ fontSize: 12 }}>
                          {say('高于最高投标限价，由评标委员会评审', 'above the highest price: the panel judges')}
                        </div>
                      )}
                    </td>
                    <td className="number" data-label={say('工期（日历天）', 'Days')}>
                      {bid.form.durationDays}
                    </td>
                    <td data-label={say('质量', 'Quality')}>{bid.form.quality}</td>
                    <td data-label={say('项目负责人', 'Leader')}>
                      {bid.form.leader}
                      <div className="quiet digits" style={{ fontSize: 12 }}>
                        {bid.form.leaderCertificate}
                      </div>
                    </td>
                  </>
                ) : (
                  <td colSpan={4}>
                    <span className="bad">{say('未能解密', 'not opened')}</span>
                    {bid.cause && (
                      <span>
                        {' '}
                        {causeWord(bid.cause.cause)}：{bid.cause.evidence}{' '}
                        <span className="quiet">{bid.cause.article}</span>
                      </span>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Reads the table aloud, as the host of an opening does. */
function Aloud({ bids }: { bids: OpenedBid[] }) {
  const [speaking, setSpeaking] = useState(false)
  if (!('speechSynthesis' in globalThis)) return null
  const speak = (): void => {
    speechSynthesis.cancel()
    setSpeaking(!speaking)
    if (speaking) return
    const lines = bids.map(({ bidder, form }) =>
      form
        ? `${bidder?.name}，投标报价${inChineseCapitals(BigInt(form.price))}，工期${form.durationDays}日历天，质量${form.quality}，项目负责人${form.leader}。`
        : `${bidder?.name}，未能解密。`,
    )
    lines.forEach((line, i) => {
      const said = Object.assign(new SpeechSynthesisUtterance(line), { lang: 'zh-CN' })
      if (i === lines.length - 1) said.onend = () => setSpeaking(false)
      speechSynthesis.speak(said)
    })
  }
  return (
    <Button size="small" icon={<SoundOutlined />} onClick={speak} className="no-print">
      {speaking ? say('停止朗读', 'Stop') : say('代读', 'Read aloud')}
    </Button>
  )
}
