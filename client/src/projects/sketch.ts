import type { TenderKind } from '../../../server/law/projectTenders.ts'
import type { Sketch } from '../../../server/projects/contract.ts'

/** A section on its way. */
export type SketchSection = NonNullable<Sketch['sections']>[number]

export const emptySection: SketchSection = { name: '', content: '', kind: 'works', estimate: '0', durationDays: 0 }

/** A registration that says nothing yet. */
export const emptySketch: Sketch = {
  ...{ type: '', name: '', region: '', centre: '', place: '', code: null, investment: '0' },
  ...{ owner: { code: '', name: '' }, ownerAddress: '', agent: null, mandate: null, selfFiling: null },
  ...{ supervisor: { code: '', name: '' }, contact: '', approval: null, licence: null },
  ...{ mandatory: true, stateFunded: true, funds: '', fundsSettled: false },
  ...{ sections: [emptySection], differs: null, division: null },
}

export const emptyApproval: NonNullable<Sketch['approval']> = {
  ...{ kind: 'approved', number: '', authority: '', day: '', mode: 'open', organisation: 'agent' },
}

/** What a step of the wizard gets: the registration, and a way to change a part of it. */
export interface OfSketch {
  sketch: Sketch
  change(part: Partial<Sketch>): void
}

export const KINDS: readonly (readonly [value: TenderKind, zh: string, en: string])[] = [
  ['works', '施工', 'works'],
  ['designBuild', '设计施工总承包', 'design and build'],
  ['goods', '货物', 'goods'],
  ['survey', '勘察', 'survey'],
  ['design', '设计', 'design'],
  ['services', '服务（含监理）', 'services'],
]
