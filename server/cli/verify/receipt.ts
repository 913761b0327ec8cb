import { z } from 'zod'
import { unbase64, unhex, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { checkPath } from '../../../crypto/chain.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { openPromise } from '../../../crypto/promise.ts'
import { readPackage } from '../../../crypto/receive.ts'
import { checkDetached, type SignedBy } from '../../../crypto/signature.ts'
import { checkTimestamp } from '../../../crypto/timestamp.ts'
import { Findings } from '../../archive/verify/report.ts'
import type { Receipt } from '../../bids/receipt.ts'
import type { WithdrawalReceipt } from '../../bids/withdrawalViews.ts'
import type { OutageReceipt } from '../../outages/receipt.ts'
import { natives } from '../../platform/natives.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import { parseInput } from '../inputs.ts'
import type { Trusted } from './anchors.ts'
import { betweenFor, checkRoot, rootsFor, stands, tryPath } from './paths.ts'

type Words = (said: Said) => string

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const part = z.strictObject({ id: z.string(), root: hash, bytes: z.int().positive() })

const party = z.strictObject({ code: z.string(), name: z.string() })
const common = { tender: z.string(), sequence: z.int().positive(), header: hash, commitment: hash }
const reported = { report: z.string(), statement: hash, reportedAt: z.iso.datetime(), commitment: hash }
const received = { ...common, bytes: z.int().positive(), receivedAt: z.iso.datetime() }

/** The shape of a receipt of a bid, of taking it back, of an application or of a report of an outage; what it says is kept as it came, for that is what is signed. */
const Shape = z.strictObject({
  receipt: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('bid.receipt'), bidder: party, parts: z.array(part), ...received }),
    z.looseObject({ kind: z.literal('application.receipt'), applicant: party, root: hash, ...received }),
    z.looseObject({ kind: z.literal('bid.withdrawal'), bidder: party, withdrawnAt: z.iso.datetime(), ...common }),
    z.looseObject({ kind: z.literal('outage.receipt'), reporter: party, ...reported }),
  ]),
  cms: z.string(),
  promise: z.string(),
  token: z.string().nullable(),
  /** where it was kept as the answer of a tool */
  schemaVersion: z.literal(1).optional(),
})

/** A receipt for a bid, for taking it back, or for a report of an outage. */
export type AnyReceipt = Receipt | WithdrawalReceipt | OutageReceipt

/** Whether it is a receipt for what was handed in as a package. */
export const isOfPackage = (found: AnyReceipt): found is Receipt =>
  found.receipt.kind !== 'bid.withdrawal' && found.receipt.kind !== 'outage.receipt'

/** When the platform says that it was. */
function momentOf({ receipt }: AnyReceipt): number {
  if (receipt.kind === 'bid.withdrawal') return Date.parse(receipt.withdrawnAt)
  return Date.parse(receipt.kind === 'outage.receipt' ? receipt.reportedAt : receipt.receivedAt)
}

/** Reads a receipt: JSON, or a PDF that carries it as `receipt.json`. Ends with the code for what cannot be read. */
export async function readReceipt(bytes: Uint8Array, path: string): Promise<AnyReceipt> {
  const pdf = Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
  const json = pdf ? await attached(bytes) : bytes
  if (!json) throw new Stop(EXIT.unreadable, `${path} 中没有 receipt.json`, `${path} carries no receipt.json`)
  const read = Shape.safeParse(parseInput(json, path))
  if (read.success) return read.data as unknown as AnyReceipt
  const where = read.error.issues[0]?.path.join('.') ?? ''
  throw new Stop(
    EXIT.unreadable,
    `${path} 不是平台的回执（${where}）`,
    `${path} is not a receipt of the platform (${where})`,
  )
}

async function attached(pdf: Uint8Array): Promise<Uint8Array | undefined> {
  const { attachmentOf } = await import('../../documents/read.ts') // large, and only this takes it
  return attachmentOf(pdf, 'receipt.json')
}

/**
 * Checks a receipt with what the caller trusts: who signed it, the path to a root, the time stamp, the log's promise.
 * What cannot be checked for want of an anchor, a revocation list or the stamp itself is undecided and says what is missing.
 */
export async function checkReceiptFile(found: AnyReceipt, trusted: Trusted, words: Words): Promise<Findings> {
  const findings = new Findings()
  const at = momentOf(found)
  let by: SignedBy | undefined
  await findings.try('signature', words({ zh: '回执签名', en: 'the signature over the receipt' }), async () => {
    by = await checkDetached(unbase64(found.cms), utf8(canonical(found.receipt)))
    return `${by.certificate.subject.commonName ?? ''} SHA-256 ${by.certificate.fingerprint}`
  })
  if (by) {
    checkPlatform(findings, by, trusted, words)
    await checkRoot(findings, by, trusted, { at, words })
  }
  nameUnasked(findings, found, words)
  await checkToken(findings, found, trusted, words)
  await checkPromise(findings, found, trusted, words)
  return findings
}

