import type { Sketch } from '../../../projects/contract.ts'
import type { Project } from '../../../projects/project.ts'
import { complete, registrationFields } from '../../../projects/rules.ts'
import type { Draft } from '../../../tenders/contract.ts'
import type { World } from '../world.ts'

/** Which kind of trade a tender of the demo is. */
const typeOf = ({ track, kind }: Draft): string =>
  track === 'T' ? 'works-building' : kind === 'services' ? 'purchase-services' : 'purchase-goods'

/** What is registered of a project whose only tender a draft is. */
const sketchOf = (draft: Draft): Sketch => ({
  ...{ type: typeOf(draft), name: draft.project.name, region: draft.region, centre: draft.region.slice(0, 4) },
  ...{ place: draft.place, code: draft.project.code.slice(0, 17), owner: draft.tenderer, agent: draft.agent },
  ownerAddress: `${draft.place}（登记地址）`,
  ...(draft.agent
    ? { mandate: { contract: 'WT-2026-001', signedOn: '2026-02-10', scope: '编制招标文件、组织招标、办理合同备案' } }
    : { selfFiling: '自行招标备案 2026-001' }),
  ...{ supervisor: draft.supervisor, contact: draft.contact },
  ...(draft.track === 'T'
    ? {
        approval: {
          ...{ kind: 'approved', number: '官发改投资〔2026〕1号', authority: '昆明市官渡区发展和改革局' },
          ...{ day: '2026-01-15', mode: draft.method, organisation: draft.agent ? 'agent' : 'self' },
        },
      }
    : {}),
  ...{ mandatory: draft.mandatory ?? true, stateFunded: draft.stateFunded, funds: draft.funds, fundsSettled: true },
  investment: draft.estimate,
  sections: [
    {
      ...{ name: draft.name, content: draft.scope, kind: draft.kind, estimate: draft.estimate },
      durationDays: draft.durationDays,
    },
  ],
})

/** Registers the project of a draft, if it is not registered, and answers its id. */
export async function registerProject(world: World, draft: Draft): Promise<string> {
  const agent = world.as('agent')
  const { items } = await agent.get<{ items: Project[] }>('/projects')
  const there = items.find(({ registered }) => registered?.sections.some(({ code }) => code === draft.code))
  if (there) return there.id
  const content = sketchOf(draft)
  const { project } = await agent.post<{ project: string }>('/projects', { content })
  const cms = await agent.sign('project.register', registrationFields(project, complete(content)))
  await agent.post(`/projects/${project}/register`, { cms })
  world.say(`项目已进场登记 project registered: ${draft.project.name}`)
  return project
}
