import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { Loaded } from '../net/load.ts'
import { Refused } from './Refused.tsx'

/** Shows what was fetched; while there is nothing yet its outline, and why not if it was declined. */
export function Loading<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ReactNode }) {
  if (of.value !== undefined) return <>{children(of.value)}</>
  if (of.problem) return <Refused problem={of.problem} onRetry={of.reload} />
  return <Skeleton active={false} paragraph={{ rows: 4 }} />
}
