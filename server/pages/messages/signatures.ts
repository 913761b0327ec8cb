import { signingPlace } from '../../access/parties.ts'
import type { Context } from '../../ledger/command.ts'
import type { Fact } from '../../ledger/event.ts'
import { PaperLaid } from '../../papers/events.ts'
import type { SignedPaper } from '../../papers/paper.ts'
import type { Tender } from '../../tenders/tender.ts'

/** Whether a paper that was laid waits for one's own signature; undefined of every other fact. */
export function tellsSigner({ who }: Context, { type, data }: Fact, tender: Tender): boolean | undefined {
  if (type !== PaperLaid.type) return undefined
  return signingPlace(who, { tender, paper: data as Pick<SignedPaper, 'places'> }) !== undefined
}
