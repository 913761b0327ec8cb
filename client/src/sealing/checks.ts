import { canonical } from '../../../crypto/canonical.ts'
import type { Relations } from '../../../server/bids/contract.ts'
import { yuan } from '../../../server/law/units.ts'
import { say, word } from '../app/words.ts'

/** The parts of a bid in the order of the package. */
export const PARTS = ['business', 'technical', 'price'] as const
export type Part = (typeof PARTS)[number]

/** The form as it is typed: the price in yuan. */
export interface Fields {
  price: string
  durationDays: string
  quality: string
  leader: string
  leaderCertificate: string
  /** who heads the bidder; empty where it says nothing of its relations */
  head: string
  /** who holds and who manages it, a line each: name, and code where there is one */
  holders: string
  managers: string
}

/** What is wrong with the form or the volumes, by field; nothing means it may be sealed. */
export type Defects = Partial<Record<keyof Fields | `volume-${Part}`, string>>

/** The price in fen, or nothing if it is no amount. */
export function fenOf(price: string): bigint | undefined {
  try {
    const fen = yuan(price.replace(/[,，\s]/g, ''))
    return fen > 0n ? fen : undefined
  } catch {
    return undefined
  }
}

/** Looks for what the platform or the opening would refuse: better now than after the deadline. */
export function checkFields(fields: Fields, tender: { ceiling: string; durationDays: number }): Defects {
  const defects: Defects = {}
  const fen = fenOf(fields.price)
  if (fen === undefined) defects.price = say('请输入金额，最多两位小数', 'an amount in yuan with at most two decimals')
  else if (fen > BigInt(tender.ceiling))
    defects.price = say('高于最高投标限价，将被否决', 'above the ceiling price: the bid would be rejected')
  const days = Number(fields.durationDays)
  if (!Number.isInteger(days) || days < 1 || days > 5000) defects.durationDays = say('请输入天数', 'a number of days')
  else if (days > tender.durationDays)
    defects.durationDays = say(
      `超过招标文件要求的${tender.durationDays}日历天`,
      `longer than the ${tender.durationDays} days asked for`,
    )
  if (!fields.quality.trim()) defects.quality = say('请填写质量承诺', 'say which quality is promised')
  if (!fields.head.trim() && (fields.holders.trim() || fields.managers.trim()))
    defects.head = say('请填写单位负责人', 'name who heads the bidder')
  if (!fields.leader.trim()) defects.leader = say('请填写项目负责人', 'name the project leader')
  return defects
}

/** The form as it is sealed: canonical JSON of `form.json`. */
export const formText = (fields: Fields): string =>
  canonical({
    price: String(fenOf(fields.price) ?? 0n),
    durationDays: Number(fields.durationDays),
    quality: fields.quality.trim(),
    leader: fields.leader.trim(),
    leaderCertificate: fields.leaderCertificate.trim(),
    ...(fields.head.trim() ? { relations: relationsOf(fields) } : {}),
  })

const relationsOf = ({ head, holders, managers }: Fields): Relations => ({
  head: head.trim().slice(0, 60),
  holders: linesOf(holders),
  managers: linesOf(managers),
})

const CODE = /\s*[（(]?\b([0-9A-HJ-NPQRTUWXY]{18})\b[)）]?$/

/** Names, a line each, with a credit code behind it where there is one. */
const linesOf = (lines: string): Relations['holders'] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 50)
    .map((line) => {
      const [, code] = CODE.exec(line) ?? []
      const name = line.replace(CODE, '').trim().slice(0, 100)
      return { name: name || line, ...(code ? { code } : {}) }
    })

const HEAD = 1024
const TAIL = 4096

/** Whether a file can be read as a PDF by the panel: begins and ends like one, and asks for no password. */
export async function checkPdf(part: Part, file: File | undefined): Promise<string | undefined> {
  if (!file) return say(`请选择${word(part)}文件`, `choose the ${word(part).toLowerCase()}`)
  const read = async (from: number, to: number): Promise<string> =>
    new TextDecoder('latin1').decode(await file.slice(Math.max(0, from), to).arrayBuffer())
  const [head, tail] = await Promise.all([read(0, HEAD), read(file.size - TAIL, file.size)])
  if (!head.includes('%PDF-')) return say('不是PDF文件', 'this is not a PDF')
  if (!tail.includes('%%EOF')) return say('PDF不完整（缺少结尾）', 'the PDF is cut off: its end is missing')
  if (tail.includes('/Encrypt'))
    return say('PDF设有密码，评标时打不开，请去除密码', 'the PDF asks for a password: the panel could not read it')
  return undefined
}
