import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { block, type Finding, warn } from './finding.ts'

const refuse = refusals({
  BRAND_NAMED: {
    status: 422,
    zh: '限定或者指定了品牌、商标、专利、原产地或者供应商',
    en: 'a brand, trade mark, patent, origin or supplier is prescribed',
  },
  BRAND_AS_REFERENCE: {
    status: 422,
    zh: '引用了品牌作参照，须说明必要性并写明“或相当于”',
    en: 'a brand is named for reference: say why, and admit what is equal',
  },
  LOCAL_BIDDERS_ONLY: {
    status: 422,
    zh: '以注册地、本地分支机构、本地纳税或者本地社保限制投标人',
    en: 'bidders are restricted by their seat, branches, taxes or insurance in one place',
  },
  LOCAL_RECORDS: {
    status: 422,
    zh: '以特定行政区域或者特定行业的业绩、奖项作为条件或者加分',
    en: 'records or prizes of one region or trade are a condition or add points',
  },
  OWNERSHIP_LIMITED: {
    status: 422,
    zh: '限定了投标人的所有制形式或者组织形式',
    en: 'bidders are restricted by who owns them or how they are organised',
  },
  SCALE_CONDITION: {
    status: 422,
    zh: '以注册资本、资产总额、营业收入、从业人员、利润、纳税额等规模条件作为资格要求或者评审因素',
    en: 'capital, assets, turnover, staff, profit or tax are a condition or are scored',
  },
  MAKERS_LETTER: {
    status: 422,
    zh: '以生产厂家授权、承诺、证明、背书等作为资格要求',
    en: 'a letter of the maker is a condition',
  },
  ENROLMENT_ASKED: {
    status: 422,
    zh: '设置了投标报名、现场购买等获取招标文件的前置条件',
    en: 'something stands before fetching the tender document',
  },
  LOWEST_PRICE_SET: { status: 422, zh: '规定了最低投标限价', en: 'a lowest price is prescribed' },
})

type Code = Parameters<typeof refuse>[0]

/** What a kind of clause is known by. `spared`: words beside it that make it harmless. */
interface Pattern {
  readonly code: Code
  readonly by: keyof Rulebook
  readonly found: readonly RegExp[]
  readonly spared?: RegExp
  /** in which parts it is looked for; everywhere if not said */
  readonly within?: RegExp
  /** reasons suffice where the law does not forbid it outright */
  readonly lenient?: boolean
}

const PROVINCE =
  '北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆'
const HERE = '本省|本市|本县|本区|本地|本地区|当地|自治区内|省内|市内|区内'
const LOCAL = `(?:${HERE}|(?:${PROVINCE}|[一-龥]{2,3}(?:省|市|县|自治区))(?:内|境内|范围内|行政区域内)?)`
const ASK = '(?:须|必须|应当|应|需|要求|具有|具备|设有|提供|限)'
const OWNED = '(?:国有企业|国有独资|国有控股|国企|央企|民营企业|私营企业|外资企业|集体企业|上市公司|股份有限公司)'
const SIZE =
  '(?:注册资本|注册资金|资产总额|总资产|营业收入|营业额|主营业务收入|从业人员|员工人数|职工人数|利润|纳税额|纳税总额)'

