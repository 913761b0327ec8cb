import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'

/** An expert stands in the pool, or stands there with other specialties. Everything that names is sealed. */
export const ExpertEnrolled = defineEvent('expert.enrolled', {
  v: 1,
  zh: '专家已入库',
  en: 'expert entered into the pool',
  data: z.strictObject({
    id: z.string().length(64),
    sealed: z.string(),
    specialties: z.array(z.string()),
    region: z.string(),
    employer: z.array(z.string()),
  }),
  seenBy: nobody,
})

export type ExpertFact = FactOf<typeof ExpertEnrolled>
