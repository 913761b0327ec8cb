import { type Block, heading, listed, pageBreak, paragraph } from '../../../templates/layout.ts'
import { inChineseCapitals } from '../../law/units.ts'
import type { VolumeRequest } from './volumes.ts'

/** Parts of the price in ten-thousandths; together 10,000. */
const PARTS: readonly (readonly [name: string, share: bigint])[] = [
  ['分部分项工程费', 7420n],
  ['措施项目费（含安全文明施工费）', 980n],
  ['其他项目费', 360n],
  ['规费', 410n],
  ['税金', 830n],
]

const WORKS: readonly (readonly [name: string, unit: string])[] = [
  ['平整场地', '㎡'],
  ['挖基坑土方', '㎥'],
  ['土方回填', '㎥'],
  ['钻孔灌注桩', 'm'],
  ['混凝土垫层 C15', '㎥'],
  ['筏板基础 C35', '㎥'],
  ['矩形柱 C40', '㎥'],
  ['有梁板 C30', '㎥'],
  ['直形墙 C35', '㎥'],
  ['现浇构件钢筋 HRB400', 't'],
  ['砌块墙', '㎥'],
  ['屋面保温', '㎡'],
  ['屋面卷材防水', '㎡'],
  ['外墙保温装饰', '㎡'],
  ['断桥铝合金窗', '㎡'],
  ['防火门', '樘'],
  ['地砖楼面', '㎡'],
  ['内墙涂料', '㎡'],
  ['吊顶天棚', '㎡'],
  ['给水管道', 'm'],
  ['排水管道', 'm'],
  ['电力电缆', 'm'],
  ['配电箱', '台'],
  ['照明灯具', '套'],
  ['火灾报警探测器', '个'],
  ['通风管道', '㎡'],
  ['多联机空调', '台'],
  ['综合布线', 'm'],
  ['室外管网', 'm'],
  ['道路与绿化', '㎡'],
]

const WEIGHT = 97n

/** Splits an amount by weights into parts that add up to it exactly. */
export function divide(amount: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  let [weightSoFar, given] = [0n, 0n]
  return weights.map((weight) => {
    weightSoFar += weight
    const upTo = (amount * weightSoFar) / total
    const part = upTo - given
    given = upTo
    return part
  })
}

const yuan = (fen: bigint): string => {
  const whole = String(fen / 100n).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(fen % 100n).padStart(2, '0')}`
}

/** The price stated among the facts as 投标报价, in fen; undefined if there is none. */
export function statedPrice({ facts }: Pick<VolumeRequest, 'facts'>): bigint | undefined {
  const found = /(\d[\d,]*)(?:\.(\d{1,2}))?/.exec(facts.投标报价 ?? '')
  if (!found) return undefined
  return BigInt(found[1]!.replaceAll(',', '')) * 100n + BigInt((found[2] ?? '').padEnd(2, '0'))
}

const NOTES = [
  '本报价依据招标文件、工程量清单、设计图纸、现行计价规范和本企业定额，结合市场价格与踏勘情况编制。',
  '综合单价包括人工费、材料费、施工机具使用费、企业管理费、利润以及招标文件约定范围内的风险费用。',
  '安全文明施工费、规费和税金按规定标准计取，未作为竞争性费用。',
  '暂列金额和暂估价按招标文件给定的金额计入，不作调整。',
]

/** Summary and bill of quantities. Every sum adds up to the stated price, to the fen. */
export function bill(request: VolumeRequest): Block[] {
  const price = statedPrice(request)
  if (price === undefined) return [heading('二、报价说明'), paragraph('本标段报价以电子报价表为准。')]
  const parts = divide(
    price,
    PARTS.map(([, share]) => share),
  )
  const turn = BigInt(request.bidder.code.charCodeAt(request.bidder.code.length - 1))
  const works = divide(
    parts[0]!,
    WORKS.map((_, i) => 20n + ((BigInt(i) * 37n + turn * 11n) % WEIGHT)),
  )
  return [
    heading('二、投标报价汇总表'),
    listed(
      ['费用名称', '金额（元）'],
      [...PARTS.map(([name], i) => [name, yuan(parts[i]!)]), ['投标总价', yuan(price)]],
      '无。',
      [7, 4],
      ['left', 'right'],
    ),
    paragraph(`投标总价（大写）：${inChineseCapitals(price)}`, { indent: false, tone: 'strong' }),
    pageBreak,
    heading('三、分部分项工程量清单计价表'),
    listed(
      ['项目名称', '计量单位', '合价（元）'],
      WORKS.map(([name, unit], i) => [name, unit, yuan(works[i]!)]),
      '无。',
      [6, 2, 4],
      ['left', 'center', 'right'],
    ),
    pageBreak,
    heading('四、编制说明'),
    ...NOTES.map((text, i) => paragraph(`${i + 1}．${text}`)),
  ]
}
