import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** One word for where a task stands, and its tone. */
export type Status = readonly [tone: 'done' | 'todo' | 'ready' | 'live' | 'waits' | 'closed' | 'bad', word: string]

const DOTS: Record<Status[0], string> = {
  done: 'good',
  todo: 'action',
  ready: 'action',
  live: 'sun',
  waits: '',
  closed: '',
  bad: 'bad',
}

/** One task: its name leads to where it is done, unless it waits for something. */
export function Task({
  name,
  to,
  status: [tone, text],
  children,
}: {
  name: string
  to?: string
  status: Status
  children?: ReactNode
}) {
  return (
    <li style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        {to ? (
          <Link to={to} style={{ fontWeight: 500 }}>
            {name}
          </Link>
        ) : (
          <span style={{ fontWeight: 500 }}>{name}</span>
        )}
        <span>
          <span className={`dot ${DOTS[tone]}`} />
          {text}
        </span>
      </div>
      {children && <div style={{ marginTop: 4 }}>{children}</div>}
    </li>
  )
}
