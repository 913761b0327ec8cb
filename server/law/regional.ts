import { refusals } from './refusal.ts'
import { isRule, type Rule, rule } from './rule.ts'
import type { BasisPoints, Day } from './units.ts'

/** A yearly rate from a day on, until the next one begins. */
export interface RateFrom {
  readonly from: Day
  readonly rate: BasisPoints
}

/** One rate for all time, or rates with the days from which they hold, the earliest first. */
export type Rates = BasisPoints | readonly RateFrom[]

/** A policy of the region that forgives bidders all of their deposit or a part. */
export interface DepositPolicy {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** of the deposit, forgiven: 10,000 is a waiver */
  readonly share: BasisPoints
  readonly from: Day
  /** last day, counted; null while it is in force */
  readonly until: Day | null
  /** the text that sets it */
  readonly instrument: string
  /** what the bidder shows */
  readonly evidence: string
}

/** What no national text fixes, each with its unit. */
export interface RegionalValues {
  /** How long tenderer and bidders have to unseal, minutes. */
  readonly unsealingMinutes: number
  /** How long before the opening its room lets bidders in, minutes. */
  readonly attendanceOpensMinutes: number
  /** The yearly rate of interest on deposits, by the day. */
  readonly depositInterestRate: Rates
  /** The central bank's benchmark lending rate of the same term, by the day: what a late refund costs is counted from it. */
  readonly lendingBaseRate: Rates
  /** Who need not give a deposit, or gives less, and by which text. */
  readonly depositPolicies: readonly DepositPolicy[]
  /** Within how many days a deposit goes back where the law says promptly (及时) and names no number. */
  readonly promptDays: number
  /** Days of a year when interest is counted. */
  readonly interestYear: 360 | 365
  /** How long before the evaluation experts are drawn at the earliest, hours. */
  readonly drawWindowHours: number
  /** How late an expert may come before a replacement is drawn, minutes. */
  readonly expertGraceMinutes: number
  /** How many years back an expert's ties to a bidder count, where the law does not say. */
  readonly avoidanceYears: number
  /** How long before the evaluation seats in an evaluation room are booked at the latest, hours. */
  readonly seatBookingHours: number
  /** Venues of a remote evaluation at least, the main venue included. */
  readonly remoteVenues: number
  /** How long a member at a remote seat may be cut off before the chair decides, minutes. */
  readonly reconnectMinutes: number
  /** Share of the tenders of a period that spot checks draw. */
  readonly spotCheckShare: BasisPoints
  /** Inspectors drawn for a spot check. */
  readonly spotCheckInspectors: number
  /** Years that the archive of a tender is kept, where the law does not say. */
  readonly archiveYears: number
  /** How many days before the notice of a mandatory tender its plan is published at the latest. */
  readonly planDays: number
  /** From which share of a text, and of equal unit prices, on bids are reported as alike, where the region sets it. */
  readonly textLikeness: BasisPoints
  readonly priceListLikeness: BasisPoints
  /** From which budget on a purchase is tendered openly (公开招标数额标准), yuan. */
  readonly openTenderYuan: number
  /** Within how many days of its signing a contract is published, where the law does not say. */
  readonly contractPublicDays: number
}

/** A value that the region has not set, with the article that leaves it open. */
export interface Unset {
  readonly unset: true
  readonly article: string
}

/** The values of a region; `example` tells that nobody in authority has set them. */
export type Regional = {
  readonly [K in keyof RegionalValues]: Rule<RegionalValues[K]> | Unset
} & { readonly region: string; readonly example: boolean }

