import { utf8 } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import {
  type Block,
  day,
  facts,
  heading,
  listed,
  type Paper,
  pageBreak,
  paragraph,
  spacer,
  table,
} from '../../../templates/layout.ts'
import { bill } from './bill.ts'
import { chapters } from './chapters.ts'
import type { VolumeRequest } from './volumes.ts'

/** Picks one of several wordings, always the same for the same bidder and place. */
export type Choose = <T>(place: string, from: readonly T[]) => T

const chooser =
  ({ bidder, tender }: VolumeRequest): Choose =>
  (place, from) =>
    from[sha256(utf8(`${bidder.code}/${tender.code}/${place}`))[0]! % from.length]!

const TITLES = {
  business: '投标文件（商务标）',
  technical: '投标文件（技术标）',
  price: '投标文件（报价文件）',
}

const cover = ({ bidder, tender, at }: VolumeRequest): Block[] => [
  spacer(150),
  facts([
    ['标段名称', tender.name],
    ['标段编号', tender.code],
    ['投标人', bidder.name],
    ['信用代码', bidder.code],
    ['日期', at === undefined ? undefined : day(at)],
  ]),
  spacer(60),
  paragraph('本文件由投标人编制，对其真实性负责。', { align: 'center', tone: 'note' }),
  pageBreak,
]

const dated = ({ at }: { readonly at?: number | undefined }): Block[] =>
  at === undefined ? [] : [paragraph(day(at), { align: 'right' })]

const own = (request: VolumeRequest): Block[] =>
  request.paragraphs && request.paragraphs.length > 0
    ? [heading('补充说明'), ...request.paragraphs.map((text) => paragraph(text))]
    : []

/** The facts that may stand in a volume: the price stands in the price volume only. */
const stated = ({ kind, facts: given }: VolumeRequest): Block =>
  facts(Object.entries(given).filter(([label]) => kind === 'price' || label !== '投标报价'))

const PROMISES = [
  '如我方中标，我方保证在收到中标通知书后按招标文件规定的期限与贵方签订合同，并按招标文件要求提交履约担保。',
  '我方已详细审查全部招标文件，包括澄清和修改文件，我方完全理解并同意放弃对这方面有不明及误解的权利。',
  '我方承诺在招标文件规定的投标有效期内不修改、不撤销投标文件。',
  '我方与本次投标的其他投标人之间不存在控股、管理关系，不存在相互串通投标的情形。',
  '我方理解贵方不一定接受最低投标报价，亦不要求贵方解释选择或者否决任何投标的原因。',
]

function letter(request: VolumeRequest, choose: Choose): Block[] {
  const opening = choose('letter', [
    `根据贵方${request.tender.name}（${request.tender.code}）招标文件，我方经踏勘现场并研究全部招标文件后，愿意按照下列条件承担本标段的全部工作。`,
    `我方已仔细研究了${request.tender.name}（${request.tender.code}）招标文件的全部内容，愿意以下列条件完成合同约定的各项义务，并保修至保修期满。`,
  ])
  return [
    heading('一、投标函'),
    paragraph('致招标人：', { indent: false }),
    paragraph(opening),
    stated(request),
    ...PROMISES.map((text, i) => paragraph(`${i + 1}．${text}`)),
    paragraph(`投标人：${request.bidder.name}`, { align: 'right' }),
    ...dated(request),
  ]
}

const authority = ({ bidder, tender, facts: given, at }: VolumeRequest): Block[] => [
  heading('二、法定代表人授权委托书'),
  paragraph(
    `本授权委托书声明：${bidder.name}的法定代表人${given.法定代表人 ?? ''}现授权委托${given.授权代表 ?? '本公司投标负责人'}为我方代理人。代理人根据授权，以我方名义签署、澄清、递交、撤回、修改${tender.name}投标文件，参加开标并处理有关事宜，其法律后果由我方承担。`,
  ),
  paragraph('代理人无转委托权。本授权委托书自签署之日起生效，至投标有效期届满之日止。'),
  ...dated({ at }),
]

