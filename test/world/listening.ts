import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of a test, on a port of its own. */
export interface Listening {
  url: string
  close(): Promise<void>
}

/** A server on a port of its own. */
export const listening = async (server: Server): Promise<Listening> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** Answers everybody the same. */
export const answering = (body: Uint8Array) => listening(createServer((_request, response) => response.end(body)))

/** Passes on to a server; what it answers may be changed on the way. */
export const meddling = (to: string, change: (path: string, answer: Uint8Array) => Uint8Array) =>
  listening(
    createServer(async (request, response) => {
      const found = await fetch(`${to}${request.url}`)
      const answer = change(request.url ?? '', new Uint8Array(await found.arrayBuffer()))
      const type = found.headers.get('content-type') ?? ''
      response.writeHead(found.status, { 'content-type': type }).end(answer)
    }),
  )

/** Passes on to a server and notes what was asked; it can be switched off while that goes on. */
export const forwarding = (to: string, asked: string[]) =>
  listening(
    createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`)
      const pieces: Uint8Array[] = []
      for await (const piece of request) pieces.push(piece as Uint8Array)
      const body = request.method === 'POST' ? { body: Buffer.concat(pieces) } : {}
      const found = await fetch(`${to}${request.url}`, { method: request.method ?? 'GET', ...body })
      response.writeHead(found.status).end(new Uint8Array(await found.arrayBuffer()))
    }),
  )
