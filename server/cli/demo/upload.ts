import { inMemory, sendPieces } from '../pieces.ts'
import type { Client } from './client.ts'

/** Opens an upload and sends everything; answers its id. */
export async function uploadAll(
  client: Client,
  of: { tender: string; purpose: string },
  bytes: Uint8Array,
): Promise<string> {
  const { upload } = await client.post<{ upload: string }>('/uploads', { ...of, bytes: bytes.length })
  await sendPieces(client, upload, inMemory(bytes))
  return upload
}
