import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where test material made by others lies: DATA_DIR, or `shared/data` beside the project. */
export const dataDir = (): string => resolve(process.env.DATA_DIR ?? join(root, '../shared/data'))

/**
 * Reads a file of vectors below `vectors/`, as JSON if it is called so, otherwise as text.
 *
 * @returns undefined where there is no material: say so and skip. Under CI=true that is an error.
 */
export function vectors(path: string): unknown {
  const file = join(dataDir(), 'vectors', path)
  if (!existsSync(file)) return absent(file)
  const content = readFileSync(file, 'utf8')
  return path.endsWith('.json') ? JSON.parse(content) : content
}

/** The text of a file of vectors, byte for byte; undefined as in `vectors`. */
export function vectorText(path: string): string | undefined {
  const file = join(dataDir(), 'vectors', path)
  return existsSync(file) ? readFileSync(file, 'utf8') : absent(file)
}

/** All files of a folder of vectors and its subfolders, as paths for `vectors`; empty as in `vectors`. */
export function vectorFiles(folder: string): string[] {
  const start = join(dataDir(), 'vectors', folder)
  if (!existsSync(start)) return absent(start) ?? []
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dataDir(), 'vectors').length + 1))
    .sort()
}

function absent(path: string): undefined {
  if (process.env.CI === 'true') throw new Error(`no test vectors at ${path}: set DATA_DIR`)
  console.warn(`skipped: no test vectors at ${path} (set DATA_DIR)`)
  return undefined
}
