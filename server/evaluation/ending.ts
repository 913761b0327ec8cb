import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Result } from './result.ts'

/** Why a finished evaluation ends its tender without a result, and by which rule; undefined: somebody may be awarded. */
export function withoutResult(
  { void: few, candidates, undecided, competition }: Pick<Result, 'void' | 'candidates' | 'undecided' | 'competition'>,
  law: Pick<Rulebook, 'fewConforming' | 'allRejected'>,
): { reason: string; rule: Rule<unknown> } | undefined {
  if (few) return { reason: '对招标文件作实质响应的投标人不足三家，予以废标', rule: law.fewConforming }
  if (candidates.length || undecided.length) return undefined
  if (competition && !competition.enough)
    return { reason: '有效投标不足三个且明显缺乏竞争，评标委员会否决全部投标', rule: law.fewConforming }
  return { reason: '评标委员会否决全部投标', rule: law.allRejected }
}
