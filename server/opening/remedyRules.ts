import type { Letter } from '../../crypto/letter.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Resting } from './clock.ts'
import type { OpeningHappening } from './events.ts'
import { inSuite } from './letters.ts'
import type { Opening } from './opening.ts'
import { remedyRefused, remedyStands } from './remedied.ts'
import { RemedyAsked, RemedyDecided, RemedyReleased } from './remedyEvents.ts'
import { mayUnlock } from './rules.ts'

const refuse = refusals({
  REMEDY_NOT_ALLOWED: {
    status: 409,
    zh: '招标文件没有规定解密失败的补救方案',
    en: 'the tender document names no remedy for a bid that cannot be opened',
  },
  REMEDY_PENDING: {
    status: 409,
    zh: '补救码已收到，正由全体开标人决定，无需重复提交',
    en: 'the code is here and all officers decide on it: it need not be handed in again',
  },
  REMEDY_REFUSED: {
    status: 409,
    zh: '已有开标人拒绝，本投标文件的补救解密已终止',
    en: 'an officer has refused: the remedy of this bid is over',
  },
  REMEDY_NOT_ASKED: {
    status: 409,
    zh: '该投标文件没有待决定的补救解密：须由投标人先提交与承诺一致的补救码并签名同意',
    en: 'nothing is to be decided on this bid: its bidder must first hand in the committed code, with its signed consent',
  },
  REMEDY_CONSENT_OTHER: {
    status: 409,
    zh: '投标人的同意书已更新，请核对后按现行的决定',
    en: 'this is not the present consent of the bidder: look again and decide on that one',
  },
  REMEDY_SEAT: { status: 403, zh: '不是本标段的开标人', en: 'not an officer of this tender' },
  REMEDY_DECIDED: {
    status: 409,
    zh: '您已就该投标文件的补救解密作出决定，不能更改',
    en: 'you have decided on the remedy of this bid, and that stays',
  },
})

interface Signed {
  statement: string
  cms: string
  certificate: string
}

/** The tender and the law that a remedy is judged by. */
export interface RemedyOn {
  tender: Pick<Tender, 'remedy'> & Resting
  law: Rulebook
}

function allowed({ tender, law }: RemedyOn): void {
  if (!tender.remedy) throw refuse('REMEDY_NOT_ALLOWED', {}, law.unsealingFailure)
}

/**
 * Takes a bidder's code and consent: within the window for unlocking, and only if the tender document says so beforehand.
 * What the officers are deciding on stays; what one of them has refused is over.
 */
export function releaseByRemedy(
  opening: Opening,
  of: { tag: string; epoch: number; letter: Letter; signature: Signed },
  on: RemedyOn,
  now: number,
): OpeningHappening[] {
  allowed(on)
  const bid = mayUnlock(opening, of, on.tender, now)
  if (remedyRefused(bid)) throw refuse('REMEDY_REFUSED', {}, on.law.unsealingFailure)
  if (bid.remedy && remedyStands(bid.remedy) !== 'handedIn') throw refuse('REMEDY_PENDING')
  inSuite(opening.spki, of.letter)
  return [RemedyReleased({ tender: opening.tender, ...of })]
}

/** Puts a bid before all officers, once its code was found to be the committed one. Nothing if that is no longer so. */
export function askOfficers(
  opening: Opening,
  tag: string,
  epoch: number,
  seats: readonly string[],
): OpeningHappening[] {
  const bid = opening.bids[tag]
  const handedIn = bid?.status === 'released' && bid.by === 'remedy' && bid.remedy
  if (!handedIn || opening.epoch !== epoch || remedyStands(handedIn) !== 'handedIn') return []
  return [RemedyAsked({ tender: opening.tender, tag, epoch, consent: handedIn.consent, seats: [...seats] })]
}

/**
 * Takes an officer's decision on the remedy of a bid: once, on the consent that stands, within the window for unlocking.
 *
 * @param of.letter its share, where it agrees
 * @param of.reason where it refuses, which ends the remedy of this bid
 */
export function decideRemedy(
  opening: Opening,
  of: { tag: string; role: string; epoch: number; consent: string; signature: Signed } & (
    | { letter: Letter; reason?: undefined }
    | { reason: string; letter?: undefined }
  ),
  on: RemedyOn,
  now: number,
): OpeningHappening[] {
  allowed(on)
  const { remedy } = mayUnlock(opening, of, on.tender, now)
  if (!remedy || remedyStands(remedy) === 'handedIn') throw refuse('REMEDY_NOT_ASKED')
  if (!remedy.seats.includes(of.role)) throw refuse('REMEDY_SEAT', { role: of.role })
  if (remedy.decisions[of.role]) throw refuse('REMEDY_DECIDED', { at: remedy.decisions[of.role]?.at })
  if (remedyStands(remedy) === 'refused') throw refuse('REMEDY_REFUSED')
  if (remedy.consent !== of.consent) throw refuse('REMEDY_CONSENT_OTHER', { consent: remedy.consent })
  const { letter, reason, ...rest } = of
  if (letter) inSuite(opening.spki, letter)
  const said = letter ? { agreed: true, letter } : { agreed: false, reason }
  return [RemedyDecided({ tender: opening.tender, ...rest, ...said })]
}
