import { concat, unhex, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { chunkRange, type Header } from '../../../crypto/envelope.ts'
import { openPart } from '../../../crypto/part.ts'
import { readPackage } from '../../../crypto/receive.ts'
import type { BidForm } from '../../bids/contract.ts'
import { publicForm } from '../../bids/masking.ts'
import { natives } from '../../platform/natives.ts'
import type { Bag } from '../bag.ts'
import type { Opened, Salted } from './archive.ts'
import { refuseAny } from './report.ts'

interface SealedFact {
  bidderTag: string
  header: string
  sequence: number
  parts: { id: string; root: string; bytes: number }[]
}
interface UnsealedFact {
  bidderTag: string
  form: unknown
  files: { part: string; name: string; sha256: string; bytes: number }[]
}

/** Every package is the one that was received; with the published keys it opens to what was read out. */
export async function checkBids({ bag, facts }: Opened): Promise<string> {
  const wrong: string[] = []
  let opened = 0
  const tags = new Set(
    bag.paths.filter((path) => /^data\/bids\/[^/]+\/package\.bid$/.test(path)).map((path) => path.split('/')[2] ?? ''),
  )
  for (const { fact } of facts)
    if (
      (fact.type === 'bid.unsealed' || fact.type === 'bid.unopened') &&
      !tags.has((fact.data as UnsealedFact).bidderTag)
    )
      wrong.push(`the package of ${(fact.data as UnsealedFact).bidderTag.slice(0, 12)} is missing`)
  for (const tag of tags) {
    try {
      opened += await checkBid(bag, facts, tag)
    } catch (problem) {
      wrong.push(
        `bid ${tag.slice(0, 12)}: ${String((problem as { code?: string }).code ?? (problem as Error).message)}`,
      )
    }
  }
  refuseAny(wrong, 'bids are not as the facts say')
  return `${tags.size} sealed packages, ${opened} opened again`
}

async function checkBid(bag: Bag, facts: Salted[], tag: string): Promise<number> {
  const of = <T extends { bidderTag: string }>(type: string): T | undefined =>
    facts.filter(({ fact }) => fact.type === type && (fact.data as T).bidderTag === tag).at(-1)?.fact.data as
      | T
      | undefined
  const sealed = of<SealedFact>('bid.sealed')
  const path = `data/bids/${tag}/package.bid`
  const received = await readPackage(bag.read(path), natives)
  const parts = received.parts.map(({ id, root, bytes }) => ({ id, root, bytes }))
  if (!sealed || received.headerHash !== sealed.header || canonical(parts) !== canonical(sealed.parts))
    throw new Error('this is not the package that was received')
  const unsealed = of<UnsealedFact>('bid.unsealed')
  if (!unsealed) return 0
  const keys = JSON.parse(await bag.text(`data/bids/${tag}/keys.json`)) as Record<string, string>
  for (const { id, root } of received.parts)
    await checkPart(bag, path, { header: received.header, id, root, key: keys[id] ?? '' }, unsealed)
  return 1
}

async function checkPart(
  bag: Bag,
  path: string,
  { header, id, root, key }: { header: Header; id: string; root: string; key: string },
  unsealed: UnsealedFact,
): Promise<void> {
  const part = await openPart(header, id, unhex(key), chunksInOrder(bag, path, header, id), natives)
  const namesOf = (files: readonly { name: string; sha256: string }[]): string =>
    files.map(({ name, sha256 }) => `${name} ${sha256}`).join()
  const found = await part.verify(root)
  if (namesOf(unsealed.files.filter((file) => file.part === id)) !== namesOf(found))
    throw new Error(`part ${id} holds other files`)
  if (id !== 'price') return
  const pieces: Uint8Array[] = []
  for await (const piece of part.read('form.json')) pieces.push(piece)
  const form = JSON.parse(new TextDecoder().decode(concat(...pieces))) as BidForm
  // of natural persons the public is shown no whole name; earlier facts say what the form says
  const shown = [publicForm(form), form].map((one) => canonical(one))
  if (!shown.includes(canonical(unsealed.form))) throw new Error('another price was read out than was sealed')
}

/** Chunks of a part; the package is read forwards, and anew only when an earlier chunk is asked for. */
export function chunksInOrder(
  bag: Bag,
  path: string,
  header: Header,
  id: string,
): (index: number) => Promise<Uint8Array> {
  let source: AsyncIterator<Uint8Array> | undefined
  let at = 0
  let rest: Uint8Array = utf8('')
  return async (index) => {
    const { from, to } = chunkRange(header, id, index)
    if (!source || at > from) {
      source = bag.read(path)[Symbol.asyncIterator]()
      at = 0
      rest = utf8('')
    }
    const found: Uint8Array[] = []
    while (at < to) {
      if (!rest.length) {
        const next = await source.next()
        if (next.done) throw new Error('the package ends too early')
        rest = next.value
      }
      if (at + rest.length <= from) {
        at += rest.length
        rest = utf8('')
        continue
      }
      const start = Math.max(0, from - at)
      const end = Math.min(rest.length, to - at)
      found.push(rest.slice(start, end))
      at += end
      rest = rest.subarray(end)
    }
    return concat(...found)
  }
}
