import { canonical } from '../../../crypto/canonical.ts'
import { type BidForm, type BidItem, CompleteForm, type Performance } from '../../../server/bids/contract.ts'
import { yuan } from '../../../server/law/units.ts'
import { ceilingRange } from '../../../server/tenders/ceiling.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { fenOf, type Part } from './checks.ts'
import { consortiumDefects, consortiumOf } from './joint.ts'
import { relationsOf } from './relations.ts'

/** What is bought, a row each, as typed: the unit price in yuan. */
export type ItemRow = BidItem
/** A finished work, a row each, as typed. */
export type WorkRow = Performance

/** The form as it is typed: prices in yuan. What the track does not ask for stays empty and is not sealed. */
export interface Fields {
  price: string
  durationDays: string
  quality: string
  leader: string
  leaderCertificate: string
  /** tendering: the bidder's qualification and its grade */
  qualification: string
  works: WorkRow[]
  /** who heads the bidder */
  head: string
  /** who holds and who manages it, a line each: name, and code where there is one */
  holders: string
  managers: string
  /** who bids together: the other members, a line each, and the agreement's file; empty: alone */
  members: string
  agreement: string
  leaderSmall: boolean
  /** after a prequalification: what has changed greatly since; empty: nothing */
  changes: string
  /** whether the numbers of this machine may be read and sealed; empty: not chosen yet */
  machine: '' | 'yes' | 'no'
  /** purchases: claims to a deduction, the core product's brand, and what is offered */
  small: '' | 'whole' | 'share'
  domestic: boolean
  /** declares what a reserved package asks for */
  reserved: boolean
  brand: string
  items: ItemRow[]
}

export const NO_FIELDS: Fields = {
  ...{ price: '', durationDays: '', quality: '', leader: '', leaderCertificate: '' },
  ...{ qualification: '', works: [], small: '', domestic: false, reserved: false, brand: '', items: [] },
  ...{ head: '', holders: '', managers: '', members: '', agreement: '', leaderSmall: false, machine: '' },
  changes: '',
}

/** An empty row of either table. */
export const NO_ITEM: ItemRow = { name: '', spec: '', quantity: '', unitPrice: '', service: '' }
export const NO_WORK: WorkRow = { project: '', client: '', amount: '', finished: '' }

/** The longest text that a field of the form takes; rows by the name of their column. */
export const LONGEST = {
  ...{ quality: 100, leader: 60, leaderCertificate: 60, head: 60, qualification: 300, brand: 60 },
  ...{ name: 200, spec: 300, quantity: 40, unitPrice: 20, service: 500 },
  ...{ project: 200, client: 100, amount: 40, finished: 20 },
} as const
export const MOST_ITEMS = 200
export const MOST_WORKS = 10

/** What is wrong with the form or the volumes, by field; nothing means it may be sealed. */
export type Defects = Partial<Record<keyof Fields | `volume-${Part}` | 'remedy', string>>

/** What of a tender decides how a bid for it is filled in. */
export type Asked = Pick<
  Tender,
  'ceiling' | 'ceilingMethod' | 'durationDays' | 'track' | 'qualification' | 'criteria' | 'consortium' | 'reserved'
>

const typed = <R extends object>(rows: readonly R[]): R[] =>
  rows.filter((row) => Object.values(row).some((cell) => String(cell).trim()))

/** Looks for what the platform or the opening would refuse: better now than after the deadline. */
export function checkFields(fields: Fields, asked: Asked): Defects {
  const own = asked.track === 'T' ? tenderDefects(fields, asked) : purchaseDefects(fields, asked)
  const defects = { ...commonDefects(fields, asked), ...own, ...consortiumDefects(fields, asked) }
  return Object.keys(defects).length ? defects : unopenable(formOf(fields, asked.track))
}

/** What the opening would still not read, as far as nothing else was found: the very schema that it reads by. */
function unopenable(form: BidForm): Defects {
  const wrong = CompleteForm.safeParse(form).error?.issues[0]
  if (!wrong) return {}
  const place = String(wrong.path[0])
  const field = { claims: 'brand', performance: 'works', relations: 'head', consortium: 'members' }[place] ?? place
  return { [field]: say('内容不符合要求，开标时将无法读取', 'the opening could not read this') }
}

function commonDefects(fields: Fields, asked: Asked): Defects {
  const defects: Defects = {}
  const fen = fenOf(fields.price)
  const most = ceilingRange(asked)?.most
  if (fen === undefined) defects.price = say('请输入金额，最多两位小数', 'an amount in yuan with at most two decimals')
  else if (most !== undefined && fen > most)
    defects.price = say('高于最高投标限价，将被否决', 'above the ceiling price: the bid would be rejected')
  const days = /^\d{1,4}$/.test(fields.durationDays.trim()) ? Number(fields.durationDays) : 0
  if (days < 1 || days > 5000) defects.durationDays = say('请输入天数', 'a number of days')
  else if (days > asked.durationDays)
    defects.durationDays = say(
      `超过招标文件要求的${asked.durationDays}日历天`,
      `longer than the ${asked.durationDays} days asked for`,
    )
  if (!fields.quality.trim()) defects.quality = say('请填写质量承诺', 'say which quality is promised')
  if (!fields.leader.trim()) defects.leader = say('请填写项目负责人', 'name the project leader')
  if (!fields.head.trim()) defects.head = say('请填写单位负责人（必填）', 'name who heads the bidder: it is required')
  if (!fields.machine)
    defects.machine = say('请选择是否采集并密封本机信息', 'say whether the machine may be read and sealed')
  for (const name of ['quality', 'leader', 'leaderCertificate', 'head'] as const)
    if (fields[name].trim().length > LONGEST[name]) defects[name] = tooLong(LONGEST[name])
  return defects
}

