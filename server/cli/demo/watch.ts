import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unhex } from '../../../crypto/bytes.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../../crypto/checkpoint.ts'
import { checkConsistency } from '../../../crypto/proof.ts'
import type { Client } from './client.ts'
import type { World } from './world.ts'

/**
 * An officer's own look at the log before it releases anything: the head is signed by the key it has known since the
 * first time, and the log it saw last is a beginning of the one it sees now. Throws when history was changed.
 *
 * @returns how many leaves the log has
 */
export async function watchLog(world: World, client: Client): Promise<number> {
  const file = join(world.folder, `seen-${client.person.id}.json`)
  const { verifier } = await client.get<{ verifier: string }>('/log/verifier')
  const note = await client.get<string>('/log/checkpoint')
  const seen = existsSync(file)
    ? (JSON.parse(await readFile(file, 'utf8')) as { verifier: string; note: string })
    : undefined
  if (seen && seen.verifier !== verifier) throw new Error('the log is signed with another key than before')
  const head = parseCheckpoint((await openNote(note, [parseVerifier(verifier)])).text)
  if (seen) {
    const before = parseCheckpoint((await openNote(seen.note, [parseVerifier(verifier)])).text)
    if (head.size < before.size) throw new Error('the log has become shorter')
    const path = `/log/consistency?from=${before.size}&to=${head.size}`
    const { proof } = await client.get<{ proof: string[] }>(path)
    checkConsistency(
      before.size,
      head.size,
      before.root,
      head.root,
      proof.map((hash) => unhex(hash)),
    )
  }
  await writeFile(file, JSON.stringify({ verifier, note }))
  return head.size
}
