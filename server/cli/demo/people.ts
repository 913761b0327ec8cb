import type { Role } from '../../ledger/eye.ts'

/** Somebody of the demo: an organisation with its clerk, or an expert. */
export interface Person {
  id: string
  role: Role
  /** the clerk's or the expert's own name */
  name: string
  organisation?: { code: string; name: string }
  /** holds certificates with SM2 (国密) or P-256 instead of RSA */
  keys?: 'sm2' | 'p256'
  /** an expert's city, specialty and employer */
  expert?: { city: string; specialty: string; employer: { code: string; name: string } }
}

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A 统一社会信用代码 with right check characters (GB 11714 within GB 32100) from a number; of nobody real. */
export function creditCode(serial: number, region = '530100', kind = '91'): string {
  const body = `MA${String(serial).padStart(6, '0')}`
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const sum = [...body].reduce((total, char, i) => total + alphabet.indexOf(char) * (weights[i] ?? 0), 0)
  const own = 11 - (sum % 11)
  const first = `${kind}${region}${body}${own === 10 ? 'X' : own === 11 ? '0' : own}`
  const total = [...first].reduce((all, char, i) => all + CHARACTERS.indexOf(char) * (3 ** i % 31), 0)
  return first + CHARACTERS[(31 - (total % 31)) % 31]
}

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'
const GIVEN = '文博明远志强慧敏建国海燕立新春梅俊杰雪松晓东永康佳宁思源国栋'

const nameOf = (n: number): string =>
  `${SURNAMES[n % SURNAMES.length]}${GIVEN[(n * 7) % GIVEN.length]}${GIVEN[(n * 11 + 3) % GIVEN.length]}`

const CITIES = ['昆明', '大理', '曲靖']
const BIDDERS = ['甲建', '乙城', '丙工', '丁筑', '戊路', '己设', '庚基', '辛业', '壬匠']

const staff: Person[] = [
  {
    id: 'tenderer',
    role: 'tenderer',
    name: '段明远',
    organisation: { code: creditCode(100001), name: '云南巫家坝国贸发展有限公司' },
  },
  {
    id: 'agent',
    role: 'agent',
    name: '高慧敏',
    organisation: { code: creditCode(100002), name: '云南帮克工程咨询有限公司' },
  },
  {
    id: 'centre',
    role: 'centre',
    name: '普春梅',
    organisation: { code: creditCode(100003, '530100', '12'), name: '昆明市公共资源交易中心（示范）' },
  },
  {
    id: 'centre-2',
    role: 'centre',
    name: '李思源',
    organisation: { code: creditCode(100003, '530100', '12'), name: '昆明市公共资源交易中心（示范）' },
  },
  {
    id: 'centre-3',
    role: 'centre',
    name: '张立新',
    organisation: { code: creditCode(100003, '530100', '12'), name: '昆明市公共资源交易中心（示范）' },
  },
  {
    id: 'supervisor',
    role: 'supervisor',
    name: '和志强',
    organisation: { code: creditCode(100004, '530111', '11'), name: '昆明市官渡区政务服务管理局' },
    keys: 'sm2',
  },
  ...[
    { id: 'gx-centre', name: '韦国栋' },
    { id: 'gx-centre-2', name: '覃雪松' },
  ].map((one) => ({
    ...{ ...one, role: 'centre' as const, keys: 'sm2' as const },
    organisation: { code: creditCode(100006, '450000', '12'), name: '广西壮族自治区公共资源交易中心（示范）' },
  })),
  ...[
    { id: 'nn-centre', name: '黄思源' },
    { id: 'nn-centre-2', name: '莫静怡' },
    { id: 'nn-centre-3', name: '梁志远' },
  ].map((one) => ({
    ...{ ...one, role: 'centre' as const, keys: 'sm2' as const },
    organisation: { code: creditCode(100007, '450100', '12'), name: '南宁市公共资源交易中心（示范）' },
  })),
  {
    id: 'notary',
    role: 'notary',
    name: '赵晓东',
    organisation: { code: creditCode(100008, '530100', '12'), name: '昆明市示范公证处' },
  },
  { id: 'bank', role: 'bank', name: '银行系统', organisation: { code: creditCode(100005), name: '阳光示范银行' } },
]

