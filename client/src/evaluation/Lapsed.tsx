import { rulebook } from '../../../server/law/rulebook.ts'
import { say } from '../app/words.ts'
import { bidName, type InRoom } from './view.ts'

/** Bids that are valid no longer, because their bidders did not prolong them: compared, and recommended no more. */
export function Lapsed({ view }: Pick<InRoom, 'view'>) {
  if (!view.lapsed.length) return null
  const names = view.lapsed.map((tag) => bidName(view, tag)).join(say('、', ', '))
  const { article } = rulebook(view.rulebook).validityExtension
  return (
    <p className="banner sun">
      {say(
        `${names}的投标有效期已届满，其投标人未同意延长：仍参加比较，不再推荐为中标候选人（${article}）。`,
        `${names}: no longer valid, as its bidder did not prolong it. It stays compared and is recommended no more (${article}).`,
      )}
    </p>
  )
}
