import { hex, text, unhex, utf8 } from '../../../crypto/bytes.ts'
import type { Prepared } from './ceremony.ts'
import type { Part } from './checks.ts'
import type { Fields } from './form.ts'

/** What only the bidder may know of a sealing under way; kept encrypted by a key that cannot be taken out of this browser. */
export interface Secrets {
  /** keys of the parts, hexadecimal */
  keys: Record<string, string>
  /** opens the bidder's commitment, hexadecimal */
  salt: string
  fields: Fields
  /** canonical JSON of `machine.json` */
  machine: string
  /** the signatures that were put behind files, base64, by `part/place`: so the same files give the same bytes */
  tails: Record<string, string>
}

/** A sealing that was begun and has no receipt yet: enough to go on after a reload, with the same files. */
export interface Unfinished {
  tender: string
  upload: string
  /** canonical JSON */
  header: string
  bytes: number
  /** bytes of a piece of the upload */
  piece: number
  prepared: Pick<Prepared, 'context' | 'sequence' | 'previous'>
  files: Record<Part, { name: string; size: number }[]>
}

type Stored = Unfinished & { lock: CryptoKey; iv: Uint8Array<ArrayBuffer>; secrets: ArrayBuffer }

const NAME = 'sealing'

/** Notes a sealing that begins; what was noted for the tender before is forgotten. */
export async function begin(of: Unfinished, secrets: Secrets): Promise<void> {
  const { subtle } = crypto
  const lock = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, lock, utf8(JSON.stringify(secrets)))
  await forget(of.tender)
  const stored: Stored = { ...of, lock, iv, secrets: sealed }
  await within('readwrite', ({ sealings }) => sealings.put(stored, of.tender))
}

/** The sealing of this tender that has no receipt yet, if there is one. */
export async function unfinished(tender: string): Promise<(Unfinished & { open(): Promise<Secrets> }) | undefined> {
  const stored = (await within('readonly', ({ sealings }) => sealings.get(tender))) as Stored | undefined
  if (!stored) return undefined
  const { lock, iv, secrets, ...of } = stored
  const open = async (): Promise<Secrets> =>
    JSON.parse(text(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, lock, secrets))))
  return { ...of, open }
}

/**
 * Notes the hash of a piece before it leaves this machine. The piece that was noted before is the only one that may
 * leave under this number: the answer is false for another one.
 */
export async function mayLeave(tender: string, n: number, sha256: Uint8Array): Promise<boolean> {
  const key = `${tender}/${n}`
  let noted = hex(sha256)
  await within('readwrite', ({ pieces }) => {
    const asked = pieces.get(key) // within one transaction: another tab may be sealing too
    asked.addEventListener('success', () => {
      if (asked.result === undefined) pieces.put(noted, key)
      else noted = asked.result
    })
    return asked
  })
  return noted === hex(sha256)
}

/** Forgets all about a sealing: its receipt is there, or it was given up. */
export async function forget(tender: string): Promise<void> {
  await within('readwrite', ({ sealings }) => sealings.delete(tender))
  await within('readwrite', ({ pieces }) => pieces.delete(IDBKeyRange.bound(`${tender}/`, `${tender}0`, false, true)))
}

/** The keys out of the secrets, as bytes. */
export const keysOf = ({ keys }: Secrets): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(keys).map(([part, key]) => [part, unhex(key)]))

async function within(
  mode: IDBTransactionMode,
  deed: (of: { sealings: IDBObjectStore; pieces: IDBObjectStore }) => IDBRequest,
): Promise<unknown> {
  const database = await opened()
  try {
    const change = database.transaction(['sealings', 'pieces'], mode)
    const found = settled(deed({ sealings: change.objectStore('sealings'), pieces: change.objectStore('pieces') }))
    await new Promise<void>((done, fail) => {
      change.oncomplete = () => done()
      change.onabort = () => fail(change.error)
    })
    return await found
  } finally {
    database.close()
  }
}

function opened(): Promise<IDBDatabase> {
  const asked = indexedDB.open(NAME, 2)
  asked.onupgradeneeded = () => {
    for (const store of [...asked.result.objectStoreNames]) asked.result.deleteObjectStore(store)
    asked.result.createObjectStore('sealings')
    asked.result.createObjectStore('pieces')
  }
  return settled(asked)
}

const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
