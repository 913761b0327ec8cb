import { z } from 'zod'
import { type VersionsView, versionsBody } from '../../templates/pages/versions.ts'
import type { Context } from '../ledger/command.ts'
import { compareEditions, type Edition, editionsOf } from '../questions/editions.ts'
import { questionsOf, tenderFacts } from '../questions/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Id } from '../web/route.ts'
import type { Body } from './furniture.ts'

const Which = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .optional()
  .catch(undefined)
/** Which two versions are compared; what is no version is not asked for. */
export const Between = z.object({ tender: Id, from: Which, to: Which })

/** The comparison that was asked for; otherwise of the version in force with the one before it. */
function betweenOf(editions: readonly Edition[], asked: z.infer<typeof Between>): VersionsView['between'] {
  const find = (version: string | undefined) => editions.find((one) => String(one.version) === version)
  const before = find(asked.from) ?? editions.at(-2)
  const after = find(asked.to) ?? editions.at(-1)
  return before && after ? { from: before.version, to: after.version, ...compareEditions(before, after) } : null
}

/** What the public reads of a tender document: versions, a comparison, answered questions. */
export async function versionsPage(context: Context, tender: Tender, asked: z.infer<typeof Between>): Promise<Body> {
  const [facts, { told, questions }] = await Promise.all([
    tenderFacts(context, tender.id),
    questionsOf(context, tender.id),
  ])
  const editions = editionsOf(facts)
  const toldAt = new Map(told.map(({ version, at }) => [version, at]))
  const view: VersionsView = {
    ...{ id: tender.id, name: tender.name, code: tender.code, deadline: tender.deadline },
    versions: editions.map((one) => ({ ...one, toldAt: toldAt.get(one.version) ?? null })),
    between: betweenOf(editions, asked),
    answers: questions.flatMap(({ about, text, answer }) =>
      answer ? [{ about, text, answer: answer.text, at: answer.at, version: answer.version }] : [],
    ),
  }
  return { title: `${tender.name} · 招标文件与答疑`, body: versionsBody(view) }
}
