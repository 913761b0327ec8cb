import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Authority } from '../../../crypto/authority.ts'
import { hex, random } from '../../../crypto/bytes.ts'
import { isCryptoProblem } from '../../../crypto/problem.ts'
import type { Signer } from '../../../crypto/signature.ts'
import { issueTimestamp, timestampResponse } from '../../../crypto/timestamp.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LARGEST = 64 * 1024

/** What an authority has revoked: serial (hex) and since when, ms. */
export type Revoked = { serial: string; at: number }[]

/** The services that certification authorities keep beside a platform: lists, responders, and a timestamp authority. */
export interface AuthorityServices {
  url: string
  close(): Promise<void>
}

/**
 * Serves `GET /NAME.crl` and `POST /NAME/ocsp` for each authority, and `POST /tsa`.
 *
 * @param of.now the time that lists, answers and stamps tell, ms
 * @param of.revoked what an authority has revoked by now
 */
export async function serveAuthorities(of: {
  authorities: Record<string, Authority>
  stamps: Signer
  now: () => Promise<number>
  revoked: (name: string) => Promise<Revoked>
  port?: number
}): Promise<AuthorityServices> {
  async function answer(request: IncomingMessage): Promise<{ type: string; bytes: Uint8Array } | undefined> {
    const at = Math.floor((await of.now()) / 1000) * 1000
    const path = request.url ?? ''
    if (path === '/tsa') {
      const token = await issueTimestamp(
        await bodyOf(request),
        of.stamps,
        await of.now(),
        hex(random(15)).replace(/^./, '4'),
      )
      return { type: 'application/timestamp-reply', bytes: timestampResponse(token) }
    }
    const [, name = '', kind] = /^\/([a-z0-9-]+)(\.crl|\/ocsp)$/.exec(path) ?? []
    const authority = of.authorities[name]
    if (!authority) return undefined
    const revoked = await of.revoked(name)
    if (kind === '.crl') return { type: 'application/pkix-crl', bytes: await authority.crl(revoked, at, at + DAY) }
    const bytes = await authority.ocsp(await bodyOf(request), revoked, at, at + 8 * HOUR)
    return { type: 'application/ocsp-response', bytes }
  }
  const server = createServer((request, response) => {
    answer(request).then(
      (found) =>
        response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' }).end(found?.bytes),
      (problem) => response.writeHead(isCryptoProblem(problem) ? 400 : 500).end(),
    )
  })
  await new Promise<void>((done) => server.listen(of.port ?? 0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => closed(server) }
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    if (bytes > LARGEST) throw new Error('a request of that size is none')
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}
