import {
  type Attestation,
  attested,
  type Block,
  facts,
  heading,
  inFull,
  listed,
  type Money,
  minute,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** A purchaser or agent as an announcement names it. */
export interface AnnouncedBody {
  readonly name: string
  readonly address: string
  readonly contact: string
}

/** What the announcement of a purchase's result (中标结果公告) says. */
export interface ResultAnnouncement extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly project: { readonly code: string; readonly name: string }
  readonly purchaser: AnnouncedBody
  readonly agent?: AnnouncedBody
  readonly winner: { readonly code: string; readonly name: string; readonly address: string }
  readonly price: Money
  readonly items: readonly {
    readonly name: string
    readonly spec: string
    readonly quantity: string
    readonly unitPrice: string
    readonly service: string
  }[]
  readonly experts: readonly string[]
  /** bids that were not compared, and why */
  readonly invalid?: readonly { readonly name: string; readonly reason: string }[]
  /** whom the purchaser recommended in writing where it invited, and why */
  readonly recommended?: readonly { readonly name: string; readonly code: string; readonly reason: string }[]
  readonly remark?: string
  readonly from: Time
  readonly until: Time
  readonly documents: readonly { readonly name: string; readonly hash: string }[]
  readonly supervisor: string
}

const body = (what: string, { name, address, contact }: AnnouncedBody) =>
  [
    [`${what}名称`, name],
    [`${what}地址`, address],
    [`${what}联系方式`, contact],
  ] as const

/** The parts after the third, numbered on. */
const numbered = (parts: readonly (readonly [title: string, blocks: readonly Block[]])[]): Block[] =>
  parts.flatMap(([title, blocks], i) => [heading(`${'四五六七八九'[i]}、${title}`), ...blocks])

/** All who were recommended for the draw of the invitees, drawn or not. */
const recommended = ({ recommended: all }: ResultAnnouncement): (readonly [string, readonly Block[]])[] =>
  all?.length
    ? [
        [
          '采购人书面推荐的供应商名单和推荐理由',
          [
            listed(
              ['供应商', '统一社会信用代码', '推荐理由'],
              all.map(({ name, code, reason }) => [name, code, reason]),
              '无',
              [4, 3.4, 4],
            ),
          ],
        ],
      ]
    : []

const remedy = (of: ResultAnnouncement): string =>
  `供应商认为中标结果使自己的权益受到损害的，可以自本公告期限届满之日起七个工作日内通过阳光交易平台以书面形式向采购人提出质疑；对答复不满意或者采购人未在规定时间内答复的，可以在答复期满后十五个工作日内向${of.supervisor}投诉。`

/** The announcement of the result (中标结果公告). Field `tenderer` is for the purchaser's stamp. */
export const resultAnnouncement = (of: ResultAnnouncement): Paper => ({
  title: '中标结果公告',
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    paragraph(
      `${of.tender.name}的评标工作已经结束，采购人已依法确定中标人，现将中标结果公告如下。公告期限自${minute(of.from)}起至${minute(of.until)}止。`,
    ),
    heading('一、项目'),
    facts([
      ['项目名称', of.project.name],
      ['项目编号', of.project.code],
      ['采购包', `${of.tender.name}（${of.tender.code}）`],
    ]),
    heading('二、中标信息'),
    facts([
      ['中标供应商', `${of.winner.name}（${of.winner.code}）`],
      ['供应商地址', of.winner.address],
      ['中标金额', inFull(of.price)],
      ['确定方式', of.remark],
    ]),
    heading('三、主要标的信息'),
    listed(
      ['名称', '规格型号', '数量', '单价', '服务要求'],
      of.items.map((one) => [one.name, one.spec, one.quantity, one.unitPrice, one.service]),
      '无',
      [3, 3, 1.6, 2.4, 4],
      ['left', 'left', 'right', 'right', 'left'],
    ),
    ...numbered([
      ['评审专家名单', [paragraph(of.experts.join('、'))]],
      ...(of.invalid?.length
        ? [
            [
              '未通过资格审查或者投标无效的供应商及原因',
              [
                listed(
                  ['供应商', '原因'],
                  of.invalid.map((one) => [one.name, one.reason]),
                  '无',
                  [3, 8],
                ),
              ],
            ] as const,
          ]
        : []),
      ...recommended(of),
      [
        '采购人和采购代理机构',
        [facts([...body('采购人', of.purchaser), ...(of.agent ? body('采购代理机构', of.agent) : [])])],
      ],
      ['随本公告同时公告的采购文件', [facts(of.documents.map(({ name, hash }) => [name, hash]))]],
      ['质疑', [paragraph(remedy(of))]],
    ]),
    ...attested(of, [{ field: 'tenderer', role: '采购人', name: of.purchaser.name, place: 'stamp' }]),
  ],
  footer: `中标结果公告 · ${of.tender.name}`,
})
