import type { Declared, Profile } from '../../../server/identity/registration.ts'
import { say } from '../app/words.ts'

/** What is being registered: the profile, and the roles that are declared. */
export interface Sketch {
  profile: Profile
  roles: Declared[]
}

const nobody: Profile = {
  ...{ kind: 'enterprise', head: '', region: '', address: '', contact: '', telephone: '', email: '', staff: 0 },
}

/** Where a form begins: with what was registered before, or with nothing. */
export const nothingSaid = (own: { profile: Profile | null; declared: Declared[] }): Sketch => ({
  ...{ profile: own.profile ?? nobody, roles: own.declared },
})

const keyOf = (code: string): string => `registration-draft:${code}`

/** The draft that this browser kept, if it is one. */
export function sketchKept({ code }: { code: string }): Sketch | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(code)) ?? '') as Partial<Sketch>
    if (!kept.profile || !Array.isArray(kept.roles)) return undefined
    return { profile: { ...nobody, ...kept.profile }, roles: kept.roles }
  } catch {
    return undefined
  }
}

/** Keeps the draft in this browser, or forgets it. */
export function keepSketch(code: string, sketch: Sketch | undefined): void {
  if (sketch) localStorage.setItem(keyOf(code), JSON.stringify(sketch))
  else localStorage.removeItem(keyOf(code))
}

/** What is missing or malformed, by field, as the platform would refuse it. */
export function missingIn({ profile, roles }: Sketch): Partial<Record<keyof Profile, string>> {
  const { region, address, contact, telephone, email, staff } = profile
  const needed = say('所选身份须填写', 'the chosen role needs it')
  return {
    ...(region ? {} : { region: say('请选择', 'choose one') }),
    ...(roles.length && !contact.trim() ? { contact: needed } : {}),
    ...(roles.length && !telephone ? { telephone: needed } : {}),
    ...(telephone && !/^\+?\d[\d -]{4,28}\d$/.test(telephone)
      ? { telephone: say('请填写电话号码', 'a telephone number') }
      : {}),
    ...(email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)
      ? { email: say('请填写邮箱地址', 'an e-mail address') }
      : {}),
    ...(roles.includes('agent') && !address.trim() ? { address: needed } : {}),
    ...(roles.includes('agent') && staff < 1 ? { staff: needed } : {}),
  }
}
