import { expect } from 'chai'
import { drawOrder, platformStatement, seedOf } from '../../crypto/draw.ts'
import { checkDraw } from '../../crypto/transcript.ts'
import { commitmentIn, commitToDraw, type Draw, freezeDraw, revealValue } from '../../server/experts/draw.ts'
import { seeding } from '../../server/experts/drawCommands.ts'
import { DrawDrawn } from '../../server/experts/drawEvents.ts'
import { pidIn } from '../../server/experts/pool.ts'
import { transcriptOf } from '../../server/experts/transcript.ts'
import { rule } from '../../server/law/rulebook.ts'
import { type Check, evolveCheck } from '../../server/supervision/check.ts'
import { calls, drawing, opened } from '../../server/supervision/drawing.ts'
import type { CheckFact, CheckHappening } from '../../server/supervision/events.ts'
import {
  assignCheck,
  drawnOf,
  findAt,
  type Order,
  orderCheck,
  type Plan,
  publishCheck,
} from '../../server/supervision/rules.ts'
import { chosenBy, drawAfter, frozenAt, HOUR, keys, signature } from '../experts/example.ts'

const article = '《优化营商环境条例》第五十四条'
const region = { share: rule(500, article, 'own'), inspectors: rule(2, article, 'own') }
const inspectors = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: `检查员${id}`, organisation: `单位${id}` }))
const tenders = Array.from({ length: 21 }, (_, i) => ({ id: `t${i}`, name: `标段${i}`, stage: 'archived' as const }))
const plan: Plan = {
  ...{ check: 'c1', draw: 'c1.1', number: 1, title: '抽查', supervisor: { code: '11530100MB00000001', name: '监督' } },
  ...{ tenders, list: '0'.repeat(64), inspectors, roster: 'sealed', conflicts: [] },
}
const then = (check: Check | undefined, facts: CheckHappening[]): Check => {
  const last = facts.reduce<Check | undefined>(
    (state, one) =>
      evolveCheck(state, { ...one, id: '', stream: '', version: 0, at: 1, actor: { role: '' }, via: '' } as CheckFact),
    check,
  )
  if (!last) throw new Error('nothing happened')
  return last
}
const ordered = (changes: Partial<Plan> = {}): Check =>
  then(undefined, orderCheck({ before: undefined, draw: undefined, plan: { ...plan, ...changes } }, region))
