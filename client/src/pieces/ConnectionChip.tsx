import { Tooltip } from 'antd'
import { say } from '../app/words.ts'
import type { Room } from '../net/room.ts'

/** How the line to a room is: in a fixed place, with the details on hover or focus. */
export function ConnectionChip({ room }: { room: Room }) {
  const states = {
    connecting: ['', say('连接中', 'connecting')],
    stable: ['good', say('连接稳定', 'connected')],
    weak: ['sun', say('网络较弱', 'slow line')],
    reconnecting: ['sun', say('重连中', 'reconnecting')],
    offline: ['bad', say('网络已断开', 'offline')],
    closed: ['', say('尚未开放', 'not open yet')],
  } as const
  const [tone, text] = states[room.connection]
  const details = `${say('往返', 'round trip')} ${room.rtt === undefined ? '—' : `${Math.round(room.rtt)} ms`} · ${say('版本', 'version')} ${room.v}`
  return (
    <Tooltip title={details}>
      <span role="status" aria-live="polite" style={{ minWidth: 88, display: 'inline-block' }}>
        <span className={`dot ${tone}`} />
        {text}
      </span>
    </Tooltip>
  )
}
