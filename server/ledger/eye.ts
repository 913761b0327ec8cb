/** Who looks at the facts of one tender: what `seenBy` decides by. */
export interface Eye {
  role: Role
  /** The tenderer or the agent of this tender. */
  host: boolean
  /** This person's or organisation's tag within this tender: a bidder's, or an expert's seat. */
  tag: string
}

/** The roles in which one can act. `clock` and `platform` act by themselves; `public` has not signed in. */
export const ROLES = [
  'public',
  'bidder',
  'tenderer',
  'agent',
  'centre',
  'supervisor',
  'expert',
  'bank',
  'notary',
  'clock',
  'platform',
] as const
export type Role = (typeof ROLES)[number]

const alone = new WeakSet<object>()

/**
 * Declares that a kind of fact is seen by one party alone, in a stream that bears its tag. Such facts come with each bidder:
 * whoever looks is shown its own and is not made to wait for those of others.
 */
export function partyAlone<D>(see: (eye: Eye, data: D) => boolean): (eye: Eye, data: D) => boolean {
  alone.add(see)
  return see
}

const partly = new WeakSet<object>()

/** Declares that some facts of a kind are seen by everybody, by what stands in them. */
export function partlyOpen<D>(see: (eye: Eye, data: D) => boolean): (eye: Eye, data: D) => boolean {
  partly.add(see)
  return see
}

/** Seen by everybody, signed in or not. */
export const everybody = (): boolean => true
/** Seen by those who run and those who watch the tender. */
export const officers = (eye: Eye): boolean => eye.host || eye.role === 'centre' || eye.role === 'supervisor'
/** Seen by the supervisor alone. */
export const supervisors = (eye: Eye): boolean => eye.role === 'supervisor'
/** Seen by nobody as content; only its existence shows. */
export const nobody = (): boolean => false

/**
 * Whether facts of a kind may be looked for among all of a tender's: for somebody who has not signed in what is open to
 * everybody, for others what is not one party's alone.
 */
export const isLookedFor = (seenBy: (eye: Eye, data: never) => boolean, eye: Pick<Eye, 'role'>): boolean =>
  eye.role === 'public' ? seenBy === everybody || partly.has(seenBy) : !alone.has(seenBy) && seenBy !== nobody
