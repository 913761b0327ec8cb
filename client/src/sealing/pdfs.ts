import { plain } from '../../../crypto/bytes.ts'
import type { Drawing } from '../../../crypto/pdf/drawing.ts'
import type { StampPlace } from '../../../crypto/pdf/place.ts'
import { embedAt } from '../../../crypto/pdfRange.ts'
import { hashFor, signDigest } from '../../../crypto/signature.ts'
import type { HeldKey } from '../app/keys.ts'
import { Stopped } from '../net/http.ts'
import { serverNow } from '../net/useClock.ts'
import { asSealed, type Chosen } from './chosen.ts'
import type { Answers, Asked } from './pdf.worker.ts'

type Waiting = { done(given: never): void; fail(error: Error): void }
let worker: Worker | undefined
let turn: Promise<unknown> = Promise.resolve()
let last = 0
const waiting = new Map<number, Waiting>()

/** The code of a request that took too long: it says nothing of the file, and may be made again. */
export const SLOW = 'PDF_SLOW'

/** How long one answer may take, seconds: a file that turns the worker in circles must not hold up the others. */
const PATIENCE = 60
/** So many bytes of a file take a second more, on a slow machine. */
const A_SECOND = 20 * 1024 * 1024

const patienceFor = (asked: Asked): number => PATIENCE + ('file' in asked ? Math.ceil(asked.file.size / A_SECOND) : 0)

/** Ends the worker with all that waits for it; the next who asks gets a new one. */
function dismiss(error: Error): void {
  for (const { fail } of waiting.values()) fail(error)
  waiting.clear()
  worker?.terminate()
  worker = undefined // the memory of a file that was too much for it goes with it
}

function hired(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<{ id: number; given?: never; refused?: { zh: string; en: string } }>) => {
    const { id, given, refused } = data
    if (refused) waiting.get(id)?.fail(new Stopped(refused.zh, refused.en))
    else waiting.get(id)?.done(given as never)
    waiting.delete(id)
  }
  worker.onerror = ({ message }) => dismiss(new Error(message))
  return worker
}

/**
 * Asks the worker that reads PDF files, one file after the other: never are two in memory.
 *
 * @throws Stopped where the answer takes too long, with the code `PDF_SLOW`
 */
export function askPdf<A extends Asked>(asked: A): Promise<Answers[A['what']]> {
  const mine = turn.then(async () => {
    const late = setTimeout(() => dismiss(tooSlow(asked)), patienceFor(asked) * 1000)
    try {
      return await new Promise<Answers[A['what']]>((done, fail) => {
        last += 1
        waiting.set(last, { done: done as Waiting['done'], fail })
        hired().postMessage({ id: last, asked })
      })
    } finally {
      clearTimeout(late)
    }
  })
  turn = mine.catch(() => undefined)
  return mine
}

function tooSlow(asked: Asked): Stopped {
  const [zh, en] = asked.what === 'twins' ? ['文件', 'the files'] : [`文件 ${asked.file.name} `, asked.file.name]
  return new Stopped(
    `${zh}在 ${patienceFor(asked)} 秒内没有处理完，已停止。请重试；仍不行的，请另存为新的 PDF 再选择`,
    `${en} took longer than ${patienceFor(asked)} s and was stopped: try again, or save it as a new PDF and choose that`,
    undefined,
    SLOW,
  )
}

/** How the files of a bid are signed: by whose name, with which drawing, where. */
export interface StampHow {
  name: string
  stamp: Drawing
  place: StampPlace | undefined
}

/**
 * Signs a file with the key at hand and looks at the signature again: it holds, it is this certificate's, and it covers the
 * whole file. No byte of the file changes.
 */
export async function signFile(
  file: File,
  how: StampHow,
  key: HeldKey,
): Promise<Required<Pick<Chosen, 'tail' | 'signed'>>> {
  const { certificate } = key
  const at = serverNow()
  const asked = { ...how, reason: '投标文件签章', at }
  const { tail, hole, digest } = await askPdf({ what: 'prepare', file, how: asked, hash: hashFor(certificate) })
  const signed = plain(embedAt(tail, hole, await signDigest(digest, key.signer(), at)))
  const whole = asSealed({ file, tail: signed, name: '', sign: true })
  return { tail: signed, signed: await checkOwn(whole, certificate.fingerprint) }
}

/** Checks every signature of a file; the last must be of this certificate and cover the whole file. */
export async function checkOwn(file: File, fingerprint: string): Promise<NonNullable<Chosen['signed']>> {
  const own = (await askPdf({ what: 'signatures', file })).at(-1)
  if (!own?.coversAll || own.fingerprint !== fingerprint)
    throw new Stopped(`${file.name} 的签章核验不通过`, `the signature in ${file.name} does not hold`)
  return { name: own.name, serial: own.serial }
}
