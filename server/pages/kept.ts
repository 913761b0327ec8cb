import type { Sequelize } from 'sequelize'

/** What was made once from a database and is good as long as its version stands: the most recently used of it, up to `most`. */
export function keptBy<T>(
  most: number,
): (database: Sequelize, key: string, version: string, make: () => Promise<T>) => Promise<T> {
  const all = perDatabase(() => new Map<string, { version: string; made: Promise<T> }>())
  return (database, key, version, make) => {
    const kept = all(database)
    const known = kept.get(key)
    kept.delete(key)
    const one = known?.version === version ? known : { version, made: make() }
    kept.set(key, one)
    one.made.catch(() => kept.get(key) === one && kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return one.made
  }
}

/**
 * Reads for many askers at once: whoever asks while a turn of the event loop lasts is answered from one read, which
 * begins after all of them asked, so that nobody is told what was true before.
 */
export function gathered<K, V>(read: (keys: K[]) => Promise<ReadonlyMap<K, V>>): (key: K) => Promise<V | undefined> {
  let asked: { keys: Set<K>; answers: Promise<ReadonlyMap<K, V>> } | undefined
  return async (key) => {
    if (!asked) {
      const keys = new Set<K>()
      const answers = new Promise<void>((turn) => setImmediate(turn)).then(() => {
        asked = undefined
        return read([...keys])
      })
      asked = { keys, answers }
    }
    asked.keys.add(key)
    return (await asked.answers).get(key)
  }
}

/** One of a kind for each database. */
export function perDatabase<T>(make: (database: Sequelize) => T): (database: Sequelize) => T {
  const made = new WeakMap<Sequelize, T>()
  return (database) => {
    const one = made.get(database) ?? make(database)
    made.set(database, one)
    return one
  }
}
