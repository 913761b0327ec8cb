import { ROLES, type Role } from '../../ledger/eye.ts'
import type { Entrance, Who } from '../who.ts'

/** One row: which roles through which entrances, and of those whom, asked of the subject. */
export interface Row<S> {
  roles: readonly Role[]
  at: readonly (Entrance | 'inside')[]
  test?: (who: Who, subject: S) => boolean
  /** What `test` asks, in words. */
  where?: string
}

export const entrancesOf = (roles: readonly Role[]): (Entrance | 'inside')[] => {
  const found = new Set<Entrance | 'inside'>()
  for (const role of roles) {
    if (role === 'clock' || role === 'platform') found.add('inside')
    else if (role === 'supervisor') found.add('supervision')
    else if (role === 'public') for (const door of ['trading', 'public', 'supervision'] as const) found.add(door)
    else found.add('trading')
  }
  return [...found]
}

/** A row of the policy: which roles, and (where it depends on the subject) which of them. */
export const row = <S = unknown>(
  roles: readonly Role[],
  where?: string,
  test?: (who: Who, subject: S) => boolean,
): Row<S> => ({
  roles,
  at: entrancesOf(roles),
  ...(test ? { test } : {}),
  ...(where ? { where } : {}),
})

/** All but those that act by themselves. */
export const everyRole: Role[] = ROLES.filter((role) => role !== 'clock' && role !== 'platform')

export const organisations: Role[] = everyRole.filter((role) => role !== 'public' && role !== 'expert')