/** The regions of the demo's network, beside the catalogue; the recorded project lies in Kunming. The centre by its person. */
export const regions: { code: string; name: string; centre?: string; examples?: true }[] = [
  { code: '450000', name: '广西壮族自治区', centre: 'gx-centre', examples: true },
  { code: '450100', name: '南宁市', centre: 'nn-centre' },
  { code: '530000', name: '云南省', examples: true },
  { code: '530100', name: '昆明市', centre: 'centre' },
  { code: '530111', name: '官渡区' },
]

/** Nine bidders, invented; the second holds SM2 certificates, the third P-256 ones. */
export const bidders: Person[] = BIDDERS.map((word, i) => ({
  id: `bidder-${i + 1}`,
  role: 'bidder',
  name: nameOf(i + 40),
  organisation: { code: creditCode(200001 + i), name: `滇示${word}建设工程有限公司` },
  ...(i === 1 ? { keys: 'sm2' } : i === 2 ? { keys: 'p256' } : {}),
}))

/** Three hundred experts in three cities, invented; the first works for the tenderer and must stand aside. */
export const experts: Person[] = Array.from({ length: 300 }, (_, i) => ({
  id: `expert-${String(i + 1).padStart(3, '0')}`,
  role: 'expert',
  name: nameOf(i + 100),
  expert: {
    city: CITIES[i % 3] ?? '昆明',
    specialty: i % 2 ? 'A08' : 'A10',
    employer:
      i === 0
        ? { code: creditCode(100001), name: '云南巫家坝国贸发展有限公司' }
        : { code: creditCode(300001 + (i % 60)), name: `滇示设计研究院第${(i % 60) + 1}所` },
  },
}))

const NANNING = '450100'

/** Those who run a purchase in Nanning, invented. */
const purchaseStaff: Person[] = [
  {
    id: 'purchaser',
    role: 'tenderer',
    name: '韦明丽',
    organisation: { code: creditCode(400001, NANNING, '12'), name: '南宁市示例职业技术学校' },
  },
  {
    id: 'purchaser-2',
    role: 'tenderer',
    name: '黄小芳',
    organisation: { code: creditCode(400001, NANNING, '12'), name: '南宁市示例职业技术学校' },
  },
  {
    id: 'purchase-agent',
    role: 'agent',
    name: '覃雪松',
    organisation: { code: creditCode(400002, NANNING), name: '广西示例采购代理有限公司' },
  },
  {
    id: 'finance',
    role: 'supervisor',
    name: '陆建新',
    organisation: { code: creditCode(400004, NANNING, '11'), name: '南宁市财政局（示范）' },
  },
]

/** Five suppliers of the purchase, invented. */
export const suppliers: Person[] = ['青秀', '邕江', '绿城', '五象', '良庆'].map((word, i) => ({
  id: `supplier-${i + 1}`,
  role: 'bidder',
  name: nameOf(i + 60),
  organisation: { code: creditCode(500001 + i, NANNING), name: `桂示${word}教育装备有限公司` },
}))

/** Forty experts of purchases in Nanning and Liuzhou, invented. */
export const purchaseExperts: Person[] = Array.from({ length: 40 }, (_, i) => ({
  id: `expert-${String(i + 301)}`,
  role: 'expert',
  name: nameOf(i + 430),
  expert: {
    city: i % 4 ? '南宁' : '柳州',
    specialty: 'C09',
    employer: { code: creditCode(600001 + i, NANNING), name: `桂示信息技术研究院第${i + 1}所` },
  },
}))

/** Everybody of the demo. */
export const people: Person[] = [...staff, ...bidders, ...experts, ...purchaseStaff, ...suppliers, ...purchaseExperts]
