import { rule } from './rule.ts'
import type { ChairRule } from './tenderingLaw.ts'

const article = (number: string) => `《评标委员会和评标方法暂行规定》第${number}条`

/** The chair is elected by the members or named by the tenderer, and has the same vote as they. */
export const chair = rule<ChairRule>(
  { by: 'electionOrAppointment', tendererMayChair: true, sameVote: true },
  article('九'),
  'second-hand',
)

/** Who must stand aside. */
export const avoidance = rule<readonly string[]>(
  ['nearRelative', 'authorityStaff', 'economicInterest', 'punished'],
  article('十二'),
  'second-hand',
)

/** How many years back ties count, the text does not say. */
export const avoidanceYears = rule<number | 'regional'>('regional', article('十二'), 'own', 'years')

/** Fewer than three valid bids end nothing by themselves: the panel argues whether there is competition. */
export const fewValidBids = rule<'panelArgues' | 'noEvaluation'>('panelArgues', article('二十七'), 'second-hand')

/** What the evaluation report contains. */
export const reportParts = rule<readonly string[]>(
  [
    'project',
    'panel',
    'openingRecord',
    'compliantBids',
    'rejectedBids',
    'criteria',
    'comparison',
    'ranking',
    'candidates',
    'clarifications',
  ],
  article('四十二'),
  'second-hand',
)