const WORKS = [
  '第三中学教学楼',
  '市民服务中心',
  '人民医院住院楼',
  '城东污水处理厂',
  '科创园一期',
  '体育公园',
  '南湖安置小区',
  '职教中心实训楼',
]
const PEOPLE = ['项目负责人', '技术负责人', '安全负责人', '质量负责人', '造价负责人', '材料负责人']

function record(choose: Choose): Block[] {
  const rows = Array.from({ length: 6 }, (_, i) => [
    `${choose(`town${i}`, ['青禾', '临江', '白沙', '云溪', '东港', '柳林'])}${choose(`work${i}`, WORKS)}`,
    `${2021 + (i % 5)}年${1 + ((i * 5) % 12)}月`,
    `${choose(`size${i}`, ['2,860', '4,120', '6,935', '8,470', '12,300'])} 万元`,
    choose(`state${i}`, ['验收合格', '获市级优质工程', '验收合格', '获结构优质奖']),
  ])
  return [
    heading('三、类似业绩一览表'),
    listed(
      ['工程名称', '竣工时间', '合同金额', '评价'],
      rows,
      '无。',
      [5, 2.6, 3, 3],
      ['left', 'center', 'right', 'center'],
    ),
    paragraph('上述业绩的中标通知书、合同协议书和竣工验收证明的原件扫描件见附件，可在全国公共资源交易平台查询核对。'),
  ]
}

function staff(request: VolumeRequest, choose: Choose): Block[] {
  const rows = PEOPLE.map((post) => [
    post,
    post === '项目负责人' && request.facts.项目负责人
      ? request.facts.项目负责人
      : choose(post, ['陈国梁', '周晓岚', '吴建平', '孙立新', '何雨桐', '郭海峰']),
    choose(`${post}title`, ['高级工程师', '工程师', '正高级工程师']),
    choose(`${post}years`, ['8 年', '11 年', '15 年', '21 年']),
  ])
  return [
    heading('四、拟派项目管理机构'),
    table(['岗位', '姓名', '职称', '从业年限'], rows, [3, 3, 3, 2], ['left', 'center', 'center', 'center']),
    paragraph('主要管理人员在本标段实施期间不在其他在建项目任职，未经招标人书面同意不更换。'),
    pageBreak,
    heading('五、资格与信誉声明'),
    ...[
      '我方具有独立法人资格，营业执照、资质证书和安全生产许可证均在有效期内。',
      '我方财务状况良好，未被接管、冻结或者处于破产状态，近三年财务会计报表经会计师事务所审计。',
      '我方未被列入失信被执行人、重大税收违法失信主体和严重失信主体名单，近三年没有骗取中标、严重违约和重大工程质量安全责任事故。',
      '我方依法缴纳税收和社会保障资金，按时足额支付农民工工资。',
    ].map((text, i) => paragraph(`${i + 1}．${text}`)),
  ]
}

/** The paper of a volume: cover and contents by its kind, in the bidder's own words. */
export function volumePaper(request: VolumeRequest): Paper {
  const choose = chooser(request)
  const { kind, tender, bidder } = request
  const body: Record<VolumeRequest['kind'], () => Block[]> = {
    business: () => [
      ...letter(request, choose),
      pageBreak,
      ...authority(request),
      pageBreak,
      ...record(choose),
      pageBreak,
      ...staff(request, choose),
    ],
    technical: () => [stated(request), ...chapters(request, choose)],
    price: () => [...letter(request, choose), pageBreak, ...bill(request)],
  }
  return {
    title: TITLES[kind],
    subtitle: tender.name,
    code: tender.code,
    blocks: [...cover(request), ...body[kind](), ...own(request)],
    footer: `${bidder.name} · ${TITLES[kind]}`,
  }
}
