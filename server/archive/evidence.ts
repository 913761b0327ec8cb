import { unbase64 } from '../../crypto/bytes.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { listsNamed } from '../../crypto/evidence.ts'
import { OID } from '../../crypto/oids.ts'

/** The revocation lists, by their SHA-256, that the signatures anywhere in a fact's data rest on. */
export function listsIn(data: unknown): string[] {
  if (Array.isArray(data)) return data.flatMap(listsIn)
  if (!data || typeof data !== 'object') return []
  return Object.entries(data).flatMap(([name, value]) =>
    name === 'cms' && typeof value === 'string' ? listsBeside(value) : listsIn(value),
  )
}

const listsBeside = (cms: string): string[] =>
  listsNamed(parseSigned(unbase64(cms)).signer.unsigned.get(OID.revocationReferences)?.[0])
