import type { Header } from '../../../crypto/envelope.ts'
import { readHeader } from '../../../crypto/receive.ts'
import { api } from '../net/http.ts'

/** The header of one's own package, read strictly from its first bytes. */
export async function myHeader(tender: string): Promise<Header> {
  const bytes = await api.bytes(`/tenders/${tender}/bid/package-head`)
  return readHeader(once(bytes))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
