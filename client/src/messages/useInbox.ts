import { useEffect, useState } from 'react'
import { useSession } from '../app/session.tsx'
import { useLoad } from '../net/load.ts'
import type { Message } from './message.ts'
import { isRead, useRead } from './read.ts'

/** A page of messages as the platform answers it. */
export interface InboxPage {
  items: Message[]
  next: string | null
}

const EVERY = 60_000

/** Whether somebody in this role has an inbox. */
export const hasInbox = (role: string | undefined): boolean =>
  ['bidder', 'tenderer', 'agent', 'centre', 'supervisor', 'expert', 'bank', 'notary'].includes(role ?? '')

/** The newest messages, asked for again every minute while the page is seen; and what of them was read here. */
export function useInbox() {
  const { session } = useSession()
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const again = (): void => void (document.visibilityState === 'visible' && setTurn((before) => before + 1))
    const timer = setInterval(again, EVERY)
    return () => clearInterval(timer)
  }, [])
  const page = useLoad<InboxPage>(hasInbox(session?.role) ? '/messages' : undefined, turn)
  const reader = `${session?.organisation ?? ''}.${session?.role ?? ''}`
  const { of, readOne, readAll } = useRead(reader)
  const unread = page.value?.items.filter((one) => !isRead(of, one)) ?? []
  return { page, unread, of, readOne, readAll }
}
