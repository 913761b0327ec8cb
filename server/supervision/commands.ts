import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { drawOrder } from '../../crypto/draw.ts'
import { checkStatement, hashOf } from '../access/statement.ts'
import { issuePaper } from '../documents/issue.ts'
import { freezeDraw } from '../experts/draw.ts'
import { DrawDrawn } from '../experts/drawEvents.ts'
import { pidIn } from '../experts/pool.ts'
import { drawById, drawStream } from '../experts/store.ts'
import { transcriptOf } from '../experts/transcript.ts'
import { refusals } from '../law/refusal.ts'
import { settled } from '../law/regional.ts'
import { type Context, command, on, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import { regionalToday } from '../regions/commands.ts'
import { tenderStream } from '../tenders/store.ts'
import { Reply } from '../web/route.ts'
import type { Check } from './check.ts'
import type { Find, Inspector, OneCheck, OrderCheck, PublishCheck } from './contract.ts'
import { calls, drawing, opened } from './drawing.ts'
import { CheckPublished, CheckRecordIssued } from './events.ts'
import { checkPaper } from './record.ts'
import { assignCheck, findAt, type Order, orderCheck, publicationOf, publishCheck } from './rules.ts'
import { checkById, checkStream, checksOf } from './store.ts'

const refuse = refusals({
  CHECK_UNKNOWN: { status: 404, zh: '没有找到该次抽查', en: 'there is no such spot check' },
  RECORD_ABSENT: { status: 404, zh: '抽查记录尚未生成', en: 'there is no record yet' },
})

const held = (e: Entry, input: { check: string }): Promise<Check> => e.hold(checkStream(input.check))

/** Freezes a plan and its draw: the supervisor and the centre commit and reveal. */
export const order = command(
  'check.order',
  async () => undefined,
  async (e, _none, input: z.infer<typeof OrderCheck>) => {
    const before = await e.holdIfAny(checkStream(input.check))
    const last = before && (await e.find(drawStream(before.draw)))
    const number = (before?.number ?? 0) + 1
    const draw = `${input.check}.${number}`
    const tenders = await Promise.all(input.tenders.map((id) => e.read(tenderStream(id))))
    const list = hashOf(tenders.map(({ id }) => id))
    const supervisor = { code: e.who.organisation ?? '', name: e.who.organisationName ?? '' }
    const roster = e.platform.vault.seal('check-roster', canonical(input.inspectors))
    const { check, title, inspectors, conflicts, share } = input
    const plan = { check, draw, number, title, supervisor, tenders, list, inspectors, roster, conflicts, share }
    const regional = await regionalToday(
      e.platform,
      tenders.map(({ region }) => region),
      e.now,
    )
    const region = {
      share: settled(regional, 'spotCheckShare'),
      inspectors: settled(regional, 'spotCheckInspectors'),
    }
    const facts = orderCheck({ before, draw: last, plan }, region)
    const after = await e.append(checkStream(check), facts)
    const frozen = await e.append(drawStream(draw), freezeDraw(drawing(e.platform, after, inspectors, input), e.now))
    return { check, draw, root: frozen.root, rules: frozen.rulesHash, wanted: after.wanted }
  },
)

const rosterOf = (platform: Platform, check: Check): Inspector[] =>
  JSON.parse(platform.vault.open('check-roster', check.roster))

/** Says what the tickets drew. Harmless when it is said already. */
export const assign = command('check.assign', held, async (e, check) => {
  const draw = await e.read(drawStream(check.draw))
  if (!draw.seed) return
  const rising = drawOrder(draw.seed, draw.entries)
  const objects = byPid(check.objects, (one) => pidIn(e.platform, draw.id, 'object', one.tender))
  const inspectors = byPid(rosterOf(e.platform, check), (one) => pidIn(e.platform, draw.id, 'inspector', one.id))
  const resolved: Order = {
    objects: resolve(rising.get('object'), objects).map(({ pid, tender }) => ({ pid, tender })),
    inspectors: resolve(rising.get('inspector'), inspectors),
  }
  await e.append(checkStream(check.id), assignCheck(check, resolved))
})

const byPid = <T extends object>(list: T[], pid: (one: T) => string): Map<string, T & { pid: string }> =>
  new Map(list.map((one) => [pid(one), { ...one, pid: pid(one) }]))
const resolve = <T>(order: string[] = [], known: Map<string, T>): T[] => order.flatMap((pid) => known.get(pid) ?? [])

/** Enters what was found at a drawn tender. */
export const find = command('check.find', held, async (e, check, input: z.infer<typeof Find>) => {
  const { tender, verdict, text } = input
  const after = await e.append(checkStream(check.id), findAt(check, { tender, verdict, text }))
  return { check: check.id, findings: after.findings }
})

/** Publishes the result, signed by the supervisor over what was found. */
export const publish = command('check.publish', held, async (e, check, input: z.infer<typeof PublishCheck>) => {
  const findings = hashOf(check.findings)
  const fields = publicationOf(check, findings)
  const signature = await checkStatement(e.platform, e.who, { what: 'check.publish', fields, cms: input.cms }, e.now)
  const after = await e.append(checkStream(check.id), publishCheck(check, findings, signature))
  return { check: check.id, stage: after.stage }
})

const recorded = command(
  'check.issueRecord',
  held,
  async (e, check, issued: { check: string; file: string; sha256: string }) => {
    if (!check.record) await e.append(checkStream(check.id), [CheckRecordIssued(issued)])
  },
)

/** Sets the record as a PDF, then says where it is. */
async function issueRecord(context: Context, id: string): Promise<void> {
  const check = await checkById(context, id)
  const draw = check && (await drawById(context, check.draw))
  if (!check?.publishedAt || check.record || !draw) return
  const inspectors = rosterOf(context.platform, check).length
  const centre = context.platform.signer.certificate.subject.organisation ?? ''
  const paper = checkPaper(check, draw, { inspectors, centre })
  const issued = await issuePaper(context.platform, `checks/${id.toLowerCase()}`, paper, check.publishedAt)
  await recorded.run(context, { check: id, ...issued })
}

export const checkReactions = [
  on(DrawDrawn, 'assign', async (context, fact) => {
    if (fact.data.purpose === 'check') await assign.run(context, { check: fact.data.of })
  }),
  on(CheckPublished, 'checkRecord', (context, fact) => issueRecord(context, fact.data.check)),
]

const known = async (context: Context, input: z.infer<typeof OneCheck>): Promise<Check> => {
  const check = await checkById(context, input.check)
  if (!check || (check.stage !== 'published' && context.who.role !== 'supervisor')) throw refuse('CHECK_UNKNOWN')
  return check
}

/** Spot checks: the published ones for everybody, all for the supervisor. */
export const list = query(
  'check.list',
  async () => undefined,
  async (context) => {
    const found = await checksOf(context, context.who.role !== 'supervisor')
    return {
      items: found.map(({ id, title, stage, supervisor, publishedAt, drawn }) => ({
        id,
        title,
        stage,
        supervisor,
        publishedAt,
        drawn: drawn.length,
      })),
    }
  },
)

/** One spot check with its draw, fit to be checked by anybody. */
export const read = query('check.read', known, async (context, check) => {
  const draw = await drawById(context, check.draw)
  const { roster: _roster, conflicts: _conflicts, ...open } = check
  const findings = hashOf(check.findings)
  const transcript =
    draw && check.drawn.length
      ? (transcriptOf(draw, calls(check, draw), opened(context.platform, check, draw)) ?? null)
      : null
  return { ...open, findingsHash: findings, transcript }
})

/** The record as a PDF. */
export const recordFile = query('check.read', known, async ({ platform }, check) => {
  if (!check.record) throw refuse('RECORD_ABSENT')
  return new Reply('application/pdf', platform.files.get(check.record.file), { name: `${check.title}-抽查记录.pdf` })
})
