import { mkdir, readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { AGENT_PATH, AGENT_PORT, LONGEST_MESSAGE } from '../../../crypto/agent.ts'
import { AgentLine } from '../../../crypto/agentLine.ts'
import { utf8 } from '../../../crypto/bytes.ts'
import { EXIT, Stop } from '../exit.ts'
import type { HeldKey } from '../keys.ts'
import { writeWhole } from '../outputs.ts'
import { askHidden } from '../pin.ts'
import type { Terminal } from '../terminal.ts'
import { AgentStop } from './stop.ts'

/** What a program calls itself before an agent: no browser lets a page bear such an origin. */
export const PROGRAM = 'program://yangguang-bid'

const PATIENCE_MS = 10_000

/**
 * The keys that the agent of this machine holds. It pairs at the first call, by the code that the agent shows, and keeps the
 * token; the agent itself asks for the PIN.
 *
 * @param address where it listens, on this machine; empty for where it does unless told otherwise
 */
export async function heldByAgent(address: string, terminal: Terminal): Promise<readonly HeldKey[]> {
  const where = addressOf(address)
  const line = await connect(where)
  const kept = join(terminal.environment.state, 'agents.json')
  const tokens = await tokensIn(kept)
  const { name, paired } = await answered(line.hello(tokens[where]))
  if (!paired) {
    const { token } = await line.ask<'pair'>({ op: 'pair', code: await codeFor(name, terminal) })
    await mkdir(terminal.environment.state, { recursive: true, mode: 0o700 })
    await writeWhole(kept, utf8(`${JSON.stringify({ ...tokens, [where]: token })}\n`), true)
  }
  terminal.note(`请在助手“${name}”的窗口中确认口令`, `confirm the PIN in the window of the agent "${name}"`)
  return line.keys()
}

/** A greeting needs nobody's PIN: what listens there and says nothing is no agent. */
async function answered<T>(greeting: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new AgentStop('AGENT_UNREACHABLE')), PATIENCE_MS)
  })
  return Promise.race([greeting, silence]).finally(() => clearTimeout(timer))
}

/** Where the agent listens: nowhere but on this machine. */
function addressOf(text: string): string {
  const there = /^ws:\/\/(127\.0\.0\.1|localhost)(?::(\d{1,5}))?(\/.*)?$/.exec(text || `ws://127.0.0.1:${AGENT_PORT}`)
  const [, host, port = String(AGENT_PORT), path = '/'] = there ?? []
  if (host && Number(port) <= 65_535 && ['/', AGENT_PATH].includes(path)) return `ws://${host}:${port}`
  throw new Stop(
    EXIT.usage,
    `--agent 后应为本机地址，如 ws://127.0.0.1:${AGENT_PORT}`,
    `--agent takes an address on this machine, such as ws://127.0.0.1:${AGENT_PORT}`,
  )
}

/** Connects. The connection keeps the program alive only while an answer is waited for. */
async function connect(where: string): Promise<AgentLine> {
  const options = { handshakeTimeout: PATIENCE_MS, maxPayload: LONGEST_MESSAGE, perMessageDeflate: false }
  const socket = new WebSocket(`${where}${AGENT_PATH}`, { ...options, origin: PROGRAM })
  let raw: Socket | undefined
  socket.on('upgrade', (response) => {
    raw = response.socket
  })
  const line = new AgentLine({
    send: (text) => socket.send(text),
    trouble: (code) => new AgentStop(code),
    onWaiting: (waiting) => void (waiting ? raw?.ref() : raw?.unref()),
  })
  socket.on('message', (data) => {
    if (!line.hear(String(data))) socket.close()
  })
  await new Promise<void>((done, fail) => {
    socket.once('open', done)
    socket.on('error', () => fail(new AgentStop('AGENT_UNREACHABLE')))
    socket.on('close', () => line.end())
  })
  return line
}

/** The six digits that the agent shows: typed at the terminal, or from the environment. */
async function codeFor(name: string, terminal: Terminal): Promise<string> {
  const { pairing } = terminal.environment
  const question = { zh: `助手“${name}”显示的六位配对码：`, en: `the six digits that the agent "${name}" shows: ` }
  const code = pairing ?? (terminal.asks ? await askHidden(terminal.words(question)) : undefined)
  if (code === undefined) throw new AgentStop('AGENT_NOT_PAIRED')
  if (!/^\d{6}$/.test(code)) throw new AgentStop('AGENT_CODE_WRONG')
  return code
}

/** The tokens of earlier pairings by address; what cannot be read is nothing. */
async function tokensIn(file: string): Promise<Record<string, string>> {
  try {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'))
    const pairs = Object.entries(read as Record<string, unknown>)
    return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  } catch {
    return {}
  }
}
