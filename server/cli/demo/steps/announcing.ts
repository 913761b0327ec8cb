import type { Project } from '../../../projects/project.ts'
import { planFields } from '../../../projects/rules.ts'
import { controlPriceOf } from '../../../tenders/ceiling.ts'
import type { World } from '../world.ts'
import { tenderNow } from './notice.ts'
import { registerProject } from './project.ts'
import { papers, sealPaper, signedWith } from './sealing.ts'

const MINUTE = 60_000
const SHANGHAI = 8 * 60 * MINUTE
/** The month in which a moment lies in Shanghai: `2026-03`. */
const monthOf = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 7)

/** Before the notice of works the agent publishes the plan of its project (招标计划). A purchase's intention is published elsewhere. */
export async function publishPlan(world: World): Promise<void> {
  const { draft } = world.played
  if (draft.track !== 'T' || (await tenderNow(world, 'agent'))) return
  await world.moveTo(draft.documentsFrom - 20 * MINUTE)
  const agent = world.as('agent')
  const id = await registerProject(world, draft)
  const project = await agent.get<Project>(`/projects/${id}`)
  if (project.plan) return
  const sections = (project.registered?.sections ?? []).map(({ code }) => ({
    code,
    month: monthOf(draft.documentsFrom),
  }))
  const plan = { sections, remark: '实际招标内容与时间以招标公告为准。' }
  const cms = await agent.sign('project.publishPlan', planFields(id, plan))
  await agent.post(`/projects/${id}/plan`, { plan, cms })
  world.say('招标计划已公布 plan of the tender published')
}

/** Of works the control price is published by itself (控制价公示), as the document states it. */
async function controlPrice(world: World): Promise<void> {
  const tender = await tenderNow(world, 'agent')
  if (tender?.track !== 'T' || tender.stage !== 'bidding' || tender.controlPrice) return
  const price = controlPriceOf(tender)
  if (price === undefined) return
  const agent = world.as('agent')
  const said = { price, basis: '依据批复概算和工程量清单编制，经造价咨询单位复核。' }
  const cms = await agent.sign('tender.publishControlPrice', { tender: world.tender, ...said })
  const path = `/tenders/${world.tender}/control-price`
  const { paper } = await signedWith(agent, path, said, await world.now())
  await agent.post(path, { ...said, paper, cms })
  world.say('控制价已公示 control price published')
}

/** Notice and tender document bear the signatures of tenderer and agent in the PDF itself (PAdES). */
async function sealed(world: World): Promise<void> {
  const agent = world.as('agent')
  const wanted = (await tenderNow(world, 'agent'))?.controlPrice ? ['公告', '控制价公示'] : ['公告']
  await world.until('what was published is issued as papers', async () => {
    const titles = (await papers(world, agent)).map(({ title }) => title)
    return wanted.every((title) => titles.some((one) => one.startsWith(title)))
  })
  for (const { sha256 } of await papers(world, agent))
    for (const role of ['tenderer', 'agent'] as const) {
      const one = (await papers(world, agent)).find((paper) => paper.sha256 === sha256)
      if (one && !one.signed.some(({ field }) => field === role)) await sealPaper(world, world.as(role), one)
    }
  world.say('公告与招标文件已由招标人、代理机构签章 notice and document signed in the PDF')
}

/** What follows the notice: control price, and the signatures in what was published. */
export async function afterNotice(world: World): Promise<void> {
  const tender = await tenderNow(world, 'agent')
  if (tender?.stage !== 'bidding') return
  await controlPrice(world)
  await sealed(world)
}
