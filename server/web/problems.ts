import type { ErrorRequestHandler, Response } from 'express'
import { ZodError } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { Refusal } from '../law/refusal.ts'

/** RFC 9457: what went wrong, in Chinese and English, with the article it rests on. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
  zh: string
  en: string
  article?: string
  /** seconds after which the same request may succeed; the header Retry-After says the same */
  retryAfter?: number
  facts?: Record<string, unknown>
  errors?: { pointer: string; code: string; message: string }[]
  requestId: string
  serverTime: string
}

type Known = Omit<Problem, 'requestId' | 'serverTime' | 'type' | 'title' | 'detail'>

const plain = (status: number, code: string, zh: string, en: string): Known => ({ status, code, zh, en })

/** What an error is to the client; `undefined` is a bug of ours. */
export function knownProblem(error: unknown): Known | undefined {
  if (error instanceof Refusal)
    return {
      ...plain(error.status, error.code, error.zh, error.en),
      ...(error.article ? { article: error.article } : {}),
      ...(error.retryAfter ? { retryAfter: error.retryAfter } : {}),
      facts: error.facts,
    }
  if (error instanceof CryptoProblem)
    return {
      ...plain(422, error.code, '数据未通过密码学校验', 'the bytes are not what they claim to be'),
      facts: error.facts,
    }
  if (error instanceof ZodError)
    return {
      ...plain(422, 'INPUT_INVALID', '提交的内容不符合要求', 'the request does not have the required shape'),
      errors: error.issues.slice(0, 50).map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        code: issue.code,
        message: issue.message,
      })),
    }
  return fromFramework(error)
}

/** Errors of the HTTP framework: bad JSON, too large, bad encoding. */
function fromFramework(error: unknown): Known | undefined {
  const { status, type } = (error ?? {}) as { status?: number; type?: string }
  if (type === 'entity.too.large' || status === 413)
    return plain(413, 'TOO_LARGE', '提交的内容过大', 'the request is too large')
  if (type === 'entity.parse.failed') return plain(400, 'JSON_MALFORMED', '不是有效的JSON', 'this is not JSON')
  if (error instanceof URIError) return plain(400, 'URL_MALFORMED', '网址格式不正确', 'the address is malformed')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return plain(status, 'REQUEST_REFUSED', '请求无法处理', 'the request cannot be understood')
  return undefined
}

/** Answers with problem+json. */
export function sendProblem(res: Response, known: Known): void {
  const requestId = String(res.locals['requestId'] ?? '')
  const problem: Problem = {
    type: `/problems/${known.code}`,
    title: known.zh,
    detail: known.article ? `${known.zh}（${known.article}）` : known.zh,
    ...known,
    requestId,
    serverTime: new Date(Number(res.locals['now'] ?? 0)).toISOString(),
  }
  if (known.retryAfter) res.set('Retry-After', String(known.retryAfter))
  res.status(known.status).type('application/problem+json').send(canonical(problem))
}

/** The last handler: everything known is a problem, the rest is a bug that gets a number to quote. */
export const problems =
  (log: (line: Record<string, unknown>) => void): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (res.headersSent) return next(error)
    const known = knownProblem(error)
    if (!known)
      log({ level: 'error', requestId: res.locals['requestId'], path: req.path, error: String(error?.stack ?? error) })
    sendProblem(
      res,
      known ?? plain(500, 'BUG', '平台内部错误，请提供编号联系我们', 'an error of ours; quote the request number'),
    )
  }
