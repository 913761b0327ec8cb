import { fewestMembers } from '../law/checks.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { INDUSTRIES, industryOf, tradeType } from '../projects/catalogue.ts'
import type { Registered } from '../projects/project.ts'
import type { Draft } from './contract.ts'
import type { Criteria } from './criteria.ts'
import type { TextId } from './texts.ts'

type Section = Registered['sections'][number]

/** Where a new draft begins: at the registration, lawful dates, and texts to be made one's own. */
export interface Start {
  readonly project: string
  readonly registered: Registered
  readonly section: Section
  readonly dates: { documentsFrom: number; documentsUntil: number; deadline: number }
  readonly texts: Readonly<Record<string, string>>
  readonly law: Rulebook
  /** the place as the expert pool calls it */
  readonly poolRegion: string
}

/** The reasons for which a bid is rejected, as clauses; who judges qualification, and which clause is about it. */
const clausesOf = (law: Rulebook): Criteria['clauses'] =>
  law.rejectionGrounds.value.map(({ code, zh }) => ({
    ...{ id: code.toLowerCase().slice(0, 24), zh: `不存在下列情形：${zh}`, ground: zh.slice(0, 100) },
    ...(code === 'unqualified' ? qualifying(law) : {}),
  }))

const qualifying = ({ qualificationBy }: Rulebook) =>
  qualificationBy.value === 'purchaser' ? { by: 'purchaser' as const } : { qualifies: true as const }

const factor = (id: string, zh: string, full: number, guidance: string) => ({
  ...{ id, zh, guidance, full, step: 50, objective: false, volume: 'technical' as const },
})

function criteriaOf(law: Rulebook): Criteria {
  const averaged = law.evaluationMethods.value.scored.formulas.includes('benchmark-average')
  const price: Criteria['price'] = averaged
    ? {
        ...{ formula: 'benchmark-average', full: 5000, k: 9700, above: 100, below: 50 },
        ...{ trimMoreThan: 5, roundDeviation: 2 },
      }
    : { formula: 'lowest-price', full: 5000 }
  return {
    clauses: clausesOf(law),
    factors: [
      factor('plan', '实施方案', 3500, '针对性、可行性与保证措施，按优、良、一般分档评分'),
      factor('team', '人员与服务', 1500, '人员配备与服务承诺，按优、良、一般分档评分'),
    ],
    price,
    tie: 'lower-price',
  }
}

/** The draft of a registered section that its tenderer goes on from: complete, with the earliest lawful dates. */
export function startingDraft({ project, registered, section, dates, texts, law, poolRegion }: Start): Draft {
  const { content, tendering } = registered
  const { fewest: members } = fewestMembers(BigInt(section.estimate), law)
  const known = Object.fromEntries(Object.entries(texts)) as Partial<Record<TextId, string>>
  const category = tradeType(content.type)?.category?.slice(6)
  return {
    registered: project,
    ...{ project: { code: tendering, name: content.name }, code: section.code, name: section.name },
    ...{ track: law.track, region: content.region, kind: section.kind as Draft['kind'], method: 'open' },
    ...(content.mandatory || law.track === 'G' ? {} : { mandatory: false as const }),
    ...{ stateFunded: content.stateFunded, tenderer: content.owner, agent: content.agent },
    ...{ supervisor: content.supervisor, industry: INDUSTRIES[category ?? industryOf(content.name)] ?? '' },
    ...{ scope: section.content, qualification: '具有独立承担民事责任的能力。\n具备履行合同所必需的专业能力。' },
    ...{ consortium: false, funds: content.funds, place: content.place, durationDays: section.durationDays },
    ...{ estimate: section.estimate, ceiling: section.estimate, deposit: '0' },
    ...{ depositForms: ['transfer', 'guarantee', 'insurance'], ...dates, validityDays: 90, shares: { needed: 2 } },
    ...{ parts: ['business', 'technical', 'price'], criteria: criteriaOf(law) },
    panel: { members, strata: [{ id: 's1', region: poolRegion, specialty: 'A08', seats: members }] },
    ...{ contact: content.contact, address: content.ownerAddress, texts: known },
  }
}
