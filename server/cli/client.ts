import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { type Signer, signDetached } from '../../crypto/signature.ts'
import type { Role } from '../ledger/eye.ts'
import type { Keys } from './keys.ts'

/** The platform declined: the problem as it came. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  /** seconds after which the same request may succeed; 0 when it will not */
  readonly retryAfter: number
  readonly problem: Record<string, unknown>
  constructor(problem: Record<string, unknown>) {
    super(
      `${problem['code']}: ${problem['zh']}${problem['article'] ? ` ${problem['article']}` : ''} ${JSON.stringify(problem['facts'] ?? problem['errors'] ?? {})}`,
    )
    this.status = Number(problem['status'])
    this.code = String(problem['code'])
    this.retryAfter = Number(problem['retryAfter'] ?? 0)
    this.problem = problem
  }
}

/** How long a request is repeated while what it waits for is under way, seconds. */
const PATIENCE = 60

/** Who speaks to the platform, and in which role. */
export interface Party {
  id: string
  role: Role
}

/** A program that speaks to the platform as one person: signs in with a certificate, signs what it does. */
export class Client<P extends Party = Party> {
  readonly person: P
  readonly #origins: string[]
  #turn = 0
  readonly #load: () => Promise<Keys>
  #keys: Promise<Keys> | undefined
  #cookie = ''
  #now = 0

  /** @param origins the processes that serve this person's entrance; each request goes to the next of them */
  constructor(person: P, origins: string[], load: () => Promise<Keys>) {
    this.person = person
    this.#origins = origins
    this.#load = load
  }

  /** The person's keys, read at the first use. */
  keys(): Promise<Keys> {
    this.#keys ??= this.#load()
    return this.#keys
  }

  /** Where the next request goes. */
  get origin(): string {
    return this.#origins[this.#turn++ % this.#origins.length] ?? ''
  }

  /** The cookie, for a WebSocket. */
  get cookie(): string {
    return this.#cookie
  }

  async signIn(): Promise<void> {
    const entrance = this.person.role === 'supervisor' ? 'supervision' : 'trading'
    const { challenge } = (await this.#send('POST', '/session/challenge', {})) as { challenge: string }
    const { role } = this.person
    const cms = await this.sign('session.open', { challenge, entrance, role })
    await this.#send('POST', '/session', { challenge, role, cms })
  }

  get<T = Record<string, unknown>>(path: string): Promise<T> {
    return this.#signedIn('GET', path) as Promise<T>
  }

  post<T = Record<string, unknown>>(path: string, body: Record<string, unknown> = {}): Promise<T> {
    return this.#signedIn('POST', path, body) as Promise<T>
  }

  /** This person's tag within a tender. */
  async tag(tender: string): Promise<string> {
    const path = `/session?tender=${tender}`
    const first = await this.get<{ tag: string | null }>(path)
    if (first.tag) return first.tag
    await this.signIn()
    const { tag } = await this.get<{ tag: string | null }>(path)
    if (!tag) throw new Error(`${this.person.id} has no tag`)
    return tag
  }

  /** Sends one piece of an upload. */
  async putPiece(upload: string, n: number, bytes: Uint8Array): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await this.#signedIn('PUT', `/uploads/${upload}/pieces/${n}?sha256=${sha256}`, bytes)
  }

  /** Sends a file's bytes. */
  put<T = Record<string, unknown>>(path: string, bytes: Uint8Array): Promise<T> {
    return this.#signedIn('PUT', path, bytes) as Promise<T>
  }

  /** A file's bytes. */
  async bytes(path: string): Promise<Uint8Array> {
    return (await this.#signedIn('GET', path, undefined, true)) as Uint8Array
  }

  /** A detached signature over a statement, base64: the time in it is the platform's as last heard. */
  async sign(what: string, fields: Record<string, unknown>): Promise<string> {
    return this.signBytes(utf8(canonical({ ...fields, what })))
  }

  async signBytes(bytes: Uint8Array): Promise<string> {
    return this.#signed(bytes, (await this.keys()).signer)
  }

  /** As `sign`, with the person's own certificate in place of the organisation's. */
  async signAsPerson(what: string, fields: Record<string, unknown>): Promise<string> {
    return this.signBytesAsPerson(utf8(canonical({ ...fields, what })))
  }

  /** As `signBytes`, with the person's own certificate. */
  async signBytesAsPerson(bytes: Uint8Array): Promise<string> {
    const { personal } = await this.keys()
    if (!personal) throw new Error(`${this.person.id} has no certificate of a person`)
    return this.#signed(bytes, personal)
  }

  async #signed(bytes: Uint8Array, signer: Signer): Promise<string> {
    if (!this.#now) await this.#send('GET', '/time')
    return base64(await signDetached(bytes, signer, this.#now))
  }

  /** SHA-256 of the certificate this person signs with. */
  async fingerprint(): Promise<string> {
    return (await this.keys()).signer.certificate.fingerprint
  }

  async #signedIn(method: string, path: string, body?: unknown, raw = false): Promise<unknown> {
    for (let waited = 0, signedIn = false; ; ) {
      try {
        return await this.#send(method, path, body, raw)
      } catch (problem) {
        if (!(problem instanceof Refused)) throw problem
        if (problem.retryAfter && waited < PATIENCE) {
          await sleep(problem.retryAfter * 1000)
          waited += problem.retryAfter
        } else if (problem.status === 401 && !signedIn) {
          await this.signIn()
          signedIn = true
        } else throw problem
      }
    }
  }

  async #send(method: string, path: string, body?: unknown, raw = false): Promise<unknown> {
    const bytes = body instanceof Uint8Array
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: bytes ? new Blob([new Uint8Array(body)]) : JSON.stringify(body) }),
    })
    const time = response.headers.get('x-server-time')
    if (time) this.#now = Date.parse(time)
    for (const set of response.headers.getSetCookie()) this.#cookie = set.split(';')[0] ?? ''
    if (!response.ok) throw new Refused((await response.json()) as Record<string, unknown>)
    if (response.status === 204) return undefined
    if (raw) return new Uint8Array(await response.arrayBuffer())
    return response.headers.get('content-type')?.includes('json') ? response.json() : response.text()
  }
}
