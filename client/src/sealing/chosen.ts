import type { Looked } from '../../../crypto/pdf/health.ts'
import { PARTS, type Part } from './checks.ts'
import { nameOf } from './names.ts'

/** Who signed a file here, as its signature was checked afterwards. */
export interface Signed {
  name: string
  serial: string
}

/** A file that the bidder chose for a volume, and what is known of it. */
export interface Chosen {
  file: File
  /** as it is called in the package */
  name: string
  /** whether it is to be signed */
  sign: boolean
  /** what was found in it; absent: it is still being looked at */
  look?: Looked
  /** the signature that was made here, to stand behind the file's bytes */
  tail?: Uint8Array<ArrayBuffer>
  signed?: Signed
  /** why it could not be signed */
  refused?: { zh: string; en: string }
}
export type Files = Record<Part, Chosen[]>

/** No file chosen yet. */
export const NO_FILES: Files = { business: [], technical: [], price: [] }

/** A bid's files, part by part. */
export const allFiles = (files: Files): { part: Part; chosen: Chosen; at: number }[] =>
  PARTS.flatMap((part) => files[part].map((chosen, at) => ({ part, chosen, at })))

/** The file as it is sealed: a signature made here is put behind its bytes, which stay as they are. */
export const asSealed = ({ file, tail }: Chosen): File =>
  tail ? new File([file, tail], file.name, { type: 'application/pdf', lastModified: file.lastModified }) : file

/** Adds files to a volume; one of the same name takes the other's place. */
export function added(files: Files, part: Part, more: readonly File[], sign: boolean): Files {
  const fresh = more.map((file): Chosen => ({ file, name: nameOf(file), sign }))
  const names = new Set(fresh.map(({ name }) => name))
  return { ...files, [part]: [...files[part].filter(({ name }) => !names.has(name)), ...fresh] }
}

/** The same files with what has become known of one of them; one that is no longer chosen is left out. */
export const learned = (files: Files, of: File, more: Partial<Chosen>): Files =>
  Object.fromEntries(
    PARTS.map((part) => [part, files[part].map((one) => (one.file === of ? { ...one, ...more } : one))]),
  ) as Files

/** How files are known again before their content is read. */
export const namesOf = (files: Files): Record<Part, { name: string; size: number }[]> =>
  Object.fromEntries(
    PARTS.map((part) => [part, files[part].map(({ file }) => ({ name: file.name, size: file.size }))]),
  ) as Record<Part, { name: string; size: number }[]>
