import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How a call of a tool ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
  /** Standard output as JSON. */
  json(): Record<string, unknown>
}

/** How a tool is called. */
export interface Calling {
  cwd?: string
  env?: Record<string, string>
  /** what stands in its standard input; nothing unless given */
  input?: string | Uint8Array
  /** modules that are loaded before the tool */
  preload?: string[]
  /** told each piece of standard error as it comes */
  onError?: (text: string, child: ChildProcess) => void
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the tools of this process of tests remember: not what their user's own tools do. */
const state = mkdtempSync(join(tmpdir(), 'yangguang-state-'))
process.once('exit', () => rmSync(state, { recursive: true, force: true }))

/** Runs a tool as its users do: its launcher, in a process of its own, with an environment of its own. */
export function run(tool: 'yangguang-bid' | 'yangguang-verify', args: string[], calling: Calling = {}): Promise<Ended> {
  const preload = (calling.preload ?? []).flatMap((module) => ['--import', module])
  const child = spawn(process.execPath, [...preload, `${root}server/cli/${tool}.mjs`, ...args], {
    cwd: calling.cwd ?? root,
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', XDG_STATE_HOME: state, ...calling.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined) // it may end before it has read everything
  child.stdin.end(calling.input ?? '')
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    calling.onError?.(text, child)
  })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code, signal) => done({ code, signal, out, err, json: () => JSON.parse(out) }))
  })
}
