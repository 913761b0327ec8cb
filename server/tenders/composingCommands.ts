import { createHash } from 'node:crypto'
import { dayOf } from '../law/periods.ts'
import { type Rulebook, rulebook, rulebookFor } from '../law/rulebook.ts'
import type { Entry } from '../ledger/entry.ts'
import { frozenOn } from '../regions/commands.ts'
import { regionalOf as rulesOf } from '../regions/inheritance.ts'
import { composedDocument } from './paper.ts'
import { draftOf, type Tender } from './tender.ts'

/** The document that the platform makes, with its hash; it is stored only when it is published. */
export async function composed({ platform, now }: Pick<Entry, 'platform' | 'now'>, tender: Tender) {
  const draft = draftOf(tender)
  const frozen = await frozenOn(platform, draft.region, dayOf(now))
  const regional = frozen ? rulesOf(frozen) : platform.regional
  const { signer, publicUrl } = platform
  const bytes = await composedDocument({ ...draft, id: tender.id }, lawNow(tender, now), {
    signer,
    publicUrl,
    regional,
  })
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The rulebook that a notice is judged by: that of the day, or the one under which bidders were prequalified. */
export const lawNow = (tender: Tender, now: number): Rulebook =>
  tender.prequal ? rulebook(tender.prequal.rulebook) : rulebookFor(tender.track, dayOf(now), tender.mandatory)
