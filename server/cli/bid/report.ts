import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { checkAcknowledgement, type KnownPlatform } from '../../../crypto/acknowledgement.ts'
import { hex, random, text, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import { hashOf } from '../../access/statement.ts'
import { OutageKind, ReportOutage, reportFields } from '../../outages/contract.ts'
import type { OutageReceipt } from '../../outages/receipt.ts'
import { type Given, oneWordAtMost } from '../arguments.ts'
import { keysFor } from '../chosen.ts'
import { Client, Refused } from '../client.ts'
import { EXIT, Stop } from '../exit.ts'
import { parseInput, readInput } from '../inputs.ts'
import { mayStand, mayWrite, writeWhole } from '../outputs.ts'
import type { Terminal } from '../terminal.ts'
import { originOf } from './init.ts'
import { readManifest } from './package.ts'

/**
 * Reports that the platform failed. The word is a file that was saved meanwhile: evidence (what was noted, signed), or a report
 * that was signed but could not be sent. What cannot be sent now is kept beside the receipt's place, and sent by the same call
 * again: the platform answers the same report with the same receipt.
 */
export async function report(call: Given, terminal: Terminal): Promise<number> {
  const origin = originOf(call.need('to'))
  const output = call.need('output')
  const draft = `${output.replace(/\.json$/, '')}.unsent.json`
  mayStand([output])
  mayWrite([output], call.flag('force'))
  const known = await knownBy(call)
  const keys = await keysFor(call, terminal)
  const code = keys.signer.certificate.organisationCode
  if (!code) throw new Stop(EXIT.key, '所用证书不是单位的证书', 'the certificate is not an organisation’s')
  const client = new Client({ id: code, role: 'bidder' }, [origin], async () => keys)
  const told = existsSync(draft) ? await preparedIn(draft) : await tell(call)
  if (!('cms' in told)) await writeWhole(draft, utf8(canonical(told)), true) // kept, should the platform be out even now
  const receipt = await send(client, told, draft)
  await writeWhole(output, utf8(canonical(receipt)), true)
  await checkReport(receipt, told, known)
  if (terminal.json) terminal.object({ schemaVersion: 1, ...receipt })
  else for (const line of [receipt.receipt.fact, receipt.receipt.reportedAt, output]) terminal.line(line)
  if (!known) terminal.note(...UNKNOWN)
  return EXIT.valid
}

/** Signs what is not signed yet and sends it. What was declined is not kept: it would be declined again. */
async function send(client: Client, told: Told, draft: string): Promise<OutageReceipt> {
  const cms = told.cms ?? (await client.sign('outage.report', reportFields(told)))
  try {
    const receipt = await client.post<OutageReceipt>('/outages', { ...told, cms })
    await rm(draft, { force: true })
    return receipt
  } catch (problem) {
    if (problem instanceof Refused && problem.status < 500) await rm(draft, { force: true })
    throw problem
  }
}

const UNKNOWN = [
  '没有事先所知的平台证书可比对（--package）：请用 yangguang-verify receipt 核验回执',
  'the platform was not known before (--package): check the receipt with yangguang-verify receipt',
] as const

type Told = Omit<ReportOutage, 'cms'> & { cms?: string }

/** The platform as it was known when a package was made. */
async function knownBy(call: Given): Promise<KnownPlatform | undefined> {
  const file = call.text('package')
  if (file === undefined) return undefined
  const { platform } = await readManifest(file)
  return { verifier: platform.verifier, fingerprint: parseCertificate(unbase64(platform.certificate)).fingerprint }
}

/** A report that was made before and could not be sent; signed already where the browser saved it. */
async function preparedIn(file: string): Promise<Told> {
  const read = ReportOutage.partial({ cms: true }).safeParse(parseInput(await readInput(file), file))
  if (read.success) return read.data as Told
  const where = read.error.issues[0]?.path.join('.') ?? ''
  throw new Stop(EXIT.unreadable, `${file} 不是故障报告（${where}）`, `${file} is no report of a failure (${where})`)
}

/** A new report out of the options and the file of evidence, or the one that the file is. */
async function tell(call: Given): Promise<Told> {
  const file = oneWordAtMost(call, '证据文件', 'file of evidence')
  const content = file === undefined ? null : text(await readInput(file))
  if (file !== undefined && content !== null && 'report' in Object(parseInput(utf8(content), file)))
    return preparedIn(file)
  const until = call.text('until')
  const tender = call.text('tender')
  return {
    report: `outage-${hex(random(16))}`,
    ...(tender === undefined ? {} : { tender }),
    ...{ kind: kindOf(call.need('kind')), from: momentOf(call.need('from'), 'from') },
    to: until === undefined ? null : momentOf(until, 'until'),
    account: text(await readInput(call.need('account'))).trim(),
    ...{ attempts: [], evidence: content },
  }
}

function kindOf(given: string): OutageKind {
  const read = OutageKind.safeParse(given)
  if (read.success) return read.data
  const kinds = OutageKind.options.join(', ')
  throw new Stop(EXIT.usage, `--kind 后应为 ${kinds} 之一`, `--kind takes one of ${kinds}`)
}

/** A moment with its zone: another machine reads the same one. */
function momentOf(given: string, option: string): number {
  const at = /(Z|[+-]\d\d:\d\d)$/.test(given) ? Date.parse(given) : Number.NaN
  if (!Number.isNaN(at)) return at
  const example = '2026-04-07T09:30:00+08:00'
  throw new Stop(
    EXIT.usage,
    `--${option} 后应为带时区的时间，如 ${example}`,
    `--${option} takes a time such as ${example}`,
  )
}

/** That the receipt speaks of what was told, and is signed by the platform that was known before. */
async function checkReport(receipt: OutageReceipt, told: Told, known: KnownPlatform | undefined): Promise<void> {
  const statement = hashOf({ ...reportFields(told), what: 'outage.report' })
  if (receipt.receipt.report !== told.report || receipt.receipt.statement !== statement)
    throw new Stop(EXIT.invalid, '平台的回执与所报内容不一致', 'the receipt speaks of another report')
  if (known) await checkAcknowledgement(receipt, known)
}
