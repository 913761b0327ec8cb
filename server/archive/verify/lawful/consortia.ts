import { ContractDrafted } from '../../../award/contractEvents.ts'
import { ContractMade } from '../../../award/events.ts'
import { PaperSigned } from '../../../award/letterEvents.ts'
import { memberField } from '../../../award/signing.ts'
import { consortiumClauses, type JointBid, membersChanged } from '../../../bids/consortium.ts'
import { BidNamed, BidUnsealed } from '../../../bids/events.ts'
import { stands } from '../../../evaluation/prequalified.ts'
import { BidRejected, BidReviewed, EvaluationBegun } from '../../../evaluation/reviewEvents.ts'
import type { Instant } from '../../../law/units.ts'
import { STANDING } from '../../../qualification/changes.ts'
import { BidQualified, ChangeReported, QualificationConcluded } from '../../../qualification/events.ts'
import { after, all, type Breach, before, broken, type Log, lastOf, type Requirement } from './log.ts'

/** The opened bids as their own facts tell of them. */
function openedBids(log: Log): JointBid[] {
  const names = new Map(all(log, BidNamed).map(({ data }) => [data.bidderTag, data.bidder]))
  return all(log, BidUnsealed).map(({ data: { bidderTag: tag, form, files } }) => ({
    ...{ tag, form, files, bidder: names.get(tag) ?? null },
  }))
}

/** What those who judge said of a clause of the law on a bid: confirmed, not confirmed, or that they were not asked. */
type Answer = 'confirmed' | 'dismissed' | 'unasked'

interface Judging {
  readonly at: Instant
  readonly bids: readonly string[]
  /** the units that were prequalified with a bid's bidder, as it was noted when it was judged */
  applied(bid: string): readonly string[] | undefined
  answer(bid: string, clause: string): Answer
}

function byPurchaser(log: Log): Judging | undefined {
  const concluded = lastOf(log, QualificationConcluded)
  if (!concluded) return undefined
  const last = new Map(all(log, BidQualified).map(({ data }) => [data.bid, data.findings]))
  const answer = (bid: string, clause: string): Answer => {
    const found = last.get(bid)?.find((one) => one.clause === clause)
    return found ? (found.pass ? 'dismissed' : 'confirmed') : 'unasked'
  }
  const applied = (bid: string) => concluded.data.applied?.[bid]
  return { at: concluded.at, bids: [...concluded.data.qualified, ...concluded.data.unqualified], applied, answer }
}

function byPanel(log: Log): Judging | undefined {
  const begun = lastOf(log, EvaluationBegun)
  if (!begun) return undefined
  const rejected = new Set(
    all(log, BidRejected).flatMap(({ data }) => data.clauses.map(({ clause }) => `${data.bid} ${clause}`)),
  )
  const asked = new Map(begun.data.bids.map(({ tag, byLaw = [] }) => [tag, byLaw.map(({ id }) => id)]))
  const answer = (bid: string, clause: string): Answer => {
    if (!asked.get(bid)?.includes(clause)) return 'unasked'
    return rejected.has(`${bid} ${clause}`) ? 'confirmed' : 'dismissed'
  }
  const applied = (bid: string) => begun.data.bids.find(({ tag }) => tag === bid)?.applied
  return { at: begun.at, bids: [...asked.keys()], applied, answer }
}

const consortia: Requirement = {
  id: 'bids.consortium',
  zh: '联合体违反规定的，相关投标经认定均无效',
  en: 'what the law finds against a consortium was put to those who judge, and holds for all bids it is about',
  rule: (law) => law.consortiumMembers,
  judge: (log) => {
    const judging = log.law.qualificationBy.value === 'purchaser' ? byPurchaser(log) : byPanel(log)
    if (!judging) return []
    const bids = openedBids(log)
    const tender = { consortium: log.closing.consortium }
    const found = bids
      .filter(({ tag }) => judging.bids.includes(tag))
      .flatMap((bid) =>
        consortiumClauses(bid, bids, { tender, applied: judging.applied(bid.tag) }, log.law).map((clause) => ({
          ...{ bid: bid.tag, clause },
        })),
      )
      .filter(({ clause }) => !clause.denies)
      .map(({ bid, clause }) => ({ clause, answer: judging.answer(bid, clause.id) }))
    return breaches(judging.at, found)
  },
}

function breaches(at: Instant, found: { clause: { id: string; zh: string }; answer: Answer }[]): Breach[] {
  const twice = found.filter(({ clause }) => clause.id === 'law-member')
  const uneven =
    twice.some(({ answer }) => answer === 'confirmed') && twice.some(({ answer }) => answer === 'dismissed')
  return [
    ...found
      .filter(({ answer }) => answer === 'unasked')
      .map(({ clause }) => broken(at, `未提请认定：${clause.zh}`, 'it was not put to those who judge')),
    ...(uneven
      ? [broken(at, '同一成员的相关投标没有全部作无效处理', 'not all bids of one member were found invalid')]
      : []),
    ...found
      .filter(({ answer }) => answer === 'dismissed' && !uneven)
      .map(({ clause }): Breach => {
        const zh = `投标文件载明的情形未被认定，须核实：${clause.zh}`
        return { kind: 'undecided', at, zh, en: 'what stands in the bid was not confirmed by those who judge' }
      }),
  ]
}

