import type { z } from 'zod'
import { base64, unbase64, utf8 } from '../../crypto/bytes.ts'
import { bytesToSign, embedSignature } from '../../crypto/pdfRange.ts'
import { permit } from '../access/policy.ts'
import { checkSignature } from '../access/statement.ts'
import { namesOf } from '../bids/consortium.ts'
import { bidsOf } from '../bids/store.ts'
import { renderPaper } from '../documents/render.ts'
import { readSealed, storeSealed } from '../documents/sealedFile.ts'
import { prepareSignature } from '../documents/sign.ts'
import type { ExpertIdentity } from '../experts/expert.ts'
import { REPRESENTATIVE } from '../experts/panel.ts'
import { activeExperts, memberIdentity, panelByTender } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, on, type Query, query } from '../ledger/command.ts'
import { openingOf } from '../opening/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { draftReport, holdGoing } from './commands.ts'
import { onCurrent, refuseToSign as refuseToSignRule, signable, signReport } from './conclusion.ts'
import type { OneEvaluation, RefuseToSign, SignReport } from './contract.ts'
import type { Evaluation } from './evaluation.ts'
import { fieldOf, type Names, reportPaper } from './paper.ts'
import { OpinionsGathered } from './scoringEvents.ts'
import { evaluationStream } from './store.ts'
import { watched } from './views.ts'

const refuse = refusals({
  SIGNER_IS_ANOTHER: {
    status: 403,
    zh: '签名证书不属于当前登录的成员',
    en: 'the signature is not made with the certificate of this member',
  },
  REPORT_NOT_READY: { status: 409, zh: '评标报告尚未生成', en: 'the report is not ready yet' },
  REPORT_NOT_PREPARED: { status: 409, zh: '请先获取待签报告再签署', en: 'fetch the report to be signed first' },
})

const storeReport = (platform: Platform, tender: string, pdf: Uint8Array) =>
  storeSealed(platform, `reports/${tender.toLowerCase()}`, pdf)

/** A stored report in clear. */
export const readReport = readSealed

/** Who sits in this panel and who bid, for the paper that the members sign. */
export async function namesFor(context: Pick<Context, 'platform'>, tender: Tender): Promise<Names> {
  const { platform } = context
  const panel = await panelByTender(context, tender.id)
  const pool = new Map((await activeExperts(context)).map((expert) => [expert.id, expert]))
  const bidders = new Map((await bidsOf(context, tender.id)).map((bid) => [bid.tag, namesOf(bid)]))
  return {
    member: (tag) => {
      const identity = panel && memberIdentity(platform, panel, tag)
      const expert = identity && pool.get(identity.expert)
      const sealed = expert && (JSON.parse(platform.vault.open('expert', expert.sealed)) as ExpertIdentity)
      const stratum = panel?.seats.find((seat) => seat.tag === tag)?.stratum
      const specialty = tender.panel.strata.find(({ id }) => id === stratum)?.specialty ?? ''
      const employer = stratum === REPRESENTATIVE ? identity?.employer : sealed?.employer?.name
      return { name: identity?.name ?? '', employer: employer ?? '', specialty }
    },
    bidder: (tag) => bidders.get(tag) ?? '',
  }
}

/** The report is drawn up when every member has given its opinion. */
export const reportReactions = [
  on(OpinionsGathered, 'report', async (context, fact) => {
    const { tender: id } = fact.data
    const { tender, evaluation } = await watched(context, { tender: id })
    if (evaluation.stage !== 'signing' || evaluation.report) return
    const names = await namesFor(context, tender)
    const opened = (await openingOf(context.platform, id))?.startedAt ?? tender.deadline
    const paper = reportPaper({ tender, evaluation, names, openedAt: opened, endedAt: fact.at }, context.platform)
    const pdf = await renderPaper(paper, { at: fact.at })
    await draftReport.run(context, { tender: id, ...(await storeReport(context.platform, id, pdf)) })
  }),
]

