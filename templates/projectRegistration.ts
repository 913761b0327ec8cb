import {
  type Attestation,
  attested,
  type Block,
  day,
  facts,
  heading,
  inFull,
  type Money,
  type Paper,
  paragraph,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** What the two laws call the same things. */
const WORDS = {
  T: {
    ...{ ...PARTIES.T, title: '招标项目进场登记表', tendering: '招标项目编号' },
    ...{ mandatory: '依法必须招标', part: '标段' },
  },
  G: {
    ...{ ...PARTIES.G, title: '采购项目进场登记表', tendering: '采购项目编号' },
    ...{ mandatory: '应当公开招标', part: '采购包' },
  },
} as const

/** What the registration of a project (招标项目、采购项目进场登记表) says. */
export interface ProjectRegistration extends Attestation {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly code: string
  readonly tendering: string
  readonly name: string
  readonly type: string
  readonly owner: string
  readonly address: string
  readonly agent?: string
  readonly mandate?: string
  readonly approval?: string
  /** of works: the way of tendering and the organisation that were approved */
  readonly approvedAs?: string
  readonly selfFiling?: string
  readonly supervisor: string
  readonly contact: string
  readonly place: string
  readonly funds: string
  readonly investment: Money
  /** of a purchase: the item of the budget that pays */
  readonly budgetItem?: string
  readonly mandatory: boolean
  readonly sections: readonly {
    readonly code: string
    readonly name: string
    readonly kind: string
    readonly estimate: string
    /** 统一交易标识码, where one could be made */
    readonly deal: string | null
  }[]
  readonly differs?: string
  /** why it is divided, where that had to be said */
  readonly division?: string
  readonly registeredAt: Time
}

/** The registration of a project. The platform's stamp stands under it. */
export function projectRegistration(of: ProjectRegistration): Paper {
  const words = WORDS[of.track]
  return {
    title: words.title,
    subtitle: of.name,
    code: of.code,
    blocks: [
      heading('一、项目'),
      facts([
        ['项目编号', of.code],
        [words.tendering, of.tendering],
        ['交易类型', of.type],
        ['项目地点', of.place],
        ['审批、核准或备案', of.approval],
        ['批准的招标方式与组织形式', of.approvedAs],
        ['资金来源', of.funds],
        ['预算项目', of.budgetItem],
        ['投资额', inFull(of.investment)],
        [words.mandatory, of.mandatory ? '是' : '否'],
      ]),
      heading('二、各方'),
      facts([
        [words.tenderer, of.owner],
        ['地址', of.address],
        [words.agent, of.agent],
        ['委托合同与范围', of.mandate],
        ['自行招标备案', of.selfFiling],
        [words.supervisor, of.supervisor],
        ['联系方式', of.contact],
      ]),
      heading(`三、${words.part}`),
      ...parts(of),
      ...(of.differs ? [paragraph(`与同名项目的区别：${of.differs}`)] : []),
      ...(of.division ? [paragraph(`分别实施的理由：${of.division}`)] : []),
      paragraph(day(of.registeredAt), { align: 'right' }),
      ...attested(of),
    ],
    footer: `${words.title} · ${of.name}`,
  }
}

/** The parts of the project, and the deal codes that they have. */
function parts({ track, sections }: ProjectRegistration): Block[] {
  const { part, estimate } = WORDS[track]
  return [
    table(
      [`${part}编号`, '名称', '类别', estimate],
      sections.map((one) => [one.code, one.name, one.kind, one.estimate]),
      [3.4, 4, 1.6, 2.4],
      ['left', 'left', 'left', 'right'],
    ),
    ...sections.flatMap(({ name, deal }) => (deal ? [facts([[`统一交易标识码：${name}`, deal]])] : [])),
  ]
}
