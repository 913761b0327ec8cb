import type { ModelAttributeColumnOptions } from 'sequelize'
import type { Fact } from './event.ts'

/** Something that falls due for a stream: at that moment the timekeeper runs that deed as `clock`. */
export interface Due {
  at: number
  deed: string
}

/** A column beside a stream's state that queries need; its value follows from the state alone. */
export interface Column<S> {
  type: ModelAttributeColumnOptions['type']
  of(state: S, id: string): string | number | null
}

/**
 * A kind of stream: one noun of a domain. Its row is the state as canonical JSON, the version,
 * and the columns that queries need, all of them results of `evolve` and of nothing else.
 */
export interface StreamKind<S, F extends Fact = Fact> {
  readonly name: string
  readonly table: string
  /** The only place where state changes. `undefined` is a stream that has no fact yet. */
  evolve(state: S | undefined, fact: F): S
  readonly columns: Record<string, Column<S>>
  timetable?(state: S, id: string): Due[]
}

/** One stream: `<kind>/<tender>[.<more>]`. */
export interface StreamRef<S, F extends Fact = Fact> {
  readonly kind: StreamKind<S, F>
  readonly id: string
  readonly name: string
}

interface Definition<S, F extends Fact> {
  name: string
  table: string
  evolve(state: S | undefined, fact: F): S
  columns?: Record<string, Column<S>>
  timetable?: (state: S, id: string) => Due[]
}

/** Declares a kind of stream; the result makes references to single streams. */
export function defineStream<S, F extends Fact>(
  of: Definition<S, F>,
): ((id: string) => StreamRef<S, F>) & { kind: StreamKind<S, F> } {
  const kind: StreamKind<S, F> = { columns: {}, ...of }
  return Object.assign((id: string): StreamRef<S, F> => ({ kind, id, name: `${of.name}/${id}` }), { kind })
}

/** The tender that a stream belongs to: what stands between `/` and the first `.`. */
export const tenderOfStream = (name: string): string => name.slice(name.indexOf('/') + 1).split('.')[0] ?? ''

// biome-ignore lint/suspicious/noExplicitAny: a list of kinds of every shape
export type AnyStreamKind = StreamKind<any, any>
