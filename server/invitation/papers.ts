import { admissionLetter } from '../../templates/admissionLetter.ts'
import { inFull, minute } from '../../templates/layout.ts'
import { issuePaper } from '../documents/issue.ts'
import { attestation, money } from '../documents/words.ts'
import { type Context, command, on } from '../ledger/command.ts'
import { TenderPublished } from '../tenders/events.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { lawNow } from './commands.ts'
import type { Candidate } from './contract.ts'
import { LetterSent } from './events.ts'
import { candidateOf, invitationOf, invitationStream } from './store.ts'

interface Issued {
  tag: string
  file: string
  sha256: string
}

/** Notes all letters in one deed, so that none is there before another. */
const send = command(
  'invitation.send',
  (e, input: { tender: string; letters: Issued[]; at: number }) => e.hold(invitationStream(input.tender)),
  async (e, invitation, { tender, letters, at }) => {
    const missing = letters.filter(({ tag }) => !invitation.letters[tag])
    if (missing.length)
      await e.append(
        invitationStream(tender),
        missing.map((one) => LetterSent({ tender, ...one, at })),
      )
  },
)

const letter = (context: Context, tender: Tender, { tag, to }: { tag: string; to: Candidate }, at: number) =>
  admissionLetter({
    ...attestation(context.platform, `tender=${tender.id}`),
    title: '投标邀请书',
    number: `${tender.code}-YQ-${tag.slice(0, 8)}`,
    track: tender.track,
    sealed: true,
    ...{ code: tender.code, name: tender.name, project: tender.project.name },
    to: { code: to.code, name: to.name },
    ...{ tenderer: tender.tenderer.name, contact: tender.contact },
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    ...(tender.address ? { address: tender.address } : {}),
    says: [
      '现邀请贵单位参加本标段投标。招标文件在平台免费获取，投标文件加密后通过平台递交。',
      '受邀请人名单对社会公众和其他受邀请人保密，请勿泄露。',
    ],
    facts: [
      ['项目性质、数量', tender.scope],
      ['实施地点', tender.place],
      ['实施时间', `${tender.durationDays} 日历天`],
      ['估算价（预算）', inFull(money(tender.estimate))],
      ['资格要求', tender.qualification],
      ['是否接受联合体', tender.consortium ? '接受' : '不接受'],
      ['招标文件获取时间', `${minute(tender.documentsFrom)} 至 ${minute(tender.documentsUntil)}`],
      ['投标截止时间、开标时间', minute(tender.deadline)],
      ['邀请招标理由', tender.invitation?.reason],
    ],
    article: lawNow(tender, at).invitationsSent.article,
    issuedAt: at,
  })

/** The letters follow the publication of the tender document: made one after the other, sent all at once. */
export const letterReactions = [
  on(TenderPublished, 'invitations', async (context, fact) => {
    const { tender: id, publishedAt } = fact.data
    const tender = await tenderById(context, id)
    if (tender?.method !== 'invited') return
    const of = await invitationOf(context, id)
    if (!of?.invited) throw new Error(`${id} is published without invitees`)
    const letters: Issued[] = []
    for (const { tag, sealed } of of.candidates) {
      if (!of.invited.includes(tag) || of.letters[tag]) continue
      const paper = letter(context, tender, { tag, to: candidateOf(context.platform, id, sealed) }, publishedAt)
      letters.push({ tag, ...(await issuePaper(context.platform, `papers/${id.toLowerCase()}`, paper, publishedAt)) })
    }
    await send.run(context, { tender: id, letters, at: publishedAt })
  }),
]
