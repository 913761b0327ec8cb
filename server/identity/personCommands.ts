import { utf8 } from '../../crypto/bytes.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { checkSignature, checkStatement, type Signature } from '../access/statement.ts'
import type { Entry } from '../ledger/entry.ts'
import { type GivenUp, givingUpFields } from './givingUp.ts'
import { type Person, personIn } from './person.ts'

/** Checks a signature that a person of the same organisation made with the own certificate, and says who it is. */
export async function signedByPerson(
  e: Entry,
  what: string,
  fields: Record<string, unknown>,
  cms: string,
): Promise<{ person: Person; signer: Certificate; signature: Signature }> {
  const signature = await checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
  const signer = await checkSignature(e.platform, utf8(signature.statement), cms, e.now)
  return { person: personIn(signer), signer, signature }
}

/** Checks the signature of one who gives a proposed change up, and says what its fact keeps. */
export async function givenUpByPerson(
  e: Entry,
  what: string,
  waiting: Record<string, unknown>,
  of: { proposal: string; reason: string; cms: string },
): Promise<GivenUp> {
  const { proposal: id, reason, cms } = of
  const { person: by, signature } = await signedByPerson(e, what, givingUpFields(waiting, reason), cms)
  return { id, by, reason, rejectedAt: e.now, signature }
}
