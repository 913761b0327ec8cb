import type { Profile } from '../../../server/identity/registration.ts'
import type { Sketch } from '../../../server/projects/contract.ts'

/** What an organisation registered of itself, as the platform answers it. */
export interface Registered {
  code: string
  name: string
  profile: Profile | null
}

/** The sketch with what the organisation registered in its place: nothing that is known is typed twice. */
export function withOwn(sketch: Sketch, { code, name, profile }: Registered, as: 'owner' | 'agent'): Partial<Sketch> {
  const contact = [profile?.contact, profile?.telephone].filter(Boolean).join(' ')
  return {
    [as]: { code, name },
    ...(as === 'owner' && profile?.address ? { ownerAddress: profile.address } : {}),
    ...(contact && !sketch.contact ? { contact } : {}),
  }
}
