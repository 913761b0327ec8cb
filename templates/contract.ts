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
  type SignatureField,
  type Time,
} from './layout.ts'

/** What a contract (合同协议书) says in short; the documents that make it up say the rest. */
export interface Contract extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  /** 发包人（招标人） and 承包人（中标人）, or 采购人（甲方） and 供应商（乙方） */
  readonly sides: readonly [tenderer: string, winner: string]
  /** the law it rests on, beside the civil code */
  readonly law: string
  readonly tenderer: { readonly code: string; readonly name: string }
  readonly winner: { readonly code: string; readonly name: string }
  /** the members of a consortium, its leader first: all sign */
  readonly joint?: readonly string[]
  readonly scope: string
  readonly price: Money
  readonly period: string
  readonly quality: string
  readonly leader?: string
  /** where it is fulfilled */
  readonly place?: string
  /** main terms beside those that have a line of their own */
  readonly terms?: string
  readonly payment: string
  /** the performance bond that was asked for, in words */
  readonly bond?: string
  readonly acceptance?: string
  readonly breach?: string
  readonly disputes?: string
  readonly notices?: string
  /** what the two agree on beside document and bid */
  readonly others?: string
  /** terms that read otherwise than document and bid, without touching their substance */
  readonly differences?: readonly { readonly term: string; readonly said: string; readonly now: string }[]
  readonly items?: readonly {
    readonly name: string
    readonly spec: string
    readonly quantity: string
    readonly unitPrice: string
    readonly service: string
  }[]
  readonly signedAt: Time
  /** What makes up the contract, with the hash of each file, hex. */
  readonly documents: readonly { readonly name: string; readonly hash: string }[]
}

const JOINTLY = '中标（成交）人为联合体的，联合体各方共同签订本合同，就合同约定的事项承担连带责任。'

/** What reads otherwise, told in the contract itself. */
const differing = (of: NonNullable<Contract['differences']>) =>
  of.length
    ? [
        paragraph('与招标文件和投标文件文字不一致、但不涉及实质性内容的条款（双方确认）：'),
        listed(
          ['条款', '招标文件或投标文件', '本合同'],
          of.map(({ term, said, now }) => [term, said || '未载明', now || '未载明']),
          '',
          [2, 4, 4],
        ),
      ]
    : []

/** The stamps of those who make the contract; the members of a consortium each have one beside its leader's. */
function parties({ sides, tenderer, winner, joint }: Contract): SignatureField[] {
  const [leader = winner.name, ...others] = joint ?? []
  const stamp = (field: string, role: string, name: string) => ({ field, role, name, place: 'stamp' as const })
  return [
    stamp('tenderer', sides[0], tenderer.name),
    stamp('winner', others.length ? `${sides[1]}（联合体牵头人）` : sides[1], leader),
    ...others.map((name, i) => stamp(`member-${i + 1}`, '联合体成员', name)),
  ]
}

/** The contract (合同协议书). Fields `tenderer`, `winner` and, of a consortium, `member-1` and so on are for the stamps. */
export const contract = (deal: Contract): Paper => ({
  title: '合同协议书',
  subtitle: deal.tender.name,
  code: deal.code,
  blocks: [
    paragraph(
      `${deal.sides[0]}${deal.tenderer.name}与${deal.sides[1]}${deal.winner.name}依照《中华人民共和国民法典》${deal.law}及有关法律，遵循平等、自愿、公平和诚信的原则，根据${deal.tender.name}（${deal.tender.code}）的招标结果，订立本合同。`,
    ),
    heading('一、合同内容'),
    facts([
      ['标的（承包范围）', deal.scope],
      ['履行地点', deal.place || undefined],
      ['签约合同价', inFull(deal.price)],
      ['工期（交货期）', deal.period],
      ['质量标准', deal.quality],
      ['项目负责人', deal.leader],
      ['合同主要条款', deal.terms || undefined],
      ['付款方式、时间和条件', deal.payment],
      ['履约保证金', deal.bond],
      ['验收', deal.acceptance],
      ['违约责任', deal.breach],
      ['争议解决', deal.disputes],
      ['通知与联系人', deal.notices || undefined],
      ['补充约定', deal.others || undefined],
    ]),
    ...(deal.items?.length
      ? [
          listed(
            ['标的', '规格型号', '数量', '单价', '服务要求'],
            deal.items.map((one) => [one.name, one.spec, one.quantity, one.unitPrice, one.service]),
            '',
            [3, 3, 1.6, 2.4, 4],
            ['left', 'left', 'right', 'right', 'left'],
          ),
        ]
      : []),
    ...differing(deal.differences ?? []),
    heading('二、合同文件的组成'),
    facts(deal.documents.map(({ name, hash }) => [name, hash])),
    paragraph('上述文件互相补充和解释；签约合同价、标的、质量、履行期限等主要条款与招标文件和中标人的投标文件一致。'),
    heading('三、承诺'),
    paragraph(
      `${deal.sides[0]}承诺按照合同约定的条件、期限和方式支付合同价款。${deal.sides[1]}承诺按照合同约定实施、完成并在保修期内承担保修责任，不转包、不违法分包。`,
    ),
    ...(deal.joint ? [paragraph(JOINTLY)] : []),
    paragraph(
      deal.joint
        ? '本合同由双方以可靠的电子签名签署，联合体各方均须签署，自全部签署之日起生效。'
        : '本合同由双方以可靠的电子签名签署，自双方均已签署之日起生效。',
    ),
    paragraph(`签订日期：${day(deal.signedAt)}`, { align: 'right' }),
    ...attested(deal, parties(deal)),
  ],
  footer: `合同协议书 · ${deal.tender.name}`,
})
