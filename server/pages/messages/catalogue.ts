/** Who is told: the tender's bidders, those who run it, its centre, its supervisor, its panel or committee, a notary with a seat, a bank. */
export type Audience = 'bidder' | 'host' | 'centre' | 'supervisor' | 'expert' | 'notary' | 'bank'
/** What a message is about. */
export const MATTERS = [
  ...(['document', 'deposit', 'opening', 'result', 'dispute', 'progress'] as const),
  ...(['signature', 'certificate', 'outage'] as const),
] as const
export type Matter = (typeof MATTERS)[number]
/** Where one goes on from it: a page of the tender. */
export type Place =
  | 'tender'
  | 'application'
  | 'docs'
  | 'deposit'
  | 'hall'
  | 'result'
  | 'disputes'
  | 'signings'
  | 'review'
  | 'account'
  | 'orders'
  | 'outages'

/** Which fact is a message, for whom, about what, and which of its members are shown. */
export interface Telling {
  readonly to: readonly Audience[]
  readonly matter: Matter
  readonly place: Place
  /** the member with words of somebody: a reason, a title */
  readonly note?: string
  /** the member with the last moment for what it asks */
  readonly until?: string
  /** whether something is to be done now, and not only known; by what it is done, `endings` says */
  readonly asks?: true
}

const all: Audience[] = ['bidder', 'host', 'centre', 'supervisor']
const withNotary: Audience[] = [...all, 'notary']
const told = (to: Audience[], matter: Matter, place: Place, more: Omit<Telling, 'to' | 'matter' | 'place'> = {}) => ({
  ...{ to, matter, place, ...more },
})
const bidder = (matter: Matter, place: Place, more: Omit<Telling, 'to' | 'matter' | 'place'> = {}): Telling =>
  told(['bidder'], matter, place, more)

/** The tender and its document, up to the deadline. */
const ofTheDocument: Record<string, Telling> = {
  'tender.amended': told(['bidder', 'centre', 'supervisor'], 'document', 'docs', { note: 'title', asks: true }),
  'tender.controlPricePublished': told(['bidder', 'supervisor'], 'document', 'docs'),
  'tender.postponed': told(['bidder', 'centre', 'supervisor', 'notary'], 'progress', 'docs', {
    ...{ note: 'reason', until: 'deadline' },
  }),
  'tender.suspended': told(withNotary, 'progress', 'tender', { note: 'reason' }),
  'tender.correctionOverdue': told(['host', 'supervisor'], 'dispute', 'docs', { until: 'correctBy', asks: true }),
  'tender.suspensionLifted': told(withNotary, 'progress', 'tender', { note: 'reason' }),
  'tender.terminated': told(withNotary, 'progress', 'tender', { note: 'reason' }),
  'tender.failed': told(withNotary, 'progress', 'tender'),
  'tender.methodChangeAsked': told(['supervisor'], 'progress', 'tender', { note: 'reason', asks: true }),
  'tender.methodChangeApproved': told(all, 'progress', 'tender', { note: 'number' }),
  'tender.methodChangeDenied': told(['host'], 'progress', 'tender', { note: 'reason', asks: true }),
  'tender.returned': told(all, 'progress', 'tender', { note: 'reason' }),
  'tender.repeated': told(all, 'progress', 'tender'),
  'question.asked': told(['host'], 'document', 'docs', { note: 'about', asks: true }),
  'question.answered': bidder('document', 'docs'),
  'documents.objected': told(['host', 'supervisor'], 'dispute', 'docs', { until: 'answerBy', asks: true }),
  'documents.objectionAnswered': told(['supervisor'], 'dispute', 'docs'),
  'documents.objectionOverdue': told(['host', 'supervisor'], 'dispute', 'docs', { until: 'answerBy', asks: true }),
}

