import { clarificationAnswer, clarificationQuestion } from '../../templates/clarificationPapers.ts'
import { memberRecords } from '../../templates/memberRecords.ts'
import { attestation } from '../documents/words.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import { type Context, on } from '../ledger/command.ts'
import { layPaper } from '../papers/commands.ts'
import { methodName } from '../tenders/formula.ts'
import type { Tender } from '../tenders/tender.ts'
import { lawOf } from './commands.ts'
import type { Clarification, Evaluation } from './evaluation.ts'
import type { Names } from './paper.ts'
import { namesFor } from './report.ts'
import { clausesFor } from './review.ts'
import { ClarificationAnswered, ClarificationAsked } from './reviewEvents.ts'
import { OpinionsGathered } from './scoringEvents.ts'
import { watched } from './views.ts'

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

interface Of {
  tender: Tender
  evaluation: Evaluation
  names: Names
}

/** A member's votes, clause by clause of each bid. */
const votesOf = ({ evaluation: e, names }: Of, member: string) =>
  e.bids.flatMap(({ tag }) => {
    const words = new Map(clausesFor(e, tag).map(({ id, zh }) => [id, zh]))
    return (e.votes[tag]?.[member] ?? []).map(({ clause, pass, page, reason }) => ({
      bidder: names.bidder(tag),
      clause: words.get(clause) ?? clause,
      pass,
      ...(page === undefined ? {} : { page }),
      ...(reason === undefined ? {} : { reason }),
    }))
  })

/** A member's marks as they stand after every correction. */
const marksOf = ({ evaluation: e, names }: Of, member: string) =>
  Object.entries(e.scores?.[member] ?? {}).flatMap(([tag, marks]) =>
    e.criteria.factors.flatMap(({ id, zh, full }) => {
      const mark = marks[id]
      if (!mark) return []
      const { score, page, reason } = mark
      const of = { bidder: names.bidder(tag), factor: zh, full: points(full), score: points(score) }
      return [{ ...of, ...(page === undefined ? {} : { page }), ...(reason ? { reason } : {}) }]
    }),
  )

const pricesOf = ({ evaluation: e, names }: Of, member: string) =>
  Object.entries(e.lowPrice?.votes ?? {}).flatMap(([tag, votes]) => {
    const vote = votes[member]
    return vote ? [{ bidder: names.bidder(tag), proven: vote.proven, reason: vote.reason }] : []
  })

const correctedOf = ({ evaluation: e, names }: Of, of: string) =>
  e.corrections
    .filter(({ member }) => member === of)
    .map(({ bid, factor, from, to, reason }) => ({
      bidder: names.bidder(bid),
      factor: e.criteria.factors.find(({ id }) => id === factor)?.zh ?? factor,
      ...{ from: points(from), to: points(to), reason },
    }))

/** What a member voted and marked, as a paper. */
export function recordsPaper(of: Of, member: string, attested: ReturnType<typeof attestation>, at: number) {
  const { tender, evaluation: e, names } = of
  return memberRecords({
    ...attested,
    code: `${tender.code}-PS-${e.members.indexOf(member) + 1}`,
    track: tender.track,
    tender: { code: tender.code, name: tender.name },
    member: { name: names.member(member).name, chair: member === e.chair },
    method: methodName(e.criteria, rulebook(e.rulebook)),
    at,
    votes: votesOf(of, member),
    marks: marksOf(of, member),
    prices: pricesOf(of, member),
    corrected: correctedOf(of, member),
  })
}

/** Each member's own records are laid before it when every opinion is there: what the report rests on. */
async function layRecords(context: Context, id: string, at: number): Promise<void> {
  const { tender, evaluation } = await watched(context, { tender: id })
  if (!['signing', 'finished'].includes(evaluation.stage)) return // begun anew meanwhile: other opinions will come
  const of = { tender, evaluation, names: await namesFor(context, tender) }
  const attested = attestation(context.platform, `evaluation=${id}`)
  const round = (evaluation.past?.length ?? 0) + 1
  for (const member of evaluation.members) {
    const places = [{ field: 'member', role: 'expert' as const, party: member }]
    const laid = { tender: id, kind: 'records', key: `${round}-${member}`, title: '个人评审记录', places, secret: true }
    await layPaper(context, laid, () => recordsPaper(of, member, attested, at), at)
  }
}

const wordsOf = ({ tender, evaluation, names }: Of, { bid, question, askedAt, until, id }: Clarification) => ({
  code: `${tender.code}-CQ-${id.slice(-6)}`,
  tender: { code: tender.code, name: tender.name },
  bidder: names.bidder(bid),
  ...{ askedAt, until, question },
  article: lawOf(evaluation).clarification.article,
})

/** A question for the chair's signature, or its answer for the bidder's. */
async function layClarification(context: Context, of: { tender: string; id: string }, what: 'question' | 'answer') {
  const { tender, evaluation } = await watched(context, of)
  const found = evaluation.clarifications.find(({ id }) => id === of.id)
  if (!found) return
  const named = { tender, evaluation, names: await namesFor(context, tender) }
  const said = { ...attestation(context.platform, `tender=${of.tender}`), ...wordsOf(named, found) }
  const laid = { tender: of.tender, kind: what, key: of.id, secret: true }
  const { answer, answeredAt, bid, askedAt } = found
  if (what === 'question') {
    const places = [{ field: 'chair', role: 'expert' as const, party: evaluation.chair ?? '' }]
    const title = '评标澄清通知'
    await layPaper(context, { ...laid, title, places, copyFor: bid }, () => clarificationQuestion(said), askedAt)
  } else if (answer !== null && answeredAt !== null) {
    const places = [{ field: 'bidder', role: 'bidder' as const, party: bid }]
    const paper = () => clarificationAnswer({ ...said, answer, answeredAt })
    await layPaper(context, { ...laid, title: '评标澄清答复', places }, paper, answeredAt)
  }
}

export const evaluationPaperReactions = [
  on(OpinionsGathered, 'memberRecords', (context, { data, at }) => layRecords(context, data.tender, at)),
  on(ClarificationAsked, 'questionPaper', (context, { data }) => layClarification(context, data, 'question')),
  on(ClarificationAnswered, 'answerPaper', (context, { data }) => layClarification(context, data, 'answer')),
]
