import { complaintRuling } from '../../templates/complaintRuling.ts'
import { issuePaper } from '../documents/issue.ts'
import { attestation } from '../documents/words.ts'
import { type Context, command, on } from '../ledger/command.ts'
import { layPaper } from '../papers/commands.ts'
import { tenderById } from '../tenders/store.ts'
import { ComplaintRuled, RulingIssued } from './events.ts'
import { complaintOf, complaintsWhere } from './store.ts'

interface Issued {
  tender: string
  complaint: string
  file: string
  sha256: string
}

const keep = command(
  'complaint.issue',
  (e, input: Issued) => e.hold(complaintOf(input.tender, input.complaint)),
  async (e, complaint, issued) => {
    if (!complaint.paper) await e.append(complaintOf(issued.tender, issued.complaint), [RulingIssued(issued)])
  },
)

const MATTER = {
  documents: '招标文件',
  prequalification: '资格预审结果',
  opening: '开标',
  result: '评标结果',
  other: '其他事项',
} as const
const OUTCOME = {
  upheld: '投诉成立',
  unfounded: '投诉缺乏事实根据或者法律依据，驳回投诉',
  abusive: '驳回投诉',
} as const
const REMEDY = {
  none: '',
  correct: '责令改正',
  reReview: '责令重新审查资格预审申请文件',
  reEvaluate: '责令重新评标',
  retender: '责令重新招标',
} as const

async function issueRuling(context: Context, tenderId: string, id: string): Promise<void> {
  const tender = await tenderById(context, tenderId)
  const complaint = (await complaintsWhere(context, { tender: tenderId })).find((one) => one.id === id)
  if (!tender || !complaint?.ruling) return
  const { ruling, matter, filedAt, decision } = complaint
  const paper = complaintRuling({
    ...attestation(context.platform, `tender=${tender.id}`),
    ...{ code: tender.code, name: tender.name, tenderer: tender.tenderer.name, supervisor: tender.supervisor.name },
    ...{ complaint: id, matter: MATTER[matter], filedAt, acceptedAt: decision?.at ?? filedAt, ruledAt: ruling.at },
    ...{ outcome: OUTCOME[ruling.outcome], remedy: REMEDY[ruling.remedy], text: ruling.text, article: ruling.article },
  })
  const folder = `complaints/${tender.id.toLowerCase()}`
  const issued = complaint.paper ?? (await issuePaper(context.platform, folder, paper, ruling.at))
  await keep.run(context, { tender: tender.id, complaint: id, ...issued })
  const places = [{ field: 'supervisor', role: 'supervisor' as const, party: tender.supervisor.code }]
  const laid = { tender: tender.id, kind: 'ruling', key: id, title: '投诉处理决定书', places, open: true }
  await layPaper(context, laid, () => issued, ruling.at)
}

/** The ruling is issued as a paper when it is given. */
export const rulingReactions = [
  on(ComplaintRuled, 'ruling', (context, { data }) => issueRuling(context, data.tender, data.complaint)),
]
