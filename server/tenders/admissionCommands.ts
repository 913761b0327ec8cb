import { rulebook } from '../law/rulebook.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { admittedOnly, restricted } from './admission.ts'
import { admissionOf, admissionStream, admissionTag } from './store.ts'
import type { Tender } from './tender.ts'

/** Refuses whoever may not bid for a published tender that not everybody may bid for; within a deed by its own reads. */
export async function onlyAdmitted(by: Pick<Context, 'platform' | 'who'> | Entry, tender: Tender): Promise<void> {
  if (!restricted(tender) || !tender.published) return
  const { platform, who } = by
  const admission =
    'find' in by ? await by.find(admissionStream(tender.id)) : await admissionOf({ platform }, tender.id)
  const tag = admissionTag(platform, tender.id, who.role === 'bidder' ? (who.organisation ?? '') : '')
  admittedOnly(tender, admission, tag, rulebook(tender.published.rulebook))
}
