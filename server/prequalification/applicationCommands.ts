import type { z } from 'zod'
import { sealBox } from '../../crypto/box.ts'
import { base64, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { manifestHash } from '../../crypto/manifest.ts'
import type { Suite } from '../../crypto/suite.ts'
import { permit } from '../access/policy.ts'
import { issueTicket, useTicket } from '../access/session.ts'
import { checkStatement } from '../access/statement.ts'
import { stampFact } from '../audit/stamped.ts'
import { checkPackage, type SealedFor } from '../bids/package.ts'
import { sealedCertificate } from '../bids/receipt.ts'
import { stampedPaper } from '../documents/issue.ts'
import { refusals } from '../law/refusal.ts'
import { AfterCommit, type Command, type Context, command, on, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { propose } from '../opening/failure.ts'
import { issuedAs } from '../papers/paper.ts'
import { signedPapersOf } from '../papers/store.ts'
import { prequalVersion } from '../tenders/prequalifying.ts'
import { officersOf } from '../tenders/seats.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { takeUpload, uploadBytes } from '../web/uploads.ts'
import { refuseApplication, sealApplication, withdrawApplication } from './application.ts'
import type { OfTender, SealApplication, WithdrawApplication } from './contract.ts'
import { ApplicationSealed } from './events.ts'
import { ApplicationStamped } from './openingEvents.ts'
import { receiptPaper } from './paper.ts'
import { termsOf } from './publishing.ts'
import { type ApplicationReceipt, receiptOf } from './receipt.ts'
import { reasonsOf } from './review.ts'
import { applicantTag, applicationOf, asApplicant, findApplication, prequalificationOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  APPLICATION_OF_ANOTHER: {
    status: 403,
    zh: '申请清单中的申请人与登录主体不一致',
    en: 'the manifest names another applicant',
  },
})

const known = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** The context in which an application must be sealed, but for what only the applicant knows. */
export function applicationContext(tender: Tender): SealedFor['context'] {
  const { prequal } = tender
  if (!prequal) throw refuse('TENDER_UNKNOWN')
  return {
    tender: tender.id,
    document: prequalVersion(prequal).document,
    ceremony: prequal.ceremony,
    deadline: new Date(termsOf(tender).deadline).toISOString(),
  }
}

const tagOf = ({ platform, who }: Context, tender: Tender): string =>
  applicantTag(platform, tender.id, who.organisation ?? '')

/** What an applicant needs to seal, and a ticket for the deed. */
export const prepare = query('application.seal', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const tag = tagOf(context, tender)
  const before = await findApplication(context, tender.id, tag)
  return {
    context: applicationContext(tender),
    sequence: (before?.sequence ?? 0) + 1,
    previous: before?.manifest ?? null,
    needed: tender.shares.needed,
    officers: officersOf(tender).map(({ role, spki }) => ({ role, spki: base64(spki) })),
    ceremony: tender.officerKeys,
    ...issueTicket(context.platform, 'application', tag),
  }
})

type SealInput = z.infer<typeof SealApplication>
type Checked = SealInput & { bytes: number; suite: Suite; document: string }

const sealChecked = command(
  'application.seal',
  (e, input: Checked) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const { manifest } = input
    if (manifest.bidder.code !== e.who.organisation || manifest.tender !== tender.id)
      throw refuse('APPLICATION_OF_ANOTHER')
    const signed = { what: 'application.seal', fields: manifest, cms: input.cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const tag = e.who.tagFor(tender.id)
    const stream = applicationOf(tender.id, tag)
    const before = await e.holdIfAny(stream)
    const [part] = manifest.parts
    const context = { tender: tender.id, application: manifest.header, sequence: manifest.sequence }
    const content = canonicalBytes({ manifest, cms: signature.cms, applicant: manifest.bidder })
    const sealed = {
      ...{ header: manifest.header, root: part?.root ?? '', bytes: input.bytes, upload: input.upload },
      box: canonical(await sealBox(content, officersOf(tender), tender.shares.needed, context, input.suite)),
      ...{ manifest: manifestHash(manifest), previous: manifest.previous, sequence: manifest.sequence },
      document: input.document,
      certificate: await sealedCertificate(e.platform, signature, e.now),
    }
    const facts = sealApplication({ tender, before, tag, sealed }, lawOf(tender), e.now)
    const ticket = { purpose: 'application', holder: tag, ticket: manifest.ticket, now: e.now, tx: e.tx }
    await useTicket(e.platform, ticket)
    await takeUpload(e.platform, input.upload, e.tx)
    const application = await e.append(stream, facts)
    return new AfterCommit(() => receiptOf(e.platform, tender, application, e.who))
  },
)

/** Takes in an application whose pieces have all arrived. The answer is the signed receipt. */
export const seal: Command<SealInput, ApplicationReceipt> = {
  policy: 'application.seal',
  run: async (context, input) => {
    const tender = await known(context, input)
    permit('application.seal', context.who, tender)
    const late = context.now >= termsOf(tender).deadline
    const { bytes, suite, document } = late
      ? { bytes: 1, suite: 'intl' as const, document: prequalVersion(tender.prequal as never).document }
      : await checkPackage(context.platform, context.who.tagFor(tender.id), tender, input, {
          purpose: 'application',
          context: applicationContext(tender),
        })
    return sealChecked.run(asApplicant(context), { ...input, bytes, suite, document })
  },
}

