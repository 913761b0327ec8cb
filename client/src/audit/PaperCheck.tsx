import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'

interface Told {
  id: string
  type: string
  at: number
  zh: string
  en: string
  data: { sha256?: string; notice?: { sha256: string } | string; contract?: { sha256: string } | string }
}

/** Facts that a paper of each kind rests on. */
const RESTS_ON: Record<string, string[]> = {
  tender: ['tender.published', 'tender.noticeIssued'],
  opening: ['opening.bidsRead', 'opening.recorded', 'opening.finished'],
  evaluation: ['evaluation.finished'],
  publicity: ['award.publicised', 'award.publicityIssued'],
  award: ['award.decided', 'award.noticesIssued', 'award.contracted'],
}

/** What a paper's QR code leads to: the facts it rests on with the hashes of the issued files, each to be proved here. */
export function PaperCheck({ kind, tender, mine }: { kind: string; tender: string; mine?: string | undefined }) {
  const history = useLoad<{ facts: Told[] }>(`/tenders/${encodeURIComponent(tender)}/facts`)
  return (
    <section className="sheet stack">
      <h2>{say('文书所依据的事实', 'The facts behind this paper')}</h2>
      <Loading of={history}>
        {({ facts }) => {
          const shown = facts.filter(({ type }) => RESTS_ON[kind]?.includes(type))
          return shown.length ? (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {shown.map((fact) => (
                <li key={fact.id} style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
                  <div className="row" style={{ justifyContent: 'space-between' }}>
                    <span>
                      <b>{say(fact.zh, fact.en)}</b>{' '}
                      <span className="quiet">
                        <Moment at={fact.at} />
                      </span>
                    </span>
                    <ProofButton fact={fact.id} />
                  </div>
                  {hashes(fact).map((value) => (
                    <div key={value} className="hash quiet">
                      {say('公布的摘要 SHA-256 ', 'published SHA-256 ')}
                      {value}
                      {value === mine && <b className="proof"> ✓ {say('与您的文件一致', 'same as your file')}</b>}
                    </div>
                  ))}
                </li>
              ))}
            </ul>
          ) : (
            <Empty>
              {say('该文书所依据的事实尚未公开，或不存在。', 'These facts are not public yet, or there are none.')}
            </Empty>
          )
        }}
      </Loading>
      <p className="quiet">
        {say(
          '请在下方选择手中的文件，比对其摘要与上面公布的是否一致。',
          'Choose your file below and compare its hash with those above.',
        )}
      </p>
    </section>
  )
}

const hashes = ({ data }: Told): string[] =>
  [data.sha256, data.notice, data.contract].flatMap((one) => {
    if (typeof one === 'string') return /^[0-9a-f]{64}$/.test(one) ? [one] : []
    return one ? [one.sha256] : []
  })
