import type { Paper } from '../../templates/layout.ts'
import { tenderNotice } from '../../templates/tenderNotice.ts'
import { attestation, money } from '../documents/words.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import type { Period } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { approvalWords } from '../projects/approvalWords.ts'
import { projectById } from '../projects/store.ts'
import { methodName } from './formula.ts'
import { ceilingWords } from './paper.ts'
import { reservedInWords } from './reserved.ts'
import { blindWords, type Published, REMEDY_WORDS, type Tender, VOLUNTARY_WORDS } from './tender.ts'

/** A period in words. */
export const lasting = (period: Period): string =>
  'days' in period ? `${period.days}日` : `${period.workingDays}个工作日`

/** Until when the tender document is objected to (T) or challenged (G), in a sentence with its article. */
export function objectionWords({ documentObjection, documentKnownFrom }: Rulebook): string {
  const { value, article } = documentObjection
  if ('beforeDeadline' in value)
    return `潜在投标人或者其他利害关系人对招标文件有异议的，应当在投标截止时间${lasting(value.beforeDeadline)}前通过平台提出（${article}）。`
  const from =
    typeof documentKnownFrom.value === 'object'
      ? '收到招标文件之日或者公告期限届满之日（以较晚者为准）'
      : '知道或者应当知道其权益受到损害之日'
  return `供应商认为招标文件使自己的权益受到损害的，可以自${from}起${lasting(value.afterKnowing)}内，通过平台以书面形式向采购人提出质疑（${article}）。`
}

/** The approval of the project that a tender belongs to, in words; nothing where it is registered without one. */
export async function approvalOf(
  context: Pick<Context, 'platform'>,
  { registered }: Pick<Tender, 'registered'>,
): Promise<string | undefined> {
  const project = registered === undefined ? undefined : await projectById(context, registered)
  const approval = project?.registered?.content.approval
  return approval ? approvalWords(approval) : undefined
}

/** Where else the notice has to stand: the platform publishes here, and sends it nowhere. */
const MEDIA = {
  T: '本公告在阳光交易平台发布。依法必须进行招标的项目，由招标人在国家指定的招标公告媒介同步发布，并对各媒介公告内容的一致性负责。',
  G: '本公告在阳光交易平台发布。采购人在省级以上财政部门指定的媒体发布公告，公告内容以该媒体发布的公告为准，公告期限自该媒体最先发布公告之日起算。',
} as const

/**
 * The notice of a tender as a paper.
 *
 * @param approval the project's approval in words, where it has one
 * @param published when and by which rulebook; of a draft, as if it were published now
 */
export const noticePaper = (
  tender: Tender,
  platform: Pick<Platform, 'signer' | 'publicUrl'>,
  approval: string | undefined,
  published: Pick<Published, 'publishedAt' | 'rulebook' | 'documents'> | null = tender.published,
): Paper => {
  const law = rulebook(published?.rulebook ?? '')
  return tenderNotice({
    track: tender.track,
    ...(approval ? { approval } : {}),
    ...(tender.address ? { address: tender.address } : {}),
    ...attestation(platform, `tender=${tender.id}`),
    code: tender.code,
    name: tender.name,
    project: tender.project.name,
    funding: tender.funds,
    site: tender.place,
    scope: tender.scope,
    period: `${tender.durationDays} 日历天`,
    tenderer: tender.tenderer.name,
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    contact: tender.contact,
    qualifications: tender.qualification.split('\n').filter(Boolean),
    consortium: tender.consortium,
    ...(tender.reserved ? { reserved: reservedInWords(tender.reserved) } : {}),
    estimate: money(tender.estimate),
    ceiling: ceilingWords(tender),
    ...(BigInt(tender.deposit) ? { deposit: money(tender.deposit) } : {}),
    method: methodName(tender.criteria, law),
    ...(tender.remedy ? { remedy: REMEDY_WORDS } : {}),
    ...(tender.blind ? { blind: blindWords(tender.blind) } : {}),
    publishedAt: published?.publishedAt ?? 0,
    documentsFrom: tender.documentsFrom,
    documentsUntil: tender.documentsUntil,
    deadline: tender.deadline,
    platform: platform.publicUrl,
    media: law.mandatory ? MEDIA[tender.track] : '本公告在阳光交易平台发布。',
    ...(law.mandatory ? {} : { voluntary: VOLUNTARY_WORDS }),
    ...(law.noticeOut.value === 'none' ? {} : { stands: lasting(law.noticeOut.value) }),
    objection: objectionWords(law),
    supervisor: tender.supervisor.name,
    ...(published?.documents[0] ? { document: published.documents[0].sha256 } : {}),
  })
}
