import type { z } from 'zod'
import type { Eye } from './eye.ts'

/** Who did it, as the ledger keeps it: a bidder or an expert only as a tag, for the ledger is kept for ever. */
export interface Actor {
  role: string
  tag?: string
  person?: string
  organisation?: string
  certificate?: string
}

/** What a rule returns: something that happened, not yet written down. */
export interface Happening<T extends string = string, D = unknown> {
  type: T
  v: number
  data: D
}

/** A fact as it stands in the ledger. Its commitment is over exactly these members. */
export interface Fact<T extends string = string, D = unknown> extends Happening<T, D> {
  id: string
  stream: string
  version: number
  /** ms since 1970, UTC: when the deed reached the platform */
  at: number
  actor: Actor
  via: string
}

/** A kind of fact: its name, its Chinese name, the shape of its data and who may see it. */
export interface EventKind<T extends string = string, D = unknown> {
  (data: D): Happening<T, D>
  readonly type: T
  readonly v: number
  readonly zh: string
  readonly en: string
  readonly schema: z.ZodType<D>
  readonly seenBy: (eye: Eye, data: D) => boolean
}

interface Definition<D> {
  v: number
  zh: string
  en: string
  data: z.ZodType<D>
  /** Who may see the content of such a fact. Everybody in the room sees that one more version exists. */
  seenBy: (eye: Eye, data: D) => boolean
}

/** Declares a kind of fact. Kept for ever: a change of shape is a new version. */
export function defineEvent<T extends string, D>(type: T, of: Definition<D>): EventKind<T, D> {
  const happen = (data: D): Happening<T, D> => ({ type, v: of.v, data: of.data.parse(data) })
  return Object.assign(happen, { type, v: of.v, zh: of.zh, en: of.en, schema: of.data, seenBy: of.seenBy })
}

/** The facts that a set of kinds can produce, as a union to switch over by `type`. */
export type FactOf<K> = K extends EventKind<infer T, infer D> ? Fact<T, D> : never
/** The same before it is written down. */
export type HappeningOf<K> = K extends EventKind<infer T, infer D> ? Happening<T, D> : never

// biome-ignore lint/suspicious/noExplicitAny: a list of kinds of every shape
export type AnyEventKind = EventKind<string, any>
