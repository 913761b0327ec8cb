import { Button } from 'antd'
import type { ReactNode } from 'react'
import { say } from '../app/words.ts'
import type { useDeed } from '../net/load.ts'
import { Refused } from './Refused.tsx'

/** The end of every form that does something: why it was declined, the button that names the deed, the way back. */
export function Act({
  of,
  title,
  danger = false,
  ready = true,
  onCancel,
  back = say('取消', 'Cancel'),
  children,
}: {
  of: ReturnType<typeof useDeed<[], unknown>>
  /** what the button does, in words */
  title: string
  danger?: boolean
  /** whether all that it needs is there */
  ready?: boolean
  onCancel?: () => void
  /** what the way back is called */
  back?: string
  /** what else stands in the row of the buttons */
  children?: ReactNode
}) {
  return (
    <>
      <Refused problem={of.problem} />
      <div className="row">
        <Button
          type={danger ? 'default' : 'primary'}
          danger={danger}
          loading={of.busy}
          disabled={!ready}
          onClick={() => void of.run()}
        >
          {title}
        </Button>
        {onCancel && <Button onClick={onCancel}>{back}</Button>}
        {children}
      </div>
    </>
  )
}
