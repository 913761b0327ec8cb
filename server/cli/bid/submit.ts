import { existsSync } from 'node:fs'
import { utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import type { HandedIn } from '../../bids/acknowledged.ts'
import type { Receipt } from '../../bids/receipt.ts'
import type { Given } from '../arguments.ts'
import { EXIT, Stop } from '../exit.ts'
import { writeWhole } from '../outputs.ts'
import { checkReceipt, handIn, prepare } from '../submitting.ts'
import type { Terminal } from '../terminal.ts'
import { type Beside, besides, knownBeside, mayReplace, readSent, type Sent } from './package.ts'
import { checkStillFits, type Way, wayOf } from './upload.ts'

/** Hands in a package that was uploaded before: its manifest is signed with a fresh ticket. */
export async function submit(call: Given, terminal: Terminal): Promise<number> {
  const way = await wayOf(call, terminal)
  if (!existsSync(besides(way.file, 'upload.json')))
    throw new Stop(EXIT.usage, '尚未上传：请先运行 upload', 'nothing was uploaded: run upload first')
  const sent = await readSent(way.file)
  if (!sent.complete || sent.header !== way.beside.header)
    throw new Stop(
      EXIT.usage,
      '上传未完成：请先运行 upload --resume',
      'the upload is not complete: run upload --resume first',
    )
  return handOver(way, sent, terminal, call.flag('force'))
}

/** Signs, hands in, checks the receipt and keeps it as JSON and as PDF. What was handed in already is not again. */
export async function handOver(way: Way, { upload }: Sent, terminal: Terminal, force: boolean): Promise<number> {
  const { file, beside, client } = way
  const path = `/tenders/${beside.tender}/bid`
  const [json, pdf] = [besides(file, 'receipt.json'), besides(file, 'receipt.pdf')]
  await mayReplace(json, force, ({ header }) => header === beside.header)
  const mine = await client.get<{ stage: string; header?: string; receipt?: Receipt | null }>(path)
  const already = mine.stage === 'sealed' && mine.header === beside.header ? mine.receipt : undefined
  const receipt = already ?? (await handInNow(way, upload))
  await writeWhole(json, utf8(canonical(receipt)), true)
  await checkReceipt(receipt, handed(beside, already ? undefined : await serialOf(way)), knownBeside(beside))
  await writeWhole(pdf, await client.bytes(`${path}/receipt.pdf`), true)
  if (terminal.json) terminal.object({ schemaVersion: 1, ...receipt })
  else for (const line of [receipt.receipt.fact, receipt.receipt.receivedAt, json, pdf]) terminal.line(line)
  terminal.note(
    already ? '此前已经递交，回执已取回' : '已递交，平台已签发回执',
    already ? 'it was submitted before: here is its receipt' : 'submitted: the platform signed a receipt',
  )
  return EXIT.valid
}

const serialOf = async ({ client }: Way): Promise<string> => (await client.keys()).signer.certificate.serial

/** What was handed in; of a bid that is there already the certificate may have been another one of the same bidder. */
const handed = ({ tender, bidder, sequence, header, parts }: Beside, serial: string | undefined): HandedIn => ({
  ...{ tender, bidder, sequence, header, parts, serial },
})

async function handInNow({ file, beside, client }: Way, upload: string): Promise<Receipt> {
  const { tender, bidder, salt, header, parts } = beside
  const prepared = await prepare(client, tender)
  await checkStillFits(file, beside, prepared)
  const { sequence, previous, ticket } = prepared
  return handIn(client, upload, { header, parts }, { tender, sequence, previous, ticket, bidder, salt })
}
