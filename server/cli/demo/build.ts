import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Builds the client unless a build is there that is newer than every source it is made of. */
export async function buildClient(say: (line: string) => void): Promise<void> {
  const built = join(root, 'dist/client/index.html')
  if (existsSync(built) && statSync(built).mtimeMs > (await newest())) return
  say('构建客户端 building the client')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', 'client', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  })
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  if (code !== 0) throw new Error('the client does not build')
}

async function newest(): Promise<number> {
  let last = 0
  for (const folder of ['client', 'crypto', 'server', 'templates'])
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) last = Math.max(last, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  return last
}