/** Notes the trusted timestamp over a sealing fact's commitment, also of an application that another has replaced. */
const stamp = command(
  'application.stamp',
  (e, input: { tender: string; tag: string; sequence: number; token: string }) =>
    e.hold(applicationOf(input.tender, input.tag)),
  async (e, one, input) => {
    const stream = applicationOf(input.tender, input.tag)
    const facts = one.sequence === input.sequence ? [] : await factsOf(e.platform.database, stream.name, 0, e.tx)
    const before = facts.some(({ fact }) => {
      const { sequence } = fact.data as { sequence: number }
      return fact.type === ApplicationStamped.type && sequence === input.sequence
    })
    if (before || (one.sequence === input.sequence && one.token)) return
    await e.append(stream, [ApplicationStamped(input)])
  },
)

export const applicationReactions = [
  on(ApplicationSealed, 'stampApplication', async (context, fact) => {
    const { tender, tag, sequence } = fact.data
    await stamp.run(context, { tender, tag, sequence, token: await stampFact(context.platform, fact) })
  }),
]

const withdrawAs = command(
  'application.withdraw',
  (e, input: z.infer<typeof WithdrawApplication>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { sequence, cms }) => {
    const fields = { tender: tender.id, sequence }
    await checkStatement(e.platform, e.who, { what: 'application.withdraw', fields, cms }, e.now)
    const stream = applicationOf(tender.id, e.who.tagFor(tender.id))
    const application = await e.holdIfAny(stream)
    const after = await e.append(stream, withdrawApplication({ tender, application, sequence }, lawOf(tender), e.now))
    return { tender: tender.id, stage: after.stage, at: e.now }
  },
)

/** Takes an application back before the deadline. The package stays, sealed for ever. */
export const withdraw: Command<z.infer<typeof WithdrawApplication>, { tender: string; stage: string; at: number }> = {
  policy: 'application.withdraw',
  run: (context, input) => withdrawAs.run(asApplicant(context), input),
}

/** The applicant's own application, and once the review is over what became of it and why. */
export const mine = query('application.seal', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const tag = tagOf(context, tender)
  const application = await findApplication(context, tender.id, tag)
  if (!application) return { stage: 'none' as const }
  const { stage, sequence, receivedAt, header, document } = application
  const state = await prequalificationOf(context, tender.id)
  const over = state?.stage === 'concluded' && state.applications.includes(tag)
  const received = application.result?.received ?? null
  const passed = over ? (state.passed?.includes(tag) ?? false) : null
  return {
    ...{ stage, sequence, receivedAt, header, tag },
    ...{ epoch: state?.epoch ?? 0, spki: state?.spki ?? null, tried: application.letter?.epoch !== state?.epoch },
    failed: application.attempts.length ? propose(application.attempts) : null,
    outdated: !!tender.prequal && stage === 'sealed' && prequalVersion(tender.prequal).document !== document,
    named: state?.namedAt ?? null,
    receipt: stage === 'withdrawn' ? null : await receiptOf(context.platform, tender, application, context.who),
    result: over
      ? { passed, reasons: reasonsOf(state, tag), notice: application.result?.sha256 ?? null, received }
      : null,
  }
})

/** The receipt as a paper, with the JSON for machines in it. */
export const receiptFile = query(
  'application.seal',
  known,
  async (context, tender, _input: z.infer<typeof OfTender>) => {
    const { platform, who } = context
    const application = await findApplication(context, tender.id, tagOf(context, tender))
    if (!application || application.stage === 'withdrawn') throw refuseApplication('APPLICATION_ABSENT')
    const receipt = await receiptOf(platform, tender, application, who)
    const attachments = [{ name: 'receipt.json', bytes: utf8(canonical(receipt)), type: 'application/json' }]
    const paper = receiptPaper(receipt, termsOf(tender).deadline, platform)
    const pdf = await stampedPaper(platform, paper, application.receivedAt, attachments)
    return new Reply('application/pdf', pdf, { name: '资格预审申请回执.pdf' })
  },
)

/** The applicant's own package again, for the unlocking: the header and a little more. */
export const head = query('application.seal', known, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const application = await findApplication(context, tender.id, tagOf(context, tender))
  if (!application) throw refuseApplication('APPLICATION_ABSENT')
  const bytes = uploadBytes(context.platform, application.upload, { end: 300 * 1024 })
  return new Reply('application/octet-stream', bytes)
})

/** The applicant's own result notice, with the tenderer's signature once it is there. */
export const resultFile = query(
  'application.seal',
  known,
  async (context, tender, _input: z.infer<typeof OfTender>) => {
    const application = await findApplication(context, tender.id, tagOf(context, tender))
    if (!application?.result) throw refuseApplication('APPLICATION_ABSENT')
    const { standing } = issuedAs(await signedPapersOf(context, tender.id), application.result)
    return new Reply('application/pdf', context.platform.files.get(standing.file), { name: '资格预审结果通知书.pdf' })
  },
)
