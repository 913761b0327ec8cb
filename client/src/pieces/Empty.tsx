import type { ReactNode } from 'react'

/** Nothing here: says why, and what comes next. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <div>{children}</div>
      {action && <div style={{ marginTop: 16 }}>{action}</div>}
    </div>
  )
}