/** Who may bid: applications and their results, the draw of invitees and its record, letters. */
const ofAdmission: Record<string, Telling> = {
  'prequalification.amended': told(['bidder', 'centre', 'supervisor'], 'document', 'application', {
    ...{ note: 'title', until: 'deadline', asks: true },
  }),
  'prequalification.begun': told(['host', 'supervisor', 'notary'], 'opening', 'tender', { asks: true }),
  'prequalification.concluded': told(['host', 'supervisor'], 'result', 'tender'),
  'application.resultIssued': bidder('result', 'application', { asks: true }),
  'invitation.drawAsked': told(['supervisor'], 'progress', 'tender', { asks: true }),
  'invitation.recorded': told(['host', 'supervisor'], 'progress', 'tender', { asks: true }),
  'invitation.letterSent': bidder('document', 'docs', { asks: true }),
}

/** What one is told under another tag than one bids under: one's own result as an applicant, one's own letter. */
export const ofOwnAdmission: readonly string[] = ['application.resultIssued', 'invitation.letterSent']

/** The deposit on its way, there and back. */
const ofTheDeposit: Record<string, Telling> = {
  'deposit.paid': bidder('deposit', 'deposit'),
  'deposit.guaranteed': bidder('deposit', 'deposit'),
  'deposit.guaranteeRevoked': bidder('deposit', 'deposit', { note: 'reason', asks: true }),
  'deposit.paymentReversed': bidder('deposit', 'deposit', { asks: true }),
  'deposit.releaseOrdered': bidder('deposit', 'deposit'),
  'deposit.refundSent': bidder('deposit', 'deposit'),
  'deposit.refundRefused': bidder('deposit', 'deposit', { asks: true }),
  'deposit.refundOverdue': bidder('deposit', 'deposit', { until: 'dueBy' }),
  'deposit.refunded': bidder('deposit', 'deposit'),
  'deposit.released': bidder('deposit', 'deposit'),
  'deposit.kept': told(['bidder', 'supervisor'], 'deposit', 'deposit'),
}

/** The opening hall. */
const ofTheOpening: Record<string, Telling> = {
  'opening.started': told(withNotary, 'opening', 'hall', { asks: true }),
  'opening.biddersNamed': bidder('opening', 'hall', { until: 'windowEnds', asks: true }),
  'opening.paused': told(withNotary, 'opening', 'hall', { note: 'reason', until: 'resumesAt' }),
  'opening.resumed': told(withNotary, 'opening', 'hall'),
  'opening.remedyAsked': told(['host', 'centre', 'supervisor', 'notary'], 'opening', 'hall', { asks: true }),
  'opening.bidsRead': bidder('opening', 'hall'),
  'opening.questionsOpened': bidder('opening', 'hall', { asks: true }),
  'qualification.changeReported': told(['host', 'supervisor'], 'result', 'tender', { note: 'text', asks: true }),
  'opening.objectionRaised': told(['host', 'supervisor'], 'opening', 'hall', { asks: true }),
  'opening.objectionAnswered': bidder('opening', 'hall'),
  'opening.recorded': told(all, 'signature', 'hall', { asks: true }),
  'opening.finished': told(withNotary, 'opening', 'hall'),
}

