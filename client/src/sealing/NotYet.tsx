import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { type MyBid, stands } from '../bids/bid.ts'
import { useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'

/** Nothing is submitted before the platform's signed receipt: said until it is there. What was submitted before stands. */
export function NotYet({ tender }: { tender: Tender }) {
  const bid = useLoad<MyBid>(`/tenders/${tender.id}/bid`).value
  const before = bid && bid.stage !== 'none' && stands(bid) ? bid.sequence : undefined
  return (
    <div className={`banner no-print ${before === undefined ? 'bad' : 'sun'}`}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <div>
          <b>
            {before === undefined
              ? say('尚未递交', 'Not submitted yet')
              : say(`第 ${before} 版有效，替换尚未递交`, `Version ${before} stands; its replacement is not submitted`)}
          </b>{' '}
          {say(
            '拿到平台签名的回执才算递交成功。',
            'A bid is submitted once you hold the receipt signed by the platform.',
          )}
        </div>
        <Countdown
          until={tender.deadline}
          label={say('距投标截止', 'Deadline in')}
          rests={!!tender.suspensions?.length}
        />
      </div>
    </div>
  )
}
