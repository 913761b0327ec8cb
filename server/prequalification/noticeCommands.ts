import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { settled } from '../law/regional.ts'
import { type Context, command, query } from '../ledger/command.ts'
import { failTender } from '../tenders/rules.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { draftOf, regionalOf, type Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { DocumentFile, OfTender } from './contract.ts'
import { ReviewBegun } from './events.ts'
import { composedPrequalification } from './paper.ts'
import { closeApplications } from './publishing.ts'
import { applicationsOf, prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  DOCUMENT_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such document' },
})

/** The deadline has passed: no application is taken any more. With too few nothing is opened and the tender fails. */
export const close = command(
  'prequalification.close',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    if (tender.stage !== 'prequalifying' || tender.prequal?.closedAt !== null || suspensionsOf(tender).length) return
    const law = lawOf(tender)
    await e.append(tenderStream(tender.id), closeApplications(tender, e.now))
    const standing = (await applicationsOf(e, tender.id)).filter(({ stage }) => stage === 'sealed')
    if (standing.length < law.fewestPassers.value) {
      const reason = '提交资格预审申请文件的申请人不足法定数量，通过者不可能达到法定数量'
      await e.append(tenderStream(tender.id), failTender(tender, reason, law.fewestPassers))
      return
    }
    const minutes = settled(regionalOf(tender, e.platform.regional), 'unsealingMinutes').value
    const applications = standing.map(({ tag }) => tag).sort()
    const begun = ReviewBegun({ tender: tender.id, needed: tender.shares.needed, minutes, applications })
    await e.append(prequalificationStream(tender.id), [begun])
  },
)

const known = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** The prequalification document as it would be published from the draft, byte for byte. */
export const preview = query('tender.check', known, async ({ platform }, tender, _input: z.infer<typeof OfTender>) => {
  const bytes = await composedPrequalification({ ...draftOf(tender), id: tender.id }, platform, 1)
  return new Reply('application/pdf', bytes, { name: `${tender.name}-资格预审文件.pdf` })
})

/** A prequalification document of any version, by its hash, without signing in and without cost. */
export const document = query(
  'tender.read',
  known,
  async ({ platform }, tender, input: z.infer<typeof DocumentFile>) => {
    const all = tender.prequal?.versions.flatMap(({ documents }) => documents) ?? []
    const found = all.find(({ sha256 }) => sha256 === input.sha256)
    if (!found) throw refuse('DOCUMENT_UNKNOWN')
    return new Reply('application/pdf', uploadBytes(platform, found.file), { name: `${found.title}.pdf` })
  },
)
