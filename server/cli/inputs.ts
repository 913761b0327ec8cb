import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { concat } from '../../crypto/bytes.ts'
import { EXIT, Stop } from './exit.ts'

/** The longest file that is read in one piece. */
const LONGEST = 512 * 1024 * 1024

/** A file, or standard input for `-`. */
export const openInput = (path: string): AsyncIterable<Uint8Array> =>
  path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1024 * 1024 })

/** All bytes of a file or of standard input; ends with the code for what cannot be read. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    if (path !== '-' && (await stat(path)).size > LONGEST) throw new Error('too large')
    const pieces: Uint8Array[] = []
    for await (const piece of openInput(path)) pieces.push(piece)
    return concat(...pieces)
  } catch (problem) {
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
