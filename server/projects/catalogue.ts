import { equipmentLicence } from '../law/medicalDevices.ts'
import type { TenderKind } from '../law/projectTenders.ts'
import type { Rule } from '../law/rule.ts'
import type { Track } from '../law/rulebook.ts'
import { provincialPlatform } from '../law/vaccines.ts'

/** What a kind of trade asks for before a project of it is registered. */
export type Gate = 'provincialPlatform' | 'licence'

/** A kind of trade (交易类型) of the catalogue. */
export interface TradeType {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** By which track it is run here; null: it has rules of its own, which are not built yet. */
  readonly track: Track | null
  readonly kinds: readonly TenderKind[]
  /** Guangxi's category of trade and industry (001001 and three digits); null where none was found. */
  readonly category: string | null
  /** Class in the national data standard, from our own knowledge; null where we know none. */
  readonly deal: string | null
  readonly gate?: Gate
}

const WORKS: readonly TenderKind[] = ['works', 'designBuild', 'goods', 'survey', 'design', 'services']
const works = (id: string, zh: string, en: string, category: string, deal: string): TradeType => ({
  ...{ id, zh, en, track: 'T', kinds: WORKS, category, deal },
})
const later = (id: string, zh: string, en: string, gate?: Gate): TradeType => ({
  ...{ id, zh, en, track: null, kinds: [], category: null, deal: null },
  ...(gate ? { gate } : {}),
})
const purchase = (id: string, zh: string, en: string, kinds: TenderKind[], gate?: Gate): TradeType => ({
  ...{ id, zh, en, track: 'G', kinds, category: null, deal: null },
  ...(gate ? { gate } : {}),
})

/** Every kind of trade that is done in one place and under one supervision, those that do not run here yet among them. */
export const catalogue: readonly TradeType[] = [
  works('works-building', '工程建设：房屋建筑和市政', 'works: building and municipal', '001001001', 'A01'),
  works('works-water', '工程建设：水利', 'works: water', '001001002', 'A07'),
  works('works-transport', '工程建设：交通', 'works: transport', '001001003', 'A03'),
  works('works-railway', '工程建设：铁路', 'works: railway', '001001004', 'A04'),
  works('works-other', '工程建设：其他项目', 'works: other', '001001005', 'A99'),
  purchase('purchase-goods', '政府采购：货物', 'government purchase: goods', ['goods']),
  purchase('purchase-services', '政府采购：服务', 'government purchase: services', ['services']),
  purchase('large-equipment', '乙类大型医用设备采购', 'large medical equipment, class B', ['goods'], 'licence'),
  later('medicines', '药品采购', 'medicines'),
  later('devices', '医疗器械采购', 'medical devices'),
  later('vaccines', '非免疫规划疫苗采购', 'vaccines beside the national programme', 'provincialPlatform'),
  later('sea-area', '海域使用权出让', 'rights to use sea areas'),
  later('sea-sand', '海砂采矿权出让', 'rights to mine sea sand'),
]

/** The kind of trade with an id. */
export const tradeType = (id: string): TradeType | undefined => catalogue.find((one) => one.id === id)

/** By whose law a kind of trade goes; works while none is chosen. */
export const trackOf = (id: string | undefined): Track => tradeType(id ?? '')?.track ?? 'T'

/** The article that a gate rests on. */
export const gateRule = (gate: Gate): Rule<unknown> => (gate === 'licence' ? equipmentLicence : provincialPlatform)

/** Industries of works as Guangxi's public site numbers them (行业). */
export const INDUSTRIES: Readonly<Record<string, string>> = {
  '001': '房建市政',
  '002': '水利',
  '003': '交通',
  '004': '铁路',
  '005': '其他项目',
}

/** The industry of a draft that names it only in words; what fits none is 其他项目. */
export function industryOf(words: string): string {
  if (/房|建筑|市政|城建/.test(words)) return '001'
  if (/水利|水务|水电/.test(words)) return '002'
  if (/铁路|轨道/.test(words)) return '004'
  return /交通|公路|桥|港|航/.test(words) ? '003' : '005'
}
