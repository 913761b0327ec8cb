import { Link } from 'react-router'
import { whereEnded } from '../../../server/tenders/ended.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'

/** That a tender ended without a result, why, and where it goes on; nothing while it has not. */
export function Ended({ tender }: { tender: Tender }) {
  const { session } = useSession()
  if (!whereEnded(tender)) return null
  const own = session && session.role !== 'public' // the public reads of the next round on its own pages
  return (
    <div className="banner bad" style={{ marginBottom: 16 }} role="status">
      <b>
        {tender.stage === 'terminated'
          ? say('本次招标已终止', 'This tender was terminated')
          : say('流标', 'The tender failed')}
      </b>{' '}
      {tender.failure}
      {own && tender.next && (
        <div>
          <Link to={`/t/${tender.next}`}>{say('下一轮标段', 'The next round')}</Link>
        </div>
      )}
    </div>
  )
}
