import {
  type Attestation,
  attested,
  day,
  facts,
  heading,
  inFull,
  listed,
  type Money,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** What a written report to the supervisor says: how a tender went, or that a contract's copy is handed in. */
export interface SupervisionReport extends Attestation {
  readonly about: 'tender' | 'contract'
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  readonly agent?: string
  readonly supervisor: string
  readonly scope: string
  readonly method: string
  readonly media: readonly string[]
  readonly documents: readonly { readonly name: string; readonly hash: string }[]
  readonly criteria: readonly string[]
  readonly bidders: readonly { readonly bidder: string; readonly price: string; readonly outcome: string }[]
  readonly panel: string
  readonly report: string
  readonly winner: { readonly code: string; readonly name: string }
  readonly price: Money
  readonly period: string
  readonly decidedAt: Time
  readonly contract?: { readonly hash: string; readonly signedAt: Time }
  readonly remarks: string
  readonly reportedAt: Time
}

const WORDS = {
  tender: { title: '招标投标情况书面报告', side: '招标人', law: '《中华人民共和国招标投标法》第四十七条' },
  contract: { title: '政府采购合同备案报告', side: '采购人', law: '《中华人民共和国政府采购法》第四十七条' },
} as const

/** The written report to the supervisor. Field `tenderer` is for the stamp of the tenderer or purchaser. */
export const supervisionReport = (of: SupervisionReport): Paper => ({
  title: WORDS[of.about].title,
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    paragraph(`${of.supervisor}：`, { indent: false, tone: 'strong' }),
    paragraph(
      of.about === 'tender'
        ? `根据${WORDS.tender.law}，现将${of.tender.name}（${of.tender.code}）的招标投标情况报告如下。`
        : `根据${WORDS.contract.law}，现将${of.tender.name}（${of.tender.code}）的采购合同副本报备，有关情况如下。`,
    ),
    heading('一、基本情况'),
    facts([
      [WORDS[of.about].side, of.tenderer],
      ['代理机构', of.agent],
      ['范围', of.scope],
      ['方式', of.method],
      ['发布公告的媒介', of.media.join('、')],
    ]),
    heading('二、文件及评标标准和方法'),
    facts([...of.documents.map(({ name, hash }) => [name, hash] as const), ['评标标准', of.criteria.join('；')]]),
    heading('三、投标与评标'),
    listed(
      ['投标人', '报价', '评标结果'],
      of.bidders.map(({ bidder, price, outcome }) => [bidder, price, outcome]),
      '无',
      [5, 3, 5],
      ['left', 'right', 'left'],
    ),
    facts([
      ['评标委员会', of.panel],
      ['评标报告 SHA-256', of.report],
    ]),
    heading('四、结果'),
    facts([
      ['中标人', `${of.winner.name}（${of.winner.code}）`],
      ['中标价', inFull(of.price)],
      ['工期（交货期）', of.period],
      ['确定日期', day(of.decidedAt)],
      ['合同签订日期', of.contract && day(of.contract.signedAt)],
      ['合同副本 SHA-256', of.contract?.hash],
    ]),
    heading('五、需要说明的事项'),
    paragraph(of.remarks || '无'),
    paragraph(day(of.reportedAt), { align: 'right' }),
    ...attested(of, [{ field: 'tenderer', role: WORDS[of.about].side, name: of.tenderer, place: 'stamp' }]),
  ],
  footer: `${WORDS[of.about].title} · ${of.tender.name}`,
})
