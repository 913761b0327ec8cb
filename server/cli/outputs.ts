import { existsSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EXIT, Stop } from './exit.ts'

const drafts = new Set<string>()

/** From now on an interrupted tool ends with its code and leaves no half file. */
export function endCleanly(): void {
  const end = (code: number) => () => {
    for (const draft of drafts) rmSync(draft, { force: true })
    process.exit(code)
  }
  process.once('SIGINT', end(EXIT.interrupted))
  process.once('SIGTERM', end(EXIT.interrupted))
}

/** Ends with the usage code where something is there already, unless it may be replaced. */
export function mayWrite(targets: readonly string[], force: boolean): void {
  const there = force ? undefined : targets.find((target) => existsSync(target))
  if (there)
    throw new Stop(EXIT.usage, `${there} 已存在；要覆盖请加 --force`, `${there} is there already: --force replaces it`)
}

/** Ends with the usage code where there is no folder to write to: before the work, not after it. */
export function mayStand(targets: readonly string[]): void {
  const nowhere = targets.map((target) => dirname(target)).find((folder) => !existsSync(folder))
  if (nowhere) throw new Stop(EXIT.usage, `没有文件夹 ${nowhere}`, `there is no folder ${nowhere}`)
}

/** Writes a file whole or not at all, readable by its owner alone: beside its place first, then renamed. */
export async function writeWhole(
  target: string,
  pieces: Uint8Array | AsyncIterable<Uint8Array>,
  force: boolean,
): Promise<void> {
  mayWrite([target], force)
  const draft = `${target}.${process.pid}.making`
  drafts.add(draft)
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      for await (const piece of pieces instanceof Uint8Array ? [pieces] : pieces) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    mayWrite([target], force)
    await rename(draft, target)
  } finally {
    await rm(draft, { force: true })
    drafts.delete(draft)
  }
}
