import { checkFiles } from '../contents.ts'
import { isCryptoProblem } from '../problem.ts'
import type { Finding } from './findings.ts'
import type { Source } from './objects.ts'

/** A volume as the tender document asks for it, with the files that the bidder put into it. */
export interface VolumeFiles {
  readonly part: string
  readonly files: readonly Source[]
}

/** The largest bid that the platform takes, bytes. */
export const LARGEST_BID = 8 * 1024 ** 3

/** What can be said of volumes without opening a file: which are missing, which names cannot be, whether all is too large. */
export function checkStructure(volumes: readonly VolumeFiles[]): Finding[] {
  const found: Finding[] = volumes.flatMap(({ part, files }) => [
    ...(files.length ? [] : [{ code: 'VOLUME_MISSING', level: 'error', part } as const]),
    ...namesOf(part, files),
  ])
  const total = volumes.reduce((sum, { files }) => sum + files.reduce((all, { bytes }) => all + bytes, 0), 0)
  return total > LARGEST_BID ? [...found, { code: 'BID_TOO_LARGE', level: 'error', what: '8 GB' }] : found
}

function namesOf(part: string, files: readonly Source[]): Finding[] {
  const seen = new Set<string>()
  return files.flatMap((file): Finding[] => {
    const at = { level: 'error', part, file: file.name } as const
    if (seen.has(file.name)) return [{ code: 'SAME_NAME', ...at }]
    seen.add(file.name)
    try {
      checkFiles([{ name: file.name, type: 'application/pdf', bytes: file.bytes }])
      return []
    } catch (problem) {
      if (!isCryptoProblem(problem)) throw problem
      return [{ code: 'FILE_NAME', ...at, what: file.name }]
    }
  })
}
