import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { type Eye, partyAlone } from '../ledger/eye.ts'

/** A bidder came into the hall while nobody may know who bids: by its tag, the person sealed. */
export const SignedIn = defineEvent('opening.signedIn', {
  v: 1,
  zh: '投标人签到（名单公布前保密）',
  en: 'a bidder signed in, before the names are public',
  data: z.strictObject({ tender: z.string(), tag: z.string(), sealed: z.string(), at: z.number().int() }),
  seenBy: partyAlone((eye: Eye, { tag }: { tag: string }) => eye.tag === tag), // the host learns it with everybody else
})
export type AttendanceFact = FactOf<typeof SignedIn>

/** A bidder's sign-in before the names are public. */
export interface Attendance {
  tender: string
  tag: string
  /** who came, as the vault keeps it */
  sealed: string
  at: number
}

/** Who came for a bidder. */
export interface Delegate {
  person: string
  certificate: string
}

/** The only place where a sign-in changes: the last one counts. */
export const evolveAttendance = (_before: Attendance | undefined, { data }: AttendanceFact): Attendance => data

/** Letters that every delegate takes when sealed, so that none is told by the length of its name. */
const LENGTH = 600

/** A delegate as it is sealed: the same length for all. */
export const delegateText = ({ person, certificate }: Delegate): string => {
  const bytes = (text: string): number => new TextEncoder().encode(text).length
  const text = JSON.stringify({ person: person.slice(0, 100), certificate })
  return text + ' '.repeat(Math.max(0, LENGTH - bytes(text)))
}

/** The delegate of a sealed text. */
export const delegateOf = (text: string): Delegate => JSON.parse(text) as Delegate
