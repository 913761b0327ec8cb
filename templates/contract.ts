import {
  type Attestation,
  attested,
  day,
  facts,
  heading,
  inFull,
  type Money,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** What a contract (合同协议书) says in short; the documents that make it up say the rest. */
export interface Contract extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: { readonly code: string; readonly name: string }
  readonly winner: { readonly code: string; readonly name: string }
  readonly scope: string
  readonly price: Money
  readonly period: string
  readonly quality: string
  readonly leader?: string
  readonly payment: string
  readonly signedAt: Time
  /** What makes up the contract, with the hash of each file, hex. */
  readonly documents: readonly { readonly name: string; readonly hash: string }[]
}

/** The contract (合同协议书). Fields `tenderer` and `winner` are for the two stamps. */
export const contract = (deal: Contract): Paper => ({
  title: '合同协议书',
  subtitle: deal.tender.name,
  code: deal.code,
  blocks: [
    paragraph(
      `发包人${deal.tenderer.name}与承包人${deal.winner.name}依照《中华人民共和国民法典》《中华人民共和国招标投标法》及有关法律，遵循平等、自愿、公平和诚信的原则，根据${deal.tender.name}（${deal.tender.code}）的招标结果，订立本合同。`,
    ),
    heading('一、合同内容'),
    facts([
      ['承包范围', deal.scope],
      ['签约合同价', inFull(deal.price)],
      ['工期（交货期）', deal.period],
      ['质量标准', deal.quality],
      ['项目负责人', deal.leader],
      ['付款', deal.payment],
    ]),
    heading('二、合同文件的组成'),
    facts(deal.documents.map(({ name, hash }) => [name, hash])),
    paragraph('上述文件互相补充和解释；签约合同价、标的、质量、履行期限等主要条款与招标文件和中标人的投标文件一致。'),
    heading('三、承诺'),
    paragraph(
      '发包人承诺按照合同约定的条件、期限和方式支付合同价款。承包人承诺按照合同约定实施、完成并在保修期内承担保修责任，不转包、不违法分包。',
    ),
    paragraph('本合同由双方以可靠的电子签名签署，自双方均已签署之日起生效。'),
    paragraph(`签订日期：${day(deal.signedAt)}`, { align: 'right' }),
    ...attested(deal, [
      { field: 'tenderer', role: '发包人（招标人）', name: deal.tenderer.name, place: 'stamp' },
      { field: 'winner', role: '承包人（中标人）', name: deal.winner.name, place: 'stamp' },
    ]),
  ],
  footer: `合同协议书 · ${deal.tender.name}`,
})
