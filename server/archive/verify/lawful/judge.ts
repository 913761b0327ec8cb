import type { Calendar } from '../../../law/periods.ts'
import type { Fact } from '../../../ledger/event.ts'
import { Findings } from '../report.ts'
import type { ReadPapers } from '../signedPapers.ts'
import { addendumRequirements } from './addenda.ts'
import { admissionRequirements } from './admission.ts'
import { awardRequirements } from './award.ts'
import { committeeRequirements } from './committee.ts'
import { complaintRequirements } from './complaints.ts'
import { consortiumRequirements } from './consortia.ts'
import { contractRequirements } from './contract.ts'
import { documentRequirements } from './documents.ts'
import { endingRequirements } from './endings.ts'
import { invalidRequirements } from './invalid.ts'
import { invitingRequirements } from './inviting.ts'
import { type Breach, logOf, type Requirement } from './log.ts'
import { noticeRequirements } from './notice.ts'
import { openingRequirements } from './opening.ts'
import { panelRequirements } from './panel.ts'
import { paperRequirements } from './papers.ts'
import { refundRequirements } from './refunds.ts'
import { resultRequirements } from './result.ts'
import { reviewRequirements } from './reviewing.ts'
import { signRequirements } from './signs.ts'
import { timeRequirements } from './times.ts'
import { validityRequirements } from './validity.ts'

/** Everything that is checked of the course of a tender, in its order. */
export const requirements: readonly Requirement[] = [
  ...admissionRequirements,
  ...committeeRequirements,
  ...reviewRequirements,
  ...invitingRequirements,
  ...noticeRequirements,
  ...addendumRequirements,
  ...documentRequirements,
  ...openingRequirements,
  ...consortiumRequirements,
  ...panelRequirements,
  ...timeRequirements,
  ...signRequirements,
  ...validityRequirements,
  ...awardRequirements,
  ...invalidRequirements,
  ...resultRequirements,
  ...contractRequirements,
  ...refundRequirements,
  ...complaintRequirements,
  ...endingRequirements,
]

const SHANGHAI = 8 * 3_600_000
const moment = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 16).replace('T', ' ')

const told = (breaches: readonly Breach[]): string =>
  breaches.map(({ at, zh, en }) => `${moment(at)} ${zh} (${en})`).join('; ')

/**
 * Judges the course of a tender by the rulebook that it was published under: a finding for each requirement, with its article.
 *
 * @param papers the papers themselves; without them nothing is said of the signatures in them
 */
export function judge(facts: readonly Fact[], calendar: Calendar, papers?: ReadPapers): Findings {
  const findings = new Findings()
  const log = logOf(facts, calendar)
  const asked = [...requirements, ...(papers ? paperRequirements(papers) : [])]
  for (const { id, zh, en, rule, judge: find } of asked) {
    const breaches = find(log)
    const { article } = rule(log.law)
    const wrong = breaches.filter(({ kind }) => kind === 'broken')
    const open = breaches.filter(({ kind }) => kind === 'undecided')
    const verdict = wrong.length ? 'invalid' : open.length ? 'indeterminate' : 'valid'
    const detail = told([...(wrong.length ? wrong : open), ...breaches.filter(({ kind }) => kind === 'noted')])
    findings.checks.push({ id, title: `${zh} ${en} ${article}`, verdict, detail })
  }
  return findings
}
