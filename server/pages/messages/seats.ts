import { seated } from '../../access/parties.ts'
import type { Context } from '../../ledger/command.ts'
import type { Fact } from '../../ledger/event.ts'
import type { Prequalification } from '../../prequalification/prequalification.ts'
import { reviewsUnderWay } from '../../prequalification/store.ts'
import type { Tender } from '../../tenders/tender.ts'
import { type Audience, ofOwnSeat } from './catalogue.ts'

/** The reviews under way in which an expert is a member who has checked in: before that it is not told what it is about. */
export async function committeesOf(context: Context): Promise<ReadonlyMap<string, Prequalification>> {
  if (context.who.role !== 'expert') return new Map()
  const inside = (state: Prequalification): boolean => {
    const own = state.committee?.seats.find(({ tag }) => tag === context.who.tagFor(state.tender))
    return own?.status === 'checkedIn' || own?.status === 'declared'
  }
  return new Map((await reviewsUnderWay(context)).filter(inside).map((state) => [state.tender, state]))
}

/**
 * Whether a fact is told to one by the seat that one holds: of the committee's reports the present one to its members, the opening
 * of the applications to a notary with a share; undefined of every other fact.
 */
export function tellsSeated(
  { who }: Context,
  { type, data }: Fact,
  of: { audience: Audience; tender: Tender; committee: Prequalification | undefined },
): boolean | undefined {
  if (!ofOwnSeat[of.audience]?.includes(type)) return undefined
  if (of.audience === 'notary') return seated(who, of.tender)
  const { report } = of.committee ?? {}
  return !!report && report.sha256 === (data as { sha256?: string }).sha256
}
