import { askForPanel } from '../../server/experts/rules.ts'
import { sealReserve } from '../../server/opening/reserve.ts'
import { draftTender } from '../../server/tenders/rules.ts'
import { suspendTender } from '../../server/tenders/suspension.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { hosts, type Line } from './matrix.ts'

const of = (tender: Tender, more: Record<string, unknown> = {}) => ({ tender, ...more }) as never

/** What prepares a tender, and what makes it rest. */
export const earlyLines: Line[] = [
  {
    deed: 'tender.draft',
    roles: hosts,
    stages: ['draft', 'prequalified'],
    wrong: 'TENDER_NOT_DRAFT',
    run: (t) => draftTender(t, t.id, draftOf(t), null),
  },
  {
    deed: 'tender.suspend',
    roles: ['supervisor', 'centre'],
    stages: ['prequalifying', 'prequalified', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded'],
    wrong: 'SUSPENSION_STAGE',
    rests: true,
    run: (t, l, at) => suspendTender(t, { id: 'other', kind: 'supervision', reason: '检查' }, l, at),
  },
  {
    deed: 'opening.sealReserve',
    roles: ['tenderer'],
    stages: ['bidding'],
    wrong: 'RESERVE_LATE',
    late: 'RESERVE_LATE',
    rests: true,
    run: (t, l, at) => sealReserve(t, of(t), l, at),
  },
  {
    deed: 'panel.freeze',
    roles: hosts,
    stages: ['bidding', 'opening', 'evaluating'],
    wrong: 'PANEL_STAGE',
    run: (t, l, at) => askForPanel(of(t, { panel: undefined, asking: {} }), l, of(t), at),
  },
]
