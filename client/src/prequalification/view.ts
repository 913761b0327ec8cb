import type { Proposal } from '../../../server/opening/failure.ts'
import type { ApplicationForm } from '../../../server/prequalification/contract.ts'
import type { AlikeApplications } from '../../../server/prequalification/machines.ts'
import type { Reviewed } from '../../../server/prequalification/prequalification.ts'
import type { ApplicationReceipt } from '../../../server/prequalification/receipt.ts'
import type { Requirement } from '../../../server/tenders/admissionContract.ts'

/** An application as the desk shows it. */
export interface Shown {
  tag: string
  stage: 'sealed' | 'named' | 'opened'
  receivedAt: number
  bytes: number
  applicant: { code: string; name: string } | null
  form: ApplicationForm | null
  files: { name: string; type: string; bytes: number; sha256: string }[]
  mine: Reviewed | null
  reviewed: number
  verdict: boolean | null
  failed: Proposal | null
}

/** The prequalification as those who review see it. */
export interface Board {
  stage: 'unlocking' | 'concluded'
  reviewer: 'committee' | 'host'
  requirements: Requirement[]
  released: string[]
  /** officers whose shares were wrong, and how */
  refused: Record<string, string>
  epoch: number
  needed: number
  namedAt: number | null
  committee: {
    draw: string
    members: number
    seated: number
    /** whether its draw still waits for its parties */
    drawing: boolean
    /** whether every member has promised and declared */
    formed: boolean
    stages: ('asked' | 'accepted' | 'checkedIn' | 'declared')[]
  } | null
  /** the committee's report; `mine` is whether the member who asks signed another opinion, null: not signed */
  report: { sha256: string; signUntil: number; signed: number; mine: boolean | null } | null
  unlocking: { endsAt: number | null; over: boolean } | null
  applications: Shown[]
  alike: AlikeApplications
  passed: string[] | null
  failed: string[] | null
  unopened: string[] | null
}

/** An applicant's own application, as the platform answers it. */
export type MyApplication = { stage: 'none' } | Submitted

/** An application that was handed in. */
export interface Submitted {
  stage: 'sealed' | 'withdrawn' | 'named' | 'opened'
  sequence: number
  receivedAt: number
  header: string
  /** under which it stands in the ledger */
  tag: string
  /** the opening's present key, by number; null before there is one */
  epoch: number
  spki: string | null
  /** whether nothing that was released waits to be tried */
  tried: boolean
  /** why the last attempt failed, as far as was found */
  failed: Proposal | null
  outdated: boolean
  named: number | null
  receipt: ApplicationReceipt | null
  result: {
    passed: boolean
    reasons: { requirement: string; reasons: string[] }[]
    notice: string | null
    /** when the applicant confirmed it; null before */
    received: number | null
  } | null
}
