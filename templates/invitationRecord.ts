import {
  type Attestation,
  attested,
  type Block,
  facts,
  headed,
  heading,
  instant,
  listed,
  type Paper,
  paragraph,
  type SignatureField,
  signatures,
  type Time,
} from './layout.ts'
import { type Randomness, randomness } from './randomness.ts'

/** What the record of a draw of invitees (随机抽取供应商书面记录) says. It is filed, and shown to nobody who bids. */
export interface InvitationRecord extends Attestation, Randomness {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly project: string
  readonly purchaser: string
  readonly agent?: string
  readonly supervisor: string
  readonly draw: string
  /** how the list came about, in words */
  readonly source: string
  readonly wanted: number
  readonly drawnAt: Time
  readonly candidates: readonly { readonly name: string; readonly code: string; readonly reason?: string }[]
  /** those drawn, in the order of the draw, with the pseudonym under which each was drawn */
  readonly drawn: readonly { readonly name: string; readonly code: string; readonly pid: string }[]
  readonly rules: string
  /** staff of the purchaser who watched */
  readonly witnesses: readonly { readonly field: string; readonly name: string }[]
  readonly article: string
}

const HOW =
  '备选名单先行冻结，每一供应商以化名参加，机会均等；各方先交承诺、后公开随机数，种子由全部随机数共同决定，任何一方都不能单独左右结果。任何人都可以用归档的抽取文件复算。'

const listOf = (of: InvitationRecord) => {
  const reasoned = of.candidates.some(({ reason }) => reason)
  return listed(
    ['供应商名称', '统一社会信用代码', ...(reasoned ? ['推荐理由'] : [])],
    of.candidates.map(({ name, code, reason }) => [name, code, ...(reasoned ? [reason ?? ''] : [])]),
    '无。',
    reasoned ? [4, 3.4, 4] : [6, 4],
  )
}

const aboutOf = (of: InvitationRecord): Block =>
  facts([
    ['项目名称', of.project],
    ['采购包', `${of.tender.name}（${of.tender.code}）`],
    ['采购人', of.purchaser],
    ['采购代理机构', of.agent],
    ['行政监督部门', of.supervisor],
    ['抽取编号', of.draw],
    ['名单产生方式', of.source],
    ['备选与抽取', `备选 ${of.candidates.length} 家，抽取 ${of.wanted} 家`],
    ['抽取时间', instant(of.drawnAt)],
    ['依据', of.article],
  ])

/** The record of a draw of invitees. Fields `tenderer`, `agent` and one for each witness are to be signed. */
export const invitationRecord = (of: InvitationRecord): Paper => {
  const sides: SignatureField[] = [
    { field: 'tenderer', role: '采购人', name: of.purchaser, place: 'stamp' },
    ...(of.agent ? [{ field: 'agent', role: '采购代理机构', name: of.agent, place: 'stamp' as const }] : []),
  ]
  return headed({ ...of, title: '邀请招标供应商随机抽取记录', foot: '随采购文件一并存档，中标结果公告前保密' }, [
    heading('一、抽取事项'),
    aboutOf(of),
    heading('二、备选供应商名单'),
    listOf(of),
    heading('三、抽取结果'),
    listed(
      ['供应商名称', '统一社会信用代码', '抽取化名'],
      of.drawn.map(({ name, code, pid }) => [name, code, pid]),
      '没有抽出供应商。',
      [4, 3.4, 5],
    ),
    ...randomness('四、随机性的证明', HOW, of),
    facts([['抽取规则', of.rules]]),
    heading('五、在场监督与签署'),
    paragraph(`采购人工作人员${of.witnesses.map(({ name }) => name).join('、')}在场监督了本次抽取。`),
    signatures(of.witnesses.map(({ field, name }) => ({ field, role: '在场监督人员', name, place: 'name' as const }))),
    ...attested(of, sides),
  ])
}
