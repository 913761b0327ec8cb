import { z } from 'zod'

/**
 * A package of a purchase that is kept for small and medium enterprises: the whole of it, or a share of the contract that
 * others give them by consortium or subcontract.
 */
export const Reserved = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole'), for: z.enum(['smallMedium', 'small']) }),
  z.strictObject({
    kind: z.enum(['consortium', 'subcontract']),
    /** of the contract, basis points */
    share: z.number().int().min(1).max(10_000),
  }),
])
export type Reserved = z.infer<typeof Reserved>

/** What a bidder declares, by the way in which the package is kept. */
export const RESERVED_WORDS: Readonly<Record<Reserved['kind'], { zh: string; en: string }>> = {
  whole: { zh: '《中小企业声明函》', en: 'the declaration of a small or medium enterprise' },
  consortium: {
    zh: '《中小企业声明函》和联合体协议中的预留份额',
    en: 'the declaration, and the share in the joint agreement',
  },
  subcontract: {
    zh: '《中小企业声明函》和分包意向协议中的预留份额',
    en: 'the declaration, and the share in the agreement to subcontract',
  },
}

/** How a package is kept, in the words of the notice. */
export function reservedInWords(of: Reserved): string {
  if (of.kind === 'whole')
    return of.for === 'small'
      ? '本采购包专门面向小型、微型企业采购，投标人应当提供《中小企业声明函》'
      : '本采购包专门面向中小企业采购，投标人应当提供《中小企业声明函》'
  const way = of.kind === 'consortium' ? '以联合体形式参加' : '合同分包'
  return `本采购包要求${way}，由中小企业承担的合同份额不低于 ${of.share / 100}%，投标人应当提供《中小企业声明函》和约定份额的协议`
}
