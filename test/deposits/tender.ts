import { yuan } from '../../server/law/units.ts'
import type { Tender } from '../../server/tenders/tender.ts'

/** The deadline of the tender below. */
export const deadline = Date.parse('2026-03-31T09:30:00+08:00')

const party = (code: string, name: string) => ({ code, name })

/** A published tender of works that asks for a deposit of 100,000 yuan. */
export function aTender(changes: Partial<Tender> = {}): Tender {
  return {
    id: 'tender-1',
    stage: 'bidding',
    officerKeys: {},
    published: {
      version: 1,
      rulebook: 'T-2025',
      notice: '',
      ceremony: '',
      documents: [],
      publishedAt: Date.parse('2026-03-02T09:00:00+08:00'),
    },
    failure: null,
    closedAt: null,
    project: { code: 'E5301000001000001', name: '滇池东岸道路改造' },
    code: 'E5301000001000001001',
    name: '施工一标段',
    track: 'T',
    region: '530100',
    kind: 'works',
    method: 'open',
    stateFunded: true,
    tenderer: party('91530100MA6K000001', '昆明市道路建设有限公司'),
    agent: null,
    supervisor: party('11530100MB00000001', '昆明市住房和城乡建设局'),
    industry: '市政',
    scope: '道路',
    qualification: '市政公用工程施工总承包二级',
    consortium: false,
    funds: '财政资金',
    place: '昆明',
    durationDays: 365,
    estimate: String(yuan('8000000')),
    ceiling: String(yuan('8000000')),
    deposit: String(yuan('100000')),
    depositForms: ['transfer', 'guarantee'],
    documentsFrom: Date.parse('2026-03-03T09:00:00+08:00'),
    documentsUntil: Date.parse('2026-03-10T17:00:00+08:00'),
    deadline,
    validityDays: 90,
    shares: { needed: 2 },
    parts: ['business', 'technical', 'price'],
    criteria: {
      clauses: [{ id: 'signed', zh: '签字盖章', ground: 'unsigned' }],
      factors: [
        { id: 'plan', zh: '施工组织设计', guidance: '', full: 4000, step: 50, objective: false, volume: 'technical' },
      ],
      price: {
        formula: 'benchmark-average',
        full: 6000,
        k: 9700,
        above: 100,
        below: 50,
        trimMoreThan: 5,
        roundDeviation: 2,
      },
      tie: 'lower-price',
    },
    panel: { members: 5, strata: [{ id: 'a', region: '昆明', specialty: 'A08', seats: 5 }] },
    contact: '0871',
    ...changes,
  }
}
