import { ZodError } from 'zod'
import { unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { checkDetached, type SignedBy } from '../../crypto/signature.ts'
import { checkNotLost } from '../access/lost.ts'
import { checkStatement } from '../access/statement.ts'
import { rely, unaskedReason } from '../access/trust.ts'
import { stampFact } from '../audit/stamped.ts'
import { clockOffset } from '../identity/clockCommands.ts'
import { Refusal, refusals } from '../law/refusal.ts'
import { AfterCommit, type Context, command, on, readied } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { tenderById } from '../tenders/store.ts'
import { EvidenceFile, type ReportOutage, reportFields } from './contract.ts'
import { OutageReported, OutageStamped } from './events.ts'
import { type OutageReport, reportOutage } from './outage.ts'
import {
  type EvidencePath,
  type OutageReceipt,
  openReport,
  receiptOf,
  type SealedReport,
  sealReport,
} from './receipt.ts'
import { outageStream, reporterTag, waitingOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  OUTAGE_ID_TAKEN: { status: 409, zh: '该报告编号已被使用', en: 'another report has this number' },
  OUTAGE_EVIDENCE: {
    status: 422,
    zh: '所附文件不是“报告平台故障”存下的证据文件，或其签名不成立、不属于本单位',
    en: 'the file is none that was saved as evidence, or its signature does not hold or is another’s',
  },
})

/** Checks what was signed, and seals it. */
async function sealed({ platform, who, now }: Context, input: ReportOutage): Promise<SealedReport> {
  if (input.tender !== undefined) {
    const tender = await tenderById({ platform }, input.tender)
    if (!tender || tender.stage === 'draft') throw refuse('TENDER_UNKNOWN')
  }
  const evidencePath = input.evidence === null ? null : await checkEvidence(platform, { who, now }, input.evidence)
  const signed = { what: 'outage.report', fields: reportFields(input), cms: input.cms }
  const signature = await checkStatement(platform, who, signed, now)
  const noRevocation = await unaskedReason(platform, signature, now)
  const { tender = null, account, attempts, evidence } = input
  const { role, organisation: code = '', organisationName: name = '', person = '' } = who
  const by = { role, code, name, person }
  return {
    tender,
    by,
    account,
    attempts,
    evidence,
    evidenceSigned: evidencePath !== null,
    evidencePath,
    signature,
    ...(noRevocation ? { noRevocation } : {}),
  }
}

/** How the reporter's own signature in a saved file stands, null without one; a file that is something else, or another's, is refused. */
async function checkEvidence(
  platform: Platform,
  { who, now }: Pick<Context, 'who' | 'now'>,
  text: string,
): Promise<EvidencePath | null> {
  try {
    const { evidence, cms } = EvidenceFile.parse(JSON.parse(text))
    if (cms === null) return null
    const signed = await checkDetached(unbase64(cms), utf8(canonical(evidence)))
    const { code, ...path } = await pathOf(platform, signed, now)
    if (code !== who.organisation) throw refuse('OUTAGE_EVIDENCE', { why: 'another signer' })
    return path
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof ZodError || problem instanceof CryptoProblem)
      throw refuse('OUTAGE_EVIDENCE', { why: problem instanceof CryptoProblem ? problem.code : 'shape' })
    throw problem
  }
}

/** The path of a signature at its time, and whose it is; what is wrong with it is kept, it refuses nothing. */
async function pathOf(
  platform: Platform,
  { certificate, chain, signedAt }: SignedBy,
  now: number,
): Promise<EvidencePath & { code: string | undefined }> {
  const at = Math.min(signedAt ?? now, now)
  const relyAt = (instant: number) => rely(platform, { certificate, along: chain, use: 'sign' }, instant)
  try {
    const relied = await relyAt(at).catch((problem: unknown) => {
      // where nothing of that time is left to ask, who is not revoked now was not revoked then
      if (problem instanceof Refusal && problem.code === 'REVOCATION_UNKNOWN' && at < now) return relyAt(now)
      throw problem
    })
    await checkNotLost(platform, relied.certificate, at)
    const { name, noRevocation = null } = relied.authority
    return { at, problem: null, authority: name, noRevocation, code: relied.certificate.organisationCode }
  } catch (problem) {
    if (!(problem instanceof CryptoProblem || problem instanceof Refusal)) throw problem
    return { at, problem: problem.code, authority: null, noRevocation: null, code: certificate.organisationCode }
  }
}

const isThis = (before: SealedReport, { signature, by }: SealedReport): boolean =>
  before.by.code === by.code && before.signature.statement === signature.statement

/** Takes in the report of a failure of the platform; the answer is a signed receipt, the same for the same report again. */
export const report = readied(
  sealed,
  command(
    'outage.report',
    async () => undefined,
    async (e, _none, { input, ready }: { input: ReportOutage; ready: SealedReport }) => {
      const stream = outageStream(input.report)
      const receipt = (of: OutageReport): AfterCommit<OutageReceipt> => new AfterCommit(() => receiptOf(e.platform, of))
      const before = await e.holdIfAny(stream)
      if (before && isThis(openReport(e.platform, before), ready)) return receipt(before)
      if (before) throw refuse('OUTAGE_ID_TAKEN')
      const reporter = reporterTag(e.platform, e.who.organisation ?? '')
      const { report: id, kind, from, to } = input
      const told = { report: id, tag: e.who.tagFor(id), reporter, kind, from, to }
      const more = { sealed: sealReport(e.platform, ready), clock: await clockOffset(e.platform) }
      const facts = reportOutage({ ...told, ...more }, await waitingOf(e.platform, reporter, e.tx), e.now)
      return receipt(await e.append(stream, facts))
    },
  ),
)

const stamp = command(
  'outage.stamp',
  (e, input: { report: string; token: string }) => e.hold(outageStream(input.report)),
  async (e, { tag, token: before }, { report: id, token }) => {
    if (!before) await e.append(outageStream(id), [OutageStamped({ report: id, tag, token })])
  },
)

export const stampsReports = on(OutageReported, 'stampOutage', async (context, fact) => {
  await stamp.run(context, { report: fact.data.report, token: await stampFact(context.platform, fact) })
})
