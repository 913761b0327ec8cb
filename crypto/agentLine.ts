import {
  type AgentAnswers,
  type AgentCode,
  type AgentRequest,
  agentAnswers,
  agentFrame,
  type Machine,
} from './agent.ts'
import { base64, unbase64 } from './bytes.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { CryptoProblem } from './problem.ts'
import type { Signer } from './signing.ts'
import type { Unwrapper } from './wrap.ts'

/** What can go wrong with an agent: it declined, or it is not there. */
export type AgentTrouble = AgentCode | 'AGENT_UNREACHABLE'

type Ask = AgentRequest extends infer One ? (One extends AgentRequest ? Omit<One, 'id'> : never) : never

/** What a line needs of its connection. */
export interface Connection {
  send(text: string): void
  /** the error that is thrown for a trouble, in the words of whoever asks */
  trouble(code: AgentTrouble): Error
  /** told whether answers are waited for */
  onWaiting?(waiting: boolean): void
}

/** One conversation with a local agent (AGENT.md): gives each answer to whom asked for it. Knows no socket. */
export class AgentLine {
  readonly #connection: Connection
  readonly #waiting = new Map<number, { done(of: unknown): void; fail(error: Error): void }>()
  #next = 1
  #ended = false
  #readsMachine = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Greets the agent, with the token of an earlier pairing. */
  async hello(token: string | undefined): Promise<{ name: string; paired: boolean }> {
    const { name, paired, can } = await this.ask<'hello'>({ op: 'hello', ...(token ? { token } : {}) })
    this.#readsMachine = !!can?.includes('machine')
    return { name, paired }
  }

  /** Asks, and waits for the answer; throws what `trouble` makes of a refusal. */
  async ask<Op extends AgentRequest['op']>(asked: Ask & { op: Op }): Promise<AgentAnswers[Op]> {
    if (this.#ended) throw this.#connection.trouble('AGENT_UNREACHABLE')
    const id = this.#next++
    const of = await new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail })
      this.#connection.onWaiting?.(true)
      this.#connection.send(JSON.stringify({ id, ...asked }))
    })
    const read = agentAnswers[asked.op].safeParse(of)
    if (!read.success) throw this.#connection.trouble('AGENT_MESSAGE_MALFORMED')
    return read.data as AgentAnswers[Op]
  }

  /** Takes a message; answers whether it was one of the protocol, else the connection is to be closed. */
  hear(text: string): boolean {
    const read = agentFrame.safeParse(parsed(text))
    if (!read.success) return false
    const waiting = this.#waiting.get(read.data.id)
    this.#waiting.delete(read.data.id)
    this.#connection.onWaiting?.(this.#waiting.size > 0)
    if (read.data.ok) waiting?.done(read.data.of)
    else waiting?.fail(this.#connection.trouble(read.data.code))
    return true
  }

  /** The connection is gone: whoever waits hears it. */
  end(): void {
    this.#ended = true
    for (const { fail } of this.#waiting.values()) fail(this.#connection.trouble('AGENT_UNREACHABLE'))
    this.#waiting.clear()
  }

  /** The keys that the agent holds, used through it. It may ask its owner for the PIN before it answers. */
  async keys(): Promise<AgentKey[]> {
    const { keys } = await this.ask<'certificates'>({ op: 'certificates' })
    return keys.map(({ key, certificate: der, chain: above }) => {
      const certificate = parseCertificate(unbase64(der))
      const chain = above.map((one) => parseCertificate(unbase64(one)))
      return {
        ...{ certificate, chain },
        ...(this.#readsMachine ? { machine: (): Promise<Machine> => this.ask<'machine'>({ op: 'machine' }) } : {}),
        signer: () => ({ certificate, chain, sign: (bytes) => this.#sign(key, bytes) }),
        unwrapper: () => ({ certificate, unwrap: (wrapped, label) => this.#unwrap(key, wrapped, label) }),
      }
    })
  }

  async #sign(key: string, bytes: Uint8Array): Promise<Uint8Array> {
    return unbase64((await this.ask<'sign'>({ op: 'sign', key, bytes: base64(bytes) })).signature)
  }

  async #unwrap(key: string, wrapped: Uint8Array, label: Uint8Array): Promise<Uint8Array> {
    const asked = { op: 'unwrap' as const, key, wrapped: base64(wrapped), label: base64(label) }
    try {
      return unbase64((await this.ask<'unwrap'>(asked)).secret)
    } catch (problem) {
      if ((problem as { code?: unknown }).code !== 'AGENT_UNWRAP_FAILED') throw problem
      throw new CryptoProblem('UNWRAP_FAILED') // as with a key file: the platform is told so at the opening
    }
  }
}

/** A key that the agent holds. */
export interface AgentKey {
  certificate: Certificate
  /** The certificates above it, without itself. */
  chain: readonly Certificate[]
  /** Reads the numbers of the agent's machine, where it can. */
  machine?: () => Promise<Machine>
  signer(): Signer
  unwrapper(): Unwrapper
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
