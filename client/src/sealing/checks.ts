import { yuan } from '../../../server/law/units.ts'

/** The parts of a bid in the order of the package. */
export const PARTS = ['business', 'technical', 'price'] as const
export type Part = (typeof PARTS)[number]

/** An amount typed in yuan as fen, or nothing if it is no amount. */
export function fenOf(typed: string): bigint | undefined {
  try {
    const fen = yuan(typed.replace(/[,，\s]/g, ''))
    return fen > 0n ? fen : undefined
  } catch {
    return undefined
  }
}
