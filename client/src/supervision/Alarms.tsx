import { Button } from 'antd'
import { Link } from 'react-router'
import type { Alarm, Alarms } from '../../../server/deposits/alarm.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useRoom } from '../net/room.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** Alarms of overdue refunds, as they are raised and end. */
export function useAlarms(): { open: Alarm[]; v: number; reload(): void } {
  const { v } = useRoom('alarm', 'refunds')
  const { value, reload } = useLoad<Alarms>('/refunds/alarms', v)
  return { open: value?.open ?? [], v, reload }
}

/** Stands at the head of every screen while a refund is overdue that nobody has noticed. */
export function AlarmChip() {
  const count = useAlarms().open.filter(({ noticed }) => !noticed).length
  if (!count) return <span role="status" />
  return (
    <Link to="/s" role="status" className="bad" style={{ whiteSpace: 'nowrap' }}>
      <span className="dot bad" />
      {say('退款逾期', 'Overdue')} <b className="digits">{count}</b>
    </Link>
  )
}

/** What was raised and not noticed yet, to be noticed; who noticed the last. */
export function Notice({ open, onNoticed }: { open: Alarm[]; onNoticed: () => void }) {
  const notice = useDeed(async () => {
    await api.post('/refunds/alarms/notice', {})
    onNoticed()
  })
  const fresh = open.filter(({ noticed }) => !noticed)
  const last = open.flatMap(({ noticed }) => noticed ?? []).sort((a, b) => b.at - a.at)[0]
  return (
    <>
      {fresh.length > 0 && (
        <div className="banner bad" role="alert">
          <b>
            {fresh.length} {say('笔新的逾期提醒', 'new alarms')}
          </b>{' '}
          <span>
            {say('提醒于', 'raised')} <Moment at={Math.max(...fresh.map(({ raisedAt }) => raisedAt))} />
          </span>
          <div style={{ marginTop: 8 }}>
            <Button loading={notice.busy} onClick={() => void notice.run()}>
              {say('已知悉', 'I have noticed')}
            </Button>
          </div>
        </div>
      )}
      {!fresh.length && last && (
        <span className="quiet">
          {say('已知悉', 'noticed by')} {last.person} <Moment at={last.at} />
        </span>
      )}
      <Refused problem={notice.problem} />
    </>
  )
}
