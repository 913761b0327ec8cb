import { refusals } from '../law/refusal.ts'
import { restartOf } from '../law/restarts.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Defect } from './contract.ts'
import { block, type Finding, warn } from './finding.ts'
import type { Piece } from './restrictive.ts'

const refuse = refusals({
  DEFECT_REPEATED: {
    status: 422,
    zh: '前一轮因该条款终止，须修改后方可重新招标，本轮招标文件仍含有该条款',
    en: 'an earlier round ended for this clause, and this round still has it: it is corrected first',
  },
  DEFECT_RESEMBLED: {
    status: 422,
    zh: '与前一轮因之终止的条款相近，须书面说明修改了什么',
    en: 'this is like the clause for which an earlier round ended: say in writing what was corrected',
  },
  DEFECT_UNCOMPARED: {
    status: 422,
    zh: '前一轮因招标文件条款终止，而本轮招标文件整体上传，平台不能比对，须书面说明该条款已经修改',
    en: 'an earlier round ended for a clause, and the document was uploaded whole: say in writing that it is corrected',
  },
})

/** Least letters of a clause by which it is found again. */
const LEAST = 4
/** Share of a clause's pairs of letters, in percent, from which on a sentence is like it. */
const ALIKE = 70

const bare = (text: string): string => text.replace(/[\p{P}\p{S}\s]/gu, '').toLowerCase()

/** The words that a finding named: the clause whole, and what it quotes of the document. */
function wordsOf({ clause }: Defect): string[] {
  const quoted = [...clause.matchAll(/[“"「『]([^”"」』]+)[”"」』]/g)].map(([, words = '']) => words)
  const [whole, ...parts] = [clause, ...quoted].map(bare)
  const long = parts.filter((part) => part.length >= LEAST)
  return [...new Set([whole ?? '', ...long])].filter((words) => words.length >= LEAST)
}

const pairsOf = (text: string): Set<string> => new Set(Array.from(text.slice(1), (_, i) => text.slice(i, i + 2)))

function alike(words: string, sentence: string): boolean {
  const [asked, there] = [pairsOf(words), pairsOf(sentence)]
  const shared = [...asked].filter((pair) => there.has(pair)).length
  return asked.size > 0 && shared * 100 >= asked.size * ALIKE
}

function findingIn({ where, text }: Piece, defect: Defect, law: Pick<Rulebook, 'restarts'>): Finding | undefined {
  const words = wordsOf(defect)
  const { clause, offends } = defect
  const whole = bare(text)
  const article = restartOf(law, 'documentUnlawful')?.article ?? law.restarts.article
  const by = { ...law.restarts, article }
  if (words.some((one) => whole.includes(one)))
    return block(where, refuse('DEFECT_REPEATED', { words: clause, offends }, by))
  const sentences = text.split(/[。；;\n]/).filter((one) => one.trim())
  const close = sentences.find((sentence) => words.some((one) => alike(one, bare(sentence))))
  return close === undefined
    ? undefined
    : warn(where, refuse('DEFECT_RESEMBLED', { words: clause, offends, sentence: close.trim() }, by))
}

/**
 * What is found of a round that repeats the clause for which an earlier one ended. The clause itself, whatever its
 * punctuation, stops the notice: the law orders that it is corrected first and knows no exception. A sentence that is
 * like it needs reasons; so does a document that cannot be compared.
 *
 * @param composed whether the platform makes the document from these pieces
 */
export function mendedFindings(
  of: {
    readonly pieces: readonly Piece[]
    readonly mended?: readonly Defect[] | undefined
    readonly composed: boolean
  },
  law: Pick<Rulebook, 'restarts'>,
): Finding[] {
  const { pieces, mended = [], composed } = of
  const found = mended.flatMap((defect) => pieces.flatMap((piece) => findingIn(piece, defect, law) ?? []))
  return mended.length && !composed
    ? [...found, warn('documents', refuse('DEFECT_UNCOMPARED', { words: mended.at(-1)?.clause }, law.restarts))]
    : found
}
