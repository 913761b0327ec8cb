import { z } from 'zod'
import type { Certificate } from '../../crypto/certificate.ts'
import { refusals } from '../law/refusal.ts'

const refuse = refusals({
  NOT_A_PERSON: {
    status: 422,
    zh: '须使用本人的个人证书签名，不能使用单位证书',
    en: "sign with your own certificate as a person, not with the organisation's",
  },
})

/** A person as a certificate proves it: the name, and the number (serialNumber of the subject) where there is one. */
export const Person = z.strictObject({ name: z.string(), number: z.string().nullable(), certificate: z.string() })
export type Person = z.infer<typeof Person>

/** The person whom a certificate names. A certificate of an organisation names none. */
export function personIn({ subject, fingerprint }: Pick<Certificate, 'subject' | 'fingerprint'>): Person {
  const { commonName, organisation, personNumber = null } = subject
  if (!commonName || commonName === organisation) throw refuse('NOT_A_PERSON')
  return { name: commonName, number: personNumber, certificate: fingerprint }
}

/**
 * Whether two signatures are of one person, whatever certificates they were made with. Two of the same name are taken
 * for one unless their numbers tell them apart.
 */
export function samePerson(a: Person, b: Person): boolean {
  if (a.certificate === b.certificate) return true
  if (a.number !== null && b.number !== null) return a.number === b.number
  return a.name === b.name
}
