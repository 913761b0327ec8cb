import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, nobody } from '../ledger/eye.ts'
import { Signature } from '../tenders/signature.ts'

const instant = z.number().int()
const desk = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'

/** An applicant challenges the result of a prequalification (质疑). Who it is and what it says is sealed by the vault. */
export const ResultChallenged = defineEvent('prequalification.challenged', {
  v: 1,
  zh: '申请人对资格预审结果提出质疑',
  en: 'an applicant challenged the result of the prequalification',
  data: z.strictObject({
    tender: z.string(),
    challenge: z.string(),
    /** of this letter alone */
    tag: z.string().length(64),
    sealed: z.string(),
    /** after the last moment: it is registered and told so */
    late: z.boolean(),
    /** until when it is answered; null: it came late, or the calendar is not out */
    answerBy: instant.nullable(),
    article: z.string(),
    at: instant,
  }),
  seenBy: nobody,
})

/** The purchaser answers a challenge of the result. */
export const ResultChallengeAnswered = defineEvent('prequalification.challengeAnswered', {
  v: 1,
  zh: '已答复对资格预审结果的质疑',
  en: 'a challenge of the prequalification’s result answered',
  data: z.strictObject({
    tender: z.string(),
    challenge: z.string(),
    text: z.string(),
    outcome: z.enum(['upheld', 'dismissed']),
    inTime: z.boolean(),
    at: instant,
    signature: Signature,
  }),
  seenBy: desk,
})
