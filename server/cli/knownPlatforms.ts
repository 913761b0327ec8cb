import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { utf8 } from '../../crypto/bytes.ts'
import { refusals } from '../law/refusal.ts'
import type { Client } from './client.ts'
import { writeWhole } from './outputs.ts'
import type { Terminal } from './terminal.ts'

const refuse = refusals({
  PLATFORM_KEYS_CHANGED: {
    status: 409,
    zh: '平台的日志公钥或证书与本机初次所见不同；经核实确已更换的，用 --anew 重新认识',
    en: 'the key of the log or the certificate of the platform is another than at the first meeting: once you know why, --anew meets it anew',
  },
})

/** What this machine keeps of a platform since they first met: its keys, the last head of its log, the changes of its trust list. */
const Known = z.strictObject({
  verifier: z.string(),
  /** DER in hexadecimal */
  certificate: z.string(),
  /** a demonstration: its clock is moved */
  movable: z.boolean(),
  note: z.string().nullable(),
  trust: z.array(z.string()),
})
export type Known = z.infer<typeof Known>

const fileOf = ({ environment }: Pick<Terminal, 'environment'>): string => join(environment.state, 'platforms.json')

/** All that is kept, by the platforms' addresses; what cannot be read is nothing. */
async function keptIn(file: string): Promise<Record<string, Known>> {
  try {
    return z.record(z.string(), Known).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {}
  }
}

/**
 * What was known of a platform before now; at the first meeting what it says itself. A demonstration that was laid anew is met
 * anew: whoever was known with a clock of its own never is.
 *
 * @param anew the person says that it is met anew
 * @throws PLATFORM_KEYS_CHANGED
 */
export async function meet(
  of: { client: Pick<Client, 'get'>; origin: string; anew: boolean },
  terminal: Pick<Terminal, 'environment'>,
): Promise<Known> {
  const { client, origin, anew } = of
  const before = anew ? undefined : (await keptIn(fileOf(terminal)))[origin]
  const shown = await client.get<{ verifier: string; certificate: string }>('/log/verifier')
  const same = before?.verifier === shown.verifier && before.certificate === shown.certificate
  if (before && same) return before
  const { movable } = await client.get<{ movable: boolean }>('/time')
  if (before && !(before.movable && movable)) throw refuse('PLATFORM_KEYS_CHANGED', { origin, known: before.verifier })
  return { verifier: shown.verifier, certificate: shown.certificate, movable, note: null, trust: [] }
}

/** Keeps what is known of a platform now. */
export async function remember(origin: string, known: Known, terminal: Pick<Terminal, 'environment'>): Promise<void> {
  const file = fileOf(terminal)
  await mkdir(terminal.environment.state, { recursive: true, mode: 0o700 })
  const all = { ...(await keptIn(file)), [origin]: known }
  await writeWhole(file, utf8(`${JSON.stringify(all)}\n`), true)
}
