import {
  type Attestation,
  facts,
  inFull,
  instant,
  type Money,
  type Paper,
  type SignatureField,
  type Time,
} from './layout.ts'
import { sections } from './openingSections.ts'
import { PARTIES } from './parties.ts'

/** A bid as it was read out (唱标). */
export interface OpenedBid {
  readonly bidder: string
  readonly code: string
  readonly price: Money
  readonly period?: string
  readonly quality?: string
  readonly leader?: string
  readonly deposit?: string
  readonly receivedAt: Time
  /** above the highest price: read out like the others, and marked */
  readonly overCeiling?: boolean
  /** 已确认, 未确认 or absent, where the bidders were asked */
  readonly confirmed?: string
}

/** Who came for a bidder (签到表). */
export interface Attendee {
  readonly bidder: string
  readonly person: string
  readonly at?: Time
  readonly note: string
}

/** How one bid was unlocked (解密记录). */
export interface Unlocking {
  readonly bidder: string
  readonly result: string
  /** attempts that failed: when, on whose side, with which code */
  readonly attempts: string
}

/** What went on in the hall beside the reading. */
export interface HallRecord {
  readonly attendance: readonly Attendee[]
  /** what the law makes of staying away */
  readonly absence: string
  readonly coefficient?: { readonly words: string; readonly draw: string; readonly at: Time }
  readonly reserve?: Money
  readonly unlocking: readonly Unlocking[]
  readonly corrections: readonly {
    readonly bidder: string
    readonly field: string
    readonly read: string
    readonly corrected: string
    readonly reason: string
  }[]
  readonly pauses: readonly { readonly by: string; readonly reason: string; readonly from: Time; readonly to?: Time }[]
}

/** A bid that could not be opened, and for whose cause. */
export interface UnopenedBid {
  readonly bidder: string
  readonly reason: string
  /** 视为撤销 (the bidder's cause) or 视为撤回 (another's). */
  readonly consequence: string
}

/** What an opening record (开标记录) says. */
export interface OpeningRecord extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  /** what the tenderer is called */
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly host: string
  readonly startedAt: Time
  readonly endedAt: Time
  readonly ceiling?: Money
  /** how the highest price was computed, in words; absent: the document states the amount */
  readonly computed?: string
  readonly bids: readonly OpenedBid[]
  readonly unopened: readonly UnopenedBid[]
  readonly withdrawn: number
  /** Who gave which part of the keys, when. */
  readonly shares: readonly { readonly holder: string; readonly at: Time }[]
  /** Whose bids were opened by the tender document's remedy. */
  readonly remedied?: readonly string[]
  readonly objections: readonly {
    readonly by: string
    readonly text: string
    readonly reply: string
    readonly at?: Time
    readonly repliedAt?: Time
  }[]
  readonly hall?: HallRecord
  /** Fields for those who sign besides the platform. */
  readonly signers: readonly SignatureField[]
  readonly log?: string
}

/** The opening record (开标记录), which is published except for what is secret. */
export const openingRecord = (record: OpeningRecord): Paper => ({
  title: '开标记录',
  subtitle: record.tender.name,
  code: record.code,
  blocks: [
    facts([
      ['标段', `${record.tender.name}（${record.tender.code}）`],
      [PARTIES[record.track].tenderer, record.tenderer],
      ['开标主持', record.host],
      ['开始时间', instant(record.startedAt)],
      ['结束时间', instant(record.endedAt)],
      ['最高投标限价', record.ceiling && inFull(record.ceiling)],
      ['最高投标限价的计算', record.computed],
      ['标底', record.hall?.reserve && `${inFull(record.hall.reserve)}，仅供评标参考`],
      [
        '抽取系数',
        record.hall?.coefficient &&
          `${record.hall.coefficient.words}（抽取编号 ${record.hall.coefficient.draw}，${instant(record.hall.coefficient.at)}）`,
      ],
      [
        '递交情况',
        `开启 ${record.bids.length} 家，未能开启 ${record.unopened.length} 家，截止前撤回 ${record.withdrawn} 家`,
      ],
    ]),
    ...(record.log ? [facts([['日志位置', record.log]])] : []),
    ...sections(record),
  ],
  footer: `开标记录 · ${record.tender.name}`,
})
