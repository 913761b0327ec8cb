import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { Defect } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { Tag } from './contract.ts'
import { room } from './eyes.ts'

const tender = z.string()
const panel = z.array(Tag)

/** A member finds that the tender document cannot lawfully be judged by. */
export const DefectRaised = defineEvent('evaluation.defectRaised', {
  v: 1,
  zh: '评标委员会成员提出招标文件存在缺陷',
  en: 'a member finds the tender document defective',
  data: z.strictObject({
    ...{ tender, panel, member: Tag, ground: z.string(), defect: Defect },
    /** the member's signature, which names it */
    sealed: z.string(),
  }),
  seenBy: room,
})

/** Another member agrees, or does not and says why. */
export const DefectVoted = defineEvent('evaluation.defectVoted', {
  v: 1,
  zh: '评标委员会成员对招标文件缺陷表决',
  en: 'a member voted on the defect',
  data: z.strictObject({
    ...{ tender, panel, member: Tag, agree: z.boolean(), reason: z.string().nullable() },
    sealed: z.string(),
  }),
  seenBy: room,
})

/** No majority finds the document defective: the evaluation goes on. */
export const DefectDenied = defineEvent('evaluation.defectDenied', {
  v: 1,
  zh: '评标委员会未认定招标文件存在缺陷',
  en: 'the panel does not find the document defective',
  data: z.strictObject({ tender, panel }),
  seenBy: room,
})

/** The majority finds the document defective: the evaluation stops until the tenderer has confirmed it or not. */
export const EvaluationStopped = defineEvent('evaluation.stopped', {
  v: 1,
  zh: '评标委员会停止评标',
  en: 'the panel stops its evaluation',
  data: z.strictObject({
    ...{ tender, panel, ground: z.string(), defect: Defect, article: z.string() },
    /** how many of the panel found so */
    agreed: z.number().int().positive(),
  }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})

/** The tenderer confirms what the panel found, and the round ends; or it does not, and the evaluation goes on. */
export const StopAnswered = defineEvent('evaluation.stopAnswered', {
  v: 1,
  zh: '招标人（采购人）对停止评标的确认',
  en: 'the tenderer answered the stop',
  data: z.strictObject({ tender, panel, confirmed: z.boolean(), reason: z.string(), signature: Signature }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})

export const defectEvents = [DefectRaised, DefectVoted, DefectDenied, EvaluationStopped, StopAnswered]
