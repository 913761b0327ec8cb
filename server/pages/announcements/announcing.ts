import type { Fact } from '../../ledger/event.ts'
import { INDUSTRIES, industryOf, trackOf, tradeType } from '../../projects/catalogue.ts'
import type { PlanPublished } from '../../projects/events.ts'
import type { Project } from '../../projects/project.ts'
import type { Tender } from '../../tenders/tender.ts'

/** The stages by which Guangxi's public site files what is announced. */
export const STAGES: Readonly<Record<string, string>> = {
  '001': '招标计划',
  '002': '招标公告',
  '003': '澄清/答疑',
  '004': '控制价公示',
  '005': '中标公示',
  '006': '中标公告',
}

/** Which fact is an announcement of which stage. */
export const STAGE_OF: Readonly<Record<string, string>> = {
  'project.planPublished': '001',
  'prequalification.published': '002',
  'prequalification.amended': '003',
  'tender.published': '002',
  'tender.amended': '003',
  'tender.postponed': '003',
  'question.answered': '003',
  'tender.controlPricePublished': '004',
  'award.publicised': '005',
  'award.decided': '006',
  'award.announced': '006',
}

/**
 * What else of a tender is announced, what it is called, and the stage that it is filed under: Guangxi has no stage for what
 * goes wrong, so a rest stands with the changes and an end with the results, and the title says which it is.
 */
export const ASIDE: Readonly<Record<string, { stage: string; title: string }>> = {
  'tender.suspended': { stage: '003', title: '暂停通知' },
  'tender.suspensionLifted': { stage: '003', title: '暂停原因消除' },
  'tender.terminated': { stage: '006', title: '终止公告' },
  'tender.failed': { stage: '006', title: '流标公告' },
  'tender.methodChangeApproved': { stage: '006', title: '变更采购方式公告' },
  'complaint.rulingIssued': { stage: '006', title: '投诉处理决定' },
  'award.contractPublished': { stage: '006', title: '合同公开' },
}

/** Whether a fact may be announced at all. */
export const isAnnounced = (type: string): boolean => type in STAGE_OF || type in ASIDE

/** An announcement as it is found and listed. */
export interface Announcement {
  fact: string
  at: number
  track: string
  stage: string
  industry: string
  centre: string
  title: string
  code: string
  link: string
}

/** Whether an announcement tells by its title what befell a tender, so that its stage says nothing more. */
export const isAside = ({ title }: Pick<Announcement, 'title'>): boolean =>
  Object.values(ASIDE).some((one) => title.startsWith(`${one.title}：`))

/** The industry within a category of Guangxi: its last three digits. */
export const industryNumber = (type: string | undefined): string | undefined =>
  tradeType(type ?? '')?.category?.slice(6)

/** The centre of a place, where no registration says it: its city's, or the region's own. */
export const centreOf = (region: string): string => region.slice(0, 4)

/** What a fact of a tender announces. */
export function ofTender(fact: Fact, tender: Tender, project: Project | undefined): Announcement | undefined {
  const aside = ASIDE[fact.type]
  const stage = STAGE_OF[fact.type] ?? aside?.stage
  if (!stage || (!tender.published && !tender.prequal)) return undefined
  // an invitation goes to the invited alone
  if (tender.method === 'invited' && fact.type === 'tender.published') return undefined
  const content = project?.registered?.content
  return {
    ...{ fact: fact.id, at: fact.at, track: tender.track, stage },
    industry: industryNumber(content?.type) ?? industryOf(tender.industry),
    centre: content?.centre ?? centreOf(tender.region),
    title: aside ? `${aside.title}：${tender.name}` : tender.name,
    ...{ code: tender.code, link: `/${aside ? 'projects' : 'notices'}/${tender.id}` },
  }
}

/** What a plan announces. */
export function ofPlan(fact: Fact<string, Parameters<typeof PlanPublished>[0]>): Announcement {
  const { project, type, name, code, centre } = fact.data
  return {
    ...{ fact: fact.id, at: fact.at, track: trackOf(type), stage: '001' },
    ...{ industry: industryNumber(type) ?? industryOf(name), centre, title: name, code, link: `/plans/${project}` },
  }
}

/** The category of an announcement as Guangxi numbers it: 工程建设, industry, stage. */
export const categoryOf = ({ industry, stage }: Pick<Announcement, 'industry' | 'stage'>): string =>
  `001001${industry}${stage}`

/** The parts of a category, or of the beginning of one; undefined if it is none. */
export function partsOf(category: string): { industry?: string; stage?: string } | undefined {
  const found = /^001001(\d{3})?(\d{3})?$/.exec(category)
  if (!found) return undefined
  const [, industry, stage] = found
  if ((industry && !INDUSTRIES[industry]) || (stage && !STAGES[stage])) return undefined
  return { ...(industry ? { industry } : {}), ...(stage ? { stage } : {}) }
}
