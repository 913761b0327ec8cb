import { Input } from 'antd'
import { instantOf } from '../../../server/law/periods.ts'
import { say } from '../app/words.ts'
import { beijing } from './Moment.tsx'

/** A moment in Beijing time to the minute, chosen with the browser's own control. */
export function InstantInput(of: { id?: string; label?: string; at: number; onAt: (at: number) => void }) {
  const { id, label, at, onAt } = of
  return (
    <Input
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      type="datetime-local"
      prefix={<span className="quiet">{say('北京时间', 'Beijing time')}</span>}
      style={{ maxWidth: 320 }}
      value={beijing(at).slice(0, 16).replace(' ', 'T')}
      onChange={({ target }) => {
        if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(target.value)) onAt(instantOf(target.value))
      }}
    />
  )
}
