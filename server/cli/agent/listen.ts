import { createServer, type IncomingMessage } from 'node:http'
import { WebSocketServer } from 'ws'
import { AGENT_PATH, LONGEST_MESSAGE } from '../../../crypto/agent.ts'
import type { Desk } from './desk.ts'

/** An agent that listens: where, and how to end it. */
export interface Listening {
  port: number
  stop(): Promise<void>
}

/**
 * Listens on the loopback address for pages of the given origins. Who comes under another origin, or under a name that
 * only resolves to this machine, does not get a connection.
 *
 * @param port 0 takes a free one
 */
export async function listen(desk: Desk, port: number, origins: readonly string[]): Promise<Listening> {
  const server = createServer((_request, answer) => answer.writeHead(404).end())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE, perMessageDeflate: false })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done))
  const address = server.address()
  const own = typeof address === 'object' && address ? address.port : port
  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalFor(request, own, origins)
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (page) => {
      const connection = desk.connection(request.headers.origin ?? '')
      page.on('message', async (data) => {
        const answer = await connection.take(String(data))
        page.send(JSON.stringify(answer))
        if (!answer.ok && answer.code === 'AGENT_MESSAGE_MALFORMED') page.close(1008)
      })
      page.on('error', () => page.terminate())
    })
  })
  const stop = (): Promise<void> =>
    new Promise((done) => {
      for (const page of sockets.clients) page.terminate()
      server.close(() => done())
      server.closeAllConnections()
    })
  return { port: own, stop }
}

function refusalFor({ url, headers }: IncomingMessage, port: number, origins: readonly string[]): string | undefined {
  if (url !== AGENT_PATH) return '404 Not Found'
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!hosts.includes(headers.host ?? '')) return '403 Forbidden'
  return origins.includes(headers.origin ?? '') ? undefined : '403 Forbidden'
}
