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

/** What a tender notice (招标公告) says. */
export interface TenderNotice extends Attestation {
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
  readonly agent?: string
  readonly contact: string
  readonly qualifications: readonly string[]
  readonly consortium: boolean
  /** How a package is kept for small and medium enterprises, in a sentence; absent: it is not. */
  readonly reserved?: string
  readonly estimate?: Money
  readonly ceiling?: Money
  readonly deposit?: Money
  readonly method: string
  /** What a bidder may do whose key does not open its bid; without it, nothing. */
  readonly remedy?: string
  readonly publishedAt: Time
  readonly documentsUntil: Time
  readonly deadline: Time
  readonly media: readonly string[]
  /** The supervising authority and how to reach it. */
  readonly supervisor: string
  /** SHA-256 of the tender document, hex. */
  readonly document?: string
}

const subject = (notice: TenderNotice): Block[] => [
  heading('一、招标条件'),
  paragraph(
    `本招标项目“${notice.project}”${notice.approval ? `已由${notice.approval}批准建设，` : '已具备招标条件，'}招标人为${notice.tenderer}${
      notice.funding ? `，资金来源为${notice.funding}` : ''
    }。现对该项目的“${notice.name}”进行公开招标，欢迎符合条件的潜在投标人参加投标。`,
  ),
  heading('二、项目概况与招标范围'),
  facts([
    ['建设地点', notice.site],
    ['招标范围', notice.scope],
    ['工期（交货期）', notice.period],
    ['招标项目估算价', notice.estimate && inFull(notice.estimate)],
    ['最高投标限价', notice.ceiling && inFull(notice.ceiling)],
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
    `招标文件自${minute(notice.publishedAt)}起至${minute(notice.documentsUntil)}止在阳光交易平台免费下载，无须报名，任何单位和个人不得打听、收集下载人名单。`,
  ),
  ...(notice.document ? [facts([['招标文件指纹', notice.document]])] : []),
  heading('五、投标文件的递交'),
  facts([
    ['投标截止时间', `${minute(notice.deadline)}（北京时间）`],
    ['开标时间', '同投标截止时间'],
    ['递交方式', '在阳光交易平台加密递交；截止时间前可以补充、修改或者撤回'],
    ['投标保证金', notice.deposit ? inFull(notice.deposit) : '本标段不收取投标保证金'],
    ['解密失败的补救', notice.remedy],
  ]),
  paragraph('投标截止时间后送达的投标文件，平台予以拒收。截止时间以国家授时中心标准时间校准的平台时间为准。'),
  heading('六、发布公告的媒介'),
  paragraph(`本公告在${notice.media.join('、')}同时发布，各媒介公告内容一致。`),
  heading('七、联系方式与监督'),
  facts([
    ['招标人', notice.tenderer],
    ['招标代理机构', notice.agent],
    ['联系方式', notice.contact],
    ['行政监督部门', notice.supervisor],
  ]),
  paragraph('潜在投标人或者其他利害关系人对招标文件有异议的，应当在投标截止时间10日前通过平台提出。'),
]

/** The tender notice (招标公告). Field `tenderer` is for the tenderer's stamp, `platform` for the platform's. */
export function tenderNotice(notice: TenderNotice): Paper {
  const { name, tenderer } = notice
  return {
    title: '招标公告',
    subtitle: name,
    code: notice.code,
    blocks: [
      ...subject(notice),
      ...procedure(notice),
      ...attested(notice, [{ field: 'tenderer', role: '招标人', name: tenderer, place: 'stamp' }]),
    ],
    footer: `招标公告 · ${name}`,
  }
}
