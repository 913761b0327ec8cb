import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { platformItself } from '../access/who.ts'
import { type Command, type Context, command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { holdForCorrection } from '../tenders/correction.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderStream } from '../tenders/store.ts'
import { liftSuspension, suspendTender } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import { letterTag } from './anonymous.ts'
import { inLetter, namesNobody, writer } from './commands.ts'
import type { AnswerObjection, MakeObjection } from './contract.ts'
import { answerDatedAnew, answerObjection, MOST_OPEN, noteOverdue, objectToDocuments } from './objection.ts'
import { holderOf, objectionOf, objectionsOf, undatedObjections } from './store.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

interface Made {
  objection: string
  late: boolean
  answerBy: number | null
  suspended: boolean
}

type Input = z.infer<typeof MakeObjection> & { objection: string; holderTag: string }

const objectAs = command('objection.make', held, async (e, tender, input: Input): Promise<Made> => {
  const { objection, holderTag, version, text, request, cms } = input
  namesNobody(e, text, request)
  const law = lawOf(tender)
  const fields = { tender: tender.id, version, text, request }
  const signature = await checkStatement(e.platform, e.who, { what: 'objection.make', fields, cms }, e.now)
  const mine = (one: { id: string; tag: string }): boolean =>
    one.tag === letterTag(e.platform.vault, one.id, e.who.organisation ?? '')
  const before = await objectionsOf(e, tender.id)
  const open = before.filter((one) => !one.answer && mine(one)).length >= MOST_OPEN
  const holder = await e.find(holderOf(tender.id, holderTag))
  const objector = writer(e, `objection/${objection}`, signature)
  const said = { objection, tag: e.who.tagFor(tender.id), version, text, request, objector }
  const facts = objectToDocuments({ tender, holder, open }, said, law, e.now, await e.platform.calendar())
  const made = await e.append(objectionOf(tender.id, objection), facts)
  const suspends = !made.late && law.documentObjectionSuspends.value
  if (suspends) {
    const order = {
      id: objection,
      kind: 'objection' as const,
      reason: made.on ? '收到对资格预审文件的异议' : '收到对招标文件的异议',
    }
    await e.append(tenderStream(tender.id), suspendTender(tender, order, law, e.now))
  }
  return { objection, late: made.late, answerBy: made.answerBy, suspended: suspends }
})

/** Objects to the tender document under a tag of that objection alone; where the law says so the tender rests at once. */
export const object: Command<z.infer<typeof MakeObjection>, Made> = {
  policy: 'objection.make',
  run: (context, input) => {
    const objection = context.platform.newId()
    const holderTag = context.who.tagFor(input.tender)
    return objectAs.run(inLetter(context, objection), { ...input, objection, holderTag })
  },
}

/** Answers an objection; the suspension that it brought is over, but where it is upheld the tender rests until it is corrected. */
export const answer = command('objection.answer', held, async (e, tender, input: z.infer<typeof AnswerObjection>) => {
  const { objection: id, text, outcome, cms } = input
  const stream = objectionOf(tender.id, id)
  const objection = await e.hold(stream)
  const fields = { tender: tender.id, objection: id, text, outcome }
  const signature = await checkStatement(e.platform, e.who, { what: 'objection.answer', fields, cms }, e.now)
  const after = await e.append(stream, answerObjection(objection, { text, outcome, signature }, e.now))
  const law = lawOf(tender)
  const cause = { cause: id, reason: '异议（质疑）成立，招标文件改正前暂停' }
  const binds = outcome === 'upheld' && !objection.on
  const held = binds ? holdForCorrection(tender, cause, law, e.now, await e.platform.calendar()) : []
  const rests = held.length ? await e.append(tenderStream(tender.id), held) : tender
  if (suspensionsOf(rests).some((one) => one.id === id))
    await e.append(tenderStream(tender.id), liftSuspension(rests, { id, reason: '异议已答复' }, law, e.now))
  return { objection: id, answer: after.answer }
})

/** The tender and the stream of an objection by its row's id. */
function named(id: string) {
  const at = id.lastIndexOf('.')
  return { tender: id.slice(0, at), stream: objectionOf(id.slice(0, at), id.slice(at + 1)) }
}

/** The time for an answer is over: the supervisor's list shows it. */
export const overdue = command(
  'objection.overdue',
  (e, { id }: { id: string }): Promise<Tender> => e.read(tenderStream(named(id).tender)),
  async (e, tender, { id }) => {
    const { stream } = named(id)
    const facts = noteOverdue(await e.hold(stream), lawOf(tender), e.now)
    if (facts.length) await e.append(stream, facts)
  },
)

const dateAnswer = command(
  'objection.dateAnew',
  async () => undefined,
  async (e, _none, { id }: { id: string }) => {
    const { tender, stream } = named(id)
    const law = lawOf(await e.read(tenderStream(tender)))
    const facts = answerDatedAnew(await e.hold(stream), law, await e.platform.calendar())
    if (facts.length) await e.append(stream, facts)
  },
)

/** Tells the last moment of every answer that waited for a calendar which is out now: when a year is published, and when a platform starts. */
export async function answersDatedAnew(context: Context): Promise<void> {
  for (const id of await undatedObjections(context)) await dateAnswer.run({ ...context, who: platformItself }, { id })
}
