import type { Context } from '../../../crypto/envelope.ts'
import type { Sealed } from '../../../crypto/seal.ts'
import type { Problem } from '../net/http.ts'
import type { Secrets, Unfinished } from './unfinished.ts'

/** A part of a bid: the volume's files as they are sealed, and what is structured beside them. */
export interface PartOrder {
  id: 'business' | 'technical' | 'price'
  files: { name: string; file: File }[]
  /** a structured file beside it, canonical JSON: `form.json` of the price, `machine.json` of the business part */
  beside?: { name: string; text: string }
}

/** All that the worker needs: no private key is among it. */
export interface SealOrder {
  context: Context
  needed: number
  officers: { role: string; spki: Uint8Array }[]
  /** public key of the bidder's encryption certificate */
  bidderKey: Uint8Array
  parts: PartOrder[]
  /** the secret of the remedy, whose code the bidder has taken; it goes to this worker and nowhere else */
  remedy?: Uint8Array | undefined
  /** what is kept to go on after a reload, but for what the worker makes */
  keep: Pick<Unfinished, 'prepared' | 'files'> & Pick<Secrets, 'salt' | 'fields' | 'machine' | 'tails'>
  /** whether to go on with what was begun before */
  resume: boolean
}

/** What the page tells the worker. */
export type ToWorker = { kind: 'start'; order: SealOrder } | { kind: 'pause' } | { kind: 'resume' }

/** What the worker tells the page. Bytes count the package, not the files. */
export type FromWorker =
  | { kind: 'opened'; upload: string; bytes: number }
  | { kind: 'progress'; encrypted: number; sent: number; retries: number }
  /** the line is gone: pieces are kept until it is back */
  | { kind: 'waiting' }
  | { kind: 'done'; upload: string; sealed: Sealed }
  | { kind: 'failed'; problem: Problem }
