import type { RegionalValues } from '../../../server/law/regional.ts'
import type { Level } from '../../../server/regions/catalogue.ts'
import type { Centre, Difference } from '../../../server/regions/events.ts'
import type { InForce } from '../../../server/regions/inheritance.ts'
import type { Proposal, Setting } from '../../../server/regions/region.ts'
import { say } from '../app/words.ts'

/** A region in the list of the network. */
export interface Listed {
  code: string
  name: string
  level: Level
  centre: Centre | null
  set: number
  waiting: boolean
}

/** One value of a region: in force, its own, and what comes. */
export interface Value {
  key: string
  article: string
  unit: string
  now: InForce | null
  own: Setting | null
  coming: Setting[]
}

/** A region as everybody may read it. */
export interface Shown {
  code: string
  name: string
  level: Level
  day: string
  today: string
  above: { code: string; name: string }[]
  centre: Centre | null
  values: Value[]
  proposal: Proposal | null
  waiting: Record<string, unknown> | null
  changes: Changed[]
}

/** A fact about a region's settings. */
export interface Changed {
  type: string
  at: number
  data: {
    id?: string
    by?: { name: string } | string
    from?: string
    instrument?: string
    reason?: string
    difference?: Difference[]
  }
}

const names: Record<keyof RegionalValues, readonly [zh: string, en: string]> = {
  unsealingMinutes: ['解密时限', 'Time to unseal'],
  attendanceOpensMinutes: ['开标室提前开放', 'Opening room opens before'],
  depositInterestRate: ['保证金存款利率', 'Deposit interest rate'],
  lendingBaseRate: ['贷款基准利率', 'Benchmark lending rate'],
  depositPolicies: ['保证金减免政策', 'Deposit policies'],
  promptDays: ['“及时”退还的天数', 'Days that count as promptly'],
  interestYear: ['计息年天数', 'Days of an interest year'],
  drawWindowHours: ['评标前抽取专家最早', 'Experts drawn at the earliest before'],
  expertGraceMinutes: ['专家迟到宽限', 'Grace for experts'],
  avoidanceYears: ['回避追溯年限', 'Years of avoidance'],
  seatBookingHours: ['评标机位预约提前', 'Seats booked before'],
  remoteVenues: ['远程评标最少场所', 'Venues of a remote evaluation'],
  reconnectMinutes: ['断线重连时限', 'Time to reconnect'],
  spotCheckShare: ['双随机抽查比例', 'Share of spot checks'],
  spotCheckInspectors: ['抽查检查人员数', 'Inspectors of a spot check'],
  openTenderYuan: ['政府采购公开招标数额标准（元）', 'Open tender of purchases from, yuan'],
  archiveYears: ['档案保管年限', 'Years of the archive'],
  planDays: ['招标计划提前公布', 'Plans are public before the notice'],
  textLikeness: ['技术标文字雷同提示线', 'Texts are reported as alike from'],
  priceListLikeness: ['分项单价雷同提示线', 'Unit prices are reported as alike from'],
  contractPublicDays: ['合同订立后公开期限', 'Contracts are made public within'],
}

/** What a value is called; one that this client does not know comes by its key. */
export const nameOf = (key: string): string => {
  const found = (names as Record<string, readonly [zh: string, en: string] | undefined>)[key]
  return found ? say(found[0], found[1]) : key
}

const units: Record<string, readonly [zh: string, en: string]> = {
  minutes: ['分钟', 'min'],
  hours: ['小时', 'h'],
  days: ['天', 'days'],
  years: ['年', 'years'],
  venues: ['个场所', 'venues'],
  inspectors: ['人', 'inspectors'],
  bp: ['%', '%'],
}

/** The unit after a number. */
export const unitOf = (unit: string): string => {
  const found = units[unit]
  return found ? say(found[0], found[1]) : ''
}

/** Basis points as percent: 5 is `0.05`. */
export const percentOf = (points: number): string => {
  const cents = String(Math.abs(points) % 100).padStart(2, '0')
  return `${Math.trunc(points / 100)}.${cents}`.replace(/\.?0+$/, '')
}

const spanOf = (from: string, until: string | null | undefined): string =>
  until ? say(`${from} 至 ${until}`, `${from} to ${until}`) : say(`${from} 起`, `from ${from}`)

/** A value in words, a line for each of several. */
export function linesOf(value: unknown, unit: string): string[] {
  if (typeof value === 'number') return [`${unit === 'bp' ? percentOf(value) : value} ${unitOf(unit)}`]
  if (!Array.isArray(value)) return [String(value)]
  if (!value.length) return [say('无', 'none')]
  return value.map(
    (one: { from: string; rate?: number; zh?: string; en?: string; share?: number; until?: string | null }) =>
      one.rate !== undefined
        ? say(`自 ${one.from} 起 ${percentOf(one.rate)} %`, `${percentOf(one.rate)} % from ${one.from}`)
        : `${say(one.zh ?? '', one.en ?? '')}（${percentOf(one.share ?? 0)} %，${spanOf(one.from, one.until)}）`,
  )
}

/** The same of a difference's canonical JSON; null is unset. */
export const shownLines = (text: string | null, unit: string): string[] =>
  text === null ? [say('未设定', 'unset')] : linesOf(JSON.parse(text), unit)

/** Who a fact names. */
export const whoOf = ({ by }: Changed['data']): string => (typeof by === 'string' ? by : (by?.name ?? ''))