const codeOf = (deed: () => unknown): string => {
  try {
    deed()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'NOT REFUSED'
}
const rising: Order = {
  objects: tenders.map(({ id }, i) => ({ tender: id, pid: String(i).padStart(64, '0') })),
  inspectors: inspectors.map((one, i) => ({ ...one, pid: String(i + 50).padStart(64, '0') })),
}

describe('ordering a spot check', () => {
  it('draws the share rounded up, and one at least', () => {
    expect([drawnOf(1, 500), drawnOf(20, 500), drawnOf(21, 500), drawnOf(100, 500)]).to.deep.equal([1, 1, 2, 5])
    expect(ordered().wanted).to.deep.equal({ objects: 2, inspectors: 2 })
  })

  it('inspects finished tenders only', () => {
    expect(codeOf(() => ordered({ tenders: [{ id: 'x', name: '', stage: 'contracted' }] }))).to.equal(
      'CHECK_OBJECT_UNFINISHED',
    )
  })

  it('refuses a share below the region, and fewer than two inspectors', () => {
    expect(codeOf(() => ordered({ share: 499 }))).to.equal('CHECK_SHARE')
    expect(codeOf(() => ordered({ inspectors: inspectors.slice(1, 2) }))).to.equal('CHECK_TEAM_SMALL')
    expect(codeOf(() => ordered({ inspectors: [inspectors[0]!, inspectors[0]!] }))).to.equal('CHECK_TWICE')
  })

  it('is not drawn again while a draw stands', () => {
    const again = (draw: Pick<Draw, 'stage'>) => codeOf(() => orderCheck({ before: ordered(), draw, plan }, region))
    expect(again({ stage: 'drawn' })).to.equal('CHECK_STANDS')
    expect(again({ stage: 'failed' })).to.equal('NOT REFUSED')
  })
})

describe('who inspects what', () => {
  it('is said by the tickets alone', () => {
    const check = then(ordered(), assignCheck(ordered(), rising))
    expect(check.drawn.map((one) => one.tender)).to.deep.equal(['t0', 't1'])
    expect(check.team.map((one) => one.id)).to.deep.equal(['a', 'b'])
    expect(check.skips).to.deep.equal([])
  })

  it('passes over an inspector with a tie to a drawn tender, with the reason; a tie to another tender does not count', () => {
    const check = ordered({
      conflicts: [
        { inspector: 'a', tender: 't1' },
        { inspector: 'b', tender: 't9' },
      ],
    })
    const assigned = then(check, assignCheck(check, rising))
    expect(assigned.team.map((one) => one.id)).to.deep.equal(['b', 'c'])
    expect(assigned.skips).to.deep.equal([{ pid: rising.inspectors[0]?.pid, inspector: 'a', reason: 'conflict' }])
  })

  it('needs a new draw when too few inspectors are free', () => {
    const check = ordered({ conflicts: ['a', 'b', 'c'].map((inspector) => ({ inspector, tender: 't0' })) })
    expect(then(check, assignCheck(check, rising)).stage).to.equal('dry')
  })
})

describe('publishing a spot check', () => {
  const assigned = then(ordered(), assignCheck(ordered(), rising))
  const found = (check: Check, tender: string) => findAt(check, { tender, verdict: 'compliant', text: '一致' })

  it('waits for a finding at every drawn tender and takes none elsewhere', () => {
    const one = then(assigned, found(assigned, 't0'))
    expect(codeOf(() => found(assigned, 't7'))).to.equal('CHECK_NOT_DRAWN')
    expect(codeOf(() => publishCheck(one, '0'.repeat(64), signature))).to.equal('CHECK_INCOMPLETE')
    const both = then(one, found(one, 't1'))
    expect(then(both, publishCheck(both, '0'.repeat(64), signature)).stage).to.equal('published')
  })
})

describe('the draw of a spot check', () => {
  it('can be repeated by anybody from what is published', async () => {
    const check = ordered({ conflicts: [{ inspector: 'a', tender: 't0' }] })
    const limits = { commitUntil: frozenAt + HOUR, revealUntil: frozenAt + 2 * HOUR }
    let draw = drawAfter(undefined, freezeDraw(drawing(keys, check, inspectors, limits), frozenAt))
    for (const party of ['centre', 'supervisor'] as const) {
      const commitment = commitmentIn(draw, party, chosenBy(party))
      draw = drawAfter(draw, commitToDraw(draw, { party, commitment, escrow: [] }, signature, frozenAt))
    }
    for (const party of ['centre', 'supervisor'] as const)
      draw = drawAfter(draw, revealValue(draw, party, chosenBy(party), frozenAt))
    const platform = Buffer.from(platformStatement(seeding(draw, ''))).toString('hex')
    const seed = seedOf(seeding(draw, platform))
    const of = { draw: draw.id, purpose: 'check' as const, of: check.id, seed, platform, certificate: '0'.repeat(64) }
    draw = drawAfter(draw, [DrawDrawn(of)])
    const order = drawOrder(seed, draw.entries)
    const who = <T extends object>(list: T[], pid: (one: T) => string, stratum: string) =>
      (order.get(stratum) ?? []).map((turn) => ({ ...list.find((one) => pid(one) === turn)!, pid: turn }))
    const resolved: Order = {
      objects: who(check.objects, (one) => pidIn(keys, draw.id, 'object', one.tender), 'object'),
      inspectors: who(inspectors, (one) => pidIn(keys, draw.id, 'inspector', one.id), 'inspector'),
    }
    const assigned = then(
      check,
      assignCheck(check, { ...resolved, objects: resolved.objects.map(({ pid, tender }) => ({ pid, tender })) }),
    )
    const transcript = transcriptOf(draw, calls(assigned, draw), opened(keys, assigned, draw))
    const { checked } = await checkDraw(
      transcript!,
      (statement, signed) => Buffer.from(statement).toString('hex') === signed,
    )
    expect(checked).to.include.members([
      'pool',
      'rules',
      'commitments',
      'seed',
      'order',
      'calls object',
      'calls inspector',
      'opened',
      'platform',
    ])
    const forged = { ...transcript!, calls: { ...transcript!.calls, object: [...transcript!.calls.object!].reverse() } }
    expect(
      await checkDraw(forged).then(
        () => 'valid',
        (problem) => problem.facts.check,
      ),
    ).to.equal('calls object')
  })
})
