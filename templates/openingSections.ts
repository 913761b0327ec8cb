import { attested, type Block, exactly, heading, instant, listed, paragraph } from './layout.ts'
import type { HallRecord, OpeningRecord } from './openingRecord.ts'
import { PARTIES } from './parties.ts'

type Section = readonly [title: string, blocks: readonly Block[]]

const attendance = ({ attendance: all, absence }: HallRecord): Section => [
  '签到表',
  [
    listed(
      ['投标人', '到场人（证书持有人）', '签到时间', '备注'],
      all.map(({ bidder, person, at, note }) => [bidder, person, at === undefined ? '—' : instant(at), note]),
      '无。',
      [5, 3, 3.4, 3],
    ),
    ...(all.some(({ at }) => at === undefined) ? [paragraph(`未签到的投标人：${absence}。`)] : []),
  ],
]

const priceTable = (record: OpeningRecord): Section => [
  '开标一览表（唱标）',
  [
    listed(
      ['投标人', '投标报价', '工期', '质量', '负责人', '保证金', ...(record.hall ? ['确认'] : [])],
      record.bids.map((bid) => [
        `${bid.bidder}\n${bid.code}`,
        `${bid.price.figures}\n${bid.price.capitals}${bid.overCeiling ? '\n（高于最高投标限价）' : ''}`,
        ...[bid.period, bid.quality, bid.leader, bid.deposit].map((text) => text ?? '—'),
        ...(record.hall ? [bid.confirmed ?? '—'] : []),
      ]),
      '没有开启的投标文件。',
      [5, 4.6, 1.8, 1.4, 1.9, 1.9, ...(record.hall ? [1.6] : [])],
      ['left', 'left', 'center', 'center', 'center', 'center', ...(record.hall ? ['center' as const] : [])],
    ),
    ...(record.bids.some(({ overCeiling }) => overCeiling)
      ? [paragraph('高于最高投标限价的投标文件照常宣读，是否否决由评标委员会依法评审。')]
      : []),
    ...(record.hall?.corrections.length
      ? [
          heading('唱标更正', 2),
          listed(
            ['投标人', '事项', '原宣读', '更正为', '原因'],
            record.hall.corrections.map(({ bidder, field, read, corrected, reason }) => [
              ...[bidder, field, read, corrected, reason],
            ]),
            '无。',
            [4, 2, 3, 3, 4],
          ),
        ]
      : []),
  ],
]

const arrivals = (record: OpeningRecord): Section => [
  '投标文件送达时间',
  [
    listed(
      ['投标人', '完整送达时间'],
      record.bids.map((bid) => [bid.bidder, exactly(bid.receivedAt)]),
      '无。',
      [5, 6],
    ),
  ],
]

const shut = (record: OpeningRecord): Section => [
  '未能开启的投标文件',
  [
    listed(
      ['投标人', '原因', '处理'],
      record.unopened.map(({ bidder, reason, consequence }) => [bidder, reason, consequence]),
      '无。',
      [4, 6, 3],
    ),
  ],
]

const unlocking = (record: OpeningRecord): Section => [
  '解密记录',
  [
    listed(
      ['持钥方', '提交时间'],
      record.shares.map(({ holder, at }) => [holder, exactly(at)]),
      '无。',
      [5, 6],
    ),
    ...(record.hall
      ? [
          listed(
            ['投标人', '结果', '未成功的尝试'],
            record.hall.unlocking.map(({ bidder, result, attempts }) => [bidder, result, attempts]),
            '无。',
            [4, 3, 7],
          ),
        ]
      : []),
    ...(record.remedied?.length
      ? [
          paragraph(
            `${record.remedied.join('、')}的证书未能解密，已按招标文件规定的补救方案，在解密时限内由投标人提交补救码并签名同意，经全体开标人签名同意后解密；补救码与各开标人的份额均与其投标截止前封存的承诺值一致，所解密的即原递交的投标文件。`,
          ),
        ]
      : []),
  ],
]

const objected = (record: OpeningRecord): Section => [
  record.track === 'G' ? '疑义、询问、回避申请及答复记录' : '异议及答复记录',
  [
    listed(
      ['提出人', record.track === 'G' ? '询问、回避申请等' : '异议', `${PARTIES[record.track].tenderer}当场答复`],
      record.objections.map(({ by, text, reply, at, repliedAt }) => [
        `${by}${at === undefined ? '' : `\n${instant(at)}`}`,
        text,
        `${reply}${repliedAt === undefined ? '' : `\n${instant(repliedAt)}`}`,
      ]),
      record.track === 'G' ? '开标过程中无人提出疑义、询问或者回避申请。' : '开标过程中无人提出异议。',
      [3, 5, 5],
    ),
  ],
]

const paused = ({ pauses }: HallRecord): Section => [
  '暂停与恢复',
  [
    listed(
      ['决定方', '原因', '暂停时间', '恢复时间'],
      pauses.map(({ by, reason, from, to }) => [by, reason, exactly(from), to === undefined ? '—' : exactly(to)]),
      '无。',
      [2.6, 5, 3.6, 3.6],
    ),
    paragraph('暂停期间各项计时停止，恢复后按剩余时间继续。'),
  ],
]

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** The parts of the record, numbered: 签到表, 一览表, 解密记录, 异议及答复记录 and the rest. */
export const sections = (record: OpeningRecord): Block[] =>
  [
    ...(record.hall ? [attendance(record.hall)] : []),
    priceTable(record),
    arrivals(record),
    shut(record),
    unlocking(record),
    ...(record.hall?.pauses.length ? [paused(record.hall)] : []),
    objected(record),
    ['确认', attested(record, record.signers)] as const,
  ].flatMap(([title, blocks], i) => [heading(`${NUMBERS[i]}、${title}`), ...blocks])
