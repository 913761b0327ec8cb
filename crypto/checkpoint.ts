import { type Bytes, base64, concat, equal, hex, plain, unbase64, utf8 } from './bytes.ts'
import { sha256 } from './digest.ts'
import { CryptoProblem } from './problem.ts'

const ED25519 = 1
const MOST_SIGNATURES = 100
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f]/
const NAME = /^[^\s+\p{C}]+$/u

/** What a log says of itself at one moment (C2SP tlog-checkpoint): its name, its size, its root. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extension?: readonly string[] }

/** A key that signs notes. The private half (PKCS#8) never leaves the process that made or was given it. */
export type NoteKey = { name: string; publicKey: Bytes; pkcs8: Bytes }

/** The public half, as published: who signs, and with which Ed25519 key (32 bytes). */
export type Verifier = { name: string; publicKey: Uint8Array }

/** The text of a checkpoint, ready for signing. */
export function formatCheckpoint({ origin, size, root, extension = [] }: Checkpoint): string {
  const lines = [origin, String(size), base64(root), ...extension]
  const text = `${lines.join('\n')}\n`
  parseCheckpoint(text)
  return text
}

/** Reads the text of a checkpoint, strictly. Throws CHECKPOINT_INVALID. */
export function parseCheckpoint(text: string): Checkpoint & { root: Bytes; extension: string[] } {
  if (!text.endsWith('\n')) throw invalid('the last line is not closed')
  const [origin = '', digits = '', encoded = '', ...extension] = text.slice(0, -1).split('\n')
  if (origin === '' || extension.includes('') || CONTROL.test(text)) throw invalid('lines')
  if (!/^(0|[1-9][0-9]*)$/.test(digits) || !Number.isSafeInteger(Number(digits))) throw invalid('size')
  return { origin, size: Number(digits), root: rootIn(encoded), extension }
}

/** Makes a key that signs under a name, such as `trade.example/log`. */
export async function newNoteKey(name: string): Promise<NoteKey> {
  checkName(name)
  const { subtle } = globalThis.crypto
  const pair = (await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair
  return {
    name,
    publicKey: new Uint8Array(await subtle.exportKey('raw', pair.publicKey)),
    pkcs8: new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)),
  }
}

/** The four bytes that say which key signed (C2SP signed-note). */
export const keyId = ({ name, publicKey }: Verifier): Bytes =>
  sha256(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey).slice(0, 4)

/** A verifier in one line, `name+id+key`, as others paste it into their configuration. */
export const formatVerifier = (verifier: Verifier): string =>
  `${verifier.name}+${hex(keyId(verifier))}+${base64(concat(Uint8Array.of(ED25519), verifier.publicKey))}`

/** Reads that line; the id in it must be the key's. Throws NOTE_MALFORMED. */
export function parseVerifier(line: string): Verifier & { publicKey: Bytes } {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line) ?? []
  checkName(name)
  const key = decoded(encoded)
  const verifier = { name, publicKey: key.slice(1) }
  if (key.length !== 33 || key[0] !== ED25519 || hex(keyId(verifier)) !== id) throw malformed('not an Ed25519 verifier')
  return verifier
}

/** A text with its signature (C2SP signed-note). The text ends with a line feed. */
export async function signNote(text: string, key: NoteKey): Promise<string> {
  checkText(text)
  checkName(key.name)
  return `${text}\n${await signatureLine(text, key)}`
}

/** Adds a further signature to a note: a witness that saw the same text. */
export async function cosignNote(note: string, key: NoteKey): Promise<string> {
  const { text } = divide(note)
  return `${note}${await signatureLine(text, key)}`
}

/**
 * Opens a note: at least one of the verifiers signed it, and none of theirs is false. Signatures by others are
 * skipped, they say nothing. Throws NOTE_MALFORMED or NOTE_SIGNATURE_INVALID.
 *
 * @returns the text and the names of those verifiers that signed it
 */
export async function openNote(
  note: string,
  verifiers: readonly Verifier[],
): Promise<{ text: string; signers: string[] }> {
  const { text, signatures } = divide(note)
  const signers: string[] = []
  for (const { name, id, signature } of signatures) {
    const known = verifiers.find((verifier) => verifier.name === name && equal(keyId(verifier), id))
    if (!known) continue
    if (!(await verifyEd25519(known.publicKey, utf8(text), signature)))
      throw new CryptoProblem('NOTE_SIGNATURE_INVALID', { name })
    if (signers.includes(name)) throw malformed('one signer twice')
    signers.push(name)
  }
  if (signers.length === 0) throw new CryptoProblem('NOTE_SIGNATURE_INVALID', { why: 'no known signer' })
  return { text, signers }
}

function divide(note: string) {
  const at = note.lastIndexOf('\n\n')
  if (at < 0 || !note.endsWith('\n')) throw malformed('no signatures')
  const text = note.slice(0, at + 1)
  checkText(text)
  const lines = note.slice(at + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) throw malformed('too many signatures')
  return { text, signatures: lines.map(parseLine) }
}

function parseLine(line: string) {
  const [, name = '', encoded = ''] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? []
  checkName(name)
  const bytes = decoded(encoded)
  if (bytes.length < 5) throw malformed('a signature is too short')
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) }
}

async function signatureLine(text: string, key: NoteKey): Promise<string> {
  const { subtle } = globalThis.crypto
  const signer = await subtle.importKey('pkcs8', plain(key.pkcs8), 'Ed25519', false, ['sign'])
  const signature = new Uint8Array(await subtle.sign('Ed25519', signer, utf8(text)))
  return `\u2014 ${key.name} ${base64(concat(keyId(key), signature))}\n`
}

/** Whether an Ed25519 signature over bytes is by a key of 32 bytes. */
export async function verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const { subtle } = globalThis.crypto
  if (publicKey.length !== 32) throw malformed('an Ed25519 key has 32 bytes')
  const key = await subtle.importKey('raw', plain(publicKey), 'Ed25519', false, ['verify'])
  return subtle.verify('Ed25519', key, plain(signature), plain(bytes))
}

function rootIn(encoded: string): Bytes {
  try {
    const root = unbase64(encoded)
    if (root.length === 32) return root
  } catch {
    // falls through: said below with the checkpoint's own code
  }
  throw invalid('root')
}

function decoded(encoded: string): Bytes {
  try {
    return unbase64(encoded)
  } catch {
    throw malformed('base64')
  }
}

function checkText(text: string): void {
  if (!text.endsWith('\n') || text.length < 2 || CONTROL.test(text)) throw malformed('text')
  utf8(text)
}

function checkName(name: string): void {
  if (!NAME.test(name)) throw malformed('name')
}

const malformed = (why: string) => new CryptoProblem('NOTE_MALFORMED', { why })
const invalid = (why: string) => new CryptoProblem('CHECKPOINT_INVALID', { why })
