import { setTimeout as sleep } from 'node:timers/promises'
import { type Received, readPackage } from '../../crypto/receive.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { piecesHere } from '../web/pieces.ts'
import { PIECE, pieces, type Upload, uploadBytes } from '../web/uploads.ts'

/** A package that is read while its pieces come. */
interface Reading {
  received: Promise<Received>
  /** called when a piece is here */
  nudge(): void
}

const MOST = 200
const LOOK_EVERY = 1000
const PATIENCE = 10 * 60_000

const all = new WeakMap<Platform, Map<string, Reading>>()

function readingsOf(platform: Platform): Map<string, Reading> {
  const known = all.get(platform) ?? new Map<string, Reading>()
  all.set(platform, known)
  return known
}

/**
 * Goes on reading a package whose next piece is here, so that its roots are known when the last one is. What was read is
 * in memory alone: another process, or this one after a crash, reads anew.
 */
export function readAlong(platform: Platform, upload: Upload): void {
  const readings = readingsOf(platform)
  const known = readings.get(upload.id)
  if (known) {
    known.nudge()
    return
  }
  let news = false
  let wake = (): void => undefined
  const stirred = (): Promise<void> =>
    new Promise((done) => {
      wake = done
      if (news) done()
      news = false
    })
  const received = readPackage(inOrder(platform, upload, stirred), natives)
  const nudge = (): void => {
    news = true
    wake()
  }
  const reading = { received, nudge }
  received.catch(() => undefined) // whoever needs it reads it anew; it is not begun again with each piece
  readings.set(upload.id, reading)
  const [oldest] = readings.keys()
  if (readings.size > MOST && oldest !== undefined) readings.delete(oldest)
}

/** The bytes of an upload, piece after piece, waiting for those that are not here yet; gives up on one that does not come. */
async function* inOrder(platform: Platform, upload: Upload, stirred: () => Promise<void>): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < pieces(upload); n++) {
    for (let waited = 0; !(await piecesHere(platform, upload.id, { from: n, to: n })).length; ) {
      if (waited >= PATIENCE) throw new Error('the next piece did not come')
      const since = platform.clock.real()
      await Promise.race([stirred(), sleep(LOOK_EVERY, undefined, { ref: false })]) // it may come to another process
      waited += platform.clock.real() - since
    }
    yield* uploadBytes(platform, upload.id, { start: n * PIECE, end: (n + 1) * PIECE })
  }
}

/** What was read of a package that is here whole, for its owner before the submission; the reading stays for the submission. */
export async function readBack(platform: Platform, upload: Upload): Promise<Received> {
  const readings = readingsOf(platform)
  if (!readings.has(upload.id)) readAlong(platform, upload)
  const received = readings.get(upload.id)?.received ?? readPackage(uploadBytes(platform, upload.id), natives)
  return received.catch(() => readPackage(uploadBytes(platform, upload.id), natives))
}

/** What a stranger can tell of a package that is here whole: read along as it came, or now. Throws what `readPackage` throws. */
export async function receivedOf(platform: Platform, upload: string): Promise<Received> {
  const reading = readingsOf(platform).get(upload)
  readingsOf(platform).delete(upload)
  reading?.nudge()
  const early = await reading?.received.catch(() => undefined)
  return early ?? readPackage(uploadBytes(platform, upload), natives)
}