/** Where the copy waits that a member is about to sign: by the version it is based on and the member's place. */
const preparedKey = (e: Evaluation, base: string, member: string): string =>
  `reports/${e.tender.toLowerCase()}/prepared/${base}-${fieldOf(e, member)}.sealed`

/**
 * The present version of the report with an empty place for the asking member's signature. The member's client
 * signs `bytesToSign` of it; the same version and member always get the same bytes.
 */
export const prepared: Query<z.infer<typeof OneEvaluation>, Reply> = {
  policy: 'evaluation.sign',
  run: async (context, input) => {
    const { platform, who, now } = context
    const { evaluation } = await watched(context, input)
    permit('evaluation.sign', who, evaluation)
    const member = who.tagFor(evaluation.tender)
    const base = signable(evaluation, member)
    const key = preparedKey(evaluation, base.sha256, member)
    if ((await platform.files.size(key)) === undefined) {
      const options = { field: fieldOf(evaluation, member), name: who.person ?? '', reason: '评标报告签署', at: now }
      const { pdf } = await prepareSignature(await readReport(platform, base.file), options)
      await platform.files.put(key, utf8(platform.vault.seal('report', base64(pdf))))
    }
    const headers = { 'X-Base': base.sha256, 'Cache-Control': 'no-store' }
    return new Reply('application/pdf', await readReport(platform, key), { name: '评标报告-待签.pdf', headers })
  },
}

const noteSigned = command(
  'evaluation.sign',
  (e, input: { tender: string; base: string; file: string; sha256: string }) => holdGoing(e, input),
  async (e, of, { base, file, sha256: hash }) => {
    const facts = signReport(of, { member: e.who.tagFor(of.tender), base, file, sha256: hash })
    const { tender, stage } = await e.append(evaluationStream(of.tender), facts)
    return { tender, stage, sha256: hash }
  },
)

/** Takes a member's signature over the prepared copy of the present version, checks it and embeds it. */
export const sign: Command<z.infer<typeof SignReport>, { tender: string; stage: string; sha256: string }> = {
  policy: 'evaluation.sign',
  run: async (context, input) => {
    const { platform, who, now } = context
    const { evaluation } = await watched(context, input)
    permit('evaluation.sign', who, evaluation)
    const member = who.tagFor(evaluation.tender)
    signable(evaluation, member)
    onCurrent(evaluation, input.prepared)
    const key = preparedKey(evaluation, input.prepared, member)
    if ((await platform.files.size(key)) === undefined) throw refuse('REPORT_NOT_PREPARED')
    const waiting = await readReport(platform, key)
    const signer = await checkSignature(platform, bytesToSign(waiting), input.cms, now)
    if (signer.fingerprint !== who.certificate) throw refuse('SIGNER_IS_ANOTHER')
    const stored = await storeReport(platform, evaluation.tender, embedSignature(waiting, unbase64(input.cms)))
    return noteSigned.run(context, { tender: evaluation.tender, base: input.prepared, ...stored })
  },
}

/** A member does not sign, or the chair notes that it did not. */
export const refuseToSign = command(
  'evaluation.refuseToSign',
  (e, input: z.infer<typeof RefuseToSign>) => holdGoing(e, input),
  async (e, of, input) => {
    const notedBy = e.who.tagFor(of.tender)
    const facts = refuseToSignRule(of, { member: input.member ?? notedBy, notedBy, reason: input.reason ?? null })
    const { tender, stage } = await e.append(evaluationStream(of.tender), facts)
    return { tender, stage }
  },
)

/** The report as it is signed so far. */
export const report = query(
  'evaluation.report',
  (context, input: z.infer<typeof OneEvaluation>) => watched(context, input),
  async ({ platform }, { tender, evaluation }) => {
    if (!evaluation.report) throw refuse('REPORT_NOT_READY')
    const pdf = await readReport(platform, evaluation.report.file)
    return new Reply('application/pdf', pdf, {
      name: `${tender.name}-评标报告.pdf`,
      headers: { 'Cache-Control': 'no-store' },
    })
  },
)
