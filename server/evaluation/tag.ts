import { z } from 'zod'

/** A bidder's or a member's tag within the tender. */
export const Tag = z.string().regex(/^[0-9a-f]{64}$/)
