import { createHash, createHmac } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

const MAGIC = 0x2112a442
const REALM = 'yangguang.example'
const NONCE = 'f00d'
const ATTRIBUTE = {
  ...{ username: 0x0006, integrity: 0x0008, error: 0x0009, lifetime: 0x000d, peer: 0x0016, realm: 0x0014 },
  ...{ nonce: 0x0015, mapped: 0x0020 },
}
const ALLOCATE = 0x0003

/** A relay (RFC 8656) as far as an allocation goes: who knows the shared secret gets an address, everybody else a 401. */
export interface Turn {
  url: string
  /** how many allocations were given */
  allocated(): number
  stop(): Promise<void>
}

/** Starts it on this machine's loopback. */
export async function startTurn(secret: string): Promise<Turn> {
  const socket = createSocket('udp4')
  let allocated = 0
  socket.on('message', (message, from) => {
    if (message.length < 20 || message.readUInt32BE(4) !== MAGIC) return
    const given = attributesOf(message)
    if (message.readUInt16BE(0) !== ALLOCATE) return
    const username = given.get(ATTRIBUTE.username)?.toString()
    const key = username === undefined ? undefined : keyOf(secret, username)
    if (!key || !isIntact(message, key)) return refuse(socket, message, from)
    allocated++
    send(socket, from, message, {
      type: 0x0103,
      key,
      attributes: [address(ATTRIBUTE.peer, from), lifetime, address(ATTRIBUTE.mapped, from)],
    })
  })
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  const { port } = socket.address() as AddressInfo
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`,
    allocated: () => allocated,
    stop: () => new Promise((done) => socket.close(() => done())),
  }
}

const keyOf = (secret: string, username: string): Buffer => {
  const password = createHmac('sha1', secret).update(username).digest('base64')
  return createHash('md5').update(`${username}:${REALM}:${password}`).digest()
}

function attributesOf(message: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return found
}

/** Whether the HMAC over the message up to that attribute is right; its length counts as if the message ended there. */
function isIntact(message: Buffer, key: Buffer): boolean {
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    if (message.readUInt16BE(at) === ATTRIBUTE.integrity) {
      const head = Buffer.from(message.subarray(0, at))
      head.writeUInt16BE(at + 24 - 20, 2)
      const mac = createHmac('sha1', key).update(head).digest()
      return mac.equals(message.subarray(at + 4, at + 24))
    }
    at += 4 + Math.ceil(length / 4) * 4
  }
  return false
}

function attribute(type: number, value: Buffer): Buffer {
  const out = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
  out.writeUInt16BE(type, 0)
  out.writeUInt16BE(value.length, 2)
  value.copy(out, 4)
  return out
}
const lifetime = attribute(ATTRIBUTE.lifetime, Buffer.from([0, 0, 2, 88]))

function address(type: number, { port, address: host }: RemoteInfo): Buffer {
  const value = Buffer.alloc(8)
  value.writeUInt8(1, 1)
  value.writeUInt16BE(port ^ (MAGIC >>> 16), 2)
  const four = Buffer.from(host.split('.').map(Number)).readUInt32BE(0)
  value.writeUInt32BE((four ^ MAGIC) >>> 0, 4)
  return attribute(type, value)
}

function send(
  socket: Socket,
  to: RemoteInfo,
  asked: Buffer,
  { type, attributes, key }: { type: number; attributes: Buffer[]; key?: Buffer },
): void {
  const body = Buffer.concat(attributes)
  const head = Buffer.from(asked.subarray(0, 20))
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2)
  const message = Buffer.concat([head, body])
  const signed = key ? [attribute(ATTRIBUTE.integrity, createHmac('sha1', key).update(message).digest())] : []
  socket.send(Buffer.concat([message, ...signed]), to.port, to.address)
}

const refuse = (socket: Socket, message: Buffer, from: RemoteInfo): void =>
  send(socket, from, message, {
    type: 0x0113,
    attributes: [
      attribute(ATTRIBUTE.error, Buffer.concat([Buffer.from([0, 0, 4, 1]), Buffer.from('Unauthorized')])),
      attribute(ATTRIBUTE.realm, Buffer.from(REALM)),
      attribute(ATTRIBUTE.nonce, Buffer.from(NONCE)),
    ],
  })