/** Tendering: how the bidder meets the qualification is publicised with the candidates. */
function tenderDefects({ qualification, works }: Fields, asked: Asked): Defects {
  const defects: Defects = {}
  if (asked.qualification.trim() && !qualification.trim())
    defects.qualification = say(
      '请填写响应资格要求的资质及等级，公示中标候选人时公布',
      'say which qualification meets the requirements: it is publicised with the candidates',
    )
  else if (qualification.trim().length > LONGEST.qualification) defects.qualification = tooLong(LONGEST.qualification)
  const bad = rowDefect(typed(works))
  if (bad) defects.works = bad
  return defects
}

/** Purchases: the brand of a core product counts bidders, and the offered things are announced with the result. */
function purchaseDefects({ brand, items, reserved }: Fields, { criteria, reserved: kept }: Asked): Defects {
  const defects: Defects = {}
  if (kept && !reserved)
    defects.reserved = say(
      '本采购包为中小企业预留，不作声明的，资格审查不合格',
      'the package is reserved: without the declaration the bid does not qualify',
    )
  if (criteria.coreProduct && !brand.trim())
    defects.brand = say('请填写所投核心产品的品牌', 'name the brand of the core product')
  else if (brand.trim().length > LONGEST.brand) defects.brand = tooLong(LONGEST.brand)
  const rows = typed(items)
  const bad = rows.length
    ? rowDefect(rows)
    : say('请填写主要标的，中标结果公告须公布', 'list the main things: they are announced with the result')
  if (bad) defects.items = bad
  return defects
}

const tooLong = (most: number): string => say(`最多 ${most} 个字`, `at most ${most} characters`)

function rowDefect(rows: readonly (ItemRow | WorkRow)[]): string | undefined {
  for (const [i, row] of rows.entries()) {
    const n = i + 1
    const cells = Object.entries(row) as [keyof typeof LONGEST, string][]
    if (cells.some(([, cell]) => !cell.trim()))
      return say(`第 ${n} 行没有填全`, `row ${n} is not complete: every column is needed`)
    if ('unitPrice' in row && unitFen(row.unitPrice) === undefined)
      return say(`第 ${n} 行的单价不是金额`, `the unit price in row ${n} is no amount`)
    const long = cells.find(([name, cell]) => cell.trim().length > LONGEST[name])
    if (long) return say(`第 ${n} 行的文字过长（最多 ${LONGEST[long[0]]} 个字）`, `a text in row ${n} is too long`)
  }
  return undefined
}

/** A unit price in fen: what costs nothing of its own has the price 0. */
function unitFen(typed: string): bigint | undefined {
  const text = typed.replace(/[,，\s]/g, '')
  return /^\d{1,15}(\.\d{1,2})?$/.test(text) ? yuan(text) : undefined
}

/** The form as it is sealed. */
export function formOf(fields: Fields, track: Tender['track']): BidForm {
  return {
    price: String(fenOf(fields.price) ?? 0n),
    durationDays: Number(fields.durationDays),
    quality: fields.quality.trim(),
    leader: fields.leader.trim(),
    leaderCertificate: fields.leaderCertificate.trim(),
    relations: relationsOf(fields),
    ...(fields.members.trim() ? { consortium: consortiumOf(fields) } : {}),
    ...(fields.changes.trim() ? { changes: fields.changes.trim() } : {}),
    ...(track === 'T' ? tenderForm(fields) : purchaseForm(fields)),
  }
}

function tenderForm({ qualification, works }: Fields): Partial<BidForm> {
  const rows = typed(works).map(trimmed)
  return {
    ...(qualification.trim() ? { qualification: qualification.trim() } : {}),
    ...(rows.length ? { performance: rows } : {}),
  }
}

function purchaseForm({ items, ...fields }: Fields): Partial<BidForm> {
  const rows = typed(items).map((row) => ({ ...trimmed(row), unitPrice: String(unitFen(row.unitPrice) ?? 0n) }))
  const claims = claimsOf(fields)
  return {
    ...(Object.keys(claims).length ? { claims } : {}),
    ...(rows.length ? { items: rows } : {}),
  }
}

/** What the bidder claims, as it is sealed and compared. */
export const claimsOf = (
  of: Pick<Fields, 'small' | 'domestic' | 'brand' | 'reserved'>,
): NonNullable<BidForm['claims']> => ({
  ...(of.small ? { small: of.small } : {}),
  ...(of.domestic ? { domestic: true } : {}),
  ...(of.reserved ? { reserved: true } : {}),
  ...(of.brand.trim() ? { brand: of.brand.trim() } : {}),
})

const trimmed = <R extends ItemRow | WorkRow>(row: R): R =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.trim()])) as R

/** The form as it is sealed: canonical JSON of `form.json`. */
export const formText = (fields: Fields, track: Tender['track']): string => canonical(formOf(fields, track))
