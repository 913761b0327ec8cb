import { type Bytes, concat } from './bytes.ts'
import { label } from './digest.ts'
import { type Context, contextSalt, partInfo } from './envelope.ts'
import { type Suite, suiteHkdf, suiteLabelled } from './suite.ts'

/** What the bidder releases is checked against this. */
export const commitA = (a: Uint8Array, suite: Suite): Bytes => suiteLabelled(suite, 'commit-a', a)

/** What the officers' shares give together is checked against this. */
export const commitB = (b: Uint8Array, suite: Suite): Bytes => suiteLabelled(suite, 'commit-b', b)

/** Not every cipher commits to its key: this does. */
export const commitKey = (key: Uint8Array, suite: Suite): Bytes => suiteLabelled(suite, 'commit-key', key)

/** The key of a part from both secrets: neither side has it alone. */
export const derivePartKey = (
  context: Context,
  part: string,
  a: Uint8Array,
  b: Uint8Array,
  suite: Suite = 'intl',
): Bytes => suiteHkdf(suite, concat(a, b), contextSalt(context, suite), partInfo(part), 32)

/** The key of the canary, from its own secret. */
export const deriveCanaryKey = (context: Context, a: Uint8Array, suite: Suite): Bytes =>
  suiteHkdf(suite, a, contextSalt(context, suite), label('canary'), 32)
