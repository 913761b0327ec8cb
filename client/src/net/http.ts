import { Refusal } from '../../../server/law/refusal.ts'
import { cryptoWords } from './problemWords.ts'

/** What the server answers when it declines a request (RFC 9457), or what stands for it when there was no answer. */
export interface Problem {
  status: number
  code: string
  zh: string
  en: string
  /** the article of law that it rests on */
  article?: string
  /** seconds after which the same request may succeed */
  retryAfter?: number
  facts?: Record<string, unknown>
  errors?: { pointer: string; code: string; message: string }[]
  requestId?: string
  serverTime?: string
  /** what this page was shown when it stopped by itself: to be saved and handed to a supervisor */
  evidence?: object
}

/** A request was declined: `problem` says why in both languages, with the article. `<Refused>` shows it. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.zh)
    this.problem = problem
  }
}

/** This page stops by itself: what was to be trusted is not as it should be. */
export class Stopped extends Error {
  readonly zh: string
  readonly en: string
  /** what the platform showed, where that speaks against it */
  readonly evidence: object | undefined
  readonly code: string
  constructor(zh: string, en: string, evidence?: object, code = 'STOPPED') {
    super(zh)
    this.zh = zh
    this.en = en
    this.evidence = evidence
    this.code = code
  }
}

/** The time of this machine, ISO: for evidence. */
const machineTime = (): string => new Date(performance.timeOrigin + performance.now()).toISOString()

/** Runs a check of what the platform shows; where it does not hold, this page stops and keeps what it was shown as evidence. */
export async function orStop<T>(shown: () => object, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof Refused) throw error
    const { code, zh, en } = problemOf(error)
    const facts = (error as { facts?: object }).facts ?? {}
    throw new Stopped(zh, en, { code, facts, at: machineTime(), shown: shown() }, code)
  }
}

const OFFLINE: Problem = {
  status: 0,
  code: 'OFFLINE',
  zh: '连接不上平台，请检查网络后重试',
  en: 'the platform cannot be reached: check the network and try again',
}

/** Any error as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem
  if (error instanceof Stopped) {
    const { code, zh, en, evidence } = error
    return { status: 0, code, zh, en, ...(evidence ? { evidence } : {}) }
  }
  if (error instanceof Refusal) return { status: error.status, code: error.code, zh: error.zh, en: error.en }
  const { code, message, facts } = (error ?? {}) as { code?: string; message?: string; facts?: { part?: string } }
  const known = cryptoWords[`${code} ${facts?.part}`] ?? cryptoWords[code ?? '']
  if (known) return { status: 0, code: code ?? '', zh: known[0], en: known[1] }
  return {
    status: 0,
    code: code ?? 'CLIENT',
    zh: `页面出错：${message ?? error}`,
    en: `this page failed: ${message ?? error}`,
  }
}

const KEPT = 20
const declined: { at: string; path: string; status: number; code: string; requestId?: string }[] = []

const signedOut = new Set<() => void>()

/** Calls `tell` whenever the platform answers that nobody is signed in. @returns how to stop */
export function whenSignedOut(tell: () => void): () => void {
  signedOut.add(tell)
  return () => void signedOut.delete(tell)
}

function noted(path: string, problem: Problem): Problem {
  const { status, code, requestId } = problem
  if (status === 401) for (const tell of signedOut) tell()
  declined.push({ at: machineTime(), path, status, code, ...(requestId ? { requestId } : {}) })
  declined.splice(0, declined.length - KEPT)
  return problem
}

/** The last requests of this page that were declined or not answered, for evidence. */
export const lastProblems = (): typeof declined => [...declined]

async function request<T>(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
  signal?: AbortSignal,
): Promise<T> {
  const answer = await send(method, path, body, type, signal)
  const found = answer.headers.get('content-type') ?? ''
  return (found.includes('json') ? await answer.json() : undefined) as T
}

/** How long a request is repeated while what it waits for is under way, seconds. */
const PATIENCE = 60

/** Sends a request; where the platform says that it will be ready in a moment, asks again by itself. */
async function send(...request: Parameters<typeof sendOnce>): Promise<Response> {
  for (let waited = 0; ; ) {
    try {
      return await sendOnce(...request)
    } catch (error) {
      const after = error instanceof Refused ? error.problem.retryAfter : undefined
      if (!after || waited >= PATIENCE) throw error
      await new Promise((resolve) => setTimeout(resolve, after * 1000))
      waited += after
    }
  }
}

async function sendOnce(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
  signal?: AbortSignal,
): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      ...(type ? { headers: { 'Content-Type': type } } : {}),
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Refused(noted(path, OFFLINE))
  }
  if (!answer.ok) throw new Refused(noted(path, await readProblem(answer)))
  return answer
}

async function readProblem(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem
  } catch {
    const { status } = answer
    return {
      status,
      code: 'ANSWER_UNREADABLE',
      zh: `平台返回了无法识别的应答（${status}）`,
      en: `the answer (${status}) cannot be read`,
    }
  }
}

/** The API of this entrance; paths begin after `/api/v1`. Throws `Refused`. */
export const api = {
  get: <T>(path: string, signal?: AbortSignal): Promise<T> => request<T>('GET', path, undefined, undefined, signal),
  post: <T>(path: string, body: unknown = {}): Promise<T> =>
    request<T>('POST', path, JSON.stringify(body), 'application/json'),
  /** Sends bytes as they are. */
  put: <T>(path: string, bytes: Blob, signal?: AbortSignal): Promise<T> =>
    request<T>('PUT', path, bytes, 'application/octet-stream', signal),
  /** Fetches bytes. */
  bytes: async (path: string, signal?: AbortSignal): Promise<Uint8Array> =>
    new Uint8Array(await (await send('GET', path, undefined, undefined, signal)).arrayBuffer()),
  /** Fetches text: a checkpoint. */
  text: async (path: string): Promise<string> => (await send('GET', path)).text(),
  /** Where a file of the API is, for links. */
  url: (path: string): string => `/api/v1${path}`,
}
