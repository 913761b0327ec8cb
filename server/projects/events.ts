import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody, officers } from '../ledger/eye.ts'
import { Plan, Registration, Sketch } from './contract.ts'

const project = z.string()
const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })

/** A tender of a registered project with the codes it was given. */
export const CodedSection = z.strictObject({
  ...{ code: z.string(), deal: z.string().nullable(), name: z.string(), content: z.string() },
  ...{ kind: z.string(), estimate: z.string(), durationDays: z.number().int() },
})

/** A registration was saved on its way; nothing of it is public. */
export const ProjectSaved = defineEvent('project.saved', {
  v: 1,
  zh: '项目登记已保存（草稿）',
  en: 'registration saved',
  data: z.strictObject({ project, by: z.string(), content: Sketch }),
  seenBy: officers,
})

/** A project is registered: it may be tendered here. */
export const ProjectRegistered = defineEvent('project.registered', {
  v: 1,
  zh: '招标项目已进场登记',
  en: 'project registered',
  data: z.strictObject({
    project,
    content: Registration,
    code: z.string(),
    tendering: z.string(),
    sections: z.array(CodedSection),
    registeredAt: z.number().int(),
    signature: Signature,
  }),
  seenBy: officers,
})

/** A plan of coming tenders is public; a later version replaces it. */
export const PlanPublished = defineEvent('project.planPublished', {
  v: 1,
  zh: '招标计划已发布',
  en: 'plan of tenders published',
  data: z.strictObject({
    ...{ project, version: z.number().int(), code: z.string(), name: z.string(), owner: z.string() },
    ...{ type: z.string(), region: z.string(), centre: z.string(), plan: Plan },
    sections: z.array(CodedSection),
    publishedAt: z.number().int(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** A paper of a project, stamped. */
export const ProjectPaperIssued = defineEvent('project.paperIssued', {
  v: 1,
  zh: '项目文书已生成',
  en: 'paper of a project issued',
  data: z.strictObject({ project, of: z.string(), title: z.string(), file: z.string(), sha256: z.string() }),
  seenBy: officers,
})

export const projectEvents = [ProjectSaved, ProjectRegistered, PlanPublished, ProjectPaperIssued]
export type ProjectFact = FactOf<(typeof projectEvents)[number]>
export type ProjectHappening = HappeningOf<(typeof projectEvents)[number]>
