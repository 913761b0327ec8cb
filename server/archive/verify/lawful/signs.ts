import { BidRejected, BidReviewed, EvaluationBegun, ReviewClosed } from '../../../evaluation/reviewEvents.ts'
import { RELATION_SIGNS, signClauses } from '../../../evaluation/signClauses.ts'
import type { FactOf } from '../../../ledger/event.ts'
import { LikenessReported } from '../../../opening/likenessEvents.ts'
import { BidQualified } from '../../../qualification/events.ts'
import { all, type Breach, broken, type Log, lastOf, placeOf, type Requirement } from './log.ts'

type Begun = FactOf<typeof EvaluationBegun>

/** The signs that were reported before a place of the log; a log from before there were reports has none. */
function signsBefore(log: Log, place: number) {
  const report = lastOf({ facts: log.facts.slice(0, place) }, LikenessReported)
  return { findings: report?.data.findings ?? [], samePayer: [] }
}

/** Bids of one evaluation that the report has signs about, on which the panel was not asked. */
function unasked(log: Log, begun: Begun): Breach[] {
  const signs = signsBefore(log, placeOf(log, begun))
  const left = begun.data.bids.filter(({ tag, byLaw = [] }) =>
    signClauses(tag, signs, log.law).some(({ id }) => !byLaw.some((one) => one.id === id)),
  )
  return left.length
    ? [
        broken(
          begun.at,
          `${left.length} 份投标文件有串通投标或关联关系线索，未交评标委员会表决`,
          `the panel was not asked about signs of ${left.length} bids`,
        ),
      ]
    : []
}

/** What a review closed over although members had not voted on a sign, or against what more than half of them found. */
function miscounted(log: Log, begun: Begun): Breach[] {
  const from = placeOf(log, begun)
  const rest = log.facts.slice(from + 1)
  const end = rest.findIndex(({ type }) => type === EvaluationBegun.type)
  const own = { facts: end < 0 ? rest : rest.slice(0, end) }
  const closed = lastOf(own, ReviewClosed)
  if (!closed) return []
  const { panel, valid } = closed.data
  const rejected = new Set(all(own, BidRejected).map(({ data }) => data.bid))
  const reviewed = all(own, BidReviewed)
  return begun.data.bids.flatMap(({ tag, byLaw = [] }) =>
    byLaw.flatMap(({ id, sign }) => {
      if (!sign) return []
      const votes = panel.map((member) =>
        reviewed
          .findLast(({ data }) => data.member === member && data.bid === tag)
          ?.data.votes.find(({ clause }) => clause === id),
      )
      const against = votes.filter((vote) => vote?.pass === false).length
      if (votes.some((vote) => !vote) && !rejected.has(tag))
        return [broken(closed.at, '对线索的表决缺少成员意见', 'a member did not vote on a sign')]
      return against * 2 > panel.length && valid.includes(tag)
        ? [broken(closed.at, '多数认定成立的投标未被否决', 'a bid went on against the majority’s finding')]
        : []
    }),
  )
}

const judged: Requirement = {
  id: 'signs.judged',
  zh: '串通投标和关联关系的线索由评标委员会逐份表决',
  en: 'the panel voted on every sign of collusion and relations',
  rule: (law) => law.colludingBids,
  judge: (log) => all(log, EvaluationBegun).flatMap((begun) => [...unasked(log, begun), ...miscounted(log, begun)]),
}

const related: Requirement = {
  id: 'signs.relations',
  zh: '资格审查由采购人负责的，关联关系的线索逐份作出结论',
  en: 'the purchaser who judges qualification concluded on every sign of relations',
  rule: (law) => law.relatedBids,
  judge: (log) =>
    all(log, BidQualified).flatMap((fact) => {
      const { findings } = signsBefore(log, placeOf(log, fact))
      const { bid, findings: concluded } = fact.data
      const signed = findings.some(({ kind, bids }) => RELATION_SIGNS.includes(kind) && bids.includes(bid))
      const { id } = log.law.relatedBids.value
      return signed && !concluded.some(({ clause }) => clause === id)
        ? [broken(fact.at, '一家供应商的关联关系线索没有结论', 'a sign of relations was passed over')]
        : []
    }),
}

/** What was noticed about bids was judged by those who may judge it. */
export const signRequirements: readonly Requirement[] = [judged, related]
