import { CheckCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { seatOf } from '../../../server/access/parties.ts'
import { keyless, type Officer, seatsOf, seatWords } from '../../../server/tenders/seats.ts'
import { draftOf, type Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say, sayBoth } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { publishOfficerKey } from './release.ts'

/**
 * The officers' keys of a tender, and the button for the one at this screen: for the tenderer's page and the
 * supervisor's desk. Publication freezes the keys.
 */
export function OfficerKey({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const { session } = useSession()
  const role = session ? seatOf(session, tender) : undefined
  const seats = seatsOf(tender)
  const missing = tender.stage === 'draft' ? keyless(tender, draftOf(tender)) : []
  const publish = useDeed(async (as: Officer) => {
    await publishOfficerKey(tender.id, as)
    onDone()
  })
  const open = tender.stage === 'draft'
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say(`开标密钥（${seats.length} 方）`, `Keys of the opening (${seats.length})`)}</h2>
      <span className="prose">
        {say(
          `每份投标文件的密钥分为 ${seats.length} 份，开标时须其中 ${tender.shares.needed} 方同时释放，才能打开。公告发布后不能更换。`,
          `The key of every bid is split in ${seats.length}; ${tender.shares.needed} must release together. Publication freezes the keys.`,
        )}
      </span>
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
        {seats.map((one) => (
          <li key={one} className="row">
            {tender.officerKeys[one] && !missing.includes(one) ? (
              <CheckCircleFilled className="good" />
            ) : (
              <span className="dot" style={{ marginRight: 0 }} />
            )}
            <span>{sayBoth(seatWords(one, tender.track))}</span>
            <span className="quiet">
              {missing.includes(one) ? say('尚未公布', 'not published') : tender.officerKeys[one]?.name}
            </span>
          </li>
        ))}
      </ul>
      <Refused problem={publish.problem} />
      {open && role && (
        <div>
          <Button
            type={tender.officerKeys[role] ? 'default' : 'primary'}
            loading={publish.busy}
            onClick={() => void publish.run(role)}
          >
            {tender.officerKeys[role]
              ? say('更换我的密钥', 'Replace my key')
              : say('生成并签名公布我的密钥', 'Make, sign and publish my key')}
          </Button>
        </div>
      )}
    </section>
  )
}