const PATTERNS: readonly Pattern[] = [
  {
    ...{ code: 'BRAND_NAMED', by: 'brands', spared: /参考|参照|相当于|同等|同档|不低于/ },
    found: [
      /(?:指定|限定|必须(?:使用|采用|为)|须(?:使用|采用|为)|应(?:使用|采用|为)|采用|选用|使用)[^，。；;]{0,16}(?:品牌|商标|专利|原产地)/,
      /(?:品牌|商标|原产地|供应商|生产厂家)(?:须|应|必须|限|仅限)?(?:为|：|:)[^，。；;]{2,}/,
      /[一-龥A-Za-z]{2,6}牌(?!照|号|匾|示|坊|楼|位)/,
    ],
  },
  {
    ...{ code: 'BRAND_AS_REFERENCE', by: 'brands', lenient: true },
    found: [
      /(?:参考|参照|推荐)[^，。；;]{0,8}(?:品牌|商标|型号)/,
      /(?:品牌|商标|型号)[^，。；;]{0,20}(?:相当于|同等|同档)/,
    ],
  },
  {
    ...{ code: 'LOCAL_RECORDS', by: 'localRecords', lenient: true },
    found: [
      new RegExp(`${LOCAL}(?:的|类似|同类|承接|完成|获得|颁发)?[^，。；;]{0,8}(?:业绩|奖项|获奖|奖)`),
      new RegExp(`(?:业绩|奖项)[^，。；;]{0,8}(?:须|应|限|仅限|为)[^，。；;]{0,4}${LOCAL}`),
      /(?:本行业|本系统|行业内|系统内)(?:的)?[^，。；;]{0,6}(?:业绩|奖项|获奖)/,
    ],
  },
  {
    ...{ code: 'LOCAL_BIDDERS_ONLY', by: 'localBidders' },
    found: [
      new RegExp(`${ASK}?[^，。；;]{0,6}在?${LOCAL}(?:依法)?(?:注册|登记|纳税|完税|缴纳|参保)`),
      new RegExp(`(?:注册地|注册地址|住所|总部)[^，。；;]{0,6}(?:在|为|位于)[^，。；;]{0,4}${LOCAL}`),
      new RegExp(`${LOCAL}[^，。；;]{0,8}(?:分公司|子公司|分支机构|办事处|办公场所|服务网点|社保|社会保险|养老保险)`),
      new RegExp(`(?:分公司|子公司|分支机构|办事处)[^，。；;]{0,8}(?:设在|位于|在)${LOCAL}`),
      new RegExp(`${LOCAL}(?:企业|单位|供应商|投标人)(?:优先|加分|方可|参加)`),
    ],
  },
  {
    ...{ code: 'OWNERSHIP_LIMITED', by: 'ownershipLimits', lenient: true },
    found: [
      new RegExp(`(?:须|必须|应当|应|限|仅限|仅接受|只接受|不接受|优先)[^，。；;]{0,6}${OWNED}`),
      new RegExp(`${OWNED}[^，。；;]{0,4}(?:优先|加分|得\\d|方可)`),
    ],
  },
  {
    ...{ code: 'SCALE_CONDITION', by: 'scaleConditions', within: /^(qualification|criteria)/, lenient: true },
    found: [new RegExp(SIZE)],
  },
  {
    ...{ code: 'MAKERS_LETTER', by: 'makersLetters', within: /^(qualification|criteria)/, lenient: true },
    ...{ found: [/(?:厂家|厂商|制造商|原厂|生产企业)[^，。；;]{0,8}(?:授权|承诺|证明|背书)/], spared: /进口/ },
  },
  {
    ...{ code: 'ENROLMENT_ASKED', by: 'freeDownload' },
    found: [/投标报名|现场报名|报名(?:登记|时|须|费)|现场购买招标文件|持[^，。；;]{0,12}购买招标文件/],
  },
  {
    ...{ code: 'LOWEST_PRICE_SET', by: 'lowestPrice' },
    found: [/最低(?:投标)?限价|最低控制价|报价(?:不得|不能)低于(?![^，。；;]{0,4}成本)/],
  },
]

/** Words by which a clause says the opposite. */
const DENIED = /不限|不得|无需|无须|不要求|不作为|不以|不设|未设|禁止|均可|不指定|不限定|取消/

/** A text of a draft and where it stands. */
export interface Piece {
  readonly where: string
  readonly text: string
}

const found = (pattern: Pattern, sentence: string): string | undefined => {
  for (const one of pattern.found) {
    const match = one.exec(sentence)
    if (!match) continue
    const before =
      sentence
        .slice(0, match.index)
        .split(/[，,、]/)
        .at(-1) ?? ''
    const denied = pattern.code !== 'LOWEST_PRICE_SET' && DENIED.test(before + match[0])
    const unset = pattern.code === 'LOWEST_PRICE_SET' && /不设|未设|不规定|不得(?:设|规定)/.test(before)
    if (!denied && !unset) return match[0]
  }
  return undefined
}

function findingsIn({ where, text }: Piece, law: Rulebook): Finding[] {
  const sentences = text.split(/[。；;\n]/).filter((one) => one.trim())
  return PATTERNS.filter(({ within }) => !within || within.test(where)).flatMap((pattern) =>
    sentences.flatMap((sentence) => {
      const words = pattern.spared?.test(sentence) ? undefined : found(pattern, sentence)
      if (words === undefined) return []
      const by = law[pattern.by] as Rule<unknown>
      const mild = pattern.lenient && by.value !== 'forbidden'
      const reference = pattern.code === 'BRAND_AS_REFERENCE'
      return [(mild || reference ? warn : block)(where, refuse(pattern.code, { words, sentence: sentence.trim() }, by))]
    }),
  )
}

/**
 * Clauses that keep bidders out, found by their words. What is found is certain to stand there and likely to be meant;
 * what is not found may still be unlawful: no pattern reads what people mean.
 */
export const restrictiveFindings = (pieces: readonly Piece[], law: Rulebook): Finding[] =>
  pieces.flatMap((piece) => findingsIn(piece, law))
