import { EventEmitter } from 'node:events'
import type { Wire } from './platform.ts'

/**
 * News within this process. Messages pass through JSON and arrive after `publish` was called, as over a real wire.
 *
 * @param hub the wires on one hub hear each other
 */
export function inProcessWire(hub: EventEmitter = new EventEmitter()): Wire {
  hub.setMaxListeners(0)
  const subscriptions = new Set<() => void>()
  return {
    async publish(channel, message) {
      const text = JSON.stringify(message ?? null)
      setImmediate(() => hub.emit(`news:${channel}`, text))
    },
    async subscribe(channel, listener) {
      const hear = (text: string) => queueMicrotask(() => listener(JSON.parse(text)))
      const end = () => {
        hub.off(`news:${channel}`, hear)
        subscriptions.delete(end)
      }
      hub.on(`news:${channel}`, hear)
      subscriptions.add(end)
      return end
    },
    async close() {
      for (const end of [...subscriptions]) end()
    },
  }
}
