import { createHash } from 'node:crypto'
import { base64, unbase64 } from '../../crypto/bytes.ts'
import { SourceSilent } from './fetchBytes.ts'
import type { Clock, Files, Vault } from './platform.ts'
import { wholeFile } from './wholeFile.ts'

/** What was fetched is asked for again after this long by the platform's clock, ms. */
export const FRESH = 10 * 60_000
/** A source that was silent is left alone for this long of real time, ms: who waits for it holds others up. */
const REST = 15_000
const SEALED_FOR = 'revocation'

/** What is fetched, and how it may be kept. */
export interface Source {
  name: string
  /** While the source is silent, the last that was fetched still serves. */
  keep: boolean
  /** Its content tells who signed: it is kept sealed. */
  secret: boolean
}

/** What was fetched, and when by the platform's clock, ms. */
export interface Known {
  bytes: Uint8Array
  fetchedAt: number
}

/**
 * Fetches at most once in a while, and remembers the last success also over a restart. Answers undefined while the
 * source is silent and nothing may serve instead; whether what serves is still valid, the path's check decides.
 */
export function sourceCache(of: { files: Files; vault: Vault; clock: Clock }) {
  const known = new Map<string, Known>()
  const silent = new Map<string, number>()
  const running = new Map<string, Promise<Known | undefined>>()

  const keyOf = ({ name, secret }: Source): string =>
    secret ? of.vault.tag(SEALED_FOR, name) : createHash('sha256').update(name).digest('hex')
  async function fetched(source: Source, key: string, fetch: () => Promise<Uint8Array>): Promise<Known | undefined> {
    const before = known.get(key) ?? (await remembered(of, source, fileOf(key)))
    try {
      if ((silent.get(key) ?? 0) > of.clock.real()) throw new SourceSilent('it was silent a moment ago')
      const bytes = await fetch()
      const stored = source.secret ? Buffer.from(of.vault.seal(SEALED_FOR, base64(bytes))) : bytes
      await of.files.put(fileOf(key), stored)
      const now: Known = { bytes, fetchedAt: of.clock.now() }
      known.set(key, now)
      silent.delete(key)
      return now
    } catch (problem) {
      if (!(problem instanceof SourceSilent)) throw problem
      if ((silent.get(key) ?? 0) <= of.clock.real()) silent.set(key, of.clock.real() + REST)
      return source.keep ? before : undefined
    }
  }

  return {
    get: async (source: Source, fetch: () => Promise<Uint8Array>): Promise<Uint8Array | undefined> => {
      const key = keyOf(source)
      const there = known.get(key)
      if (there && of.clock.now() - there.fetchedAt < FRESH) return there.bytes
      const once = running.get(key) ?? fetched(source, key, fetch).finally(() => running.delete(key))
      running.set(key, once)
      return (await once)?.bytes
    },
    /** The last success of this process, and whether the source was silent after it. */
    last: (source: Source) => ({ known: known.get(keyOf(source)), silent: silent.has(keyOf(source)) }),
  }
}

const fileOf = (key: string): string => `revocation/last/${key}`

/** What an earlier process fetched; it is asked for again at once, and serves while the source is silent. */
async function remembered(
  of: { files: Files; vault: Vault },
  { secret }: Source,
  file: string,
): Promise<Known | undefined> {
  if ((await of.files.size(file)) === undefined) return undefined
  const bytes = await wholeFile(of.files.get(file))
  return { bytes: secret ? unbase64(of.vault.open(SEALED_FOR, Buffer.from(bytes).toString())) : bytes, fetchedAt: 0 }
}
