import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { hex, unbase64 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { canWrapTo } from '../../crypto/wrap.ts'
import { seatOf } from '../access/parties.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { centreOf } from '../regions/commands.ts'
import { Reply } from '../web/route.ts'
import { completeUpload, uploadBytes } from '../web/uploads.ts'
import { mayBid } from './admissionCommands.ts'
import type { DraftTender, OneDocument, OneTender, SignedDocument, OfficerKey as TakeOfficerKey } from './contract.ts'
import { registrationProblems } from './registration.ts'
import { draftTender, publishOfficerKey } from './rules.ts'
import type { Officer } from './seats.ts'
import { registrationOf, tenderById, tenderStream } from './store.ts'
import type { Tender } from './tender.ts'
import { documentsEver } from './versions.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  OFFICER_KEY_UNUSABLE: {
    status: 422,
    zh: '该公钥不能用于加密：须为 2048 位以上的 RSA 密钥，或 P-256、SM2 密钥',
    en: 'nothing can be locked to this key: it must be RSA of 2048 bits or more, P-256 or SM2',
  },
  DOCUMENT_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such document' },
})

/** Registers a tender as a draft, or replaces the draft. */
export const draft = command(
  'tender.draft',
  (e, input: z.infer<typeof DraftTender>) => e.holdIfAny(tenderStream(input.tender)),
  async (e, before, input) => {
    const centre = await centreOf(e.platform, input.draft.region)
    const facts = draftTender(before, input.tender, input.draft, centre)
    if (input.draft.registered !== undefined) {
      const [project, others] = await registrationOf(e, input.tender, input.draft)
      const [first] = registrationProblems(input.draft, project, others)
      if (first) throw first
    }
    const mine = [input.draft.tenderer.code, input.draft.agent?.code].includes(e.who.organisation)
    if (!mine) throw refuse('TENDER_UNKNOWN')
    await e.append(tenderStream(input.tender), facts)
    return { tender: input.tender }
  },
)

/** Takes an officer's public key for this tender, signed by its certificate. */
export const officerKey = command(
  'tender.officerKey',
  (e, input: z.infer<typeof TakeOfficerKey>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const role = seatOf(e.who, tender) as Officer
    const key = hex(sha256(unbase64(input.spki)))
    const fields = { tender: tender.id, role, key }
    const signature = await checkStatement(
      e.platform,
      e.who,
      { what: 'tender.officerKey', fields, cms: input.cms },
      e.now,
    )
    const organisation = e.who.organisation ?? ''
    const name = e.who.organisationName ?? ''
    const { spki, backup } = input
    if (!(await canWrapTo(unbase64(spki)))) throw refuse('OFFICER_KEY_UNUSABLE')
    await e.append(
      tenderStream(tender.id),
      publishOfficerKey(tender, { role, organisation, name, spki, backup }, signature),
    )
    return { role, key }
  },
)

/** An upload of this owner as a document: hashed as it was stored. The deed takes it with `takeUpload`. */
export async function uploadedDocument(
  platform: Platform,
  owner: string,
  tender: string,
  of: { title: string; upload: string },
): Promise<z.infer<typeof SignedDocument>> {
  const upload = await completeUpload(platform, owner, { upload: of.upload, tender, purpose: 'document' })
  const hash = createHash('sha256')
  for await (const piece of uploadBytes(platform, upload.id)) hash.update(piece)
  return { title: of.title, file: upload.id, bytes: upload.bytes, sha256: hash.digest('hex') }
}

const known = async (context: Parameters<typeof tenderById>[0], input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Before the opening the document of a tender by invitation is for the invited, and for those who run and watch it. */
async function invitedOnly({ platform, who }: Pick<Context, 'platform' | 'who'>, tender: Tender): Promise<void> {
  if (tender.method !== 'invited' || tender.stage !== 'bidding') return
  const own = [tender.tenderer.code, tender.agent?.code, tender.supervisor.code].includes(who.organisation)
  if (own || who.role === 'centre' || who.role === 'platform') return
  await mayBid({ platform, who }, tender)
}

/** One tender as it stands. */
export const read = query(
  'tender.read',
  (context, input: z.infer<typeof OneTender>) => known(context, input),
  async (_c, tender) => tender,
)

/** A tender document, by its hash, without signing in. */
export const document = query(
  'tender.read',
  (context, input: z.infer<typeof OneDocument>) => known(context, input),
  async ({ platform, who }, tender, input) => {
    await invitedOnly({ platform, who }, tender)
    const found = tender.published && documentsEver(tender.published).find((one) => one.sha256 === input.sha256)
    if (!found) throw refuse('DOCUMENT_UNKNOWN')
    return new Reply('application/pdf', uploadBytes(platform, found.file), { name: `${found.title}.pdf` })
  },
)

/** The notice as a stamped PDF. */
export const noticeFile = query(
  'tender.read',
  (context, input: z.infer<typeof OneTender>) => known(context, input),
  async ({ platform, who }, tender) => {
    await invitedOnly({ platform, who }, tender)
    const issued = tender.published?.noticeFile
    if (!issued) throw refuse('DOCUMENT_UNKNOWN')
    const file = tender.sealed?.[issued.sha256] ?? issued
    return new Reply('application/pdf', platform.files.get(file.file), { name: `${tender.name}-公告.pdf` })
  },
)
