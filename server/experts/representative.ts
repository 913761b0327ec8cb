import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Stage, Tender } from '../tenders/tender.ts'
import { checkInLimit, type Panel, representativesOf } from './panel.ts'
import { type PanelHappening, RepresentativeNamed } from './panelEvents.ts'

const refuse = refusals({
  REPRESENTATIVES_NAMED: {
    status: 409,
    zh: '招标人（采购人）代表的席位已满或者招标文件未设',
    en: 'the seats of the tenderer’s representatives are taken, or the document has none',
  },
  REPRESENTATIVE_STAGE: {
    status: 409,
    zh: '申请抽取专家之后、评标结束之前方可指定代表',
    en: 'representatives are named once the draw is asked for, while the tender is bid for, opened or evaluated',
  },
  REPRESENTATIVE_TWICE: {
    status: 422,
    zh: '该人员已在或者曾在本评标委员会',
    en: 'that person sits on this panel, or has left it',
  },
  REPRESENTATIVE_CERTIFICATE: {
    status: 422,
    zh: '代表须使用本人的个人签名证书',
    en: 'a representative signs with a personal certificate',
  },
  REPRESENTATIVE_OF_AGENT: {
    status: 422,
    zh: '代理机构工作人员不得参加由本机构代理的项目的评标',
    en: 'nobody of the agent evaluates in a tender that it runs',
  },
  REPRESENTATIVE_OF_SUPERVISOR: {
    status: 422,
    zh: '行政监督部门的工作人员不得担任本部门监督项目的评标委员会成员',
    en: 'the supervisor’s own staff sit on no panel that it supervises',
  },
  REPRESENTATIVE_OF_BIDDER: {
    status: 422,
    zh: '与投标人有利害关系的人不得进入评标委员会',
    en: 'nobody of a bidder sits on the panel',
  },
})

export { refuse as refuseRepresentative }

/**
 * The tenderer names one of its own for the panel, with written authority: as many as the document says. One who left is
 * replaced by another whom it names.
 *
 * @param of.employer why the person's employer keeps it off the panel, if it does
 */
export function nameRepresentative(
  of: { tender: Tender; panel: Panel; tag: string; sealed: string; authority: string; employer?: string | undefined },
  law: Pick<Rulebook, 'mostTendererShare' | 'agencyStaffOnPanel' | 'supervisorsOnPanel' | 'avoidance'>,
  now: number,
): PanelHappening[] {
  const { tender, panel, tag, sealed, authority, employer } = of
  const stages: Stage[] = ['bidding', 'opening', 'evaluating']
  if (!stages.includes(tender.stage) || panel.dissolved) throw refuse('REPRESENTATIVE_STAGE', { stage: tender.stage })
  const wanted = tender.panel.representatives ?? 0
  if (representativesOf(panel).length >= wanted)
    throw refuse('REPRESENTATIVES_NAMED', { wanted }, law.mostTendererShare)
  if (panel.seats.some((seat) => seat.tag === tag)) throw refuse('REPRESENTATIVE_TWICE')
  if (employer === 'employer-agent') throw refuse('REPRESENTATIVE_OF_AGENT', {}, law.agencyStaffOnPanel)
  if (employer === 'employer-supervisor') throw refuse('REPRESENTATIVE_OF_SUPERVISOR', {}, law.supervisorsOnPanel)
  if (employer === 'employer-bidder') throw refuse('REPRESENTATIVE_OF_BIDDER', {}, law.avoidance)
  return [RepresentativeNamed({ tender: tender.id, tag, sealed, authority, checkInUntil: checkInLimit(panel, now) })]
}