/** Names a signature that the receipt acknowledges whose certificate was relied on without asking whether it was revoked, and why. */
function nameUnasked(findings: Findings, { receipt }: AnyReceipt, words: Words): void {
  const certificate = 'certificate' in receipt ? receipt.certificate : null
  const reason = certificate?.noRevocation ?? ('noRevocation' in receipt ? receipt.noRevocation : undefined)
  if (typeof reason !== 'string' || !reason) return
  const title = words({
    zh: '所受理签名的证书受理时未查询是否已被吊销（签发机构不提供查询），经两人签名的理由',
    en: 'whether the certificate of the signature that was taken was revoked nobody asked (its authority does not say); why, signed by two',
  })
  findings.checks.push({ id: 'unasked', title, verdict: 'valid', detail: reason })
}

/** The signer is the platform that the caller knows: any other certificate of the same authority is not enough. */
export function checkPlatform(findings: Findings, { certificate }: SignedBy, trusted: Trusted, words: Words): void {
  const title = words({ zh: '签名者是平台', en: 'it is the platform that signed' })
  if (!trusted.platform.length) {
    const zh = '请用 --platform 给出您所知的平台证书或其 SHA-256'
    findings.undecided('platform', title, words({ zh, en: 'name the platform’s certificate with --platform' }))
    return
  }
  const verdict = trusted.platform.includes(certificate.fingerprint) ? 'valid' : 'invalid'
  findings.checks.push({ id: 'platform', title, verdict, detail: `SHA-256 ${certificate.fingerprint}` })
}

/** The trusted time stamp over the fact's commitment, by the roots that the caller brought. */
async function checkToken(
  findings: Findings,
  { receipt, token }: AnyReceipt,
  trusted: Trusted,
  words: Words,
): Promise<void> {
  const title = words({ zh: '时间戳', en: 'the trusted time stamp' })
  const missing = (zh: string, en: string): void => findings.undecided('timestamp', title, words({ zh, en }))
  if (!token)
    return missing(
      '这份回执取得时尚未补盖，请向平台重新索取回执',
      'there was none yet when this receipt was fetched: ask for the receipt again',
    )
  if (!trusted.roots.length && trusted.root === undefined && !trusted.list)
    return missing('没有信任的根证书：请用 --trust 或 --root', 'no root that you trust: --trust or --root')
  await tryPath(findings, { id: 'timestamp', title }, async () => {
    const { certificate, chain, at, evidence } = await checkTimestamp(unbase64(token), unhex(receipt.commitment))
    const used = { at, use: 'timestamp' as const }
    const intermediates = [...chain, ...betweenFor(trusted)]
    const trust = { roots: rootsFor(trusted, chain), intermediates, crls: trusted.crls }
    const path = await checkPath(certificate, { ...trust, ocsps: evidence.ocsps }, at, 'timestamp')
    return stands(path, { trusted, used, detail: new Date(at).toISOString() }, words)
  })
}

/** The log's promise, with the log's key as the caller knows it. */
async function checkPromise(findings: Findings, found: AnyReceipt, { log }: Trusted, words: Words): Promise<void> {
  const title = words({ zh: '日志承诺', en: 'the log’s promise' })
  if (!log) {
    const zh = '没有日志公钥：请用 --verifier 给出日志公钥行'
    findings.undecided('promise', title, words({ zh, en: 'no key of the log: give its line with --verifier' }))
    return
  }
  await findings.try('promise', title, async () => {
    const promised = await openPromise(found.promise, [log])
    if (promised.commitment !== found.receipt.commitment)
      throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'commitment' })
    return words({ zh: `不迟于第 ${promised.beat} 拍写入`, en: `in the log by beat ${promised.beat}` })
  })
}

/** Reads a package from its first byte to its last and compares it with what the receipt says came in. */
export async function checkReceivedPackage(
  findings: Findings,
  { receipt }: Receipt,
  bytes: AsyncIterable<Uint8Array>,
  words: Words,
): Promise<void> {
  const title = words({ zh: '投标文件与回执一致', en: 'the package is the one of the receipt' })
  await findings.try('package', title, async () => {
    const { headerHash, header, parts } = await readPackage(bytes, natives)
    const came = parts.map(({ id, root, bytes }) => ({ id, root, bytes }))
    const { root } = receipt as { root?: string } // of an application, which has one part
    const pairs = {
      header: [headerHash, receipt.header],
      parts: root ? [came[0]?.root, root] : [canonical(came), canonical(receipt.parts)],
      tender: [header.context.tender, receipt.tender],
      sequence: [header.context.sequence, receipt.sequence],
    }
    for (const [member, [is, said]] of Object.entries(pairs))
      if (is !== said) throw new CryptoProblem('CONTEXT_MISMATCH', { member })
    return `${receipt.bytes} bytes, ${headerHash.slice(0, 16)}…`
  })
}
