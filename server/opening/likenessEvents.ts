import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { supervisors } from '../ledger/eye.ts'

const tag = z.string()

/** What was found alike among bids of one tender, or what ties their bidders to each other. */
export const LikenessKind = z.enum([
  ...(['sameHead', 'control', 'commonHolder', 'operatorAffiliate'] as const),
  ...(['sameAuthor', 'sameDocument', 'sameMoment', 'samePeople'] as const),
  ...(['sameFile', 'alikeText', 'patternedPrices', 'mixedUp'] as const),
])
export type LikenessKind = z.infer<typeof LikenessKind>

const Where = z.strictObject({ bid: tag, part: z.string(), file: z.string() })
export const LikenessFinding = z.strictObject({
  kind: LikenessKind,
  bids: z.array(tag).min(1),
  /** what is the same: a name, an identifier, a hash, a share in basis points */
  value: z.string().max(400),
  where: z.array(Where).max(200),
  /** the article it is a sign of; null where the law draws no conclusion */
  article: z.string().nullable(),
})
export type LikenessFinding = z.infer<typeof LikenessFinding>

/** What a browser cannot see and nobody gave: these were not compared. */
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
    findings: z.array(LikenessFinding),
    /** how many findings there are beyond those listed */
    more: z.number().int(),
    unread: z.array(Where.extend({ why: z.enum(['large', 'closed']) })).max(500),
    /** bidders that did not say who heads, holds and manages them */
    undeclared: z.array(tag),
    unavailable: z.array(z.enum(UNAVAILABLE)),
  }),
  seenBy: supervisors,
})
export type LikenessFact = FactOf<typeof LikenessReported>

/** The report of one tender. */
export type Likeness = LikenessFact['data'] & { at: number }

/** The only place where it changes. */
export const evolveLikeness = (_before: Likeness | undefined, { data, at }: LikenessFact): Likeness => ({ ...data, at })
