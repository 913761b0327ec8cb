import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled } from '@ant-design/icons'
import type { OpenedBid } from '../../../server/opening/opening.ts'
import { seatsOf, seatWords } from '../../../server/tenders/seats.ts'
import { say, sayBoth, word } from '../app/words.ts'
import { beijing } from '../pieces/Moment.tsx'
import { type HallView, inOrder } from './hall.ts'
import { remedyWord } from './Remedies.tsx'

/** Who has released what: the officers above, a line a bid below. Names only once they are public. */
export function Matrix(view: HallView) {
  const { opening, tender, tag } = view
  const bids = inOrder(opening)
  const opened = bids.filter(({ status }) => status === 'ready' || status === 'read').length
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{say('解密情况', 'Unlocking')}</h2>
        <span className="digits quiet">
          {opened} / {bids.length}
        </span>
      </div>
      {opening.stage === 'unsealing' && (
        <div className="row" style={{ marginBottom: 16 }}>
          {seatsOf(tender).map((role) => {
            const released = opening.officers[role]?.epoch === opening.epoch
            const still = opening.named ? say('未用到', 'not needed') : say('待释放', 'waiting')
            return (
              <span key={role} title={tender.officerKeys[role]?.name}>
                {released ? <CheckCircleFilled className="good" /> : <ClockCircleOutlined className="quiet" />}{' '}
                {sayBoth(seatWords(role, tender.track))}{' '}
                <span className="quiet">{released ? say('已释放', 'released') : still}</span>
              </span>
            )
          })}
        </div>
      )}
      <div className="table-wrap">
        <table className="plain">
          <caption className="unseen">{say(`共 ${bids.length} 份投标文件`, `${bids.length} bids`)}</caption>
          <thead>
            <tr>
              <th>{word('bidder')}</th>
              <th>{say('递交时间', 'Received')}</th>
              <th>{say('状态', 'State')}</th>
            </tr>
          </thead>
          <tbody>
            {bids.map((bid, i) => (
              <tr key={bid.tag} className={bid.tag === tag ? 'mine' : ''}>
                <td>
                  {bid.bidder ? (
                    bid.bidder.name
                  ) : (
                    <span className="quiet">
                      {say(`投标文件 ${i + 1}（名单待公布）`, `bid ${i + 1} (name not public yet)`)}
                    </span>
                  )}
                  {bid.tag === tag && <b> {say('（我方）', '(ours)')}</b>}
                </td>
                <td className="digits">{beijing(bid.receivedAt)}</td>
                <td style={{ whiteSpace: 'nowrap' }}>
                  <State bid={bid} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function State({ bid }: { bid: OpenedBid }) {
  const { status, attempts, by } = bid
  const remedy = remedyWord(bid)
  if (status === 'ready' || status === 'read')
    return (
      <span className="good">
        <CheckCircleFilled /> {by === 'remedy' ? say('补救解密', 'opened by the remedy') : say('已解密', 'opened')}
      </span>
    )
  if (status === 'unopened')
    return (
      <span className="bad">
        <CloseCircleFilled /> {say('未能解密', 'not opened')}
        {remedy && <div>{remedy}</div>}
      </span>
    )
  if (status === 'deciding') return <span className="sun">{remedy}</span>
  if (status === 'released') return <span>{say('正在解密', 'opening')}</span>
  return (
    <span className="quiet">
      <ClockCircleOutlined /> {say('待解密', 'waiting')}
      {attempts.length > 0 && (
        <span className="bad"> {say(`失败 ${attempts.length} 次`, `${attempts.length} failed`)}</span>
      )}
      {remedy && <div className="bad">{remedy}</div>}
    </span>
  )
}
