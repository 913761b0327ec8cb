import { z } from 'zod'
import { Id } from '../web/route.ts'
import { catalogue } from './catalogue.ts'
import { codeLevel } from './codes.ts'

const Fen = z.string().regex(/^(0|[1-9]\d{0,17})$/)
const Day = z.iso.date()
const Code18 = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
const Party = z.strictObject({ code: Code18, name: z.string().min(1).max(100) })
const words = (least: number, most: number) => z.string().trim().min(least).max(most)
const kinds = z.enum(['works', 'designBuild', 'goods', 'survey', 'design', 'services'])
const Cms = z
  .string()
  .max(20_000)
  .regex(/^[0-9A-Za-z+/]+={0,2}$/)

/** Approval, licence or filing of a project (审批、核准、备案). */
export const Approval = z.strictObject({
  kind: z.enum(['approved', 'licensed', 'filed']),
  number: words(4, 80),
  authority: words(2, 100),
  day: Day,
  /** how the tender is organised, as approved */
  mode: z.enum(['open', 'invited']),
  organisation: z.enum(['agent', 'self']),
})

/** The agent's mandate: the written contract or agreement. */
export const Mandate = z.strictObject({ contract: words(2, 80), signedOn: Day, scope: words(4, 500) })

/** A tender of a project as it is registered. */
export const Section = z.strictObject({
  name: words(1, 200),
  content: words(4, 2000),
  kind: kinds,
  estimate: Fen,
  durationDays: z.number().int().positive().max(5000),
})

/** All that the registration of a project says (项目进场登记). */
export const Registration = z.strictObject({
  type: z.enum(catalogue.map(({ id }) => id) as [string, ...string[]]),
  name: words(2, 200),
  /** six digits of GB/T 2260 */
  region: z.string().regex(/^\d{6}$/),
  /** four digits: the centre it is traded at, `4500` for that of the region itself */
  centre: z.string().regex(/^\d{4}$/),
  place: words(2, 200),
  /** a code that the project has already (17 characters); null: this platform gives one */
  code: z
    .string()
    .refine((code) => codeLevel(code) === 'project')
    .nullable(),
  owner: Party,
  ownerAddress: words(4, 200),
  agent: Party.nullable(),
  mandate: Mandate.nullable(),
  /** number of the filing of a tenderer that tenders by itself */
  selfFiling: words(2, 80).nullable(),
  supervisor: Party,
  contact: words(4, 300),
  approval: Approval.nullable(),
  licence: words(4, 80).nullable(),
  /** whether the law asks for a tender, as the tenderer sees it */
  mandatory: z.boolean(),
  stateFunded: z.boolean(),
  funds: words(2, 200),
  /** of a purchase: the item of the budget (预算项目), by number or name */
  budgetItem: words(2, 120).nullable().optional(),
  fundsSettled: z.boolean(),
  investment: Fen,
  sections: z.array(Section).min(1).max(50),
  /** in what it differs from a project of the same name and owner; why a division is none to avoid the tender */
  differs: words(10, 1000).nullable(),
  division: words(10, 1000).nullable(),
})
export type Registration = z.infer<typeof Registration>

const some = (most: number) => z.string().max(most)
const SketchParty = z.strictObject({ code: some(18), name: some(100) })

/** A registration on its way: any part may be missing, nothing is longer than it may become. */
export const Sketch = z
  .strictObject({
    ...{
      type: some(40),
      name: some(200),
      region: some(6),
      centre: some(4),
      place: some(200),
      code: some(23).nullable(),
    },
    ...{ owner: SketchParty, ownerAddress: some(200), agent: SketchParty.nullable(), supervisor: SketchParty },
    mandate: z.strictObject({ contract: some(80), signedOn: some(10), scope: some(500) }).nullable(),
    ...{ selfFiling: some(80).nullable(), contact: some(300), licence: some(80).nullable() },
    approval: z
      .strictObject({
        ...{ kind: some(12), number: some(80), authority: some(100), day: some(10) },
        ...{ mode: some(12), organisation: some(12) },
      })
      .nullable(),
    ...{ mandatory: z.boolean(), stateFunded: z.boolean(), funds: some(200), fundsSettled: z.boolean() },
    ...{ investment: some(18), budgetItem: some(120).nullable() },
    sections: z
      .array(
        z.strictObject({
          ...{ name: some(200), content: some(2000), kind: some(12), estimate: some(18) },
          durationDays: z.number().int().min(0).max(5000),
        }),
      )
      .max(50),
    ...{ differs: some(1000).nullable(), division: some(1000).nullable() },
  })
  .partial()
export type Sketch = z.infer<typeof Sketch>

export const SaveProject = z.strictObject({ project: Id.optional(), content: Sketch })
export const OneProject = z.strictObject({ project: Id })
export const RegisterProject = z.strictObject({ project: Id, cms: Cms })
export const ListProjects = z.strictObject({ page: z.coerce.number().int().min(1).max(500).default(1) })
/** A plan (招标计划): which tenders are called when, as far as it can be said. */
export const Plan = z.strictObject({
  sections: z
    .array(z.strictObject({ code: z.string().max(23), month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) }))
    .min(1)
    .max(50),
  remark: some(1000),
})
export const PublishPlan = z.strictObject({ project: Id, plan: Plan, cms: Cms })
export const OneProjectPaper = z.strictObject({ project: Id, sha256: z.string().regex(/^[0-9a-f]{64}$/) })
