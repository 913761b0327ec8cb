import { vectors } from '../world/vectors.ts'

/** The records of an OpenSSL test file: `name = value` lines between blank lines. Empty where there is no such file. */
export function records(path: string): Record<string, string>[] {
  const text = vectors(path) as string | undefined
  return (text ?? '')
    .split(/\n\s*\n/)
    .map((block) =>
      Object.fromEntries(
        block
          .split('\n')
          .map((line) => /^(\w+)\s*=\s*(.*)$/.exec(line))
          .flatMap((found) => (found ? [[found[1]!, found[2]!.trim()] as const] : [])),
      ),
    )
    .filter((record) => Object.keys(record).length)
}
