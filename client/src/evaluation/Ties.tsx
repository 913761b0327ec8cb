import { say } from '../app/words.ts'
import { bidName, type InRoom } from './view.ts'

/** Bids of one brand that are equal: who chooses between them, and how far that is. The panel only waits. */
export function Ties({ view }: Pick<InRoom, 'view'>) {
  const { ties } = view
  if (!ties) return null
  return (
    <section className="sheet stack">
      <h2>{say('相同品牌投标并列', 'Equal bids of one brand')}</h2>
      {ties.groups.map((group) => (
        <p key={group.join()} style={{ margin: 0 }}>
          <b>{group.map((tag) => bidName(view, tag)).join(say('、', ', '))}</b>{' '}
          {say('核心产品品牌相同且并列，须确定其中一家。', 'are of one brand and equal: one of them is chosen.')}
        </p>
      ))}
      <p className="banner sun" role="status">
        {ties.by === 'purchaser'
          ? say(
              '招标文件规定由采购人确定。采购人确定后自动继续。',
              'The document has the purchaser choose; it goes on by itself.',
            )
          : say(
              '招标文件未规定确定方式，采取随机抽取：采购人、交易中心、监督部门各出随机值，任何人可以重算。抽取完成后自动继续。',
              'The document says nothing, so the lot decides: three parties give random values, anybody can repeat it. It goes on by itself.',
            )}
        （{ties.article}）
      </p>
      {ties.lots.length > 0 && (
        <p className="quiet digits">
          {say('抽取编号 ', 'draw ')}
          {ties.lots.at(-1)}
        </p>
      )}
    </section>
  )
}

/** How equal bids were told apart, once they are. */
export function Settled({ view }: Pick<InRoom, 'view'>) {
  return view.settled.map(({ among, chosen, how, draw, reason }) => (
    <p key={among.join()} className="banner good">
      {among.map((tag) => bidName(view, tag)).join(say('、', ', '))}{' '}
      {how === 'lot'
        ? say(`并列，随机抽取（${draw}）确定 `, `equal; the lot (${draw}) chose `)
        : say(`并列，采购人按招标文件规定确定（${reason}） `, `equal; the purchaser chose (${reason}) `)}
      <b>{bidName(view, chosen)}</b>
    </p>
  ))
}
