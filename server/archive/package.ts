import type { Fact } from '../ledger/event.ts'
import { type Bag, openBag } from './bag.ts'
import { filesIn } from './bundle.ts'
import type { Salted } from './verify/archive.ts'
import { type Looking, looking } from './verify/looks.ts'

/** A file of a package. */
export interface Filed {
  path: string
  /** what it is called for people */
  name: string
  bytes: number
  hash: string
  /** when the fact that names it came about; absent: no fact names it */
  madeAt?: number
  pages?: number
}

/** What a fact calls the files that it names. */
type Named = Pick<Filed, 'name' | 'madeAt'>

const DOCUMENTS = 'data/documents/'

/** Words for every file that a fact names: the title that the fact gives it, or what the fact is. */
async function namesIn(bag: Bag, words: ReadonlyMap<string, string>): Promise<Map<string, Named>> {
  const found = new Map<string, Named>()
  const titles = new Map<string, string>()
  for (const line of (await bag.text('data/facts.jsonl')).split('\n').filter(Boolean)) {
    const { fact } = JSON.parse(line) as Salted
    for (const [hash, title] of titled(fact)) if (!titles.has(hash)) titles.set(hash, title)
    const paper = (fact.data as { paper?: unknown }).paper
    const of = typeof paper === 'string' ? (titles.get(paper) ?? found.get(paper)?.name) : undefined
    for (const { sha256 } of filesIn(fact.data)) {
      const name = titles.get(sha256) ?? of ?? words.get(fact.type) ?? fact.type
      if (!found.has(sha256)) found.set(sha256, { name: of ? `${name}（签署后）` : name, madeAt: fact.at })
      if (of) titles.set(sha256, of)
    }
    for (const [hash, name] of titled(fact)) if (!found.has(hash)) found.set(hash, { name, madeAt: fact.at })
  }
  return found
}

/** Titles that a fact gives to files, by their hashes, anywhere in it. */
function titled({ data }: Fact): [hash: string, title: string][] {
  const among = (value: unknown): [string, string][] => {
    if (Array.isArray(value)) return value.flatMap(among)
    if (!value || typeof value !== 'object') return []
    const { title, sha256, ...rest } = value as Record<string, unknown>
    const own: [string, string][] = typeof title === 'string' && typeof sha256 === 'string' ? [[sha256, title]] : []
    return [...own, ...Object.values(rest).flatMap(among)]
  }
  return among(data)
}

/**
 * What lies in a package, by its own list of fingerprints; papers with their pages and under the names that people know.
 *
 * @param words what kinds of facts are called
 * @param look at its PDFs
 */
export async function filesOf(file: string, words: ReadonlyMap<string, string>, look = looking()): Promise<Filed[]> {
  const bag = await openBag(file)
  try {
    const names = await namesIn(bag, words)
    const found: Filed[] = []
    for (const line of (await bag.text('manifest-sha256.txt')).split('\n').filter(Boolean))
      found.push(await filed(bag, { path: line.slice(66), hash: line.slice(0, 64) }, { names, look }))
    return found
  } finally {
    bag.close()
  }
}

async function filed(
  bag: Bag,
  of: Pick<Filed, 'path' | 'hash'>,
  { names, look }: { names: Map<string, Named>; look: Looking },
): Promise<Filed> {
  const { path, hash } = of
  let bytes = 0
  for await (const piece of bag.read(path)) bytes += piece.length
  const { reading } = path.endsWith('.pdf') ? await look(bag, path) : {}
  const named = path.startsWith(DOCUMENTS) ? names.get(hash) : undefined
  const plain = path.replace(/^data\//, '')
  return {
    ...of,
    bytes,
    ...(named ? { ...named, name: `${named.name}\n${plain}` } : { name: plain }),
    ...(reading?.opens ? { pages: reading.pages } : {}),
  }
}
