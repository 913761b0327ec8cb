import { Button } from 'antd'
import type { Announcement } from '../../../server/award/announcementEvents.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { sendNotices } from './papers.ts'

/** The announcement of a purchase's result: what was bought, who evaluated, and how long it stands. */
export function Announced({ tender, of }: { tender: string; of: Announcement & { from: number; until: number } }) {
  return (
    <div className="stack-tight">
      <Countdown from={of.from} until={of.until} label={say('公告期限', 'Notice period')} />
      {of.remark && <p className="banner sun">{of.remark}</p>}
      <div className="table-wrap">
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{say('主要标的', 'Item')}</th>
              <th scope="col">{say('规格型号', 'Specification')}</th>
              <th scope="col">{say('数量', 'Quantity')}</th>
              <th scope="col" className="number">
                {say('单价', 'Unit price')}
              </th>
              <th scope="col">{say('服务要求', 'Service')}</th>
            </tr>
          </thead>
          <tbody>
            {of.items.map((one) => (
              <tr key={`${one.name} ${one.spec}`}>
                <td data-label={say('主要标的', 'Item')}>{one.name}</td>
                <td data-label={say('规格型号', 'Specification')}>{one.spec}</td>
                <td data-label={say('数量', 'Quantity')}>{one.quantity}</td>
                <td className="number" data-label={say('单价', 'Unit price')}>
                  <Money fen={one.unitPrice} />
                </td>
                <td data-label={say('服务要求', 'Service')}>{one.service}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <span>
        {say('评审专家：', 'Evaluated by ')}
        {of.experts.join('、')}
      </span>
      {of.invalid?.map(({ name, reason }) => (
        <span key={name} className="quiet">
          <b>{name}</b> {reason}
        </span>
      ))}
      {of.recommended && (
        <div className="stack-tight">
          <b>{say('采购人书面推荐的供应商及推荐理由', 'Recommended by the purchaser, and why')}</b>
          {of.recommended.map(({ name, code, reason }) => (
            <span key={code} className="quiet">
              <b>{name}</b> {reason}
            </span>
          ))}
        </div>
      )}
      <a href={api.url(`/tenders/${tender}/publicity.pdf`)}>{say('中标结果公告 PDF', 'Announcement (PDF)')}</a>
    </div>
  )
}

/** Notices that wait for the tenderer's signature: signed one by one, sent together. */
export function SendNotices({ tender, onSent }: { tender: string; onSent: () => void }) {
  const send = useDeed(async () => {
    await sendNotices(tender)
    onSent()
  })
  return (
    <div className="banner sun stack-tight">
      <b>{say('通知书尚未签章发出', 'The notices wait for your signature')}</b>
      <span>
        {say(
          '中标通知书和给每个未中标人的结果通知书逐份签章后同时发出。',
          'Each is signed; all go out at the same moment.',
        )}
      </span>
      <Refused problem={send.problem} />
      <div>
        <Button type="primary" loading={send.busy} onClick={() => void send.run()}>
          {say('签章并同时发出', 'Sign and send all')}
        </Button>
      </div>
    </div>
  )
}
