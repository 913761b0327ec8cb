import {
  type Attestation,
  attested,
  type Block,
  facts,
  heading,
  inFull,
  type Money,
  minute,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** What the two laws call the same things: T in tenders of works, G in purchases. */
const WORDS = {
  T: { ...PARTIES.T, title: '招标公告', estimate: '招标项目估算价', done: '招标' },
  G: { ...PARTIES.G, title: '公开招标公告', done: '采购' },
} as const

/** What a tender notice (招标公告) says. */
export interface TenderNotice extends Attestation {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly code: string
  readonly name: string
  readonly project: string
  /** Approval of the project: authority and number. */
  readonly approval?: string
  readonly funding?: string
  readonly site?: string
  readonly scope: string
  readonly period?: string
  readonly tenderer: string
  /** The tenderer's address. */
  readonly address?: string
  readonly agent?: string
  readonly contact: string
  readonly qualifications: readonly string[]
  readonly consortium: boolean
  /** That no law demands the tender, in a sentence; absent: one does. */
  readonly voluntary?: string
  /** How a package is kept for small and medium enterprises, in a sentence; absent: it is not. */
  readonly reserved?: string
  readonly estimate?: Money
  /** The highest price, or how it is computed, in words. */
  readonly ceiling?: string
  readonly deposit?: Money
  readonly method: string
  /** What a bidder may do whose key does not open its bid; without it, nothing. */
  readonly remedy?: string
  /** what is asked of a technical volume that tells nobody's name */
  readonly blind?: string
  readonly publishedAt: Time
  readonly documentsFrom: Time
  readonly documentsUntil: Time
  readonly deadline: Time
  /** Where the platform is reached. */
  readonly platform: string
  /** Where else the notice has to stand, whose matter that is, and which text counts: a sentence. */
  readonly media: string
  /** How long the notice stands, in words; only where the law says it. */
  readonly stands?: string
  /** Until when and how the tender document is objected to or challenged: a sentence. */
  readonly objection: string
  /** The supervising authority and how to reach it. */
  readonly supervisor: string
  /** SHA-256 of the tender document, hex. */
  readonly document?: string
}

const opened = (notice: TenderNotice): string => {
  const { tenderer: side, done } = WORDS[notice.track]
  const approved = notice.approval ? `已经批准（${notice.approval}），` : ''
  const funded = notice.funding ? `，资金来源为${notice.funding}` : ''
  return `本${done}项目“${notice.project}”${approved}已具备招标条件，${side}为${notice.tenderer}${funded}。现对该项目的“${notice.name}”进行公开招标，欢迎符合条件的潜在投标人参加投标。`
}

const subject = (notice: TenderNotice): Block[] => [
  heading('一、招标条件'),
  paragraph(opened(notice)),
  ...(notice.voluntary ? [paragraph(`${notice.voluntary}。`)] : []),
  heading(notice.track === 'G' ? '二、采购需求' : '二、项目概况与招标范围'),
  facts([
    [notice.track === 'G' ? '履行地点' : '建设地点', notice.site],
    [notice.track === 'G' ? '采购需求' : '招标范围', notice.scope],
    [notice.track === 'G' ? '合同履行期限' : '工期（交货期）', notice.period],
    [WORDS[notice.track].estimate, notice.estimate && inFull(notice.estimate)],
    ['最高投标限价', notice.ceiling],
    ['评标办法', notice.method],
  ]),
  heading('三、投标人资格要求'),
  ...notice.qualifications.map((text, i) => paragraph(`${i + 1}．${text}`)),
  paragraph(`${notice.qualifications.length + 1}．本次招标${notice.consortium ? '接受' : '不接受'}联合体投标。`),
  ...(notice.reserved ? [paragraph(`${notice.qualifications.length + 2}．${notice.reserved}。`)] : []),
]

const procedure = (notice: TenderNotice): Block[] => [
  heading('四、招标文件的获取'),
  paragraph(
    `招标文件自${minute(notice.documentsFrom)}起至${minute(notice.documentsUntil)}止在阳光交易平台免费下载，无须报名，任何单位和个人不得打听、收集下载人名单。`,
  ),
  facts([
    ['平台网络地址', notice.platform],
    ['访问方法', '以浏览器打开上述网络地址，在“公告”中按项目名称或者编号找到本标段，直接下载'],
    ['招标文件指纹', notice.document],
  ]),
  heading('五、投标文件的递交'),
  facts([
    ['投标截止时间', `${minute(notice.deadline)}（北京时间）`],
    ['开标时间', '同投标截止时间'],
    ['递交方式', '在阳光交易平台加密递交；截止时间前可以补充、修改或者撤回'],
    ['投标保证金', notice.deposit ? inFull(notice.deposit) : '本次招标不收取投标保证金'],
    ['解密失败的补救', notice.remedy],
    ['技术暗标', notice.blind],
  ]),
  paragraph('投标截止时间后送达的投标文件，平台予以拒收。截止时间以国家授时中心标准时间校准的平台时间为准。'),
  heading(notice.stands ? '六、公告期限与发布公告的媒介' : '六、发布公告的媒介'),
  facts([
    ['发布时间', minute(notice.publishedAt)],
    ['公告期限', notice.stands],
  ]),
  paragraph(notice.media),
  ...contacts(notice),
]

const contacts = (notice: TenderNotice): Block[] => [
  heading('七、联系方式与监督'),
  facts([
    [WORDS[notice.track].tenderer, notice.tenderer],
    ['地址', notice.address],
    [notice.track === 'G' ? '采购代理机构' : '招标代理机构', notice.agent],
    ['联系方式', notice.contact],
    [WORDS[notice.track].supervisor, notice.supervisor],
  ]),
  paragraph(notice.objection),
]

/** The tender notice (招标公告). Field `tenderer` is for the tenderer's stamp, `platform` for the platform's. */
export function tenderNotice(notice: TenderNotice): Paper {
  const { name, tenderer } = notice
  const { title, tenderer: side } = WORDS[notice.track]
  return {
    title,
    subtitle: name,
    code: notice.code,
    blocks: [
      ...subject(notice),
      ...procedure(notice),
      ...attested(notice, [{ field: 'tenderer', role: side, name: tenderer, place: 'stamp' }]),
    ],
    footer: `${title} · ${name}`,
  }
}
