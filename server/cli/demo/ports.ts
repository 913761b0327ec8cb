import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { Config } from '../../config.ts'

/** The same ports, with a free one of this machine wherever none (0) is named: the bank must know them beforehand. */
export async function namedPorts(ports: Config['ports']): Promise<Config['ports']> {
  const named = async (port: number): Promise<number> => (port === 0 ? freePort() : port)
  return {
    trading: await named(ports.trading),
    public: await named(ports.public),
    supervision: await named(ports.supervision),
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}
