import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

const refuse = (what) => () => {
  process.stderr.write(`SOCKET ${what}\n`)
  process.exit(99)
}

net.Socket.prototype.connect = refuse('connect')
net.Server.prototype.listen = refuse('listen')
dgram.createSocket = refuse('datagram')
dns.lookup = refuse('lookup')
dns.promises.lookup = refuse('lookup')
globalThis.fetch = refuse('fetch')
