import type { Rulebook } from './rulebook.ts'
import { tenderingRulebook } from './tenderingRulebook.ts'
import { voluntaryValidity } from './validity.ts'
import * as voluntary from './voluntaryTenders.ts'

/** Tenders of works that no law demands: all that binds every tender, without what binds the demanded ones alone. */
export const voluntaryRulebook: Rulebook = Object.freeze({
  ...tenderingRulebook,
  ...voluntary,
  ...voluntaryValidity,
  id: 'T-2025-voluntary',
  mandatory: false,
})
