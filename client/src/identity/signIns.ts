/** A sign-in from this browser, as this browser alone remembers it. */
export interface SignIn {
  at: number
  entrance: string
  role: string
  /** whose certificate: the name in it, and the end of its serial number */
  name: string
  serial: string
}

const KEY = 'sign-ins'
const MOST = 20

/** The sign-ins from this browser, newest first. */
export function signIns(): SignIn[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return [] // not written by us
  }
}

/** Remembers one more, in this browser alone. */
export const noteSignIn = (one: SignIn): void =>
  localStorage.setItem(KEY, JSON.stringify([one, ...signIns()].slice(0, MOST)))

/** Forgets them. */
export const forgetSignIns = (): void => localStorage.removeItem(KEY)
