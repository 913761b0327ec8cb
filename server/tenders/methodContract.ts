import { z } from 'zod'
import { Id } from '../web/route.ts'
import { Cms, Reason } from './contract.ts'

/** What an expert finds of a tender document that brought too few bidders: whether it has no unreasonable clause, and why. */
export const Opinion = z.strictObject({
  name: z.string().trim().min(2).max(60),
  unit: z.string().trim().min(2).max(120),
  clean: z.boolean(),
  text: z.string().trim().min(10).max(1000),
})
export const AskMethodChange = z.strictObject({
  tender: Id,
  method: z.string().max(40),
  reason: Reason,
  challenges: Reason,
  opinions: z.array(Opinion).max(15),
  continues: z.string().trim().min(4).max(300),
  cms: Cms,
})
export const DecideMethodChange = z
  .strictObject({
    tender: Id,
    approved: z.boolean(),
    /** number of the approval; with it alone */
    number: z.string().trim().min(4).max(80).optional(),
    reason: Reason,
    cms: Cms,
  })
  .refine(({ approved, number }) => approved === (number !== undefined), { path: ['number'] })
