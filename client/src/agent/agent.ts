import {
  AGENT_PATH,
  AGENT_PORT,
  type AgentAnswers,
  type AgentCode,
  type AgentRequest,
  agentAnswers,
  agentFrame,
  type Machine,
} from '../../../crypto/agent.ts'
import { base64, unbase64 } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import type { HeldKey } from '../app/keys.ts'
import { Stopped } from '../net/http.ts'

const TOKEN = 'agent-token'
const PORT = 'agent-port'

const words: Record<AgentCode | 'AGENT_UNREACHABLE', [zh: string, en: string]> = {
  AGENT_UNREACHABLE: [
    '连接不上本机助手：请先启动助手；如果浏览器询问是否允许访问本机网络，请选择“允许”；此前点过“禁止”的，在地址栏左侧的网站设置里改为允许',
    'the local agent cannot be reached: start it; allow this site to reach devices on this machine when the browser asks; if you once blocked it, change that in the site settings beside the address',
  ],
  AGENT_MESSAGE_MALFORMED: ['助手与本页版本不符，请更新助手', 'the agent does not fit this page: update the agent'],
  AGENT_NOT_PAIRED: ['助手尚未与本网站配对，请输入配对码', 'the agent is not paired with this site: enter its code'],
  AGENT_CODE_WRONG: [
    '配对码不正确：请看助手窗口，再输入一次',
    'another code: look at the agent’s window and try again',
  ],
  AGENT_KEY_UNKNOWN: [
    '助手中没有该密钥：请插入原来的 USB Key',
    'the agent has no such key: plug in the one used before',
  ],
  AGENT_PIN_REFUSED: [
    '没有输入口令或口令不正确：请在助手窗口中确认（口令从不在网页中输入）',
    'no PIN, or a wrong one: confirm in the agent’s window (the PIN is never typed into a page)',
  ],
  AGENT_UNWRAP_FAILED: [
    '当前证书打不开这份数据：请换用加密时使用的证书',
    'this certificate does not open it: use the one it was encrypted for',
  ],
  AGENT_MACHINE_REFUSED: ['助手没有给出本机编号', 'the agent does not give the numbers of this machine'],
  AGENT_FAILED: ['助手出错，请看助手窗口', 'the agent failed: its own window says more'],
}

/** The local agent declined or is not there: what happened and the way out, in both languages. */
export class AgentProblem extends Stopped {
  override readonly code: keyof typeof words
  constructor(code: keyof typeof words) {
    super(...words[code])
    this.code = code
  }
}

type Ask = AgentRequest extends infer One ? (One extends AgentRequest ? Omit<One, 'id'> : never) : never

/** A connection to the agent of this machine (AGENT.md). */
export class Agent {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { done(of: unknown): void; fail(error: Error): void }>()
  #next = 1
  #readsMachine = false

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#hear(String(data))
    socket.onclose = () => {
      for (const { fail } of this.#waiting.values()) fail(new AgentProblem('AGENT_UNREACHABLE'))
      this.#waiting.clear()
    }
  }

  /** Connects; call it on a click, for the browser may ask the person. Throws AGENT_UNREACHABLE. */
  static async connect(): Promise<{ agent: Agent; name: string; paired: boolean }> {
    const port = Number(localStorage.getItem(PORT) ?? AGENT_PORT)
    const socket = new WebSocket(`ws://127.0.0.1:${port}${AGENT_PATH}`)
    await new Promise<void>((done, fail) => {
      socket.onopen = () => done()
      socket.onerror = () => fail(new AgentProblem('AGENT_UNREACHABLE'))
    })
    const agent = new Agent(socket)
    const token = localStorage.getItem(TOKEN)
    const { name, paired, can } = await agent.#ask<'hello'>({ op: 'hello', ...(token ? { token } : {}) })
    agent.#readsMachine = !!can?.includes('machine')
    return { agent, name, paired }
  }

  /** Pairs with the six digits that the agent shows; this origin need not do it again while the agent runs. */
  async pair(code: string): Promise<void> {
    const { token } = await this.#ask<'pair'>({ op: 'pair', code })
    localStorage.setItem(TOKEN, token)
  }

  /** The keys that the agent holds. The agent may ask its owner for the PIN before it answers. */
  async keys(): Promise<HeldKey[]> {
    const { keys } = await this.#ask<'certificates'>({ op: 'certificates' })
    return keys.map(({ key, certificate: der, chain: above }) => {
      const certificate = parseCertificate(unbase64(der))
      const chain = above.map((one) => parseCertificate(unbase64(one)))
      return {
        ...{ certificate, chain, source: 'agent' as const },
        ...(this.#readsMachine ? { machine: (): Promise<Machine> => this.#ask<'machine'>({ op: 'machine' }) } : {}),
        signer: () => ({ certificate, chain, sign: (bytes) => this.#sign(key, bytes) }),
        unwrapper: () => ({ certificate, unwrap: (wrapped, label) => this.#unwrap(key, wrapped, label) }),
      }
    })
  }

  close(): void {
    this.#socket.close()
  }

  async #sign(key: string, bytes: Uint8Array) {
    const { signature } = await this.#ask<'sign'>({ op: 'sign', key, bytes: base64(bytes) })
    return unbase64(signature)
  }

  async #unwrap(key: string, wrapped: Uint8Array, label: Uint8Array) {
    const asked = { op: 'unwrap' as const, key, wrapped: base64(wrapped), label: base64(label) }
    try {
      return unbase64((await this.#ask<'unwrap'>(asked)).secret)
    } catch (problem) {
      if (problem instanceof AgentProblem && problem.code === 'AGENT_UNWRAP_FAILED')
        throw new CryptoProblem('UNWRAP_FAILED') // as with a key file: the platform is told so at the opening
      throw problem
    }
  }

  async #ask<Op extends AgentRequest['op']>(asked: Ask & { op: Op }): Promise<AgentAnswers[Op]> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new AgentProblem('AGENT_UNREACHABLE')
    const id = this.#next++
    const of = await new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail })
      this.#socket.send(JSON.stringify({ id, ...asked }))
    })
    const read = agentAnswers[asked.op].safeParse(of)
    if (!read.success) throw new AgentProblem('AGENT_MESSAGE_MALFORMED')
    return read.data as AgentAnswers[Op]
  }

  #hear(text: string): void {
    const read = agentFrame.safeParse(parsed(text))
    if (!read.success) {
      this.#socket.close()
      return
    }
    const waiting = this.#waiting.get(read.data.id)
    this.#waiting.delete(read.data.id)
    if (read.data.ok) waiting?.done(read.data.of)
    else waiting?.fail(new AgentProblem(read.data.code))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The port the agent is looked for at, and another one to keep in this browser. */
export const agentPort = (): string => localStorage.getItem(PORT) ?? String(AGENT_PORT)
export const setAgentPort = (port: string): void => localStorage.setItem(PORT, port)
