import { day, facts, heading, instant, type Paper, paragraph, signatures, table } from '../../templates/layout.ts'
import type { Draw } from '../experts/draw.ts'
import type { Check } from './check.ts'

const VERDICT = { compliant: '未发现问题', rectify: '责令整改', violation: '涉嫌违法违规' } as const

/** The record of a spot check as it is published. */
export function checkPaper(check: Check, draw: Draw | undefined): Paper {
  const name = (tender: string): string => check.objects.find((one) => one.tender === tender)?.name ?? tender
  const at = check.publishedAt ?? 0
  return {
    title: '双随机抽查记录',
    code: `${check.id}-${check.number}`,
    subtitle: check.title,
    blocks: [
      facts([
        ['抽查机关', check.supervisor.name],
        ['公布时间', instant(at)],
        ['对象总数', `${check.objects.length} 个标段`],
        ['抽查比例', `${check.share / 100}%`],
        ['抽取次数', `第 ${check.number} 次`],
      ]),
      heading('一、抽查对象与检查结果', 2),
      table(
        ['标段', '结论', '检查情况'],
        check.findings.map((one) => [name(one.tender), VERDICT[one.verdict], one.text]),
        [3, 1, 4],
      ),
      heading('二、检查人员', 2),
      table(
        ['姓名', '单位'],
        check.team.map((one) => [one.name, one.organisation]),
        [1, 2],
      ),
      paragraph(check.skips.length ? `按次序因应当回避而跳过 ${check.skips.length} 人。` : '无人因回避被跳过。'),
      heading('三、随机性证明', 2),
      facts([
        ['名单哈希', check.list],
        ['冻结名单根', draw?.root],
        ['规则哈希', draw?.rulesHash],
        ['种子', draw?.seed ?? undefined],
      ]),
      paragraph('任何人可凭本平台公开的抽取材料，用 sha256sum 与 sort 复算上述次序。', { tone: 'note' }),
      signatures([{ field: 'platform', role: '平台', place: 'stamp' }]),
    ],
    footer: `${check.supervisor.name} ${day(at)}`,
  }
}
