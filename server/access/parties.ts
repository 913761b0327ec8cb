import type { Complaint } from '../complaints/complaint.ts'
import type { Evaluation } from '../evaluation/evaluation.ts'
import type { Draw } from '../experts/draw.ts'
import type { Role } from '../ledger/eye.ts'
import type { SignedPaper } from '../papers/paper.ts'
import type { Project } from '../projects/project.ts'
import type { Check } from '../supervision/check.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Who } from './who.ts'

/** Of somebody what tells whether it holds an office in a tender. */
type Seated = { role: Role; organisation?: string | null | undefined }

/** The tenderer or the agent of this tender. */
export const hosts = (who: Who, tender: Tender): boolean =>
  !!who.organisation && (who.organisation === tender.tenderer.code || who.organisation === tender.agent?.code)
/** Of the centres only the one that the tender belongs to; a tender registered before the network had regions belongs to any. */
export const ownCentre = (who: Seated, tender: Tender): boolean =>
  who.role !== 'centre' || !tender.centre || who.organisation === tender.centre.code
/** Tenderer or agent of this tender, its centre, or any other role of the row. */
export const hostOrOther = (who: Who, tender: Tender): boolean =>
  who.role === 'tenderer' || who.role === 'agent' ? hosts(who, tender) : ownCentre(who, tender)
/** The tenderer itself, not its agent. */
export const tendererItself = (who: Seated, tender: Tender): boolean => who.organisation === tender.tenderer.code
/** The tenderer itself, the tender's centre, or its supervisor. */
export const officer = (who: Seated, tender: Tender): boolean =>
  who.role === 'tenderer'
    ? tendererItself(who, tender)
    : who.role === 'supervisor'
      ? who.organisation === tender.supervisor.code
      : ownCentre(who, tender)
const THREE = (['tenderer', 'centre', 'supervisor'] as const).map((seat) => ({ seat, party: undefined }))
/** The seat that somebody holds in a tender, and with it a share of every bid's key. */
export const seatOf = (
  who: Seated,
  tender: Tender,
): NonNullable<Tender['shares']['seats']>[number]['seat'] | undefined =>
  (tender.shares.seats ?? THREE).find(({ seat, party }) =>
    party
      ? seat.split('-')[0] === who.role && who.organisation === party.code
      : seat === who.role && (seat === 'agent' ? who.organisation === tender.agent?.code : officer(who, tender)),
  )?.seat
export const seated = (who: Who, tender: Tender): boolean => seatOf(who, tender) !== undefined
export const holdsSeat = '本标段的开标人 the officers of this tender'
/** Who began a registration; once it is registered, the project's tenderer or agent. */
export const runs = (who: Who, project: Project): boolean => {
  const of = project.registered?.content
  return !!who.organisation && (of ? [of.owner.code, of.agent?.code] : [project.by]).includes(who.organisation)
}
export const ofThisProject = '本项目的登记人、招标人或其代理机构 who began it, its tenderer or its agent'
/** A bidder who neither calls nor runs this tender. */
export const outsider = (who: Who, tender: Tender): boolean => !hosts(who, tender)
/** A tender and its evaluation, for those who look at it. */
export interface Watched {
  tender: Tender
  evaluation: Evaluation
}
/** A member of the panel as it is now. */
export const member = (who: Who, of: Evaluation): boolean => of.members.includes(who.tagFor(of.tender))
/** Members, the supervisor, and those who run the tender. */
export const watcher = (who: Who, { tender, evaluation }: Watched): boolean =>
  who.role === 'expert'
    ? member(who, evaluation)
    : who.role === 'supervisor'
      ? officer(who, tender)
      : hostOrOther(who, tender)
/** As `watcher`; the hosts only once the evaluation is finished. */
export const reportReader = (who: Who, of: Watched): boolean =>
  watcher(who, of) && (who.role === 'expert' || who.role === 'supervisor' || of.evaluation.stage === 'finished')
export const ofThePanel = '评标委员会成员 a member of the panel'
export const ofThisTender = '本标段的招标人或其代理机构 the tenderer or agent of this tender'

/** The centre that serves a region; null while the network has named none. */
export interface Steward {
  centre: string | null
}
export const serves = (who: Who, { centre }: Steward): boolean => centre === null || who.organisation === centre
/** Whose money desk something belongs to; absent or null while it was nobody's in particular. */
export interface Desk {
  centre?: string | null | undefined
}
export const atDesk = (who: Who, { centre = null }: Desk): boolean => serves(who, { centre })
export const ofTheNetwork = '自治区本级交易中心 the centre of the network’s region'
export const ofTheRegion = '该地区的交易中心 the centre that serves the region'

/** A party of this draw. */
export const party = (who: Who, draw: Draw): boolean =>
  draw.parties.some((one) => one.role === who.role && (!one.organisation || one.organisation === who.organisation))
/** The supervisor that ordered this spot check. */
export const orderedBy = (who: Who, check: Check): boolean => who.organisation === check.supervisor.code
/** A paper that others than the platform sign, with its tender. */
export interface PaperOf {
  tender: Tender
  paper: SignedPaper
}
/** The place of a paper in which somebody signs. */
export const signingPlace = (
  who: Who,
  { tender, paper }: { tender: Tender; paper: Pick<SignedPaper, 'places'> },
): SignedPaper['places'][number] | undefined =>
  paper.places.find(
    ({ role, party }) =>
      role === who.role &&
      (party === null ? ownCentre(who, tender) : [who.organisation, who.tagFor(tender.id)].includes(party)),
  )
const RESULT: readonly Tender['stage'][] = ['awarded', 'contracted', 'archived']
export const watches: readonly Role[] = ['tenderer', 'agent', 'centre', 'supervisor']
/** Who signs it, who has a copy, the supervisor; those who run the tender where it is no secret, or once the result is out. */
export const paperReader = (who: Who, of: PaperOf): boolean => {
  const { tender, paper } = of
  if (paper.open || signingPlace(who, of) || paper.copyFor === (who.tagFor(tender.id) || '-')) return true
  if (!watches.includes(who.role)) return false
  if (who.role === 'supervisor') return officer(who, tender)
  return hostOrOther(who, tender) && (!paper.secret || RESULT.includes(tender.stage))
}
/** A complaint with its tender. */
export interface Case {
  tender: Tender
  complaint: Complaint
}
export const ofTheSupervisor = '本标段的监督人 the supervisor of this tender'
export const rulesOn = (who: Who, { tender }: Case): boolean => officer(who, tender)
export const ofThisDraw = '本次抽取的参与方 the parties of this draw'
