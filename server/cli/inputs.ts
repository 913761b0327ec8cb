import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { concat } from '../../crypto/bytes.ts'
import { EXIT, Stop } from './exit.ts'
import { laidDown } from './outputs.ts'

/** The longest file that is read in one piece. */
const LONGEST = 512 * 1024 * 1024

let taken = false

/** A file, or standard input for `-`, which can be read once; ends with the usage code where it is asked for again. */
export function openInput(path: string): AsyncIterable<Uint8Array> {
  if (path !== '-') return createReadStream(path, { highWaterMark: 1024 * 1024 })
  if (taken) throw new Stop(EXIT.usage, '标准输入（-）只能用一次', 'standard input (-) can be read once')
  taken = true
  return process.stdin
}

/** Does something with a file that is read by random access: what comes on standard input is laid down first. */
export async function withFileOf<T>(path: string, deed: (file: string) => Promise<T>): Promise<T> {
  if (path === '-') return laidDown(openInput(path), deed)
  if (!existsSync(path)) throw new Stop(EXIT.unreadable, `找不到文件 ${path}`, `${path} is not there`)
  return deed(path)
}

/** All bytes of a file or of standard input; ends with the code for what cannot be read. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    if (path !== '-' && (await stat(path)).size > LONGEST) throw new Error('too large')
    const pieces: Uint8Array[] = []
    for await (const piece of openInput(path)) pieces.push(piece)
    return concat(...pieces)
  } catch (problem) {
    if (problem instanceof Stop) throw problem
    const why = (problem as { code?: string }).code ?? (problem as Error).message
    throw new Stop(EXIT.unreadable, `无法读取 ${path}（${why}）`, `${path} cannot be read (${why})`)
  }
}

/** The JSON in bytes; ends with the code for what cannot be read. */
export function parseInput(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Stop(EXIT.unreadable, `${path} 不是 JSON`, `${path} is not JSON`)
  }
}
