import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { Config } from '../../config.ts'

/** The same settings with a free port of this machine wherever none (0) is named: the bank must know them beforehand. */
export async function namedPorts(config: Config): Promise<Config> {
  const named = async (port: number): Promise<number> => (port === 0 ? freePort() : port)
  const { trading, public: open, supervision } = config.ports
  const ports = { trading: await named(trading), public: await named(open), supervision: await named(supervision) }
  return { ...config, ports }
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
