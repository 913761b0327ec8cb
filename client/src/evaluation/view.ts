import type { Sheet } from '../../../server/evaluation/contract.ts'
import type { Evaluation, Stage } from '../../../server/evaluation/evaluation.ts'
import { boundPrice as priceOf, type Repricing } from '../../../server/evaluation/prices.ts'
import type { LowPriceVote, Settlement, Suspicion } from '../../../server/evaluation/result.ts'
import type { Vacancy } from '../../../server/evaluation/vacancy.ts'
import { formatDecimal } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'

type Shared = Pick<
  Evaluation,
  | 'members'
  | 'bids'
  | 'criteria'
  | 'ceiling'
  | 'chair'
  | 'round'
  | 'clarifications'
  | 'competition'
  | 'corrections'
  | 'ranking'
  | 'opinions'
  | 'replaced'
  | 'mustAsk'
  | 'unsigned'
  | 'votes'
  | 'valid'
  | 'rejections'
  | 'minority'
  | 'scores'
  | 'mismatches'
  | 'rulebook'
  | 'defect'
>

/** The evaluation as the platform shows it to one who sits in the room. */
export interface View extends Shared {
  v: number
  tender: string
  stage: Stage
  begunAt: number
  /** one's own tag; null for the supervisor, who only watches */
  me: string | null
  ballot: string | null
  /** members whom the tenderer named: in a purchase none of them is the chair */
  representatives: string[]
  progress: { member: string; voted: boolean; reviewed: number; locked: boolean; opined: boolean; signed: boolean }[]
  /** the time given, whether it has to be longer, and why oneself finds so; absent: none was set */
  time?: { until: number; due: boolean; mine: string | null }
  sheet: { version: number; locked: boolean; marks: Sheet | null; hash: string } | null
  report: { sha256: string; signed: string[] } | null
  /** bids that are valid no longer and are recommended no more */
  lapsed: string[]
  /** seats whose members left and that are not filled yet */
  vacant: Vacancy[]
  /** prices that are suspected to be too low; of the votes one's own until all have judged */
  lowPrices: (Suspicion & { votes: Record<string, LowPriceVote>; voted: number })[]
  /** corrections of prices, and what their bidders said */
  repricings: Repricing[]
  /** which of several equal bids was chosen, and how */
  settled: Settlement[]
  /** equal bids among which one has to be chosen; absent: none, and no lot was drawn */
  ties?: { groups: string[][]; by: 'purchaser' | 'lot'; article: string | null; lots: string[] }
  /** whose seat has which number, for as long as the panel sits */
  seats: string[]
}

/** What a bid is paid by: the corrected price, once its bidder has confirmed it. */
export const boundPrice = (view: Pick<View, 'bids' | 'repricings'>, tag: string): string =>
  priceOf(view, view.bids.find((bid) => bid.tag === tag) ?? { tag, price: '0' })

/** What a screen of the room gets: the view, the tender, and how to fetch anew. */
export interface InRoom {
  view: View
  tender: string
  reload(): void
}

/** A member as the room calls it: by its seat, never by name. */
export const memberName = (view: Pick<View, 'seats' | 'me'>, tag: string): string => {
  const place = view.seats.indexOf(tag) + 1
  const name = place ? say(`专家${place}`, `Expert ${place}`) : say('已更换的成员', 'a member who left')
  return tag === view.me ? say(`${name}（我）`, `${name} (me)`) : name
}

/** A bid as the room calls it. */
export const bidName = (view: Pick<View, 'bids'>, tag: string): string => {
  const place = view.bids.findIndex((bid) => bid.tag === tag) + 1
  return say(`投标文件 ${place}`, `Bid ${place}`)
}

/** Hundredths of a point as points: 850 is `8.50`. */
export const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

/** Points as typed in hundredths, exact; undefined if it is no number with at most two decimals. */
export function centipointsOf(text: string): number | undefined {
  const parts = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text.trim())
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}

/** The stages of the room in order, in words. */
export const stages = (): [Stage[], string][] => [
  [['chair'], say('推选组长', 'Chair')],
  [['review'], say('初步评审', 'Review')],
  [['lowPrice', 'competition', 'adjusting', 'scoring'], say('详细评分', 'Scores')],
  [['objective', 'ties'], say('核对与并列确定', 'Checks and ties')],
  [['opinions'], say('结论与意见', 'Opinions')],
  [['signing'], say('签署报告', 'Report')],
  [['finished', 'stopped'], say('评标结束', 'Finished')],
]
