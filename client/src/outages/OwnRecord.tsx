import type { OwnRecord as Of } from '../../../server/outages/events.ts'
import { say } from '../app/words.ts'
import { beijing } from '../pieces/Moment.tsx'
import { kindWords, shareWords } from './words.ts'

/** What the platform's own log says of that time. */
export function OwnRecord({ of: { beats, outages, dark, failing = [] } }: { of: Of }) {
  if (!beats && !outages.length && !dark && !failing.length)
    return (
      <span className="quiet">
        {say('平台自身记录：该时段日志没有记录', 'the platform’s own record: the log tells nothing of that time')}
      </span>
    )
  return (
    <span className={outages.length || dark || failing.length ? 'bad' : 'quiet'}>
      {say(`平台自身记录：公开日志出 ${beats} 拍`, `the platform's own record: ${beats} beats of the log`)}
      {outages.map(({ from, to }) => (
        <span key={from} className="digits">
          {say('；停拍 ', '; none from ')}
          {beijing(from)} — {beijing(to)}
        </span>
      ))}
      {dark && say('；至今没有出拍', '; none until now')}
      {!outages.length && !dark && say('，没有停拍', ', none was late')}
      {failing.map(({ part, share, from, to }) => (
        <span key={`${part} ${from}`} className="digits">
          {say('；', '; ')}
          {kindWords()[part]}
          {shareWords()[share]} {beijing(from)} — {beijing(to)}
        </span>
      ))}
    </span>
  )
}
