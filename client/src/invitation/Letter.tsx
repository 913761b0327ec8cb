import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Received } from '../pieces/Received.tsx'

/** What a bidder is told in a tender by invitation: its letter, or that it is not among the invited. */
export function Letter({ tender }: { tender: Tender }) {
  const found = useLoad<{ invited: boolean; sha256: string | null; received: number | null }>(
    tender.method === 'invited' ? `/tenders/${tender.id}/invitation/mine` : undefined,
  )
  const mine = found.value
  if (!mine) return null
  return mine.invited ? (
    <div className="banner good stack-tight" style={{ marginBottom: 16 }}>
      <span>
        {say('贵单位受邀请参加本标段投标。', 'You are invited to bid.')}{' '}
        <a href={api.url(`/tenders/${tender.id}/invitation/letter.pdf`)}>{say('投标邀请书（PDF）', 'Letter (PDF)')}</a>
      </span>
      <Received
        at={mine.received}
        what="invitation.confirm"
        path={`/tenders/${tender.id}/invitation/letter`}
        of={{ tender: tender.id, sha256: mine.sha256 ?? '' }}
        onDone={found.reload}
      />
    </div>
  ) : (
    <p className="banner sun" style={{ marginBottom: 16 }}>
      {say(
        '本标段采用邀请招标，仅限收到投标邀请书者获取招标文件和投标。',
        'This tender is by invitation: only those invited fetch the document and bid.',
      )}
    </p>
  )
}
