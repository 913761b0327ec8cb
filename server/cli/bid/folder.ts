import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalBytes } from '../../../crypto/canonical.ts'
import { paddedBytes, type SourceFile } from '../../../crypto/contents.ts'
import { isCodePattern } from '../../../crypto/organisationCode.ts'
import { type BidForm, CompleteForm } from '../../bids/contract.ts'
import type { SealedMachine } from '../../bids/machine.ts'
import { CeilingMethod } from '../../tenders/ceiling.ts'
import { CreditCode, FenText, Hash, SEATS } from '../../tenders/contract.ts'
import { EXIT, Stop } from '../exit.ts'
import { parseInput, readInput } from '../inputs.ts'
import { machineFile } from './machine.ts'
import { Logged } from './proof.ts'

const AnchorShape = z.strictObject({
  name: z.string(),
  roots: z.array(z.base64()).min(1),
  intermediates: z.array(z.base64()),
  code: z.strictObject({
    from: z.enum(['subject', 'extension']),
    oid: z.string(),
    pattern: z.string().refine(isCodePattern),
  }),
})

/** What a bid answers, as the platform published it: `tender.json` in the bid's folder. */
export const TenderFile = z.strictObject({
  v: z.literal(2),
  code: z.string(),
  name: z.string(),
  /** where it was read */
  from: z.url(),
  /** absent: it is computed at the opening, as `ceilingMethod` says */
  ceiling: FenText.optional(),
  ceilingMethod: CeilingMethod.optional(),
  context: z.strictObject({ tender: z.string(), document: Hash, ceremony: Hash, deadline: z.iso.datetime() }),
  notice: Hash,
  version: z.int().nonnegative(),
  documents: z.array(z.strictObject({ title: z.string(), bytes: z.int(), sha256: Hash })),
  needed: z.int().min(2),
  remedy: z.literal('code').optional(),
  /** the technical volume tells nobody's name: what is asked of its form */
  blind: z.strictObject({ pages: z.int().positive().optional() }).optional(),
  officers: z
    .array(z.strictObject({ role: z.enum(SEATS), organisation: CreditCode, name: z.string(), spki: z.base64() }))
    .min(2)
    .max(SEATS.length),
  /** codes of those that may publish: the tenderer and its agent */
  hosts: z.array(CreditCode).min(1).max(2),
  /** what proves notice and keys: facts with their way to a signed head of the log */
  evidence: z.array(Logged).max(20),
  /** the roots up to which the signatures are led: the bidder's own, or those that the platform showed */
  anchors: z.array(AnchorShape).max(50),
  /** the platform's certificate and the log's key, as they were when the tender was first read */
  platform: z.strictObject({ certificate: z.base64(), verifier: z.string() }),
})
export type TenderFile = z.infer<typeof TenderFile>

/** The volumes of a bid: how the folder calls them, and the package. */
export const VOLUMES = [
  { folder: '商务标', id: 'business' },
  { folder: '技术标', id: 'technical' },
  { folder: '报价', id: 'price' },
] as const

/** The name of the form in the price volume. */
export const FORM = 'form.json'

/** What tells who the bidder is, a line each: looked for in blind volumes. */
export const HINTS = '身份信息.txt'

/** A volume of the folder as it is: its files, without hidden ones, and what does not belong there. */
export interface Volume {
  folder: string
  id: string
  files: { name: string; path: string; bytes: number }[]
  strange: string[]
}

/** What must not be told in a blind volume: a line each, after `#` a remark. Nothing where there is no such file. */
export async function readHints(dir: string): Promise<string[] | undefined> {
  const text = await readFile(join(dir, HINTS), 'utf8').catch(() => undefined)
  return text
    ?.split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
}

/** Reads `tender.json`; ends with the code for what cannot be read. */
export async function readTender(dir: string): Promise<TenderFile> {
  const path = join(dir, 'tender.json')
  const read = TenderFile.safeParse(parseInput(await readInput(path), path))
  if (read.success) return read.data
  const where = read.error.issues[0]?.path.join('.') ?? ''
  throw new Stop(EXIT.unreadable, `${path} 不符合格式（${where}）`, `${path} is not as \`init\` writes it (${where})`)
}

/** Lists the volumes; a folder that is not there has no files. */
export const readVolumes = (dir: string): Promise<Volume[]> => Promise.all(VOLUMES.map((one) => readVolume(dir, one)))

async function readVolume(dir: string, { folder, id }: (typeof VOLUMES)[number]): Promise<Volume> {
  const volume: Volume = { folder, id, files: [], strange: [] }
  const found = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => [])
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const path = join(dir, folder, entry.name)
    const fits =
      entry.isFile() && (entry.name.toLowerCase().endsWith('.pdf') || (id === 'price' && entry.name === FORM))
    if (!fits) volume.strange.push(`${folder}/${entry.name}`)
    else volume.files.push({ name: entry.name.normalize('NFC'), path, bytes: (await stat(path)).size })
  }
  return volume
}

/** The form of the price volume, complete. Throws where it is not. */
export async function readForm(dir: string): Promise<CompleteForm> {
  const path = join(dir, '报价', FORM)
  return CompleteForm.parse(parseInput(await readInput(path), path))
}

/** The volumes as they are sealed: the form in its one text, the PDF files byte for byte, and what is said of the machine. */
export function partsOf(
  volumes: readonly Volume[],
  form: BidForm,
  machine?: SealedMachine,
): { id: string; files: SourceFile[] }[] {
  const formBytes = canonicalBytes(form)
  async function* oneForm(): AsyncGenerator<Uint8Array> {
    yield formBytes
  }
  return volumes.map(({ id, files }) => ({
    id,
    files: [
      ...files.map(({ name, path, bytes }) =>
        name === FORM
          ? { name, type: 'application/json', bytes: formBytes.length, read: oneForm }
          : {
              ...{ name, type: 'application/pdf', bytes },
              read: () => createReadStream(path, { highWaterMark: 1024 * 1024 }),
            },
      ),
      ...(machine && id === 'business' ? [machineFile(machine)] : []),
    ],
  }))
}

/** How many bytes the volumes have in the package, without its header. */
export const sealedSize = (parts: readonly { files: readonly SourceFile[] }[]): number =>
  parts.reduce((sum, { files }) => sum + paddedBytes(files), 0)
