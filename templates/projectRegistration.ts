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
  table,
} from './layout.ts'

/** What the registration of a project (招标项目进场登记表) says. */
export interface ProjectRegistration extends Attestation {
  readonly code: string
  readonly tendering: string
  readonly name: string
  readonly type: string
  readonly owner: string
  readonly address: string
  readonly agent?: string
  readonly mandate?: string
  readonly approval?: string
  readonly selfFiling?: string
  readonly supervisor: string
  readonly contact: string
  readonly place: string
  readonly funds: string
  readonly investment: Money
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
  readonly registeredAt: Time
}

/** The registration of a project. The platform's stamp stands under it. */
export const projectRegistration = (of: ProjectRegistration): Paper => ({
  title: '招标项目进场登记表',
  subtitle: of.name,
  code: of.code,
  blocks: [
    heading('一、项目'),
    facts([
      ['项目编号', of.code],
      ['招标项目编号', of.tendering],
      ['交易类型', of.type],
      ['项目地点', of.place],
      ['审批、核准或备案', of.approval],
      ['资金来源', of.funds],
      ['投资额', inFull(of.investment)],
      ['依法必须招标', of.mandatory ? '是' : '否'],
    ]),
    heading('二、各方'),
    facts([
      ['招标人', of.owner],
      ['地址', of.address],
      ['招标代理机构', of.agent],
      ['委托合同与范围', of.mandate],
      ['自行招标备案', of.selfFiling],
      ['行政监督部门', of.supervisor],
      ['联系方式', of.contact],
    ]),
    heading('三、标段'),
    table(
      ['标段编号', '名称', '类别', '估算价'],
      of.sections.map(({ code, name, kind, estimate }) => [code, name, kind, estimate]),
      [3.4, 4, 1.6, 2.4],
      ['left', 'left', 'left', 'right'],
    ),
    ...of.sections.flatMap(({ name, deal }) => (deal ? [facts([[`统一交易标识码：${name}`, deal]])] : [])),
    ...(of.differs ? [paragraph(`与同名项目的区别：${of.differs}`)] : []),
    paragraph(day(of.registeredAt), { align: 'right' }),
    ...attested(of),
  ],
  footer: `招标项目进场登记表 · ${of.name}`,
})
