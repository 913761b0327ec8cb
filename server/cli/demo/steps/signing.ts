import { bytesToSign } from '../../../../crypto/pdfRange.ts'
import type { Client } from '../client.ts'

/** A paper as its signer is shown it. */
export interface Signing {
  kind: string
  title: string
  sha256: string
  standing: string
  places: { field: string; role: string; at: number | null }[]
  waits: boolean
}

/** The signed papers of a tender that somebody may read. */
export const signingsOf = async (client: Client, tender: string): Promise<Signing[]> =>
  (await client.get<{ items: Signing[] }>(`/tenders/${tender}/signings`)).items

/** Puts somebody's signature into every paper of a tender that waits for it; answers how many there were. */
export async function signWaiting(client: Client, tender: string): Promise<number> {
  const own = async () => (await signingsOf(client, tender)).filter(({ waits }) => waits)
  let waiting = await own()
  if (!waiting.length && (await client.get('/session'))['role'] === 'public') {
    await client.signIn() // the list is open: to one who is not signed in nothing waits
    waiting = await own()
  }
  for (const { sha256, standing: prepared } of waiting) {
    const path = `/tenders/${tender}/signings/${sha256}`
    const cms = await client.signBytes(bytesToSign(await client.bytes(`${path}/prepared`)))
    await client.post(`${path}/seal`, { prepared, cms })
  }
  return waiting.length
}
