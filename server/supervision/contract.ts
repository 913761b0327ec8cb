import { z } from 'zod'
import { Cms, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** Somebody who may be drawn to carry out a spot check. */
export const Inspector = z.strictObject({
  id: z.string().regex(/^[0-9A-Za-z-]{1,32}$/),
  name: z.string().min(1).max(60),
  organisation: z.string().min(1).max(100),
})
export type Inspector = z.infer<typeof Inspector>

/** A tie of an inspector to a tender, known beforehand. */
export const Conflict = z.strictObject({ inspector: Inspector.shape.id, tender: Id })
export type Conflict = z.infer<typeof Conflict>

/** A plan of spot checks: what is inspected, by whom, and how large a share is drawn. */
export const OrderCheck = z.strictObject({
  check: Id,
  title: z.string().min(1).max(200),
  tenders: z.array(Id).min(1).max(2000),
  inspectors: z.array(Inspector).min(2).max(500),
  conflicts: z.array(Conflict).max(2000),
  /** share of the tenders to draw, basis points; never under the region's */
  share: z.number().int().min(1).max(10_000).optional(),
  commitUntil: InstantNumber,
  revealUntil: InstantNumber,
})
export const VERDICTS = ['compliant', 'rectify', 'violation'] as const
export const Find = z.strictObject({
  check: Id,
  tender: Id,
  verdict: z.enum(VERDICTS),
  text: z.string().min(1).max(5000),
})
export const PublishCheck = z.strictObject({ check: Id, cms: Cms })
export const OneCheck = z.strictObject({ check: Id })
