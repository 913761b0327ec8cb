import type { Request, Response } from 'express'
import { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import type { Command, Context, Query } from '../ledger/command.ts'

/** An answer that is not JSON: a PDF, an archive, a page. */
export class Reply {
  readonly type: string
  readonly body: Uint8Array | string | AsyncIterable<Uint8Array>
  readonly name?: string
  readonly headers: Record<string, string>
  readonly status: number
  constructor(
    type: string,
    body: Uint8Array | string | AsyncIterable<Uint8Array>,
    options: { name?: string; headers?: Record<string, string>; status?: number } = {},
  ) {
    this.type = type
    this.body = body
    this.headers = options.headers ?? {}
    this.status = options.status ?? 200
    if (options.name) this.name = options.name
  }
}

/** One line of a domain's routes: method, path, the shape of the request, the deed or view. */
export interface Route {
  method: 'get' | 'post' | 'put'
  path: string
  schema: z.ZodType
  // biome-ignore lint/suspicious/noExplicitAny: the schema and the deed agree where the route is written
  deed: Command<any, unknown> | Query<any, unknown>
  /** The body is bytes; they come as `input.bytes` (a stream). */
  raw?: boolean
}

type Of<I> = Command<I, unknown> | Query<I, unknown>

/** A view. Query and path parameters together must fit the schema. */
export const get = <I>(path: string, schema: z.ZodType<I>, deed: Of<I>): Route => ({
  method: 'get',
  path,
  schema,
  deed,
})
/** A deed. Body and path parameters together must fit the schema. */
export const post = <I>(path: string, schema: z.ZodType<I>, deed: Of<I>): Route => ({
  method: 'post',
  path,
  schema,
  deed,
})
/** Bytes. Path parameters must fit the schema; the deed gets them with `bytes`, the body as a stream. */
export const put = <I>(
  path: string,
  schema: z.ZodType<I>,
  deed: Of<I & { bytes: AsyncIterable<Uint8Array> }>,
): Route => ({
  method: 'put',
  path,
  schema,
  deed,
  raw: true,
})
/** A domain's routes. */
export const routes = (...list: Route[]): Route[] => list

/** No parameters at all. */
export const Nothing = z.strictObject({})
/** An id as this platform makes them. */
export const Id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)

/** Runs a route for a request: input by its schema, then the deed. */
export async function run(route: Route, context: Context, req: Request): Promise<unknown> {
  const given = route.raw || route.method === 'get' ? req.query : bodyOf(req)
  const input = route.schema.parse({ ...given, ...req.params })
  return route.deed.run(context, route.raw ? { ...(input as object), bytes: req } : input)
}

function bodyOf(req: Request): Record<string, unknown> {
  const body: unknown = req.body ?? {}
  return z.record(z.string(), z.unknown()).parse(body)
}

/** Writes what a deed answered. */
export async function answer(route: Route, res: Response, result: unknown): Promise<void> {
  if (result instanceof Reply) return reply(res, result)
  if (result === undefined) return void res.status(204).end()
  res
    .status(route.method === 'get' ? 200 : 201)
    .type('application/json')
    .send(canonical(result))
}

async function reply(res: Response, { type, body, name, headers, status }: Reply): Promise<void> {
  res.status(status).type(type)
  if (name) res.setHeader('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
  for (const [header, value] of Object.entries(headers)) res.setHeader(header, value)
  if (typeof body === 'string') return void res.send(body)
  if (body instanceof Uint8Array) return void res.end(body)
  for await (const piece of body) {
    if (res.destroyed) return
    if (!res.write(piece)) await drained(res)
  }
  res.end()
}

/** Waits until the client has taken what was written, or is gone. */
function drained(res: Response): Promise<void> {
  return new Promise((done) => {
    const on = (): void => {
      res.off('drain', on).off('close', on)
      done()
    }
    res.on('drain', on).on('close', on)
  })
}
