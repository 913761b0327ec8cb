import { Button, Radio } from 'antd'
import { useState } from 'react'
import { TRIGGERS } from '../../../server/evaluation/purchaseRemarks.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { bidName, boundPrice, type InRoom, type View } from './view.ts'

/** Prices that are far below the others: asked first, then judged by every member; a trigger rejects nobody. */
export function LowPrice({ view, tender, reload }: InRoom) {
  return (
    <section className="sheet stack">
      <h2>{say('异常低价审查', 'Abnormally low prices')}</h2>
      <p className="banner sun">
        {say(
          '启动审查不等于否决。请组长先要求投标人书面说明，待其答复或期限届满后，全体成员分别表决；不能证明报价合理的，作为无效投标。',
          'A trigger rejects nobody. The chair asks the bidder first; when it has answered or its time is over, every member judges. A price that is not proven reasonable makes the bid invalid.',
        )}
      </p>
      {view.lowPrices.map((one) => (
        <Judged key={one.bid} view={view} tender={tender} of={one} reload={reload} />
      ))}
    </section>
  )
}

function Judged({ view, tender, of, reload }: InRoom & { of: View['lowPrices'][number] }) {
  const mine = view.me ? of.votes[view.me] : undefined
  const [proven, setProven] = useState<boolean>()
  const [reason, setReason] = useState('')
  const [searches, setSearches] = useState('')
  const judge = useDeed(async () => {
    const searched = searches.trim() ? { searches } : {}
    await api.post(`/tenders/${tender}/evaluation/low-prices/${of.bid}`, { proven, reason, ...searched })
    reload()
  })
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row">
        <b>{bidName(view, of.bid)}</b> <Money fen={boundPrice(view, of.bid)} />
        <span className="quiet">
          {say(`${of.voted}/${view.members.length} 名成员已表决`, `${of.voted}/${view.members.length} have judged`)}
        </span>
      </div>
      <p className="quiet">
        {of.triggers.map((one) => say(TRIGGERS[one].zh, TRIGGERS[one].en)).join(say('、', ', '))}
        {of.reason && `：${of.reason}`}
      </p>
      {mine && (
        <p className="good">
          {mine.proven ? say('您认定：能够证明', 'you: proven') : say('您认定：不能证明', 'you: not proven')}
        </p>
      )}
      {view.me && !mine && (
        <>
          <Radio.Group
            value={proven}
            onChange={({ target }) => setProven(target.value)}
            options={[
              { value: true, label: say('能够证明报价合理', 'proven reasonable') },
              { value: false, label: say('不能证明报价合理', 'not proven') },
            ]}
          />
          <LongField
            most={2000}
            label={say('理由（写入评标报告）', 'reason (goes into the report)')}
            value={reason}
            onChange={setReason}
          />
          <LongField
            most={2000}
            label={say('互联网查询记录（如有，随报告归档）', 'what was looked up on the net, if anything')}
            value={searches}
            onChange={setSearches}
          />
          <Refused problem={judge.problem} />
          <div>
            <Button
              type="primary"
              disabled={proven === undefined || reason.trim().length < 4}
              loading={judge.busy}
              onClick={() => void judge.run()}
            >
              {say('提交本人意见', 'Submit my opinion')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
