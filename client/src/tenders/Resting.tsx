import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'

/** Says that a tender rests, and because of what; nothing while it goes on. */
export function Resting({ tender: { suspensions, track } }: { tender: Tender }) {
  if (!suspensions?.length) return null
  return (
    <div className="banner bad" style={{ marginBottom: 16 }} role="status">
      <b>{say(track === 'G' ? '采购活动已暂停' : '招标活动已暂停', 'The tender rests')}</b>
      {suspensions.map(({ id, reason, article }) => (
        <div key={id} style={{ overflowWrap: 'anywhere' }}>
          {reason}（{article}）
        </div>
      ))}
    </div>
  )
}
