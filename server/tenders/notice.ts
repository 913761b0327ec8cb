import type { Paper } from '../../templates/layout.ts'
import { tenderNotice } from '../../templates/tenderNotice.ts'
import { attestation, money } from '../documents/words.ts'
import { rulebook } from '../law/rulebook.ts'
import type { Platform } from '../platform/platform.ts'
import { methodName } from './formula.ts'
import { reservedInWords } from './reserved.ts'
import { type Published, REMEDY_WORDS, type Tender } from './tender.ts'

/**
 * The notice of a tender as a paper.
 *
 * @param published when and by which rulebook; of a draft, as if it were published now
 */
export const noticePaper = (
  tender: Tender,
  platform: Pick<Platform, 'signer' | 'publicUrl'>,
  published: Pick<Published, 'publishedAt' | 'rulebook' | 'documents'> | null = tender.published,
): Paper =>
  tenderNotice({
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
    ceiling: money(tender.ceiling),
    deposit: money(tender.deposit),
    method: methodName(tender.criteria, rulebook(published?.rulebook ?? '')),
    ...(tender.remedy ? { remedy: REMEDY_WORDS } : {}),
    publishedAt: published?.publishedAt ?? 0,
    documentsUntil: tender.documentsUntil,
    deadline: tender.deadline,
    media: ['阳光交易平台', '全国公共资源交易平台'],
    supervisor: tender.supervisor.name,
    ...(published?.documents[0] ? { document: published.documents[0].sha256 } : {}),
  })
