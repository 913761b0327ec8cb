import { say } from '../app/words.ts'
import type { Finding } from './finding.ts'

/** One finding: what was looked at, how it stands, what was seen, how to mend it. */
export function FindingRow({ of: { title, tone, seen, mend } }: { of: Finding }) {
  const words = {
    good: say('正常', 'fine'),
    sun: say('注意', 'mind'),
    bad: say('需处理', 'mend'),
    quiet: say('说明', 'note'),
  }
  return (
    <article style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <b>{title}</b>
        <span className={tone}>
          <span className={`dot ${tone}`} /> {words[tone]}
        </span>
      </div>
      <div className="digits">{seen}</div>
      {mend && <div className="quiet">{mend}</div>}
    </article>
  )
}
