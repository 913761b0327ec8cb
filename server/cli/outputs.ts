import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { EXIT, Stop } from './exit.ts'

const drafts = new Set<string>()

/** From now on an interrupted tool ends with its code and leaves no half file; a reader that has seen enough ends nothing. */
export function endCleanly(): void {
  const end = (code: number) => () => {
    for (const draft of drafts) rmSync(draft, { force: true, recursive: true })
    process.exit(code)
  }
  process.once('SIGINT', end(EXIT.interrupted))
  process.once('SIGTERM', end(EXIT.interrupted))
  process.stdout.on('error', (problem: { code?: string }) => {
    if (problem.code !== 'EPIPE') throw problem
  })
}

/** Ends with the usage code where something is there already, unless it may be replaced. */
export function mayWrite(targets: readonly string[], force: boolean): void {
  const there = force ? undefined : targets.find((target) => existsSync(target))
  if (there)
    throw new Stop(EXIT.usage, `${there} 已存在；要覆盖请加 --force`, `${there} is there already: --force replaces it`)
}

/** Ends with the usage code where there is no folder to write to: before the work, not after it. */
export function mayStand(targets: readonly string[]): void {
  if (targets.includes('-'))
    throw new Stop(
      EXIT.usage,
      '该命令在文件旁另存其他文件，不能写到标准输出',
      'it keeps other files beside this one: not to standard output',
    )
  const nowhere = targets.map((target) => dirname(target)).find((folder) => !existsSync(folder))
  if (nowhere) throw new Stop(EXIT.usage, `没有文件夹 ${nowhere}`, `there is no folder ${nowhere}`)
}

/** Does something with pieces that lie in a file of their own meanwhile; it is removed afterwards, interrupted or not. */
export async function laidDown<T>(pieces: AsyncIterable<Uint8Array>, deed: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-'))
  drafts.add(folder)
  try {
    const path = join(folder, 'input')
    const file = await open(path, 'w', 0o600)
    try {
      for await (const piece of pieces) await file.writeFile(piece)
    } finally {
      await file.close()
    }
    return await deed(path)
  } finally {
    await rm(folder, { force: true, recursive: true })
    drafts.delete(folder)
  }
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
