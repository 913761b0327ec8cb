import guangxi from './guangxi.json' with { type: 'json' }

/** A stage of a tender as the public reads it. */
export interface StageWords {
  zh: string
  en: string
  /** The window is open and running out. */
  live?: boolean
}

/** The stages in their order, the end without a result last. */
export const STAGES: Record<string, StageWords> = {
  prequalifying: { zh: '资格预审', en: 'prequalification', live: true },
  prequalified: { zh: '资格预审结束', en: 'prequalified' },
  bidding: { zh: '招标投标', en: 'bidding', live: true },
  opening: { zh: '开标', en: 'opening', live: true },
  evaluating: { zh: '评标', en: 'evaluation' },
  publicised: { zh: '候选人公示', en: 'publicity', live: true },
  awarded: { zh: '中标', en: 'award' },
  contracted: { zh: '合同签订', en: 'contract' },
  archived: { zh: '归档', en: 'archive' },
  failed: { zh: '招标失败', en: 'failed' },
  terminated: { zh: '终止', en: 'terminated' },
}

export const KINDS: Record<string, string> = {
  works: '工程施工 works',
  designBuild: '工程总承包 design and build',
  goods: '货物 goods',
  survey: '勘察 survey',
  design: '设计 design',
  services: '服务 services',
}

export const TRACKS: Record<string, string> = { T: '工程建设招标投标 tendering', G: '政府采购 government procurement' }

/** Who buys, as each track calls it. */
export const TENDERERS: Record<string, string> = { T: '招标人 Tenderer', G: '采购人 Purchaser' }

const ROLES: Record<string, string> = {
  bidder: '投标人',
  tenderer: '招标人',
  agent: '代理机构',
  centre: '交易中心',
  supervisor: '监督人',
  expert: '评标专家',
  bank: '银行',
  clock: '时钟（到期自动）',
  platform: '平台',
  public: '公众',
}

/** Who did something, as the track of its tender calls it. */
export const roleName = (role: string, track?: string): string =>
  role === 'tenderer' && track === 'G' ? '采购人' : (ROLES[role] ?? role)

export const DEPOSIT_FORMS: Record<string, string> = { transfer: '转账', guarantee: '保函', insurance: '保证保险' }

export const VOLUMES: Record<string, string> = { business: '商务', technical: '技术', price: '报价' }

/** Names by the codes of GB/T 2260: the autonomous region, its cities and counties. */
const NAMES: Readonly<Record<string, string>> = guangxi

/** Provinces, regions and their cities by GB/T 2260 code: where tenders of this platform may be. */
export const REGIONS: readonly (readonly [code: string, name: string])[] = [
  ['53', '云南省'],
  ['5301', '昆明市'],
  ['5303', '曲靖市'],
  ['5304', '玉溪市'],
  ['5305', '保山市'],
  ['5306', '昭通市'],
  ['5307', '丽江市'],
  ['5308', '普洱市'],
  ['5309', '临沧市'],
  ['5323', '楚雄彝族自治州'],
  ['5325', '红河哈尼族彝族自治州'],
  ['5326', '文山壮族苗族自治州'],
  ['5328', '西双版纳傣族自治州'],
  ['5329', '大理白族自治州'],
  ['5331', '德宏傣族景颇族自治州'],
  ['5333', '怒江傈僳族自治州'],
  ['5334', '迪庆藏族自治州'],
  ...Object.entries(NAMES)
    .filter(([code]) => code.endsWith('00'))
    .map(([code, name]) => [code.replace(/(00)+$/, ''), name] as const),
]

/** The counties of a city, by its four digits. */
export const countiesOf = (city: string): readonly (readonly [code: string, name: string])[] =>
  Object.entries(NAMES).filter(([code]) => city.length === 4 && code.startsWith(city) && !code.endsWith('00'))

/** The name of a place by its six digits, with its county where that is known. */
export const placeName = (code: string): string => {
  const county = code.endsWith('00') ? '' : (NAMES[code] ?? '')
  return `${regionName(code)}${county}`
}

/** The name of the city or region of a place by its six digits, or the digits where no name is kept. */
export const regionName = (code: string): string =>
  REGIONS.find(([known]) => known === code.slice(0, 4))?.[1] ??
  REGIONS.find(([known]) => known === code.slice(0, 2))?.[1] ??
  code
