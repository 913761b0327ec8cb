import { projectRegistration } from '../../templates/projectRegistration.ts'
import { tenderPlan } from '../../templates/tenderPlan.ts'
import { issuePaper } from '../documents/issue.ts'
import { attestation, money } from '../documents/words.ts'
import type { Track } from '../law/rulebook.ts'
import { type Context, on } from '../ledger/command.ts'
import { approvalWords } from './approvalWords.ts'
import { trackOf, tradeType } from './catalogue.ts'
import { keepPaper } from './commands.ts'
import { PlanPublished, ProjectRegistered } from './events.ts'
import { projectById } from './store.ts'

const KINDS: Record<string, string> = {
  ...{ works: '施工', designBuild: '设计施工总承包', goods: '货物' },
  ...{ survey: '勘察', design: '设计', services: '服务' },
}

type Registered = Parameters<typeof ProjectRegistered>[0]
type Approval = NonNullable<Registered['content']['approval']>

/** The approval in words, and what of works was approved. */
const approved = (of: Approval, track: Track) => ({
  approval: approvalWords(of),
  ...(track === 'T'
    ? {
        approvedAs: `${of.mode === 'open' ? '公开招标' : '邀请招标'}，${of.organisation === 'agent' ? '委托招标' : '自行招标'}`,
      }
    : {}),
})

const registrationPaper = (context: Context, { content, ...of }: Registered) =>
  projectRegistration({
    ...attestation(context.platform, `project=${of.project}`),
    track: trackOf(content.type),
    ...{ code: of.code, tendering: of.tendering, name: content.name, registeredAt: of.registeredAt },
    type: tradeType(content.type)?.zh ?? content.type,
    owner: `${content.owner.name}（${content.owner.code}）`,
    address: content.ownerAddress,
    ...(content.agent ? { agent: `${content.agent.name}（${content.agent.code}）` } : {}),
    ...(content.mandate
      ? { mandate: `${content.mandate.contract}（${content.mandate.signedOn}）：${content.mandate.scope}` }
      : {}),
    ...(content.approval ? approved(content.approval, trackOf(content.type)) : {}),
    ...(content.budgetItem ? { budgetItem: content.budgetItem } : {}),
    ...(content.selfFiling ? { selfFiling: content.selfFiling } : {}),
    ...{ supervisor: content.supervisor.name, contact: content.contact, place: content.place },
    ...{ funds: content.funds, investment: money(content.investment), mandatory: content.mandatory },
    sections: of.sections.map((one) => ({
      ...{ code: one.code, name: one.name, kind: KINDS[one.kind] ?? one.kind },
      ...{ estimate: money(one.estimate).figures, deal: one.deal },
    })),
    ...(content.differs ? { differs: content.differs } : {}),
    ...(content.division ? { division: content.division } : {}),
  })

const kept = async (context: Context, project: string, fact: { id: string }): Promise<boolean> =>
  (await projectById(context, project))?.papers.some(({ of }) => of === fact.id) ?? false

/** The papers that follow what happens to a project. */
export const projectReactions = [
  on(ProjectRegistered, 'registrationPaper', async (context, fact) => {
    const { project } = fact.data
    if (await kept(context, project, fact)) return
    const paper = registrationPaper(context, fact.data)
    const issued = await issuePaper(context.platform, `projects/${project.toLowerCase()}`, paper, fact.at)
    await keepPaper.run(context, { project, of: fact.id, title: paper.title, ...issued })
  }),
  on(PlanPublished, 'planPaper', async (context, fact) => {
    const { project, plan, sections, ...of } = fact.data
    if (await kept(context, project, fact)) return
    const paper = tenderPlan({
      ...attestation(context.platform, `project=${project}`),
      ...{ code: of.code, name: of.name, owner: of.owner, version: of.version, publishedAt: of.publishedAt },
      ...{ track: trackOf(of.type), type: tradeType(of.type)?.zh ?? of.type },
      sections: sections.map((one) => ({
        ...{ name: one.name, content: one.content, estimate: money(one.estimate).figures },
        month: plan.sections.find(({ code }) => code === one.code)?.month ?? '',
      })),
      remark: plan.remark,
    })
    const issued = await issuePaper(context.platform, `projects/${project.toLowerCase()}`, paper, fact.at)
    await keepPaper.run(context, { project, of: fact.id, title: paper.title, ...issued })
  }),
]