/** For each regional value the national article that leaves it open, and its unit. */
export const leftOpen: Readonly<Record<keyof RegionalValues, { readonly article: string; readonly unit: string }>> = {
  unsealingMinutes: { article: '《电子招标投标办法》第三十条', unit: 'minutes' },
  attendanceOpensMinutes: { article: '《电子招标投标办法》第二十九条', unit: 'minutes' },
  depositInterestRate: { article: '《招标投标法实施条例》第五十七条', unit: 'bp' },
  lendingBaseRate: { article: '《政府采购货物和服务招标投标管理办法》第三十八条', unit: 'bp' },
  depositPolicies: { article: '《招标投标法实施条例》第二十六条', unit: 'policies' },
  promptDays: { article: '《招标投标法实施条例》第三十一条', unit: 'days' },
  interestYear: { article: '《招标投标法实施条例》第五十七条', unit: 'days' },
  drawWindowHours: { article: '《招标投标法实施条例》第四十六条', unit: 'hours' },
  expertGraceMinutes: { article: '《招标投标法实施条例》第四十八条', unit: 'minutes' },
  avoidanceYears: { article: '《评标委员会和评标方法暂行规定》第十二条', unit: 'years' },
  seatBookingHours: { article: '《电子招标投标办法》第三十三条', unit: 'hours' },
  remoteVenues: { article: '《电子招标投标办法》第三十三条', unit: 'venues' },
  reconnectMinutes: { article: '《电子招标投标办法》第三十三条', unit: 'minutes' },
  spotCheckShare: { article: '《优化营商环境条例》第五十四条', unit: 'bp' },
  spotCheckInspectors: { article: '《优化营商环境条例》第五十四条', unit: 'inspectors' },
  archiveYears: { article: '《电子招标投标办法》第四十条', unit: 'years' },
  planDays: { article: '《招标投标法》第十六条', unit: 'days' },
  textLikeness: { article: '《招标投标法实施条例》第四十条', unit: 'bp' },
  priceListLikeness: { article: '《招标投标法实施条例》第四十条', unit: 'bp' },
  openTenderYuan: { article: '《政府采购法》第二十七条', unit: 'yuan' },
  contractPublicDays: {
    article: '《关于严格执行招标投标法规制度进一步规范招标投标主体行为的若干意见》第七条',
    unit: 'days',
  },
}

const refuse = refusals({
  REGION_UNSET: {
    status: 409,
    zh: '该数值国家未作统一规定，须由自治区设定后方可使用',
    en: 'No national text fixes this value, and the region has not set it yet.',
  },
})

/**
 * The values of a region.
 *
 * @param set what the region has set; all else stays unset
 */
export function regional(region: string, set: Partial<RegionalValues> = {}, example = false): Regional {
  const keys = Object.keys(leftOpen) as (keyof RegionalValues)[]
  const values = keys.map((key) => {
    const { article, unit } = leftOpen[key]
    const value = set[key]
    return [key, value === undefined ? { unset: true, article } : rule(value, article, 'own', unit)] as const
  })
  return Object.freeze({ ...(Object.fromEntries(values) as Omit<Regional, 'region' | 'example'>), region, example })
}

/** A regional value as a rule. Refuses while the region has not set it. */
export function settled<K extends keyof RegionalValues>(values: Regional, key: K): Rule<RegionalValues[K]> {
  const found = values[key]
  if (!isRule(found)) throw refuse('REGION_UNSET', { key, region: values.region, article: leftOpen[key].article })
  return found as Rule<RegionalValues[K]>
}

/** A region that has set nothing. */
export const unsetRegion: Regional = regional('未设定')

/** Values for showing the platform, set by nobody in authority. */
export const demoRegion: Regional = regional(
  '示范（非自治区规定）',
  {
    unsealingMinutes: 40,
    attendanceOpensMinutes: 60,
    depositInterestRate: [
      { from: '2024-10-18', rate: 10 },
      { from: '2025-05-20', rate: 5 },
    ],
    lendingBaseRate: [{ from: '2015-10-24', rate: 435 }],
    depositPolicies: [
      {
        id: 'credit',
        zh: '信用良好的投标人免缴投标保证金',
        en: 'bidders of good credit need not give a deposit',
        share: 10_000,
        from: '2023-01-06',
        until: null,
        instrument: '发改法规〔2023〕27号（示范）',
        evidence: '信用等级证明',
      },
      {
        id: 'small',
        zh: '中小微企业减半缴纳投标保证金',
        en: 'small and medium enterprises give half',
        share: 5_000,
        from: '2023-01-06',
        until: null,
        instrument: '发改法规〔2023〕27号（示范）',
        evidence: '《中小企业声明函》',
      },
    ],
    promptDays: 5,
    interestYear: 360,
    drawWindowHours: 24,
    expertGraceMinutes: 15,
    avoidanceYears: 3,
    seatBookingHours: 2,
    remoteVenues: 2,
    reconnectMinutes: 10,
    spotCheckShare: 500,
    spotCheckInspectors: 2,
    archiveYears: 30,
    planDays: 30,
    textLikeness: 8000,
    priceListLikeness: 8000,
    contractPublicDays: 10,
    openTenderYuan: 2_000_000,
  },
  true,
)
