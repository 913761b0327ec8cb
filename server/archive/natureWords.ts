/** What the auditor's program says of a check that held, in Chinese: by the words that it uses. */
const TOLD: readonly [RegExp, string][] = [
  [/^(\d+) files$/, '$1 个文件均与清单相符'],
  [/^(\d+) facts$/, '$1 条事实可读'],
  [/^size (\d+), signed by (.+)$/, '日志长度 $1，由 $2 签名'],
  [/^(\d+) proofs$/, '$1 条事实均在日志中'],
  [/^(\d+) → (\d+)$/, '日志长度由 $1 增至 $2，只增不改'],
  [/^(\d+) streams, ranking repeated$/, '$1 组记录由事实重演一致，评审排序复算一致'],
  [/^(\d+) signatures$/, '$1 个签名及其证书有效'],
  [/^(\d+) timestamps$/, '$1 个时间戳有效'],
  [/^(\d+) documents, (\d+) signatures in them$/, '$1 件文书与事实所载指纹相符，内含 $2 个有效签章'],
  [/^(\d+) sealed packages, (\d+) opened again$/, '$1 份密封投标文件，重新开启 $2 份，内容相符'],
  [/^(\d+) sealed applications, (\d+) opened, .*$/, '$1 份密封资格预审申请文件，其中 $2 份已开启，密钥由开标人保管'],
  [/^(\d+) of (\d+) needed; released: .*$/, '$2 个开标人席位中至少 $1 个投放份额，复核相符'],
  [/^(\d+) draws repeated$/, '$1 次抽取复算一致'],
]

/** The detail of a check as the report on the four natures has it; what has no Chinese words stays as the program says it. */
export function toldInChinese(detail: string): string {
  const found = TOLD.find(([pattern]) => pattern.test(detail))
  return found ? detail.replace(...found) : detail
}

/** The title of a check without its English half. */
export const chineseTitle = (title: string): string => title.replace(/\s+[A-Za-z][\s\S]*$/, '')
