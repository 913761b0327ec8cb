import { parentPort } from 'node:worker_threads'
import { concat, plain } from '../../crypto/bytes.ts'
import { openPart } from '../../crypto/part.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { natives } from './natives.ts'
import type { FromUnsealer, ToUnsealer } from './unsealers.ts'

/** A thread that opens parts: it gets a key and the sealed chunks, one at a time, and keeps neither. */
const port = parentPort
if (!port) throw new Error('this is a thread of the opener')
const waiting = new Map<number, { done(chunk: Uint8Array): void; fail(error: Error): void }>()
const say = (message: FromUnsealer): void => port.postMessage(message)

port.on('message', (message: ToUnsealer) => {
  if (message.kind === 'open') return void open(message)
  const asked = waiting.get(message.job)
  waiting.delete(message.job)
  if (message.kind === 'chunk') asked?.done(message.bytes)
  else asked?.fail(new Error(message.why))
})

async function open({ job, header, id, key, root, wanted }: ToUnsealer & { kind: 'open' }): Promise<void> {
  const read = (index: number): Promise<Uint8Array> =>
    new Promise((done, fail) => {
      waiting.set(job, { done, fail })
      say({ kind: 'read', job, index })
    })
  try {
    const part = await openPart(header, id, key, read, natives)
    const files = await part.verify(root)
    if (wanted === undefined) return say({ kind: 'opened', job, files })
    const pieces: Uint8Array[] = []
    for await (const piece of part.read(wanted)) pieces.push(piece)
    say({ kind: 'opened', job, files, content: plain(concat(...pieces)) })
  } catch (problem) {
    if (problem instanceof CryptoProblem) say({ kind: 'refused', job, code: problem.code, facts: { ...problem.facts } })
    else say({ kind: 'broken', job, why: String((problem as Error)?.stack ?? problem) })
  }
}
