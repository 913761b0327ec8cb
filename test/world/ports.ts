import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a program is, on PATH or where Debian puts its servers. */
export function onPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** A TCP port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/**
 * Waits until a server that was just started answers.
 *
 * @param greets whether it speaks first, as MySQL does: a port that accepts is then not enough
 */
export async function answers(port: number, child: ChildProcess, greets: boolean): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    if (await accepts(port, greets)) return
    await sleep(10)
  }
  throw new Error('the server did not start')
}

function accepts(port: number, greets: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const done = (it: boolean) => {
      socket.destroy()
      resolve(it)
    }
    socket.once('error', () => done(false))
    socket.once('connect', () => greets || done(true))
    socket.once('data', () => done(true))
    socket.setTimeout(1000, () => done(false))
  })
}
