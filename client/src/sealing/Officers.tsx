import { LockOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import type { CheckedOfficer } from '../../../server/tenders/ceremony.ts'
import { seatsOf, seatWords } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, sayBoth } from '../app/words.ts'
import { ProofButton } from '../pieces/ProofButton.tsx'

/** Who holds a share of the key: checked in this page before anything is encrypted. */
export function Officers({ tender, checked }: { tender: Tender; checked: CheckedOfficer[] }) {
  const seats = seatsOf(tender)
  return (
    <aside className="sheet no-print">
      <h2>{say('谁能打开', 'Who can open it')}</h2>
      <p style={{ marginTop: 0 }}>
        <LockOutlined />{' '}
        {say(
          `您自己的证书，加上下列 ${seats.length} 方中任意 ${tender.shares.needed} 方的密钥份额，同时具备才能打开。`,
          `Your own certificate and any ${tender.shares.needed} of these ${seats.length} together; none of them alone.`,
        )}
        {tender.remedy &&
          say(
            `您生成补救码的，证书丢失时须凭它并经全部 ${seats.length} 方同意。`,
            ` Should your certificate be lost: a remedy code, if you make one, and the agreement of all ${seats.length}.`,
          )}
      </p>
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
        {seats.map((role) => {
          const key = tender.officerKeys[role]
          const found = checked.find((one) => one.role === role)
          return (
            <li key={role} style={{ borderTop: '1px solid var(--line)', paddingTop: 8 }}>
              <div className="quiet">{sayBoth(seatWords(role, tender.track))}</div>
              <div>{found?.name ?? key?.name}</div>
              {found && (
                <>
                  <div className="proof">
                    <SafetyCertificateOutlined />{' '}
                    {say(
                      '公告所列单位签名，已在日志中，本页核验',
                      'signed by the party of the notice, in the log: checked here',
                    )}
                  </div>
                  <div className="quiet">
                    {say('证书链至', 'up to')} {found.root.name}{' '}
                    <span className="hash">{found.root.fingerprint.slice(0, 16)}…</span>
                  </div>
                  <div className="quiet">
                    {say('密钥', 'key')} <span className="hash">{found.key.slice(0, 16)}…</span>
                  </div>
                  <ProofButton fact={found.fact} />
                </>
              )}
            </li>
          )
        })}
      </ul>
    </aside>
  )
}
