import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Evidenced } from '../../../crypto/watch.ts'

/** The shape of a fact with its way to a signed head of the log, as it lies in a file. */
export const Logged = z.custom<Evidenced>((value) => {
  const shape = z.strictObject({
    fact: z.looseObject({}),
    salt: z.string(),
    proof: z.looseObject({}),
    checkpoint: z.string(),
  })
  return shape.safeParse(value).success
})

/** The proof that was kept in a file before; none where there is no such file or it is something else. */
export async function keptEvidence(file: string): Promise<Evidenced | undefined> {
  try {
    return Logged.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
