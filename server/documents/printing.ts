import { parentPort } from 'node:worker_threads'
import { printOf } from './prints.ts'

/** A thread that looks at PDF files which somebody else made: what such a file does to it, it does to nobody else. */
parentPort?.on('message', async (bytes: Uint8Array) => {
  parentPort?.postMessage((await printOf(bytes)) ?? null)
})
