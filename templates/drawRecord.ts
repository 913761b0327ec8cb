import {
  type Attestation,
  attested,
  type Block,
  facts,
  headed,
  heading,
  instant,
  listed,
  ofTender,
  type Paper,
  signatures,
  type Time,
} from './layout.ts'
import { PARTIES } from './parties.ts'
import { type Randomness, randomness } from './randomness.ts'

/** A group of specialists from which a number is drawn. */
export interface DrawnStratum {
  readonly name: string
  readonly wanted: number
  readonly eligible: number
}

/** An expert on the draw's list, in the order the draw gave. */
export interface DrawnExpert {
  readonly order: number
  readonly name: string
  readonly specialty: string
  readonly employer: string
  /** 应邀, 无人接听, 因故不能参加, 回避 … */
  readonly outcome: string
}

/** What a record of an expert draw (专家抽取记录) says. It stays secret until the candidates or the result are public. */
export interface DrawRecord extends Attestation, Randomness {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly drawnAt: Time
  readonly panelSize: number
  readonly representatives: number
  readonly strata: readonly DrawnStratum[]
  readonly avoided: readonly { readonly rule: string; readonly count: number }[]
  readonly experts: readonly DrawnExpert[]
  readonly rules: string
  readonly operator: string
  readonly supervisor: string
}

const outcome = (record: DrawRecord): Block[] => [
  heading('一、抽取条件'),
  listed(
    ['专业', '需抽取人数', '合格人数'],
    record.strata.map(({ name, wanted, eligible }) => [name, String(wanted), String(eligible)]),
    '无。',
    [6, 3, 3],
    ['left', 'center', 'center'],
  ),
  heading('二、回避'),
  listed(
    ['回避情形', '排除人数'],
    record.avoided.map(({ rule, count }) => [rule, String(count)]),
    '名单中没有应当回避的专家。',
    [8, 2],
    ['left', 'center'],
  ),
  heading('三、抽取结果与通知'),
  listed(
    ['抽取次序', '姓名', '专业', '工作单位', '通知结果'],
    record.experts.map(({ order, name, specialty, employer, outcome }) => [
      String(order),
      name,
      specialty,
      employer,
      outcome,
    ]),
    '没有抽出专家。',
    [1.8, 2, 3, 5, 3],
    ['center', 'center'],
  ),
]

/** The record of an expert draw (专家抽取记录). Fields `operator` and `supervisor` are for those present. */
export const drawRecord = (record: DrawRecord): Paper =>
  headed(
    {
      ...record,
      title: '评标专家抽取记录',
      foot: record.track === 'G' ? '中标结果公告前保密' : '中标候选人公示前保密',
    },
    [
      facts([
        ofTender(record.tender),
        ['抽取时间', instant(record.drawnAt)],
        [
          '评标委员会',
          `共 ${record.panelSize} 人，其中${PARTIES[record.track].representative} ${record.representatives} 人`,
        ],
        ['抽取规则', record.rules],
      ]),
      ...outcome(record),
      ...randomness(
        '四、随机性的证明',
        '专家名单先行冻结；各方先交承诺、后公开随机数，种子由全部随机数共同决定，任何一方都不能单独左右结果。',
        record,
      ),
      heading('五、操作与监督'),
      signatures([
        { field: 'operator', role: '抽取操作单位', name: record.operator, place: 'stamp' },
        { field: 'supervisor', role: '监督单位', name: record.supervisor, place: 'stamp' },
      ]),
      ...attested(record),
    ],
  )
