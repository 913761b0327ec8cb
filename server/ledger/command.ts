import type { DeedName, SubjectOf } from '../access/policy.ts'
import { permit } from '../access/policy.ts'
import type { Who } from '../access/who.ts'
import type { Platform } from '../platform/platform.ts'
import { type Entry, entry } from './entry.ts'
import type { EventKind, Fact } from './event.ts'
import type { Written } from './store.ts'

/** In whose name, when and by which way a deed comes. */
export interface Context {
  platform: Platform
  who: Who
  /** When the deed reached the platform (ms). */
  now: number
  via: string
  /** The network address it came from; kept in no fact. */
  address?: string
}

/** A deed: the only way to write. `run` answers what the caller is told. */
export interface Command<I, R> {
  readonly policy: DeedName
  run(context: Context, input: I): Promise<R>
}

/** A view: the only way to read for somebody. */
export interface Query<I, R> {
  readonly policy: DeedName
  run(context: Context, input: I): Promise<R>
}

/** An answer that needs what was written: its commitments, for a receipt. Made after the commit. */
export class AfterCommit<R> {
  readonly answer: (written: Written[]) => Promise<R>
  constructor(answer: (written: Written[]) => Promise<R>) {
    this.answer = answer
  }
}

/**
 * Declares a deed: the policy's row, what it is done to, and how it is done. One transaction.
 *
 * @param subject reads or holds what the policy's row judges by
 * @param deed decides by a pure rule and appends the facts
 */
export function command<N extends DeedName, I, S extends SubjectOf<N>, R>(
  policy: N,
  subject: (e: Entry, input: I) => Promise<S>,
  deed: (e: Entry, subject: S, input: I) => Promise<R | AfterCommit<R>>,
): Command<I, R> {
  return {
    policy,
    run: async (context, input) => {
      permit(policy, context.who)
      const { result, written } = await entry(context, async (e) => {
        const of = await subject(e, input)
        permit(policy, context.who, of)
        return deed(e, of, input)
      })
      if (written.length) await context.platform.wire.publish('facts', written.at(-1)?.seq)
      return result instanceof AfterCommit ? result.answer(written) : result
    },
  }
}

/** What a deed is given whose slow part is done: the input as it came, and what was made ready. */
export interface Ready<I, P> {
  input: I
  ready: P
}

/**
 * Declares a deed whose slow part comes before its transaction: signatures are checked and letters closed while others
 * write. `deed` gets both, and decides by what it holds and by nothing that was read before.
 */
export const readied = <I, P, R>(
  make: (context: Context, input: I) => Promise<P>,
  deed: Command<Ready<I, P>, R>,
): Command<I, R> => ({
  policy: deed.policy,
  run: async (context, input) => {
    permit(deed.policy, context.who)
    return deed.run(context, { input, ready: await make(context, input) })
  },
})

/** Declares a view: the same policy, no transaction, no facts. */
export function query<N extends DeedName, I, S extends SubjectOf<N>, R>(
  policy: N,
  subject: (context: Context, input: I) => Promise<S>,
  view: (context: Context, subject: S, input: I) => Promise<R>,
): Query<I, R> {
  return {
    policy,
    run: async (context, input) => {
      permit(policy, context.who)
      const of = await subject(context, input)
      permit(policy, context.who, of)
      return view(context, of, input)
    },
  }
}

/** A deed that follows a fact: a job with the id `<name>:<seq>`, run as the platform itself, at least once. */
export interface Reaction {
  type: string
  name: string
  run(context: Context, fact: Fact): Promise<void>
}

/** Declares which deed follows a fact. It must do no harm when it runs twice. */
export function on<T extends string, D>(
  kind: EventKind<T, D>,
  name: string,
  run: (context: Context, fact: Fact<T, D>) => Promise<void>,
): Reaction {
  return { type: kind.type, name, run: run as Reaction['run'] }
}