const reserved: Requirement = {
  id: 'qualification.reserved',
  zh: '预留份额的采购包不给予价格扣除，未作声明的投标人不合格',
  en: 'a reserved package gives no deduction, and nobody qualifies in it without the declaration',
  rule: (law) => law.reservedPackages,
  judge: (log) => {
    const { reserved: kept, criteria } = log.closing
    if (!kept) return []
    const at = log.noticed.published?.publishedAt ?? 0
    const concluded = lastOf(log, QualificationConcluded)
    const declared = new Set(openedBids(log).flatMap(({ tag, form }) => (form?.claims?.reserved ? [tag] : [])))
    const bare = concluded?.data.qualified.filter((tag) => !declared.has(tag)) ?? []
    return [
      ...(log.law.reservedPackages.value === 'none'
        ? [broken(at, '本规则包没有预留采购包的规定', 'this law keeps no package')]
        : []),
      ...(criteria.policy?.small || criteria.policy?.smallShare
        ? [broken(at, '预留份额的采购包仍规定了小微企业价格扣除', 'a reserved package gives a deduction')]
        : []),
      ...(concluded && bare.length
        ? [broken(concluded.at, `${bare.length} 家未作声明而合格`, `${bare.length} qualified without the declaration`)]
        : []),
    ]
  },
}

/** What the bids declared of great changes, and what their bidders told of before they were judged. */
const changed: Requirement = {
  id: 'qualification.changes',
  zh: '投标人声明或者报告的重大变化，已提请认定是否仍具备资格条件',
  en: 'whether a bidder that changed greatly still qualifies was put to those who judge',
  rule: (law) => law.afterPrequal,
  judge: (log) => {
    const judging = log.law.qualificationBy.value === 'purchaser' ? byPurchaser(log) : byPanel(log)
    if (!judging) return []
    const told = all(log, ChangeReported).filter(({ at }) => at < judging.at)
    // of works a clause of its own asks about a consortium that changed
    const others = (bid: JointBid): boolean =>
      log.law.frozenConsortium.value === 'none' && membersChanged(bid, judging.applied(bid.tag)) !== undefined
    return openedBids(log)
      .filter((bid) => bid.form?.changes !== undefined || told.some(({ data }) => data.bid === bid.tag) || others(bid))
      .filter(({ tag }) => judging.bids.includes(tag) && judging.answer(tag, STANDING) === 'unasked')
      .map(() => broken(judging.at, '重大变化未提请认定', 'a great change was not put to those who judge'))
  },
}

/** Members of the consortium that won whose signature is not in the text of the contract as it was last drawn up. */
function unsigned(log: Log, winner: string): string[] {
  const form = all(log, BidUnsealed).findLast(({ data }) => data.bidderTag === winner)?.data.form
  const drafted = lastOf(log, ContractDrafted)
  const fields = all(drafted ? after(log, drafted) : log, PaperSigned)
    .filter(({ data }) => data.paper === 'contract')
    .map(({ data }) => data.field)
  const places = drafted?.data.members?.map(({ code }) => code) ?? []
  return (form?.consortium?.members ?? [])
    .filter(({ code }) => !fields.includes(memberField(places.indexOf(code))))
    .map(({ name }) => name)
}

/** What the panel was asked about those who were prequalified and have not changed: nothing of their qualification. */
const once: Requirement = {
  id: 'qualification.once',
  zh: '通过资格预审且没有变化的投标人，评标时不再审查其资格',
  en: 'who was prequalified and has not changed is not judged again for its qualification',
  rule: (law) => law.afterPrequal,
  judge: (log) =>
    all(log, EvaluationBegun).flatMap((begun) => {
      const clauses = new Set(begun.data.criteria.clauses.flatMap(({ id, qualifies }) => (qualifies ? [id] : [])))
      const standing = new Set(begun.data.bids.filter(stands).map(({ tag }) => tag))
      return all(after(log, begun), BidReviewed)
        .filter(({ data }) => standing.has(data.bid) && data.votes.some(({ clause }) => clauses.has(clause)))
        .map(({ at }) => broken(at, '再次审查了通过资格预审的投标人的资格', 'a prequalified bidder was judged again'))
    }),
}

const jointly: Requirement = {
  id: 'contract.jointly',
  zh: '联合体中标的，联合体各方共同签订合同',
  en: 'every member of a consortium that won signs the contract',
  rule: (law) => law.consortiumContract,
  judge: (log) =>
    all(log, ContractMade).flatMap((made) => {
      const missing = unsigned(before(log, made), made.data.winner)
      return missing.length
        ? [
            broken(
              made.at,
              `联合体成员未签署合同：${missing.join('、')}`,
              `members of the consortium did not sign the contract: ${missing.length}`,
            ),
          ]
        : []
    }),
}

/** Bidders who bid as one, and packages that are kept for small and medium enterprises. */
export const consortiumRequirements: readonly Requirement[] = [consortia, changed, once, reserved, jointly]
