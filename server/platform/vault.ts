import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Vault } from './platform.ts'

/** A sealed text that was changed, or that was sealed for another purpose or by another vault. */
export class SealBroken extends Error {
  constructor(purpose: string, cause?: unknown) {
    super(`this text was not sealed here for ${purpose}`, { cause })
    this.name = 'SealBroken'
  }
}

/**
 * Opens the platform's own keys in a folder; on the very first start it makes them.
 *
 * The keys appear all together or not at all, readable by the owner only. An incomplete or readable set stops the
 * start: a key made anew would leave tags and sealed texts that nothing matches.
 *
 * @param folder outside the database, the files and their backups
 */
export async function openVault(folder: string): Promise<Vault> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const keys = join(folder, 'keys')
  if (!(await exists(keys))) await makeKeys(folder, keys)
  const [tag, seal, derive] = await Promise.all(['tag', 'seal', 'derive'].map((name) => secret(keys, name)))
  if (!tag || !seal || !derive) throw new Error('unreachable: every secret was read or has thrown')
  const pkcs8 = await readPrivate(join(keys, 'note'))
  const spki = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
    .export({ format: 'der', type: 'spki' })
    .subarray()
  const forPurpose = derivedOnce(seal)
  return {
    tag: (purpose, ...parts) =>
      createHmac('sha256', tag)
        .update(JSON.stringify([purpose, ...parts]))
        .digest('hex'),
    seal: (purpose, text) => sealed(forPurpose(purpose), purpose, text),
    open: (purpose, text) => opened(forPurpose(purpose), purpose, text),
    key: (purpose) => new Uint8Array(derived(derive, purpose)),
    noteKey: () => ({ pkcs8: new Uint8Array(pkcs8), spki: new Uint8Array(spki) }),
  }
}

const nonceBytes = 12
const tagBytes = 16

const derived = (key: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))

const MOST_KEPT = 200

/** The same, and keys of the purposes asked for last are kept: every request opens its session. */
function derivedOnce(key: Uint8Array): (purpose: string) => Buffer {
  const kept = new Map<string, Buffer>()
  return (purpose) => {
    const found = kept.get(purpose) ?? derived(key, purpose)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(purpose, found)
    return found
  }
}

function sealed(key: Buffer, purpose: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function opened(key: Buffer, purpose: string, text: string): string {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < nonceBytes + tagBytes) throw new SealBroken(purpose)
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([cipher.update(bytes.subarray(nonceBytes + tagBytes)), cipher.final()]).toString('utf8')
  } catch (cause) {
    throw new SealBroken(purpose, cause)
  }
}

async function makeKeys(folder: string, keys: string): Promise<void> {
  const draft = await mkdtemp(join(folder, 'draft-')) // mode 0700
  const note = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
  for (const name of ['tag', 'seal', 'derive']) await writePrivate(join(draft, name), randomBytes(32))
  await writePrivate(join(draft, 'note'), note)
  await flush(draft)
  try {
    await rename(draft, keys)
  } catch (error) {
    await rm(draft, { recursive: true })
    // Another process of the first start was faster: its keys are the platform's.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  await flush(folder)
}

async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function secret(keys: string, name: string): Promise<Uint8Array> {
  const bytes = await readPrivate(join(keys, name))
  if (bytes.length !== 32) throw new Error(`the key ${join(keys, name)} has ${bytes.length} bytes, not 32`)
  return bytes
}

async function readPrivate(path: string): Promise<Buffer> {
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) throw new Error(`the key ${path} can be read by others: set its mode to 0600`)
  return readFile(path)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
