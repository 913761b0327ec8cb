import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { rulebookFor } from '../law/rulebook.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { frozenOn } from '../regions/commands.ts'
import { Reply } from '../web/route.ts'
import { trackOf, tradeType } from './catalogue.ts'
import { dealCode, projectCode, sectionCode, serialOf, tenderingCode } from './codes.ts'
import type { OneProjectPaper, PublishPlan, RegisterProject, Registration, SaveProject } from './contract.ts'
import { ProjectPaperIssued } from './events.ts'
import type { Registered } from './project.ts'
import { complete, planFields, publishPlan, registerProject, registrationFields, saveProject } from './rules.ts'
import { earlierParts, nextSerial, projectById, projectStream, projectsLike } from './store.ts'
import { withRegionalLimit } from './threshold.ts'

const refuse = refusals({
  PROJECT_UNKNOWN: { status: 404, zh: '没有找到该项目', en: 'there is no such project' },
  PAPER_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such paper' },
  PROJECT_OF_OTHERS: {
    status: 403,
    zh: '只能登记本单位为招标人或代理机构的项目',
    en: 'one registers projects of which one is the tenderer or the agent',
  },
})

/** Saves a registration on its way, step by step; the first time makes it. */
export const save = command(
  'project.save',
  async (e, input: z.infer<typeof SaveProject>) =>
    input.project === undefined ? undefined : e.hold(projectStream(input.project)),
  async (e, before, input) => {
    const id = before?.id ?? e.platform.newId()
    const facts = saveProject(before, { id, by: e.who.organisation ?? '', content: input.content })
    await e.append(projectStream(id), facts)
    return { project: id }
  },
)

/** Codes for a project and its tenders; a code that it has already is kept. */
async function coded(e: Entry, content: Registration): Promise<Pick<Registered, 'code' | 'tendering' | 'sections'>> {
  const code = content.code ?? projectCode(content.region, await nextSerial(e, content.region, e.tx))
  const tendering = tenderingCode(code)
  const { deal = null } = tradeType(content.type) ?? {}
  const unit = e.platform.signer.certificate.organisationCode
  const sections = content.sections.map((section, i) => {
    const serial = (serialOf(code) * 50 + i) % 1_000_000 || 1
    const made = deal && unit ? dealCode({ deal, unit, day: dayOf(e.now), serial }) : null
    return { ...section, code: sectionCode(tendering, i + 1), deal: made }
  })
  return { code, tendering, sections }
}

/** Registers a project: the tenderer or its agent signs all that the registration says. */
export const register = command(
  'project.register',
  (e, input: z.infer<typeof RegisterProject>) => e.hold(projectStream(input.project)),
  async (e, project, input) => {
    const content = complete(project.content)
    const mine = [content.owner.code, content.agent?.code].includes(e.who.organisation)
    if (!mine) throw refuse('PROJECT_OF_OTHERS')
    const fields = registrationFields(project.id, content)
    const signature = await checkStatement(
      e.platform,
      e.who,
      { what: 'project.register', fields, cms: input.cms },
      e.now,
    )
    const { code, name, owner } = content
    const alike = await projectsLike(e, { id: project.id, code, name, owner: owner.code }, e.tx)
    const earlier = await earlierParts(e, { id: project.id, owner: owner.code, type: content.type, now: e.now }, e.tx)
    const book = rulebookFor(trackOf(content.type), dayOf(e.now))
    const law = withRegionalLimit(book, await frozenOn(e.platform, content.region, dayOf(e.now)))
    const of = { content, signature, ...(await coded(e, content)) }
    const after = await e.append(
      projectStream(project.id),
      registerProject(project, of, { alike, earlier, law }, e.now),
    )
    return { project: project.id, registered: after.registered }
  },
)

/** Publishes a plan of coming tenders (招标计划). */
export const plan = command(
  'project.publishPlan',
  (e, input: z.infer<typeof PublishPlan>) => e.hold(projectStream(input.project)),
  async (e, project, input) => {
    const fields = planFields(project.id, input.plan)
    const what = 'project.publishPlan'
    const signature = await checkStatement(e.platform, e.who, { what, fields, cms: input.cms }, e.now)
    const after = await e.append(
      projectStream(project.id),
      publishPlan(project, { plan: input.plan, signature }, e.now),
    )
    return { project: project.id, plan: after.plan }
  },
)

/** Notes a stamped paper of a project; a second run notes nothing. */
export const keepPaper = command(
  'project.issuePaper',
  (e, input: { project: string; of: string; title: string; file: string; sha256: string }) =>
    e.hold(projectStream(input.project)),
  async (e, project, input) => {
    if (project.papers.some(({ of }) => of === input.of)) return
    await e.append(projectStream(project.id), [ProjectPaperIssued(input)])
  },
)

/** A stamped paper of a project, by its hash. */
export const paper = query(
  'project.read',
  async (context, input: z.infer<typeof OneProjectPaper>) => {
    const project = await projectById(context, input.project)
    if (!project) throw refuse('PROJECT_UNKNOWN')
    return project
  },
  async ({ platform }, project, input) => {
    const found = project.papers.find(({ sha256 }) => sha256 === input.sha256)
    if (!found) throw refuse('PAPER_UNKNOWN')
    return new Reply('application/pdf', platform.files.get(found.file), { name: `${found.title}.pdf` })
  },
)
