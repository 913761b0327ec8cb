import { rule } from './rule.ts'
import type { DueAfter } from './tenderingLaw.ts'
import type { ObjectionWindow, ResultObjection, RulingClock } from './tenderingRegulations.ts'
import type { KnownFrom } from './tenderingRemedies.ts'
import { type BasisPoints, days, type Fen, type Period, percent, workingDays } from './units.ts'

const law = (number: string) => `《政府采购法》第${number}条`
const regulations = (number: string) => `《政府采购法实施条例》第${number}条`

/** From the first issue of the tender document to the deadline: at least 20 days. */
export const bidPreparation = rule(days(20), law('三十五'))

/** Whoever has an interest in a supplier stands aside. */
export const selfAvoidance = rule(true, law('十二'))

/** The finance department's staff take no part in a purchase, so they sit on no panel. */
export const supervisorsOnPanel = rule(false, law('六十'))

/** Above which budget a purchase is tendered, the State Council or the province says. */
export const mandatoryFrom = rule<Fen | 'regional'>('regional', law('二十七'), 'text', 'fen')

/** The documents of a purchase are kept for at least 15 years from its end. */
export const archiveYears = rule<number | 'regional'>(15, law('四十二'), 'text', 'years')

/** A copy of the contract goes to the finance department within 7 working days of signing. */
export const reportWithin = rule<DueAfter>({ after: 'contract', within: workingDays(7) }, law('四十七'))

/** A challenge (质疑) is made within 7 working days of knowing of the damage. */
export const documentObjection = rule<ObjectionWindow>({ afterKnowing: workingDays(7) }, law('五十二'))

/** One knows of the tender document on its receipt, or when the notice of 5 working days is over: the later of the two counts. */
export const documentKnownFrom = rule<KnownFrom>({ afterNotice: workingDays(5) }, regulations('五十三'))

/** An inquiry (询问) is answered within 3 working days. */
export const questionReply = rule<Period | 'none'>(workingDays(3), regulations('五十二'))

/** So is a challenge of the result. */
export const resultObjection = rule<ResultObjection>({ afterKnowing: workingDays(7) }, law('五十二'))

/** It is answered within 7 working days of its receipt. */
export const objectionReply = rule<Period>(workingDays(7), law('五十三'))

/** While a purchase is suspended its clocks stand; what was still to come moves by the whole days begun. The span is ours. */
export const stoppedClock = rule<'wholeDays'>('wholeDays', law('五十七'), 'own')

/** A challenge by itself suspends nothing: the text is silent. */
export const objectionSuspends = rule(false, law('五十三'), 'own')

/** A complaint is made within 15 working days after the time for the answer has expired. */
export const complaintWithin = rule<Period>(workingDays(15), law('五十五'))

/** They count from the end of the time for the answer. */
export const complaintFrom = rule<'knowing' | 'replyExpired'>('replyExpired', law('五十五'))

/** Before a complaint comes a challenge, whatever the matter. */
export const objectionFirst = rule<readonly string[]>(
  ['documents', 'prequalification', 'opening', 'result'],
  law('五十五'),
)

/** The law sets no separate time for taking a complaint up. */
export const complaintAcceptance = rule<Period | 'none'>('none', law('五十六'), 'own')

/** The ruling comes within 30 working days of the complaint's receipt. */
export const complaintRuling = rule<RulingClock>({ from: 'receipt', within: workingDays(30) }, law('五十六'))

/** The finance department suspends a purchase for at most 30 days. */
export const longestSuspension = rule(days(30), law('五十七'))

/** Who must stand aside: ties with a supplier within three years, kinship, other ties. */
export const avoidance = rule<readonly string[]>(
  ['employment', 'directorship', 'control', 'nearRelative', 'otherTies'],
  regulations('九'),
)

/** Ties of the last three years count. */
export const avoidanceYears = rule<number | 'regional'>(3, regulations('九'), 'text', 'years')

/** Suppliers with one head, or one directly controlling another, do not take part under one contract. */
export const affiliatedBidders = rule<'allInvalid'>('allInvalid', regulations('十八'))

/** The tender document is on offer for at least 5 working days. */
export const documentsOffered = rule<Period>(workingDays(5), regulations('三十一'))

/** A deposit is at most 2 % of the purchase's budget. */
export const depositCeiling = rule<BasisPoints>(percent(2), regulations('三十三'), 'text', 'bp')

/** A deposit has no cap in yuan. */
export const depositCap = rule<Fen | 'none'>('none', regulations('三十三'), 'own', 'fen')

/** A deposit is not paid in cash. */
export const cashDeposit = rule(false, regulations('三十三'))

/** No basic account is asked for. */
export const basicAccount = rule(false, regulations('三十三'), 'own')

/** Experts are drawn at random from the finance department's pool. */
export const expertDraw = rule<'random'>('random', regulations('三十九'))

/** Losers' deposits are back within 5 working days of the award notice. */
export const refundLosers = rule<DueAfter>({ after: 'award', within: workingDays(5) }, regulations('三十三'))

/** The winner's deposit is back within 5 working days of the contract. */
export const refundWinner = rule<DueAfter>({ after: 'contract', within: workingDays(5) }, regulations('三十三'))

/** A performance bond is at most 10 % of the contract's price. */
export const performanceBondCeiling = rule<BasisPoints>(percent(10), regulations('四十八'), 'text', 'bp')

/** The contract is published within 2 working days of signing. */
export const contractPublishedWithin = rule<Period | 'regional'>(workingDays(2), regulations('五十'))

/** An expert of middle title has worked in the field for eight years; a senior title needs none. */
export const expertExperience = rule(8, '《政府采购评审专家管理办法》第六条', 'own', 'years')

/** With fewer than three bids that fulfil the document the purchase is void. */
export const fewConforming = rule<'panelArgues' | 'void'>('void', law('三十六'))

/** Where no bid is left the purchase is void and is made public again. */
export const allRejected = rule<'repeated'>('repeated', law('三十六'))
