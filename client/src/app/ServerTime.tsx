import { Tooltip } from 'antd'
import { useNow, useServerClock } from '../net/useClock.ts'
import { beijing } from '../pieces/Moment.tsx'
import { say } from './words.ts'

/** The platform's clock on every screen: how far off this page may be, and when it was last compared. */
export function ServerTime() {
  const now = useNow(1000)
  const { error, syncedAt, movable } = useServerClock()
  const tone = syncedAt === 0 || error > 5000 ? 'bad' : error > 1000 ? 'sun' : ''
  const ago = Math.round((Date.now() - syncedAt) / 1000)
  const details = syncedAt
    ? say(
        `误差不超过 ±${Math.ceil(error)} 毫秒，${ago} 秒前校时`,
        `off by at most ±${Math.ceil(error)} ms, compared ${ago} s ago`,
      )
    : say('尚未与平台校时', 'not compared with the platform yet')
  return (
    <Tooltip title={details}>
      <span className={`digits ${tone}`}>
        <span className="wide-only">
          {movable ? say('演示时间 ', 'demo time ') : say('北京时间 ', 'Beijing time ')}
        </span>
        {syncedAt ? beijing(now).slice(5) : '--:--:--'}
      </span>
    </Tooltip>
  )
}
