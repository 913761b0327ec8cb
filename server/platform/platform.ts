import type { Sequelize } from 'sequelize'
import type { Certificate } from '../../crypto/certificate.ts'
import type { Trust } from '../../crypto/chain.ts'
import type { Letter } from '../../crypto/letter.ts'
import type { CodeRule } from '../../crypto/organisationCode.ts'
import type { Signer } from '../../crypto/signature.ts'
import type { Calendar } from '../law/periods.ts'
import type { Regional } from '../law/regional.ts'
import type { Carriers } from './carrier.ts'

/** Where "now" comes from: ms since 1970, UTC. Nothing else in the platform asks the time. */
export interface Clock {
  now(): number
  /** Real time of this process, for beats, leases and retries, which a moved clock must not touch. */
  real(): number
  /** Sets the platform's time; absent in production. All processes follow. */
  move?(to: number): Promise<void>
}

/** What was stored: its size, and its SHA-256 (hex). */
export interface Stored {
  bytes: number
  sha256: string
}

/** Bytes by key. Keys are lower-case paths such as `uploads/01ab/000001`; they never carry a name of a person. */
export interface Files {
  /**
   * Stores the stream whole or not at all; answers its size and SHA-256 (hex). A key is written once: a second write of the
   * same key replaces it atomically. What `accept` throws on is thrown away as if it had never come.
   */
  put(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array, accept?: (written: Stored) => void): Promise<Stored>
  /** Reads from `start` (inclusive) to `end` (exclusive); throws FileMissing if there is none. */
  get(key: string, range?: { start?: number; end?: number }): AsyncIterable<Uint8Array>
  size(key: string): Promise<number | undefined>
  delete(key: string): Promise<void>
  /** Keys under a prefix, sorted. */
  list(prefix: string): AsyncIterable<string>
  close(): Promise<void>
}

/** A piece of work that follows a fact. `id` is deterministic: adding the same id twice is one job. */
export interface Job {
  id: string
  kind: string
  payload: Record<string, unknown>
}

/** At least once; retried with backoff until it succeeds. */
export interface Queue {
  add(job: Job): Promise<void>
  /** Starts taking jobs with this handler; jobs run up to `concurrency` at a time. */
  work(handler: (job: Job) => Promise<void>, concurrency?: number): Promise<void>
  /** Jobs that are waiting, running or will be retried. */
  pending(): Promise<number>
  close(): Promise<void>
}

/** News between processes: small, may be lost, never the only copy of anything. */
export interface Wire {
  publish(channel: string, message: unknown): Promise<void>
  /** Returns a function that ends the subscription. */
  subscribe(channel: string, listener: (message: unknown) => void): Promise<() => void>
  close(): Promise<void>
}

/** Keys of the platform itself. They live in a folder of their own, outside the database and its backups. */
export interface Vault {
  /** A keyed hash (HMAC-SHA256, hex, 64 characters): the same parts give the same tag, nothing gives the parts back. */
  tag(purpose: string, ...parts: string[]): string
  /** Encrypts a text so that the database alone cannot be read. */
  seal(purpose: string, text: string): string
  open(purpose: string, sealed: string): string
  /** 32 bytes derived for one purpose (the log's fillers, session cookies). */
  key(purpose: string): Uint8Array
  /** Signs the log's heads: raw Ed25519, PKCS#8 and SPKI (DER). */
  noteKey(): { pkcs8: Uint8Array; spki: Uint8Array }
}

/** A certification authority that the platform trusts, and how far. */
export interface TrustedAuthority {
  /** Lower-case letters, digits and hyphens. */
  id: string
  name: string
  /** Certificates in DER, base64. */
  roots: string[]
  intermediates: string[]
  /** What its certificates may be used for here. */
  uses: ('sign' | 'encrypt' | 'timestamp')[]
  /** A path must be valid under one of these policies, in the words of the root's authority; none given: under any. */
  policies: string[]
  /** Where its revocation lists are (of its roots and of those between), and its responder; none, null. */
  crls: string[]
  ocsp: string | null
  /** Why its certificates are taken without asking whether they are revoked; only of an authority without sources. */
  noRevocation?: string | undefined
  /** While its sources are silent: the last good evidence holds until its next update, or nothing holds. */
  whenSilent: 'grace' | 'refuse'
  /** How the 统一社会信用代码 is read from its certificates. */
  code: CodeRule
  /** The first and the last day of its place on the list (UTC+8), both included. */
  firstDay: string
  lastDay: string | null
}

