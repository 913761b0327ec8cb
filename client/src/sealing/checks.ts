import { yuan } from '../../../server/law/units.ts'
import { say, word } from '../app/words.ts'

/** The parts of a bid in the order of the package. */
export const PARTS = ['business', 'technical', 'price'] as const
export type Part = (typeof PARTS)[number]

/** An amount typed in yuan as fen, or nothing if it is no amount. */
export function fenOf(typed: string): bigint | undefined {
  try {
    const fen = yuan(typed.replace(/[,，\s]/g, ''))
    return fen > 0n ? fen : undefined
  } catch {
    return undefined
  }
}

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
