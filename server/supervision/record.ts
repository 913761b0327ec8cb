import type { Paper } from '../../templates/layout.ts'
import { spotCheckRecord } from '../../templates/spotCheckRecord.ts'
import type { Draw } from '../experts/draw.ts'
import type { Check } from './check.ts'

const VERDICT = { compliant: '未发现问题', rectify: '责令整改', violation: '涉嫌违法违规' } as const

/**
 * The record of a spot check as it is published.
 *
 * @param inspectors how many the roster holds
 */
export function checkPaper(check: Check, draw: Draw, of: { inspectors: number; centre: string }): Paper {
  const name = (tender: string): string => check.objects.find((one) => one.tender === tender)?.name ?? tender
  const wrong = check.findings.filter((one) => one.verdict !== 'compliant').length
  return spotCheckRecord({
    code: draw.id,
    plan: check.title,
    drawnAt: check.drawnAt ?? 0,
    object: {
      code: check.drawn.map((one) => one.tender).join('、'),
      name: check.drawn.map((one) => name(one.tender)).join('、'),
    },
    inspectors: check.team.map((one, i) => ({
      field: `inspector-${i + 1}`,
      name: `${one.name}（${one.organisation}）`,
    })),
    objects: check.objects.length,
    inspectorPool: of.inspectors,
    root: draw.root,
    seed: draw.seed ?? '',
    parties: draw.parties.map(({ role }) => ({
      name: role === 'centre' ? '交易中心' : check.supervisor.name,
      commitment: draw.commitments[role]?.commitment ?? '',
      value: draw.values[role] ?? '',
    })),
    items: check.findings.map((one) => ({
      item: name(one.tender),
      finding: one.text,
      conclusion: VERDICT[one.verdict],
    })),
    result: wrong
      ? `抽查 ${check.drawn.length} 个标段，其中 ${wrong} 个发现问题。`
      : `抽查 ${check.drawn.length} 个标段，未发现问题。`,
    ...(check.publishedAt === null ? {} : { finishedAt: check.publishedAt }),
    centre: of.centre,
  })
}
