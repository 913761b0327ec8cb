import { createHash, getHashes } from 'node:crypto'
import type { Check, Verdict } from '../../archive/verify/report.ts'
import { EXIT, type Said } from '../exit.ts'
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

/** A file that is read once, and its hashes: of all of it, however far somebody read. */
export function hashedInput(path: string): { bytes: AsyncIterable<Uint8Array>; input: () => Promise<Input> } {
  const hashing = hashingOf()
  let failed: unknown
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of openInput(path)) {
        hashing.update(piece)
        yield piece
      }
    } catch (problem) {
      failed = problem
      throw problem
    }
  }
  const pieces = read()
  const input = async (): Promise<Input> => {
    for await (const _rest of pieces);
    if (failed) throw failed
    return { path, ...hashing.digests() }
  }
  // whoever stops early does not end it: it has no way to say so
  return { bytes: { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) }, input }
}

const MARK = { valid: ['✓', 'green'], invalid: ['✗', 'red'], indeterminate: ['?', 'yellow'] } as const
const VERDICTS: Record<Verdict, Said> = {
  valid: { zh: '有效', en: 'valid' },
  invalid: { zh: '无效', en: 'invalid' },
  indeterminate: { zh: '无法判定', en: 'indeterminate' },
}
const OK: Record<Verdict, boolean | null> = { valid: true, invalid: false, indeterminate: null }

/** The hashes of an input; SM3 where this machine's cryptography has it. */
function hashingOf(): { update(piece: Uint8Array): void; digests(): Pick<Input, 'sha256' | 'sm3'> } {
  const hashes = ['sha256', ...(getHashes().includes('sm3') ? ['sm3'] : [])].map((name) => createHash(name))
  return {
    update: (piece) => hashes.forEach((hash) => void hash.update(piece)),
    digests: () => {
      const [sha256 = '', sm3] = hashes.map((hash) => hash.digest('hex'))
      return { sha256, ...(sm3 ? { sm3 } : {}) }
    },
  }
}

/** A file with its hashes. */
export const inputOf = (path: string): Promise<Input> => hashedInput(path).input()

/** The hashes of bytes that were read already. */
export function inputOfBytes(path: string, bytes: Uint8Array): Input {
  const hashing = hashingOf()
  hashing.update(bytes)
  return { path, ...hashing.digests() }
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
  terminal.line(`${terminal.paint(terminal.words(VERDICTS[verdict]), MARK[verdict][1])}: ${input.path}`)
  return EXIT_OF[verdict]
}
