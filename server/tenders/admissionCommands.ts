import { ofNobodyHere } from '../identity/affiliateCommands.ts'
import { rulebook } from '../law/rulebook.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { admittedOnly, restricted } from './admission.ts'
import { admissionOf, admissionStream, admissionTag } from './store.ts'
import type { Tender } from './tender.ts'

/**
 * Refuses whoever may not bid for a published tender: who belongs to the platform's operator, and where not everybody may
 * bid, who was not admitted. Within a deed by its own reads.
 */
export async function mayBid(by: Pick<Context, 'platform' | 'who'> | Entry, tender: Tender): Promise<void> {
  if (!tender.published) return
  const law = rulebook(tender.published.rulebook)
  await ofNobodyHere(by, law)
  if (!restricted(tender)) return
  const { platform, who } = by
  const admission =
    'find' in by ? await by.find(admissionStream(tender.id)) : await admissionOf({ platform }, tender.id)
  const tag = admissionTag(platform, tender.id, who.role === 'bidder' ? (who.organisation ?? '') : '')
  admittedOnly(tender, admission, tag, law)
}
