import { Navigate } from 'react-router'
import { useSession } from './session.tsx'

/** Sends everybody to where their work is. */
export function Home() {
  const { session } = useSession()
  if (!session) return null
  if (session.role === 'public') return <Navigate to={session.entrance === 'public' ? '/verify' : '/login'} replace />
  if (session.role === 'expert') return <Navigate to="/e" replace />
  if (session.role === 'supervisor') return <Navigate to="/s" replace />
  if (session.role === 'bank') return <Navigate to="/bank" replace />
  return <Navigate to="/t" replace />
}
