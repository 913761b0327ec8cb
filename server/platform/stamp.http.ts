import { random } from '../../crypto/bytes.ts'
import { checkTimestamp, timestampRequest, tokenOf } from '../../crypto/timestamp.ts'
import { relyOnStamp } from '../access/trust.ts'
import { fetchBytes, SourceSilent } from './fetchBytes.ts'
import type { Clock, Platform, Stamp } from './platform.ts'

/** How long the authority may take, ms, and how large its answer may be. */
const PATIENCE = 5000
const LARGEST = 64 * 1024
const NONCE = 16
/** How long it is left alone after a failure, ms: at first, and at the longest. */
const FIRST_REST = 500
const LONGEST_REST = 5000

/**
 * A timestamp authority that is reached over HTTP (RFC 3161 3.4). Its answer counts only if it is over this hash, with
 * this nonce, and by an authority that the trust list takes for time stamps. One that fails is left alone for a
 * while, and whoever asks meanwhile is told so at once: what waits for it holds up nothing else.
 */
export function httpStamp(of: {
  url: string
  by: Pick<Platform, 'trust' | 'revocation' | 'files'>
  clock: Clock
  patience?: number
}): Stamp {
  const rests = new Rests(of.clock)
  return {
    independent: true,
    stamp: async (hash) => {
      const nonce = random(NONCE)
      const body = timestampRequest(hash, nonce)
      rests.over(of.url)
      try {
        const type = 'application/timestamp-query'
        const answer = await fetchBytes(of.url, { body, type, patience: of.patience ?? PATIENCE, largest: LARGEST })
        const token = tokenOf(answer)
        const stamp = await checkTimestamp(token, hash, nonce)
        const { at, accuracy = 0 } = stamp
        const offset = of.clock.now() - at
        const relied = await relyOnStamp(of.by, token, stamp)
        rests.answered()
        return { token: relied, at, accuracy, offset }
      } catch (problem) {
        rests.failed()
        throw problem
      }
    },
  }
}

/** When somebody that failed may be asked again, by real time: each failure in a row doubles the rest. */
class Rests {
  readonly #clock: Pick<Clock, 'real'>
  #until = 0
  #next = FIRST_REST

  constructor(clock: Pick<Clock, 'real'>) {
    this.#clock = clock
  }

  over(url: string): void {
    if (this.#clock.real() < this.#until)
      throw new SourceSilent(`${new URL(url).host} failed just now and is left alone`)
  }

  answered(): void {
    this.#until = 0
    this.#next = FIRST_REST
  }

  failed(): void {
    if (this.#clock.real() < this.#until) return // several asked at once: that is one failure
    this.#until = this.#clock.real() + this.#next
    this.#next = Math.min(LONGEST_REST, this.#next * 2)
  }
}
