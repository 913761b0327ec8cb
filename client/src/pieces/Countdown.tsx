import { useEffect, useRef, useState } from 'react'
import { say } from '../app/words.ts'
import { useNow } from '../net/useClock.ts'
import { beijing } from './Moment.tsx'

/** What is left, as text: `3 天 04:05:06`. */
export function leftText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const days = Math.floor(seconds / 86_400)
  const two = (n: number): string => String(n).padStart(2, '0')
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return days ? `${days} ${say('天', days === 1 ? 'day' : 'days')} ${clock}` : clock
}

const ANNOUNCED = [30, 10, 5, 1]

/**
 * Time left until a moment of the platform's clock, with that moment. The screen warns; only the platform decides.
 *
 * @param from when the time began, for the bar; without it no bar
 * @param rests whether the clocks of its tender stand: what is left is then nobody's to say
 */
export function Countdown({ rests = false, ...of }: { until: number; from?: number; label?: string; rests?: boolean }) {
  return rests ? <Resting {...of} /> : <Running {...of} />
}

function Resting({ until, label }: { until: number; label?: string }) {
  return (
    <div className="countdown">
      <div>
        {label && <span>{label} </span>}
        <b>{say('已暂停计时', 'the clock stands')}</b>
      </div>
      <div className="quiet" style={{ fontSize: 12 }}>
        {say('原定北京时间', 'It was Beijing time')} {beijing(until)}
        {say('，恢复后整日顺延', '; it moves by whole days once the tender goes on')}
      </div>
    </div>
  )
}

function Running({ until, from, label }: { until: number; from?: number; label?: string }) {
  const now = useNow(500)
  const left = until - now
  const [spoken, setSpoken] = useState('')
  const before = useRef(Number.POSITIVE_INFINITY)
  const minutes = Math.ceil(left / 60_000)
  useEffect(() => {
    const passed = ANNOUNCED.find((mark) => minutes <= mark && before.current > mark)
    if (passed !== undefined && minutes > 0) setSpoken(say(`剩余${passed}分钟`, `${passed} minutes left`))
    before.current = minutes
  }, [minutes])
  const live = left > 0 && left < 60 * 60_000
  const share = from === undefined ? undefined : Math.min(1, Math.max(0, left / (until - from)))
  return (
    <div className={`countdown${live ? ' sun' : ''}`}>
      <div>
        {label && <span>{label} </span>}
        {left > 0 ? <b>{leftText(left)}</b> : <b className="bad">{say('已截止', 'over')}</b>}
      </div>
      {share !== undefined && (
        <div className={`meter${live ? ' sun' : ''}`} aria-hidden="true">
          <div style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <div className="quiet" style={{ fontSize: 12 }}>
        {say('北京时间', 'Beijing time')} {beijing(until)}
      </div>
      <span role="status" className="unseen">
        {spoken}
      </span>
    </div>
  )
}
