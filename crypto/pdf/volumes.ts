import { hex } from '../bytes.ts'
import { type RunningHash, runningSha256 } from '../digest.ts'
import type { Finding } from './findings.ts'
import { checkFile, type Looked } from './health.ts'
import type { Source } from './objects.ts'
import { checkStructure, type VolumeFiles } from './structure.ts'

const PIECE = 4 * 1024 * 1024

/** Files that have the same content, wherever they stand; only files of one length are read for it. */
export async function checkTwins(
  volumes: readonly VolumeFiles[],
  hash: () => RunningHash = runningSha256,
): Promise<Finding[]> {
  const all = volumes.flatMap(({ part, files }) => files.map((file) => ({ part, file })))
  const sizes = new Map<number, typeof all>()
  for (const one of all) if (one.file.bytes) sizes.set(one.file.bytes, [...(sizes.get(one.file.bytes) ?? []), one])
  const found: Finding[] = []
  for (const alike of sizes.values()) {
    if (alike.length < 2) continue
    const first = new Map<string, string>()
    for (const { part, file } of alike) {
      const digest = hex(await digestOf(file, hash()))
      const before = first.get(digest)
      if (before) found.push({ code: 'SAME_CONTENT', level: 'notice', part, file: file.name, what: before })
      else first.set(digest, file.name)
    }
  }
  return found
}

async function digestOf(file: Source, running: RunningHash): Promise<Uint8Array> {
  for (let at = 0; at < file.bytes; at += PIECE) running.update(await file.read(at, Math.min(at + PIECE, file.bytes)))
  return running.digest()
}

/** Looks at every file of every volume, one after the other. */
export async function checkVolumes(
  volumes: readonly VolumeFiles[],
  of: { most?: number; hash?: () => RunningHash; seen?: (done: number, total: number) => void } = {},
): Promise<{ findings: Finding[]; looked: Map<Source, Looked> }> {
  const findings = checkStructure(volumes)
  const looked = new Map<Source, Looked>()
  const total = volumes.reduce((sum, { files }) => sum + files.length, 0)
  for (const { part, files } of volumes)
    for (const file of files) {
      const one = await checkFile(file, of.most)
      looked.set(file, one)
      findings.push(...one.findings.map((finding) => ({ ...finding, part })))
      of.seen?.(looked.size, total)
    }
  return { findings: [...findings, ...(await checkTwins(volumes, of.hash))], looked }
}
