import { useState } from 'react'
import { dayAfter, dayOf } from '../../../server/law/periods.ts'
import type { PlannedAdmission } from '../../../server/projects/planAdmission.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import type { Tender } from '../../../server/tenders/tender.ts'

/** The dates of a prequalification on the screen that plans them. */
export interface PlanningAdmission {
  planned: PlannedAdmission
  /** whether it is over: its dates stand */
  over: boolean
  put(part: Partial<PlannedAdmission>): void
  /** by the date's id in the timetable: how it is moved; empty once it is over */
  movers: Record<string, (at: number) => void>
}

type Terms = NonNullable<Draft['prequalification']>

/** Plans the prequalification that goes before a tender; nothing where there is none. */
export function usePlannedAdmission(
  draft: Draft,
  past: Tender['prequal'] | undefined,
  change: (part: Partial<Draft>) => void,
): PlanningAdmission | undefined {
  const terms = draft.prequalification
  const [chosen, choose] = useState<Partial<Pick<PlannedAdmission, 'publishedAt' | 'reviewOn'>>>({})
  if (!terms) return undefined
  const { documentsFrom, documentsUntil, deadline } = terms
  const over = past?.passedAt ? { publishedAt: past.publishedAt, reviewOn: dayOf(past.passedAt) } : undefined
  const planned = {
    ...{ documentsFrom, documentsUntil, deadline, publishedAt: documentsFrom },
    ...{ reviewOn: dayAfter(dayOf(deadline), 1) },
    ...(over ?? chosen),
  }
  const put = ({ publishedAt, reviewOn, ...dates }: Partial<PlannedAdmission>): void => {
    if (publishedAt !== undefined || reviewOn !== undefined)
      choose({ ...chosen, ...(publishedAt === undefined ? {} : { publishedAt }), ...(reviewOn ? { reviewOn } : {}) })
    if (Object.keys(dates).length) change({ prequalification: { ...terms, ...dates } as Terms })
  }
  const movers = {
    'prequal.notice': (publishedAt: number) => put({ publishedAt }),
    'prequal.documentsFrom': (at: number) => put({ documentsFrom: at }),
    'prequal.documentsUntil': (at: number) => put({ documentsUntil: at }),
    'prequal.deadline': (at: number) => put({ deadline: at }),
    'prequal.review': (at: number) => put({ reviewOn: dayOf(at) }),
  }
  return { planned, over: !!over, put, movers: over ? {} : movers }
}
