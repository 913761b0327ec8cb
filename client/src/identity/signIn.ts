import { utf8 } from '../../../crypto/bytes.ts'
import { type HeldKey, signingCertificate, takeKeys } from '../app/keys.ts'
import type { Session, SessionRole } from '../app/session.tsx'
import { signBytes, statementOf } from '../app/sign.ts'
import { api } from '../net/http.ts'
import { serverNow } from '../net/useClock.ts'
import { noteSignIn } from './signIns.ts'

/** Signs the platform's challenge with these keys, takes them for what is done next, and remembers the sign-in here. */
export async function signInWith(
  keys: readonly HeldKey[],
  role: SessionRole,
  entrance: Session['entrance'],
): Promise<void> {
  const { challenge } = await api.post<{ challenge: string }>('/session/challenge')
  const statement = statementOf('session.open', { challenge, entrance, role })
  const cms = await signBytes(utf8(statement), keys)
  await api.post('/session', { challenge, role, cms })
  takeKeys(keys)
  remember(keys, role, entrance)
}

/** Remembers a sign-in in this browser: the platform keeps no list of them. */
function remember(from: readonly HeldKey[], role: SessionRole, entrance: Session['entrance']): void {
  const certificate = signingCertificate(from)
  if (!certificate) return
  const { serial, subject } = certificate
  const name = subject.organisation ?? subject.commonName ?? ''
  noteSignIn({ at: serverNow(), entrance, role, name, serial: serial.slice(-6) })
}
