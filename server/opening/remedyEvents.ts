import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Signature } from '../tenders/events.ts'
import { LetterShape } from './contract.ts'

const tender = z.string()
const tag = z.string()
const epoch = z.number().int()

/**
 * A bidder whose key does not open handed in its remedy code, encrypted to the opening's key, and consented that the
 * officers open its bid by the remedy that the tender document allows.
 */
export const RemedyReleased = defineEvent('opening.remedyReleased', {
  v: 1,
  zh: '投标人已提交补救码并同意补救解密',
  en: 'bidder handed in its remedy code and consents',
  data: z.strictObject({ tender, tag, epoch, letter: LetterShape, signature: Signature }),
  seenBy: everybody,
})

/** The code is the one that the bid's header commits to: every officer of the ceremony decides now. */
export const RemedyAsked = defineEvent('opening.remedyAsked', {
  v: 1,
  zh: '补救码与承诺一致，待全体开标人决定',
  en: 'the code is the committed one: all officers decide',
  /** `consent`: hash of what the bidder signed; `seats`: who decides */
  data: z.strictObject({ tender, tag, epoch, consent: z.string(), seats: z.array(z.string()) }),
  seenBy: everybody,
})

/** An officer decided on the remedy of a bid: it agreed and released its share, or refused with a reason. */
export const RemedyDecided = defineEvent('opening.remedyDecided', {
  v: 1,
  zh: '开标人已就补救解密作出决定',
  en: 'officer decided on the remedy',
  data: z.strictObject({
    ...{ tender, tag, epoch },
    role: z.string(),
    consent: z.string(),
    agreed: z.boolean(),
    /** of who refuses */
    reason: z.string().optional(),
    /** of who agrees: its share, closed to the opening's key */
    letter: LetterShape.optional(),
    signature: Signature,
  }),
  seenBy: everybody,
})

export const remedyEvents = [RemedyReleased, RemedyAsked, RemedyDecided]
