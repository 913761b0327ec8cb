import { AGENT_PATH, AGENT_PORT } from '../../../crypto/agent.ts'
import { AgentLine, type AgentTrouble } from '../../../crypto/agentLine.ts'
import type { HeldKey } from '../app/keys.ts'
import { Stopped } from '../net/http.ts'

const TOKEN = 'agent-token'
const PORT = 'agent-port'

const words: Record<AgentTrouble, [zh: string, en: string]> = {
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

/** A connection to the agent of this machine (AGENT.md). */
export class Agent {
  readonly #socket: WebSocket
  readonly #line: AgentLine

  private constructor(socket: WebSocket) {
    this.#socket = socket
    this.#line = new AgentLine({
      send: (text) => socket.send(text),
      trouble: (code) => new AgentProblem(code),
    })
    socket.onmessage = ({ data }) => {
      if (!this.#line.hear(String(data))) socket.close()
    }
    socket.onclose = () => this.#line.end()
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
    return { agent, ...(await agent.#line.hello(localStorage.getItem(TOKEN) ?? undefined)) }
  }

  /** Pairs with the six digits that the agent shows; this origin need not do it again while the agent runs. */
  async pair(code: string): Promise<void> {
    const { token } = await this.#line.ask<'pair'>({ op: 'pair', code })
    localStorage.setItem(TOKEN, token)
  }

  /** The keys that the agent holds. The agent may ask its owner for the PIN before it answers. */
  async keys(): Promise<HeldKey[]> {
    return (await this.#line.keys()).map((key) => ({ ...key, source: 'agent' as const }))
  }

  close(): void {
    this.#socket.close()
  }
}

/** The port the agent is looked for at, and another one to keep in this browser. */
export const agentPort = (): string => localStorage.getItem(PORT) ?? String(AGENT_PORT)
export const setAgentPort = (port: string): void => localStorage.setItem(PORT, port)
