import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import {
  type AgentAnswers,
  type AgentCode,
  type AgentRequest,
  agentRequest,
  type Machine,
} from '../../../crypto/agent.ts'
import { base64, hex, unbase64 } from '../../../crypto/bytes.ts'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { isCryptoProblem } from '../../../crypto/problem.ts'
import { softSigner } from '../../../crypto/signature.ts'
import { softUnwrapper } from '../../../crypto/wrap.ts'

const WRONG_CODES = 3

/** What an agent needs of the machine it runs on. */
export interface Owner {
  /** Opens the keys, asking for the PIN where that is needed; rejects if there is none or it is wrong. */
  openKeys(): Promise<readonly KeyEntry[]>
  /** Shows the pairing code in the agent's own window. */
  showCode(code: string): void
  /** Reads the numbers of this machine, having told its owner; rejects if the owner declines. */
  readMachine(): Promise<Machine>
}

/** An agent's answer, ready to be sent. */
export type Answer = { id: number; ok: true; of: unknown } | { id: number; ok: false; code: AgentCode }

class Declined extends Error {
  readonly code: AgentCode
  constructor(code: AgentCode) {
    super(code)
    this.code = code
  }
}

/** A simulated agent over soft keys: what AGENT.md describes, without the socket. One for each process. */
export class Desk {
  readonly #owner: Owner
  readonly #tokens = new Map<string, string>()
  #keys: Promise<readonly KeyEntry[]> | undefined
  #code = ''
  #wrong = 0

  constructor(owner: Owner) {
    this.#owner = owner
    this.#newCode()
  }

  /** One connection of a page of this origin. `take` never throws. */
  connection(origin: string): { take(text: string): Promise<Answer> } {
    const state = { paired: false }
    return {
      take: async (text) => {
        const request = parse(text)
        if (!request) return { id: 0, ok: false, code: 'AGENT_MESSAGE_MALFORMED' }
        try {
          return { id: request.id, ok: true, of: await this.#answer(request, origin, state) }
        } catch (problem) {
          const code = problem instanceof Declined ? problem.code : 'AGENT_FAILED'
          return { id: request.id, ok: false, code }
        }
      },
    }
  }

  async #answer(request: AgentRequest, origin: string, state: { paired: boolean }): Promise<Of<AgentRequest['op']>> {
    if (request.op === 'hello') {
      state.paired ||= request.token !== undefined && this.#tokens.get(request.token) === origin
      return { v: 1, name: 'Yangguang 模拟助手', paired: state.paired, can: ['machine'] }
    }
    if (request.op === 'pair') {
      this.#checkCode(request.code)
      const token = hex(randomBytes(32))
      this.#tokens.set(token, origin)
      state.paired = true
      return { token }
    }
    if (!state.paired) throw new Declined('AGENT_NOT_PAIRED')
    if (request.op === 'machine') return this.#machine()
    if (request.op === 'certificates') return { keys: (await this.#open()).map(shown) }
    const entry = (await this.#open()).find(({ certificate }) => certificate.fingerprint === request.key)
    if (!entry) throw new Declined('AGENT_KEY_UNKNOWN')
    return request.op === 'sign' ? sign(entry, request.bytes) : unwrap(entry, request.wrapped, request.label)
  }

  async #machine(): Promise<Machine> {
    try {
      return await this.#owner.readMachine()
    } catch {
      throw new Declined('AGENT_MACHINE_REFUSED')
    }
  }

  #checkCode(code: string): void {
    const right = timingSafeEqual(Buffer.from(code), Buffer.from(this.#code))
    if (right || ++this.#wrong >= WRONG_CODES) this.#newCode()
    if (!right) throw new Declined('AGENT_CODE_WRONG')
  }

  #newCode(): void {
    this.#code = String(randomInt(1_000_000)).padStart(6, '0')
    this.#wrong = 0
    this.#owner.showCode(this.#code)
  }

  /** The keys, opened once; a prompt that failed may be repeated. */
  async #open(): Promise<readonly KeyEntry[]> {
    this.#keys ??= this.#owner.openKeys()
    try {
      return await this.#keys
    } catch {
      this.#keys = undefined
      throw new Declined('AGENT_PIN_REFUSED')
    }
  }
}

type Of<Op extends AgentRequest['op']> = AgentAnswers[Op]

function parse(text: string): AgentRequest | undefined {
  try {
    const read = agentRequest.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

const shown = ({ name, certificate, chain }: KeyEntry): AgentAnswers['certificates']['keys'][number] => ({
  key: certificate.fingerprint,
  name,
  certificate: base64(certificate.der),
  chain: chain.map((one) => base64(one.der)),
})

async function sign({ pkcs8, certificate, chain }: KeyEntry, bytes: string): Promise<AgentAnswers['sign']> {
  const signer = softSigner({ pkcs8 }, certificate, chain)
  return { signature: base64(await signer.sign(unbase64(bytes))) }
}

async function unwrap(
  { pkcs8, certificate }: KeyEntry,
  wrapped: string,
  label: string,
): Promise<AgentAnswers['unwrap']> {
  if (!certificate.usage.encrypt) throw new Declined('AGENT_UNWRAP_FAILED') // a P-256 key that signs could do it as well
  try {
    const secret = await softUnwrapper(pkcs8, certificate).unwrap(unbase64(wrapped), unbase64(label))
    return { secret: base64(secret) }
  } catch (problem) {
    if (isCryptoProblem(problem)) throw new Declined('AGENT_UNWRAP_FAILED')
    throw problem
  }
}
