import { Button } from 'antd'
import { useState } from 'react'
import { rulebook } from '../../../server/law/rulebook.ts'
import { say } from '../app/words.ts'
import { Deed } from '../pieces/Deed.tsx'
import { Moment } from '../pieces/Moment.tsx'
import type { InRoom } from './view.ts'

/** Until when the panel is given to evaluate; a member who finds it too short says so, signed. */
export function MoreTime({ view, tender, reload }: InRoom) {
  const [open, setOpen] = useState(false)
  const { moreTime } = rulebook(view.rulebook)
  const { time } = view
  if (!time || view.stage === 'finished') return null
  const mayAsk = view.me !== null && time.mine === null && moreTime.value !== 'none'
  return (
    <section className="sheet stack" role="status">
      <div className="row">
        <span>
          {say('评标时间至 ', 'Time to evaluate until ')}
          <Moment at={time.until} />
        </span>
        {mayAsk && !open && (
          <Button size="small" className="no-print" onClick={() => setOpen(true)}>
            {say('时间不够，提请延长…', 'Too short: ask for more…')}
          </Button>
        )}
        {time.mine !== null && <span className="quiet">{say('您已提请延长', 'you have asked for more')}</span>}
      </div>
      {time.due && (
        <p className="banner sun">
          {say(
            '超过三分之一的成员认为评标时间不够，招标人（采购人）应当延长；延长前不得结束评标。',
            'More than a third find it too short: the tenderer has to make it longer, and nothing is concluded before.',
          )}
          （{moreTime.article}）
        </p>
      )}
      {open && (
        <Deed
          what="evaluation.askTime"
          to={`/tenders/${tender}/evaluation/time/request`}
          about={{ tender }}
          words={{ as: 'reason', least: 4, hint: say('为什么时间不够', 'why it is too short') }}
          title={say('签名并提请延长评标时间', 'Sign and ask for more time')}
          onDone={() => {
            setOpen(false)
            reload()
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </section>
  )
}
