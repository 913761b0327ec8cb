import { DefectRaised, DefectVoted, EvaluationStopped, StopAnswered } from '../../../evaluation/defectEvents.ts'
import { restartOf } from '../../../law/restarts.ts'
import type { Fact } from '../../../ledger/event.ts'
import { failedForFew, opinionsProblem } from '../../../tenders/methodChange.ts'
import { MethodChangeApproved, MethodChangeAsked, MethodChangeDenied } from '../../../tenders/methodEvents.ts'
import { TenderRepeated, TenderTerminated } from '../../../tenders/sideEvents.ts'
import type { Tender } from '../../../tenders/tender.ts'
import { all, before, broken, type Log, lastOf, placeOf, type Requirement, tenderOf } from './log.ts'

/** The panel stopped by its majority for that defect, and the tenderer confirmed it with the ending. */
function foundByPanel(log: Log, clause: string): boolean {
  const stop = lastOf(log, EvaluationStopped)
  if (!stop || stop.data.defect.clause !== clause) return false
  const so = before(log, stop)
  const raised = lastOf(so, DefectRaised)
  if (!raised) return false
  const agreed = new Set([
    raised.data.member,
    ...all({ facts: so.facts.slice(so.facts.indexOf(raised)) }, DefectVoted)
      .filter(({ data }) => data.agree)
      .map(({ data }) => data.member),
  ])
  const answered = all(log, StopAnswered).some(({ data }) => data.confirmed && data.signature.cms)
  return agreed.size * 2 > stop.data.panel.length && answered
}

const grounded: Requirement = {
  id: 'termination.ground',
  zh: '终止招标具有法定情形；因招标文件终止的载明所涉条款',
  en: 'the tender was terminated on a ground of the law; where for its document, the clause is named',
  rule: (law) => law.termination,
  judge: (log) =>
    all(log, TenderTerminated).flatMap(({ at, data: { ground, defect, signature } }) => {
      const restart = restartOf(log.law, ground)
      const lawful = restart
        ? defect !== undefined && (restart.by === 'tenderer' || foundByPanel(log, defect.clause))
        : log.law.termination.value === 'withReason' || ground === 'majorChange'
      return lawful && signature.cms
        ? []
        : [
            broken(
              at,
              '终止没有法定情形，或者没有载明所涉条款、未经签名',
              'the ending rests on no ground, or is unsigned',
            ),
          ]
    }),
}

/** What was known of the tender when a fact came. */
const tenderAt = (log: Log, fact: Fact): Tender | undefined => tenderOf(before(log, fact))

const otherWay: Requirement = {
  id: 'methodChange.approved',
  zh: '变更采购方式：投标人不足三家、专家论证没有不合理条款、经财政部门批准，且不再重新招标',
  en: 'another way of buying rests on too few bidders, on clean opinions and an approval, and no new round follows',
  rule: (law) => law.methodChange,
  judge: (log) =>
    all(log, MethodChangeApproved).flatMap((fact) => {
      const asked = lastOf(before(log, fact), MethodChangeAsked)
      const denied = lastOf(before(log, fact), MethodChangeDenied)
      const tender = tenderAt(log, fact)
      const few = tender !== undefined && failedForFew(tender, log.law)
      const stands =
        asked && (!denied || placeOf(log, denied) < placeOf(log, asked)) && asked.data.method === fact.data.method
      const clean = asked && !opinionsProblem(asked.data.opinions, log.law)
      const signed = asked?.data.signature.cms && fact.data.signature.cms && fact.data.number
      const lawful = log.law.methodChange.value !== 'none' && few && stands && clean && signed
      return lawful && all(log, TenderRepeated).length === 0
        ? []
        : [broken(fact.at, '变更采购方式不符合规定的条件', 'another way of buying without what the law asks for it')]
    }),
}

/** How a tender ends before its award. */
export const endingRequirements: readonly Requirement[] = [grounded, otherWay]
