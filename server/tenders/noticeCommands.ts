import type { z } from 'zod'
import { issuePaper } from '../documents/issue.ts'
import type { Issued } from '../documents/prepared.ts'
import { command, on } from '../ledger/command.ts'
import { NoticeIssued, TenderPublished } from './events.ts'
import { stampPublished } from './hostSigningCommands.ts'
import { approvalOf, noticePaper } from './notice.ts'
import type { SignedIn } from './signature.ts'
import { tenderById, tenderStream } from './store.ts'

/** Notes the notice's PDF with the platform's stamp; follows its publication. */
export const issueNotice = command(
  'tender.issueNotice',
  (e, input: Issued & { tender: string; signed?: z.infer<typeof SignedIn> }) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    if (!tender.published || tender.published.noticeFile) return
    await e.append(tenderStream(tender.id), [NoticeIssued(input)])
  },
)

/** The platform stamps a notice when it is published, and not before. */
export const noticeReactions = [
  on(TenderPublished, 'notice', async (context, { data: { tender: id, publishedAt, paper: signed } }) => {
    const { platform } = context
    const tender = await tenderById(context, id)
    // an invitation has letters and no notice
    if (!tender?.published || tender.published.noticeFile || tender.method === 'invited') return
    const folder = `notices/${id.toLowerCase()}`
    if (signed) {
      const { field, certificate } = signed
      const issued = await stampPublished(platform, folder, signed, publishedAt)
      return issueNotice.run(context, { tender: id, ...issued, signed: { field, certificate } })
    }
    const paper = noticePaper(tender, platform, await approvalOf(context, tender))
    return issueNotice.run(context, { tender: id, ...(await issuePaper(platform, folder, paper, publishedAt)) })
  }),
]
