import { createHash, getHashes } from 'node:crypto'
import type { Check, Verdict } from '../../archive/verify/report.ts'
import { EXIT } from '../exit.ts'
import { openInput } from '../inputs.ts'
import { type Terminal, version } from '../terminal.ts'

/** With which code a verdict ends. */
export const EXIT_OF: Record<Verdict, number> = {
  valid: EXIT.valid,
  invalid: EXIT.invalid,
  indeterminate: EXIT.undecided,
}

/** The file that was looked at, with its hashes; a database has none. */
export interface Input {
  path: string
  sha256: string
  sm3?: string
}

const MARK = { valid: ['✓', 'green'], invalid: ['✗', 'red'], indeterminate: ['?', 'yellow'] } as const
const OK: Record<Verdict, boolean | null> = { valid: true, invalid: false, indeterminate: null }

/** A file with its hashes; SM3 where this machine's cryptography has it. */
export async function inputOf(path: string): Promise<Input> {
  const names = ['sha256', ...(getHashes().includes('sm3') ? ['sm3'] : [])]
  const hashes = names.map((name) => createHash(name))
  for await (const piece of openInput(path)) for (const hash of hashes) hash.update(piece)
  const [sha256 = '', sm3] = hashes.map((hash) => hash.digest('hex'))
  return { path, sha256, ...(sm3 ? { sm3 } : {}) }
}

/** The hashes of bytes that were read already. */
export function inputOfBytes(path: string, bytes: Uint8Array): Input {
  const of = (name: string): string => createHash(name).update(bytes).digest('hex')
  return { path, sha256: of('sha256'), ...(getHashes().includes('sm3') ? { sm3: of('sm3') } : {}) }
}

/** Says what was found and answers the exit code. */
export function report(
  terminal: Terminal,
  of: { tool: string; input: Input; verdict: Verdict; checks: readonly Check[] },
): number {
  const { tool, input, verdict, checks } = of
  if (terminal.json) {
    const listed = checks.map((check) => ({ ...check, ok: OK[check.verdict] }))
    const at = new Date().toISOString()
    terminal.object({
      ...{ schemaVersion: 1, ok: verdict === 'valid', verdict, checks: listed, tool, version: version(), input, at },
    })
    return EXIT_OF[verdict]
  }
  for (const check of terminal.quiet ? [] : checks) {
    const [mark, colour] = MARK[check.verdict]
    terminal.line(`${terminal.paint(mark, colour)} ${check.title}${check.detail ? ` — ${check.detail}` : ''}`)
  }
  terminal.line(`${terminal.paint(verdict, MARK[verdict][1])}: ${input.path}`)
  return EXIT_OF[verdict]
}
