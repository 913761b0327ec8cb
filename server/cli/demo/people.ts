import type { Role } from '../../ledger/eye.ts'

/** Somebody of the demo: an organisation with its clerk, or an expert. */
export interface Person {
  id: string
  role: Role
  /** the clerk's or the expert's own name */
  name: string
  organisation?: { code: string; name: string }
  /** holds certificates with SM2 (国密) instead of RSA */
  sm2?: true
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
    id: 'supervisor',
    role: 'supervisor',
    name: '和志强',
    organisation: { code: creditCode(100004, '530111', '11'), name: '昆明市官渡区政务服务管理局' },
    sm2: true,
  },
  { id: 'bank', role: 'bank', name: '银行系统', organisation: { code: creditCode(100005), name: '阳光示范银行' } },
]

/** Nine bidders, invented; the second holds SM2 certificates. */
export const bidders: Person[] = BIDDERS.map((word, i) => ({
  id: `bidder-${i + 1}`,
  role: 'bidder',
  name: nameOf(i + 40),
  organisation: { code: creditCode(200001 + i), name: `滇示${word}建设工程有限公司` },
  ...(i === 1 ? { sm2: true } : {}),
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

/** Everybody of the demo. */
export const people: Person[] = [...staff, ...bidders, ...experts]
