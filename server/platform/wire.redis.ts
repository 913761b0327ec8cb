import { createClient } from 'redis'
import type { Wire } from './platform.ts'
import { redisAddress } from './redisAddress.ts'

type Listener = (message: unknown) => void

/** News between processes over Redis. Throws at once if Redis cannot be reached; later it reconnects by itself. */
export async function redisWire(url: string): Promise<Wire> {
  const { prefix } = redisAddress(url)
  const sender = await connected(url)
  const receiver = await connected(url).catch((error) => {
    sender.destroy()
    throw error
  })
  const channels = new Map<string, { listeners: Set<Listener>; ready: Promise<void> }>()
  const nameOf = (channel: string) => `${prefix}:news:${channel}`
  const hear = (text: string, name: string) => {
    const message: unknown = JSON.parse(text)
    for (const listener of channels.get(name)?.listeners ?? []) queueMicrotask(() => listener(message))
  }
  return {
    async publish(channel, message) {
      await sender.publish(nameOf(channel), JSON.stringify(message ?? null))
    },
    async subscribe(topic, listener) {
      const name = nameOf(topic)
      const own: Listener = (message) => listener(message) // the same listener may subscribe twice
      const channel = channels.get(name) ?? { listeners: new Set(), ready: receiver.subscribe(name, hear) }
      channels.set(name, channel)
      channel.listeners.add(own)
      await channel.ready
      return () => void channel.listeners.delete(own)
    },
    async close() {
      channels.clear()
      receiver.destroy()
      await sender.close()
    },
  }
}

async function connected(url: string) {
  const { host, port, username, password, db, tls } = redisAddress(url)
  let once = false
  const client = createClient({
    socket: {
      host,
      port,
      ...(tls ? { tls: true as const } : {}),
      connectTimeout: 5000,
      reconnectStrategy: (tries, cause) => (once ? Math.min(2000, 50 * 2 ** Math.min(tries, 6)) : cause),
    },
    database: db,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  })
  // Without a listener the error of a lost connection would end the process.
  client.on('error', (error: Error) => once && process.emitWarning(error))
  try {
    await client.connect()
  } catch (cause) {
    throw new Error(`Redis at ${host}:${port} cannot be reached: ${(cause as Error).message}`, { cause })
  }
  once = true
  return client
}