/** From the evaluation to the contract. */
const ofTheResult: Record<string, Telling> = {
  'qualification.concluded': told(['host', 'supervisor'], 'progress', 'tender'),
  'tender.validityAsked': told(['bidder', 'centre', 'supervisor'], 'result', 'result', {
    ...{ note: 'reason', until: 'answerBy', asks: true },
  }),
  'tender.validityAnswered': told(['host', 'supervisor'], 'result', 'tender'),
  'tender.validityEnded': told(all, 'result', 'result'),
  'panel.stratumDry': told(['host', 'centre'], 'progress', 'tender', { asks: true }),
  'panel.dissolved': told(['host', 'centre', 'supervisor'], 'progress', 'tender'),
  'evaluation.clarificationAsked': bidder('result', 'result', { until: 'until', asks: true }),
  'evaluation.clarificationExpired': bidder('result', 'result'),
  'evaluation.priceCorrected': bidder('result', 'result', { until: 'until', asks: true }),
  'evaluation.correctionExpired': bidder('result', 'result'),
  'evaluation.brandsTied': told(['host'], 'result', 'tender', { asks: true }),
  'evaluation.panelGivenUp': told(['host', 'centre', 'supervisor'], 'progress', 'tender', { note: 'reason' }),
  'evaluation.timeShort': told(['host', 'supervisor'], 'progress', 'tender', { until: 'until', asks: true }),
  'evaluation.finished': told(['host'], 'result', 'tender', { asks: true }),
  'acceptance.delivered': told(['host', 'supervisor'], 'result', 'tender', { asks: true }),
  'acceptance.recheckOrdered': told(['supervisor'], 'result', 'tender', { note: 'ground' }),
  'award.publicised': told(all, 'result', 'result', { until: 'until' }),
  'award.objected': told(['host', 'supervisor'], 'dispute', 'result', { until: 'answerBy', asks: true }),
  'award.objectionAnswered': told(['bidder', 'supervisor'], 'dispute', 'result'),
  'award.setAside': told(all, 'result', 'result', { note: 'reason' }),
  'award.invalidated': told(all, 'result', 'result', { note: 'reason' }),
  'award.passedOver': told(all, 'result', 'result', { note: 'reason' }),
  'award.decided': told(all, 'result', 'result'),
  'award.announced': told(all, 'result', 'result'),
  'award.noticesIssued': told(['bidder', 'supervisor'], 'result', 'result'),
  'award.contractDrafted': told(['bidder', 'host'], 'result', 'result', { asks: true }),
  'award.contractSigned': told(['bidder', 'host'], 'result', 'result', { asks: true }),
  'award.contracted': told(all, 'result', 'result'),
  'award.bondGiven': told(['host'], 'result', 'result'),
  'award.bondReturned': bidder('result', 'result'),
  'award.reported': told(['supervisor'], 'result', 'tender'),
  'duty.begun': told(['host'], 'progress', 'tender', { until: 'until', asks: true }),
  'duty.overdue': told(['host', 'supervisor'], 'progress', 'tender', { until: 'until', asks: true }),
  'opening.likenessReported': told(['supervisor'], 'result', 'tender', { asks: true }),
  'witness.given': told(['host', 'supervisor'], 'progress', 'tender'),
  'archive.closed': told(['host', 'centre'], 'progress', 'tender'),
}

/** What one is told by one's own seat: as a member of the committee that its report waits, as a notary that shares are due. */
export const ofOwnSeat: Partial<Record<Audience, readonly string[]>> = {
  expert: ['prequalification.reported'],
  notary: ['prequalification.begun'],
}

/** What its maker is told too: whoever drew a report up signs it like the others. */
export const toItsMaker: readonly string[] = ['evaluation.reportDrafted', 'prequalification.reported']

/** Papers that wait for a signature: each is told to those who have a place in it; a report to those who gave it. */
const ofSignatures: Record<string, Telling> = {
  'paper.laid': told([...withNotary, 'expert'], 'signature', 'signings', { note: 'title', asks: true }),
  'evaluation.reportDrafted': told(['expert'], 'signature', 'signings', { asks: true }),
  'prequalification.reported': told(['expert'], 'signature', 'review', { until: 'signUntil', asks: true }),
}

/** Complaints, with the supervisor. */
const ofDisputes: Record<string, Telling> = {
  'complaint.filed': told(['supervisor'], 'dispute', 'disputes', { until: 'acceptBy', asks: true }),
  'complaint.decided': told(['bidder', 'host'], 'dispute', 'disputes', { note: 'reason' }),
  'complaint.restOrdered': told(['bidder', 'host'], 'dispute', 'disputes'),
  'complaint.restLifted': told(['bidder', 'host'], 'dispute', 'disputes'),
  'complaint.ruled': told(['bidder', 'host', 'centre'], 'dispute', 'disputes'),
  'complaint.withdrawn': told(['host', 'supervisor'], 'dispute', 'disputes'),
}

/** Every kind of fact that is a message to somebody. What one did oneself is no message. */
export const tellings: Readonly<Record<string, Telling>> = {
  ...{ ...ofTheDocument, ...ofAdmission, ...ofTheDeposit, ...ofTheOpening, ...ofTheResult, ...ofSignatures },
  ...ofDisputes,
}

/** The kinds of fact that are messages to somebody of this audience. */
export const typesFor = (audience: Audience): string[] =>
  Object.entries(tellings).flatMap(([type, { to }]) => (to.includes(audience) ? [type] : []))
