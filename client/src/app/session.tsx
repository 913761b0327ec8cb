import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { api, whenSignedOut } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { forgetKeys } from './keys.ts'

/** The roles one can sign in as; `public` has not signed in. */
export type SessionRole =
  | 'public'
  | 'bidder'
  | 'tenderer'
  | 'agent'
  | 'centre'
  | 'supervisor'
  | 'expert'
  | 'bank'
  | 'notary'

/** Who is signed in at this entrance. */
export interface Session {
  role: SessionRole
  entrance: 'trading' | 'public' | 'supervision'
  person: string | null
  organisation: string | null
  organisationName: string | null
  /** the tag under which one acts in the tender that was asked about */
  tag: string | null
  /** SHA-256 of the certificate, and since when and until when it is signed in */
  certificate: string | null
  since: number | null
  until: number | null
}

interface Held {
  /** who is signed in; once a sign-in has ended by itself, who it was, until it is taken up again or given up */
  session: Session | undefined
  /** whether that sign-in has ended: nothing can be done before it is taken up again */
  ended: boolean
  loading: boolean
  reload(): void
  signOut(): Promise<void>
}

const SessionContext = createContext<Held | undefined>(undefined)

/** Gives every screen the session of this entrance. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { value, loading, reload } = useLoad<Session>('/session')
  const [last, setLast] = useState<Session>()
  useEffect(() => {
    if (value && value.role !== 'public') setLast(value)
  }, [value])
  useEffect(() => (last ? whenSignedOut(reload) : undefined), [last, reload])
  useEffect(() => {
    const back = (): void => void (document.visibilityState === 'visible' && reload())
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [reload])
  const held = useMemo<Held>(() => {
    const ended = value?.role === 'public' && last !== undefined
    return {
      session: ended ? last : value,
      ended,
      loading,
      reload,
      signOut: async () => {
        forgetKeys()
        if (!ended) await api.post('/session/close')
        setLast(undefined)
        reload()
      },
    }
  }, [value, last, loading, reload])
  return <SessionContext value={held}>{children}</SessionContext>
}

/** The session, and how to end it. */
export function useSession(): Held {
  const held = useContext(SessionContext)
  if (!held) throw new Error('a screen outside of the session')
  return held
}

/** The tag under which the one signed in acts in a tender. */
export const useTag = (tender: string | undefined): string | null | undefined =>
  useLoad<Session>(tender ? `/session?tender=${tender}` : undefined).value?.tag