/** Whom the platform trusts now: the list, and what the crypto needs of it. */
export interface TrustInForce extends Trust {
  authorities: readonly TrustedAuthority[]
  /** Every root and every authority between that the list ever had, DER: what old signatures rest on. */
  ever: { roots: readonly Uint8Array[]; intermediates: readonly Uint8Array[] }
}

/** Asks the sources of an authority what it revoked; what they say is believed, and remembered while they are silent. */
export interface Revocation {
  /** Its lists in DER. @param issuers its roots and those between */
  lists(authority: TrustedAuthority, issuers: readonly Certificate[]): Promise<Uint8Array[]>
  /** Answers of its responder about each certificate of a path below the root, DER. @param lists known already */
  answers(
    authority: TrustedAuthority,
    path: readonly Certificate[],
    lists: readonly Uint8Array[],
  ): Promise<Uint8Array[]>
  /** What this process last heard of the sources of an authority. Asks nobody. */
  heard(authority: TrustedAuthority): Heard[]
}

/** When a source of revocation last answered, and what its list said of itself; instants in ms since 1970. */
export interface Heard {
  url: string
  kind: 'list' | 'responder'
  /** null: not since this process began */
  heardAt: number | null
  /** It did not answer when it was last asked. */
  silent: boolean
  /** of a list */
  thisUpdate: number | null
  nextUpdate: number | null
}

/** A trusted timestamp, and what it tells about our clock. */
export interface Stamped {
  /** RFC 3161 token, DER. */
  token: Uint8Array
  /** The authority's time, ms since 1970, and how far it may be off, ms. */
  at: number
  accuracy: number
  /** Our clock minus the authority's when the token came, ms: the way there and back is in it. */
  offset: number
}

/** Trusted timestamps (RFC 3161). */
export interface Stamp {
  /** Whether its clock is another than ours, so that there is an offset to measure. */
  readonly independent: boolean
  /** A time stamp over a SHA-256 hash. Asked again after a failure it does no harm. */
  stamp(hash: Uint8Array): Promise<Stamped>
}

/** One payment that the bank is to make. */
export interface Transfer {
  order: string
  /** the bank's own number of the arrival whose money goes back to where it came from; null where `to` is paid */
  back: string | null
  /** another account of the same payer, closed to the bank's key (crypto/letter.ts); null keeps the one it came from */
  payee: Letter | null
  /** who is paid where money does not go back */
  to: { name: string; account: string } | null
  amount: string
  interest: string
}

/** An order to pay back as the bank sees it: where the money goes, how much (fen), by when. The number is used once. */
export interface BankOrder {
  id: string
  amount: string
  interest: string
  /** what coming late costs, from the account of the one who was late */
  penalty: string
  yuan: string
  dueBy: number | null
  article: string | null
  transfers: Transfer[]
}

/** The bank that keeps the deposits. */
export interface Bank {
  /** Hands an order over; resolves once the bank has signed that it has it. The same number again is the same order. */
  take(order: BankOrder): Promise<void>
}

/** The world outside, chosen once in assemble.ts. */
export interface Platform {
  clock: Clock
  database: Sequelize
  files: Files
  queue: Queue
  wire: Wire
  vault: Vault
  trust: () => Promise<TrustInForce>
  /** The platform's own signing certificate, for receipts, records and the electronic stamp. */
  signer: Signer
  stamp: Stamp
  revocation: Revocation
  /** A relay for sound and picture (TURN) and the secret shared with it; absent where there is none. */
  relay?: { urls: string[]; secret: string } | undefined
  /** Who carries mails, text messages and calls. */
  carriers: Carriers
  /** Absent where the bank fetches its orders itself. */
  bank?: Bank | undefined
  /** A random id of 26 characters, sortable by time of the moved clock. */
  newId(): string
  /** This process, for leases. */
  holder: string
  /** What no national text fixes, for tenders that were published before their region had set anything. */
  regional: Regional
  /** The calendar of holidays by which periods are counted now. */
  calendar: () => Promise<Calendar>
  /** ms of real time between two leaves of the log. */
  beat: number
  /** The log's name, under which its heads are signed. */
  logOrigin: string
  /** Where the public finds the platform; stands in QR codes. */
  publicUrl: string
  /** Where those who sign in enter; null where nobody said. */
  entrances: { trading: string | null; supervision: string | null }
  close(): Promise<void>
}

export type { Certificate }
