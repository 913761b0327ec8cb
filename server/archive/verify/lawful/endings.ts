import { DefectRaised, DefectVoted, EvaluationStopped, StopAnswered } from '../../../evaluation/defectEvents.ts'
import { restartOf } from '../../../law/restarts.ts'
import { TenderTerminated } from '../../../tenders/sideEvents.ts'
import { all, before, broken, type Log, lastOf, type Requirement } from './log.ts'

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

/** How a tender ends before its award. */
export const endingRequirements: readonly Requirement[] = [grounded]
