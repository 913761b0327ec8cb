import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { hex, random } from '../../crypto/bytes.ts'
import { readKeyFile } from '../../crypto/keyFile.ts'
import { softSigner } from '../../crypto/signature.ts'
import { issueTimestamp, timestampResponse } from '../../crypto/timestamp.ts'
import { PIN } from '../../server/cli/demo/foundation.ts'
import { foundation } from './world.ts'

/** How a timestamp authority behaves. */
export type Mood = 'well' | 'down' | 'slow' | 'page' | 'noise' | 'refuses' | 'otherHash' | 'otherNonce'

/** A timestamp authority over HTTP that the demo's platform trusts, in whatever mood a test wants. */
export interface MoodyAuthority {
  url: string
  mood: Mood
  /** how often it was asked */
  asked: number
  close(): Promise<void>
}

/** Opens one; `now` is what its clock tells. */
export async function moodyAuthority(of: { now(): number; mood?: Mood }): Promise<MoodyAuthority> {
  const { folder } = await foundation()
  const [found] = await readKeyFile(new Uint8Array(await readFile(join(folder, 'stamp.p12'))), PIN)
  if (!found) throw new Error('the foundation has no timestamp authority')
  const signer = softSigner({ pkcs8: found.pkcs8 }, found.certificate, found.chain)
  const stamp = (request: Parameters<typeof issueTimestamp>[0]) =>
    issueTimestamp(request, signer, of.now(), hex(random(15)).replace(/^./, '4'))
  const authority: MoodyAuthority = { url: '', mood: of.mood ?? 'well', asked: 0, close: async () => undefined }
  const answers: Record<Mood, (request: Uint8Array, response: ServerResponse) => Promise<unknown> | undefined> = {
    well: async (request, response) => response.end(timestampResponse(await stamp(request))),
    down: async (_request, response) => response.socket?.destroy(),
    slow: () => undefined, // it never answers, and keeps the line
    page: async (_request, response) => response.end('<html>502 Bad Gateway</html>'),
    noise: async (_request, response) => response.end(random(400)),
    refuses: async (_request, response) => response.end(new Uint8Array([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])),
    otherHash: async (_q, response) => response.end(timestampResponse(await stamp({ hash: random(32) }))),
    otherNonce: async (request, response) =>
      response.end(timestampResponse(await stamp({ hash: request.slice(24, 56), nonce: random(8) }))),
  }
  const server = createServer((request, response) => {
    authority.asked++
    void bodyOf(request).then((body) => answers[authority.mood](body, response))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  authority.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`
  authority.close = () =>
    new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return authority
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of request as AsyncIterable<Uint8Array>) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}
