import { rule } from './rule.ts'
import { type Days, days } from './units.ts'

/** What is going to be bought is made public, as a principle, at least 30 days before the purchase begins. */
export const planLead = rule<Days | 'regional'>(
  days(30),
  '《关于开展政府采购意向公开工作的通知》（财库〔2020〕10号）',
  'own',
)

/** A purchase that nobody could foresee may come without it, so a missing one is no breach by itself. */
export const planRequired = rule<'whereRegional' | 'unlessUnforeseen'>(
  'unlessUnforeseen',
  '《关于开展政府采购意向公开工作的通知》（财库〔2020〕10号）',
  'own',
)
