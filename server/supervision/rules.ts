import type { Draw } from '../experts/draw.ts'
import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Party } from '../tenders/contract.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Check, Finding } from './check.ts'
import type { Conflict, Inspector } from './contract.ts'
import { CheckAssigned, type CheckHappening, CheckOrdered, CheckPublished, FindingMade } from './events.ts'

const refuse = refusals({
  CHECK_STANDS: {
    status: 409,
    zh: '该抽查已在进行，不得重抽',
    en: 'this spot check is under way; it is not drawn again',
  },
  CHECK_OBJECT_UNFINISHED: { status: 422, zh: '抽查对象须为已归档的标段', en: 'only archived tenders are inspected' },
  CHECK_TWICE: { status: 422, zh: '名单中有重复', en: 'the list holds something twice' },
  CHECK_TEAM_SMALL: { status: 422, zh: '检查人员不足', en: 'there are too few inspectors' },
  CHECK_SHARE: { status: 422, zh: '抽查比例低于规定', en: 'the share is below what is set' },
  CHECK_NOT_ASSIGNED: {
    status: 409,
    zh: '抽查对象尚未抽定或已公布',
    en: 'nothing is drawn yet, or the result is public',
  },
  CHECK_NOT_DRAWN: { status: 422, zh: '该标段未被抽中', en: 'that tender was not drawn' },
  CHECK_INCOMPLETE: { status: 409, zh: '尚有抽查对象没有检查结果', en: 'a drawn tender has no finding yet' },
})

/** A plan as the supervisor sends it, and what it is drawn by. */
export interface Plan {
  check: string
  draw: string
  number: number
  title: string
  supervisor: Party
  tenders: Pick<Tender, 'id' | 'name' | 'stage'>[]
  list: string
  inspectors: Inspector[]
  roster: string
  conflicts: Conflict[]
  share?: number | undefined
}

/** How many of a list a share draws: rounded up, at least one. */
export const drawnOf = (count: number, share: number): number => Math.max(1, Math.ceil((count * share) / 10_000))

/** Freezes a plan: finished tenders only, enough inspectors, at least the region's share. */
export function orderCheck(
  of: { before: Check | undefined; draw: Pick<Draw, 'stage'> | undefined; plan: Plan },
  region: { share: Rule<number>; inspectors: Rule<number> },
): CheckHappening[] {
  const { before, draw, plan } = of
  if (before && draw?.stage !== 'failed' && before.stage !== 'dry')
    throw refuse('CHECK_STANDS', { stage: before.stage })
  const { tenders, inspectors } = plan
  const unfinished = tenders.filter((tender) => tender.stage !== 'archived').map((tender) => tender.id)
  if (unfinished.length) throw refuse('CHECK_OBJECT_UNFINISHED', { tenders: unfinished })
  for (const ids of [tenders.map((one) => one.id), inspectors.map((one) => one.id)])
    if (new Set(ids).size !== ids.length) throw refuse('CHECK_TWICE')
  if (inspectors.length < region.inspectors.value)
    throw refuse(
      'CHECK_TEAM_SMALL',
      { inspectors: inspectors.length, wanted: region.inspectors.value },
      region.inspectors,
    )
  const share = plan.share ?? region.share.value
  if (share < region.share.value) throw refuse('CHECK_SHARE', { share, least: region.share.value }, region.share)
  const { check, number, title, supervisor, list, roster, conflicts } = plan
  const wanted = { objects: drawnOf(tenders.length, share), inspectors: region.inspectors.value }
  const objects = tenders.map(({ id, name }) => ({ tender: id, name }))
  return [
    CheckOrdered({
      check,
      number,
      draw: plan.draw,
      title,
      supervisor,
      objects,
      list,
      roster,
      share,
      wanted,
      conflicts,
    }),
  ]
}

/** What the order of tickets says, resolved to ids. */
export interface Order {
  objects: { pid: string; tender: string }[]
  inspectors: (Inspector & { pid: string })[]
}

/** Takes objects and inspectors by rising ticket; an inspector with a tie to a drawn tender is passed over. */
export function assignCheck(check: Check, order: Order): CheckHappening[] {
  if (check.stage !== 'drawing') return []
  const objects = order.objects.slice(0, check.wanted.objects)
  const drawn = new Set(objects.map((one) => one.tender))
  const tied = new Set(check.conflicts.filter((one) => drawn.has(one.tender)).map((one) => one.inspector))
  const team: Order['inspectors'] = []
  const skips: Check['skips'] = []
  for (const inspector of order.inspectors) {
    if (team.length === check.wanted.inspectors) break
    if (tied.has(inspector.id)) skips.push({ pid: inspector.pid, inspector: inspector.id, reason: 'conflict' })
    else team.push(inspector)
  }
  return [CheckAssigned({ check: check.id, objects, team, skips, missing: check.wanted.inspectors - team.length })]
}

/** Enters what was found at a drawn tender; until publication it may be entered anew. */
export function findAt(check: Check, finding: Finding): CheckHappening[] {
  if (check.stage !== 'assigned') throw refuse('CHECK_NOT_ASSIGNED', { stage: check.stage })
  if (!check.drawn.some((one) => one.tender === finding.tender))
    throw refuse('CHECK_NOT_DRAWN', { tender: finding.tender })
  return [FindingMade({ check: check.id, ...finding })]
}

/** What the supervisor signs to publish. */
export const publicationOf = (check: Check, findings: string) => ({
  check: check.id,
  draw: check.draw,
  list: check.list,
  findings,
})

/** Publishes the result once every drawn tender has a finding. */
export function publishCheck(
  check: Check,
  findings: string,
  signature: { statement: string; cms: string; certificate: string },
): CheckHappening[] {
  if (check.stage === 'published') return []
  if (check.stage !== 'assigned') throw refuse('CHECK_NOT_ASSIGNED', { stage: check.stage })
  const missing = check.drawn.filter((one) => !check.findings.some((finding) => finding.tender === one.tender))
  if (missing.length) throw refuse('CHECK_INCOMPLETE', { tenders: missing.map((one) => one.tender) })
  return [CheckPublished({ check: check.id, findings, signature })]
}
