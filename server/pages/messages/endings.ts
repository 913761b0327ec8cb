/** Later facts of the same tender by which what a message asks for is done. */
export interface Ending {
  readonly by: readonly string[]
  /** members that are equal in both; by two names where they differ, that of the message first */
  readonly same: readonly (string | readonly [string, string])[]
  /** only what the reader did itself, and what stands in its own streams */
  readonly own: boolean
}

const ends = (by: string[], same: Ending['same'] = []): Ending => ({ by, same, own: false })
const own = (by: string[], same: Ending['same'] = []): Ending => ({ by, same, own: true })
/** Nothing is left to be done about a tender that has ended. */
const over = ends(['tender.terminated', 'tender.failed'])

/** By what each kind of message that asks for something is done: the first of these. */
export const endings: Readonly<Record<string, readonly Ending[]>> = {
  'tender.amended': [own(['documents.versionRead'], ['version']), ends(['tender.amended', 'opening.started']), over],
  'tender.correctionOverdue': [ends(['tender.amended', 'tender.suspensionLifted']), over],
  'tender.methodChangeAsked': [ends(['tender.methodChangeApproved', 'tender.methodChangeDenied']), over],
  'tender.methodChangeDenied': [ends(['tender.methodChangeAsked', 'tender.repeated']), over],
  'question.asked': [ends(['question.answered'], ['question']), over],
  'documents.objected': [ends(['documents.objectionAnswered'], ['objection']), over],
  'documents.objectionOverdue': [ends(['documents.objectionAnswered'], ['objection']), over],
  'prequalification.amended': [ends(['prequalification.amended', 'prequalification.closed']), over],
  'prequalification.begun': [
    own(['prequalification.released']),
    ends(['prequalification.named', 'prequalification.concluded']),
    over,
  ],
  'application.resultIssued': [ends(['application.resultReceived'], ['tag'])],
  'invitation.drawAsked': [ends(['invitation.recorded', 'invitation.drawAsked']), over],
  'invitation.recorded': [own(['invitation.recordSigned']), over],
  'invitation.letterSent': [ends(['invitation.letterReceived'], ['tag']), over],
  'deposit.guaranteeRevoked': [own(['deposit.paid', 'deposit.guaranteed']), ends(['opening.started']), over],
  'deposit.paymentReversed': [own(['deposit.paid', 'deposit.guaranteed']), ends(['opening.started']), over],
  'deposit.refundRefused': [own(['deposit.refundCorrected', 'deposit.refundSent', 'deposit.refunded'], ['order'])],
  'opening.started': [own(['opening.officerReleased']), ends(['opening.biddersNamed', 'opening.finished']), over],
  'opening.biddersNamed': [own(['opening.bidderReleased']), ends(['opening.bidsRead']), over],
  'opening.remedyAsked': [own(['opening.remedyDecided'], ['tag']), ends(['opening.bidsRead']), over],
  'opening.questionsOpened': [ends(['opening.recorded']), over],
  'qualification.changeReported': [ends(['evaluation.finished']), over],
  'opening.objectionRaised': [ends(['opening.objectionAnswered'], ['objection']), over],
  'opening.recorded': [own(['opening.recordSigned', 'opening.recordSealed']), ends(['opening.finished']), over],
  'tender.validityAsked': [
    own(['tender.validityAnswered']),
    ends(['tender.validityAsked', 'tender.validityEnded']),
    over,
  ],
  'panel.stratumDry': [ends(['panel.frozen', 'panel.seated']), over],
  'evaluation.clarificationAsked': [
    ends(['evaluation.clarificationAnswered', 'evaluation.clarificationExpired'], ['id']),
  ],
  'evaluation.priceCorrected': [
    ends(
      ['evaluation.correctionAnswered', 'evaluation.correctionExpired', 'evaluation.correctionDropped'],
      ['repricing'],
    ),
  ],
  'evaluation.brandsTied': [ends(['evaluation.tieSettled', 'evaluation.finished']), over],
  'evaluation.timeShort': [ends(['evaluation.timeSet', 'evaluation.finished']), over],
  'evaluation.finished': [ends(['acceptance.delivered', 'award.publicised', 'evaluation.reopened']), over],
  'acceptance.delivered': [ends(['acceptance.reviewed', 'acceptance.recheckOrdered', 'acceptance.fixed']), over],
  'award.objected': [ends(['award.objectionAnswered'], ['objection'])],
  'award.contractDrafted': [own(['award.contractSigned']), ends(['award.contractDrafted', 'award.contracted']), over],
  'award.contractSigned': [own(['award.contractSigned']), ends(['award.contracted']), over],
  'duty.begun': [ends(['duty.done', 'duty.dropped'], ['duty'])],
  'duty.overdue': [ends(['duty.done', 'duty.dropped'], ['duty'])],
  'opening.likenessReported': [ends(['evaluation.finished']), over],
  'paper.laid': [own(['paper.signed'], [['sha256', 'paper']])],
  'evaluation.reportDrafted': [
    own(['evaluation.reportSigned', 'evaluation.signatureRefused']),
    ends(['evaluation.reportDrafted', 'evaluation.finished', 'evaluation.reopened']),
  ],
  'prequalification.reported': [own(['prequalification.reportSigned'], [['sha256', 'report']])],
  'complaint.filed': [ends(['complaint.decided', 'complaint.withdrawn'], ['complaint'])],
}
