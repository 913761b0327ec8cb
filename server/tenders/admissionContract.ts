import { z } from 'zod'

const moment = z.number().int().min(0).max(8_000_000_000_000)

/** One thing that an applicant must show, as the prequalification document states it. */
export const Requirement = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,24}$/),
  zh: z.string().trim().min(2).max(500),
})
export type Requirement = z.infer<typeof Requirement>

/** A prequalification (资格预审) as its notice and document say it. */
export const PrequalificationTerms = z.strictObject({
  documentsFrom: moment,
  documentsUntil: moment,
  /** until when applications are taken */
  deadline: moment,
  /** what is judged, each by itself: who meets all of them passes */
  requirements: z
    .array(Requirement)
    .min(1)
    .max(40)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
  /** how an application is made, in the tenderer's words */
  instructions: z.string().max(8000),
})
export type PrequalificationTerms = z.infer<typeof PrequalificationTerms>

/** Why only some are invited (邀请招标), by a ground of the law and the facts for it. */
export const InvitationTerms = z.strictObject({
  ground: z
    .string()
    .regex(/^[A-Za-z]{1,24}$/)
    .optional(),
  reason: z.string().max(1000),
})
export type InvitationTerms = z.infer<typeof InvitationTerms>
