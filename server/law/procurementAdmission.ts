import { rule } from './rule.ts'
import type { ApplicationPeriod, InvitationPool } from './tenderingAdmission.ts'
import type { Ground, ObjectionWindow } from './tenderingRegulations.ts'
import { type Days, days, type Period, workingDays } from './units.ts'

const law = (number: string) => `《政府采购法》第${number}条`
const regulations = (number: string) => `《政府采购法实施条例》第${number}条`
const article = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const electronic = (number: string) => `《电子招标投标办法》第${number}条`

/** A purchaser who prequalifies publishes a notice for it. */
export const prequalNotice = rule<'ownNotice'>('ownNotice', article('十五'))

/** The prequalification document is on offer for at least 5 working days from the notice on. */
export const prequalDocumentsOffered = rule<Period>(workingDays(5), article('十八'))

/** From the notice to the deadline for applications: at least 5 working days. */
export const applicationPeriod = rule<ApplicationPeriod>(
  { from: 'notice', least: workingDays(5) },
  regulations('二十一'),
)

/** An addendum that may affect applications less than 3 days before their deadline postpones it. */
export const prequalAddendum = rule<Days>(days(3), article('二十七'))

/** The prequalification document is one of the purchase's documents: it is challenged as they are. */
export const prequalObjection = rule<ObjectionWindow>({ afterKnowing: workingDays(7) }, law('五十二'))

/** Applications are encrypted, handed in and acknowledged as bids are. */
export const applicationsSealed = rule<'asBids'>('asBids', electronic('二十八'))

/** They are unsealed, opened and reviewed, and their results told, as bids are. */
export const applicationsOpened = rule<'asBids'>('asBids', electronic('三十八'))

/** They are judged by the standards and methods of the prequalification document. */
export const prequalReview = rule<'asDocumentSays'>('asDocumentSays', article('二十一'))

/** The purchaser or its agent prequalifies; the text knows no committee for it. */
export const prequalReviewer = rule<'committeeWhereStateFunded' | 'purchaser'>('purchaser', article('十四'))

/** Every applicant gets its result, as bidders do. */
export const prequalResult = rule<'everyApplicant'>('everyApplicant', electronic('三十八'))

/** With fewer than three suppliers who meet the conditions, the purchase is void. */
export const fewestPassers = rule(3, law('三十六'), 'text', 'applicants')

/** The document goes to all who passed; that the others' bids are refused follows from the stage they failed. */
export const passersOnly = rule<'othersRefused'>('othersRefused', article('十八'), 'own')

/** Who passed need not be judged for its qualification again; where it has changed since, purchaser and agent are told. */
export const afterPrequal = rule<'changesOnly'>('changesOnly', regulations('二十一'))

/** The text says nothing of a consortium that changes after the prequalification. */
export const frozenConsortium = rule<'bidInvalid' | 'none'>('none', article('十九'), 'own')

/** When goods or services may be bought by invitation. */
export const invitationGrounds = rule<readonly Ground[]>(
  [
    {
      code: 'fewSuppliers',
      zh: '具有特殊性，只能从有限范围的供应商处采购的',
      en: 'So special that only a limited range of suppliers has it.',
    },
    {
      code: 'cost',
      zh: '采用公开招标方式的费用占政府采购项目总价值的比例过大的',
      en: 'An open tender would cost too much of what the purchase is worth.',
    },
  ],
  law('二十九'),
)

/** One of the grounds is always needed. */
export const invitationGroundNeeded = rule<'stateFunded' | 'always'>('always', law('二十九'))

/** At least three are invited. */
export const fewestInvited = rule(3, law('三十四'), 'text', 'invitees')

/** The list comes from a prequalification, the register or a recommendation; of the last two it has twice the number drawn. */
export const invitationPool = rule<InvitationPool | 'none'>(
  { sources: ['prequalification', 'register', 'recommendation'], timesDrawn: 2 },
  article('十四'),
)

/** Whom it invites is drawn, with the same chance for all. */
export const invitationChoice = rule<'tenderer' | 'random'>('random', law('三十四'))

/** At least two of the purchaser's staff watch the draw. */
export const invitationWitnesses = rule(2, article('十四'), 'text', 'persons')

/** The draw is recorded in writing and filed with the purchase's documents; those who watched it sign. */
export const invitationRecord = rule<'signedAndFiled' | 'none'>('signedAndFiled', article('十四'))

/** The letters go to all invitees at the same time. */
export const invitationsSent = rule<'allAtOnce'>('allAtOnce', article('十四'))

/** Who was recommended, and why, is published with the result. */
export const recommendedPublished = rule(true, article('六十九'))
