import { CheckCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { OFFICERS, type Officer, type Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { publishOfficerKey } from './release.ts'

/**
 * The three officers' keys of a tender, and the button for the one at this screen: for the tenderer's page and the
 * supervisor's desk. Publication freezes the keys.
 */
export function OfficerKey({ tender, onDone }: { tender: Tender; onDone: () => void }) {
  const { session } = useSession()
  const role = OFFICERS.find((one) => one === session?.role && mine(one, tender, session.organisation))
  const publish = useDeed(async (as: Officer) => {
    await publishOfficerKey(tender.id, as)
    onDone()
  })
  const open = tender.stage === 'draft'
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('开标密钥（三方）', 'Keys of the opening')}</h2>
      <span className="prose">
        {say(
          `每份投标文件的密钥分为三份，开标时须其中 ${tender.shares.needed} 方同时释放，才能打开。公告发布后不能更换。`,
          `The key of every bid is split in three; ${tender.shares.needed} must release together. Publication freezes the keys.`,
        )}
      </span>
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
        {OFFICERS.map((one) => (
          <li key={one} className="row">
            {tender.officerKeys[one] ? (
              <CheckCircleFilled className="good" />
            ) : (
              <span className="dot" style={{ marginRight: 0 }} />
            )}
            <span>{word(one)}</span>
            <span className="quiet">{tender.officerKeys[one]?.name ?? say('尚未公布', 'not published')}</span>
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

/** Whether an organisation holds this office in the tender; the centre is the only one of its kind. */
const mine = (role: Officer, tender: Tender, organisation: string | null | undefined): boolean =>
  role === 'centre' || tender[role].code === organisation
