import { z } from 'zod'
import { UNCOLLECTED } from '../bids/machine.ts'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { supervisors } from '../ledger/eye.ts'

const tag = z.string()

/** What was found alike among bids of one tender, or what ties their bidders to each other. */
export const LikenessKind = z.enum([
  ...(['sameHead', 'control', 'commonHolder', 'operatorAffiliate'] as const),
  ...(['sameAuthor', 'sameDocument', 'sameMoment', 'samePeople'] as const),
  ...(['sameFile', 'alikeText', 'patternedPrices', 'mixedUp'] as const),
  ...(['headDiffers', 'undeclared', 'sameContact', 'alikePrices'] as const),
  ...(['sameMac', 'sameDisk', 'sameProcessor', 'sameLock', 'sameAddress'] as const),
])
export type LikenessKind = z.infer<typeof LikenessKind>

const Where = z.strictObject({ bid: tag, part: z.string(), file: z.string() })
/** Where what was compared comes from. */
export const Source = z.enum(['declaration', 'register', 'file', 'text', 'price', 'machine', 'address'])
export type Source = z.infer<typeof Source>
export const LikenessFinding = z.strictObject({
  kind: LikenessKind,
  bids: z.array(tag).min(1),
  /** what is the same: a name, an identifier, a hash, a share in basis points */
  value: z.string().max(400),
  where: z.array(Where).max(200),
  /** the article it is a sign of; null where the law draws no conclusion */
  article: z.string().nullable(),
  /** absent in older reports */
  sources: z.array(Source).optional(),
  /** what the law makes of it if those who judge find it so; absent: nothing */
  consequence: z.string().optional(),
})
export type LikenessFinding = z.infer<typeof LikenessFinding>

/** What one bid brought along to be compared: who read its machine, what became of its address, whether its bidder is registered. */
export const Brought = z.strictObject({
  bid: tag,
  machine: z.enum(['agent', 'tool', 'none']),
  why: z.enum(UNCOLLECTED).nullable(),
  /** `private`: of a network behind a gateway, not compared; `late`: it had run out, or answers another bid; `unproven`: not signed by the platform */
  address: z.enum(['stated', 'private', 'late', 'unproven', 'none']),
  registered: z.boolean(),
})
export type Brought = z.infer<typeof Brought>

/** What fewer than two bids brought along: it was not compared. */
export const UNAVAILABLE = ['mac', 'disk', 'processor', 'lock', 'address'] as const

/** All opened bids were compared with each other. What was found is evidence for those who judge, and rejects nobody. */
export const LikenessReported = defineEvent('opening.likenessReported', {
  v: 1,
  zh: '投标文件雷同与关联关系检查报告',
  en: 'report on bids that are alike and bidders that belong together',
  data: z.strictObject({
    tender: z.string(),
    /** how many bids and files were compared */
    bids: z.number().int(),
    files: z.number().int(),
    /** from which share of a text on it is reported, basis points */
    threshold: z.number().int(),
    /** the same of equal unit prices; absent in older reports */
    priceThreshold: z.number().int().optional(),
    findings: z.array(LikenessFinding),
    /** how many findings there are beyond those listed */
    more: z.number().int(),
    unread: z.array(Where.extend({ why: z.enum(['large', 'closed']) })).max(500),
    /** bidders that did not say who heads, holds and manages them */
    undeclared: z.array(tag),
    unavailable: z.array(z.enum(UNAVAILABLE)),
    /** absent in older reports, of which no bid could bring anything */
    brought: z.array(Brought).optional(),
  }),
  seenBy: supervisors,
})
export type LikenessFact = FactOf<typeof LikenessReported>

/** The report of one tender. */
export type Likeness = LikenessFact['data'] & { at: number }

/** The only place where it changes. */
export const evolveLikeness = (_before: Likeness | undefined, { data, at }: LikenessFact): Likeness => ({ ...data, at })
