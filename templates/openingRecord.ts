import {
  type Attestation,
  attested,
  type Block,
  exactly,
  facts,
  heading,
  inFull,
  instant,
  listed,
  type Money,
  type Paper,
  type SignatureField,
  type Time,
} from './layout.ts'

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
  readonly host: string
  readonly startedAt: Time
  readonly endedAt: Time
  readonly ceiling?: Money
  readonly bids: readonly OpenedBid[]
  readonly unopened: readonly UnopenedBid[]
  readonly withdrawn: number
  /** Who gave which part of the keys, when. */
  readonly shares: readonly { readonly holder: string; readonly at: Time }[]
  readonly objections: readonly { readonly by: string; readonly text: string; readonly reply: string }[]
  /** Fields for those who sign besides the platform. */
  readonly signers: readonly SignatureField[]
  readonly log?: string
}

const readOut = (record: OpeningRecord): Block[] => [
  heading('一、开标一览表'),
  listed(
    ['投标人', '投标报价', '工期', '质量', '负责人', '保证金'],
    record.bids.map((bid) => [
      `${bid.bidder}\n${bid.code}`,
      `${bid.price.figures}\n${bid.price.capitals}`,
      ...[bid.period, bid.quality, bid.leader, bid.deposit].map((text) => text ?? '—'),
    ]),
    '没有开启的投标文件。',
    [5, 4.6, 1.8, 1.4, 1.9, 1.9],
    ['left', 'left', 'center', 'center', 'center', 'center'],
  ),
  heading('二、投标文件送达时间'),
  listed(
    ['投标人', '完整送达时间'],
    record.bids.map((bid) => [bid.bidder, exactly(bid.receivedAt)]),
    '无。',
    [5, 6],
  ),
]

const incidents = (record: OpeningRecord): Block[] => [
  heading('三、未能开启的投标文件'),
  listed(
    ['投标人', '原因', '处理'],
    record.unopened.map(({ bidder, reason, consequence }) => [bidder, reason, consequence]),
    '无。',
    [4, 6, 3],
  ),
  heading('四、解密'),
  listed(
    ['持钥方', '提交时间'],
    record.shares.map(({ holder, at }) => [holder, exactly(at)]),
    '无。',
    [5, 6],
  ),
  heading('五、异议与答复'),
  listed(
    ['提出人', '异议', '招标人当场答复'],
    record.objections.map(({ by, text, reply }) => [by, text, reply]),
    '开标过程中无人提出异议。',
    [3, 5, 5],
  ),
]

/** The opening record (开标记录), which is published except for what is secret. */
export const openingRecord = (record: OpeningRecord): Paper => ({
  title: '开标记录',
  subtitle: record.tender.name,
  code: record.code,
  blocks: [
    facts([
      ['标段', `${record.tender.name}（${record.tender.code}）`],
      ['招标人', record.tenderer],
      ['开标主持', record.host],
      ['开始时间', instant(record.startedAt)],
      ['结束时间', instant(record.endedAt)],
      ['最高投标限价', record.ceiling && inFull(record.ceiling)],
      [
        '递交情况',
        `开启 ${record.bids.length} 家，未能开启 ${record.unopened.length} 家，截止前撤回 ${record.withdrawn} 家`,
      ],
    ]),
    ...readOut(record),
    ...incidents(record),
    ...(record.log ? [facts([['日志位置', record.log]])] : []),
    heading('六、确认'),
    ...attested(record, record.signers),
  ],
  footer: `开标记录 · ${record.tender.name}`,
})
