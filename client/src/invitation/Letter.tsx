import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'

/** What a bidder is told in a tender by invitation: its letter, or that it is not among the invited. */
export function Letter({ tender }: { tender: Tender }) {
  const mine = useLoad<{ invited: boolean }>(
    tender.method === 'invited' ? `/tenders/${tender.id}/invitation/mine` : undefined,
  ).value
  if (!mine) return null
  return mine.invited ? (
    <p className="banner good" style={{ marginBottom: 16 }}>
      {say('贵单位受邀请参加本标段投标。', 'You are invited to bid.')}{' '}
      <a href={api.url(`/tenders/${tender.id}/invitation/letter.pdf`)}>{say('投标邀请书（PDF）', 'Letter (PDF)')}</a>
    </p>
  ) : (
    <p className="banner sun" style={{ marginBottom: 16 }}>
      {say(
        '本标段采用邀请招标，仅限收到投标邀请书者获取招标文件和投标。',
        'This tender is by invitation: only those invited fetch the document and bid.',
      )}
    </p>
  )
}
