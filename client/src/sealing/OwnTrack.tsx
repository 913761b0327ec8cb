import type { ReactNode } from 'react'
import type { Consortium } from '../../../server/bids/contract.ts'
import { share } from '../../../server/tenders/formula.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { type Fields, formOf } from './form.ts'

/** What the track asks for beside the price, as it was sealed, in the list to check. */
export function OwnTrack(of: { tender: Tender; fields: Fields; change: (what: string) => ReactNode }) {
  const { tender, fields, change } = of
  const { qualification, performance = [], claims, consortium, changes, items = [] } = formOf(fields, tender.track)
  const smalls = {
    whole: say('小型、微型企业', 'small or micro enterprise'),
    share: say('小微企业份额', 'share of small enterprises'),
  }
  const claimed = [
    ...(claims?.small ? [smalls[claims.small]] : []),
    ...(claims?.domestic ? [say('本国产品', 'domestic product')] : []),
  ]
  const { policy } = tender.criteria
  return (
    <>
      {qualification && (
        <Line change={change} term={say('资质及等级', 'Qualification')}>
          {qualification}
        </Line>
      )}
      {tender.track === 'T' && (
        <Line change={change} term={say('业绩', 'Finished works')}>
          {performance.length ? performance.map(({ project }) => project).join('、') : say('未填报', 'none')}
        </Line>
      )}
      {tender.track === 'G' && policy && (
        <Line change={change} term={say('价格扣除', 'Deductions claimed')}>
          {claimed.length ? claimed.join('、') : say('不主张', 'none')}
        </Line>
      )}
      {consortium && (
        <Line change={change} term={say('联合体其他成员', 'Consortium')}>
          {consortium.members.map(memberWords).join('、')}
        </Line>
      )}
      {tender.prequalification && (
        <Line change={change} term={say('预审后的重大变化', 'Great changes since')}>
          {changes ?? say('没有', 'none')}
        </Line>
      )}
      {tender.reserved && (
        <Line change={change} term={say('预留份额声明', 'Reserved package')}>
          {claims?.reserved ? say('已声明', 'declared') : say('未声明', 'not declared')}
        </Line>
      )}
      {claims?.brand && (
        <Line change={change} term={say('核心产品品牌', 'Brand')}>
          {claims.brand}
        </Line>
      )}
      {items.length > 0 && (
        <Line change={change} term={say('主要标的', 'Main things')}>
          {items.map(({ name, quantity }) => `${name} ${quantity}`).join('、')}
        </Line>
      )}
    </>
  )
}

/** A member with what it takes of the contract, and whether it is small, as they were sealed. */
function memberWords({ name, share: part, small }: Consortium['members'][number]): string {
  const said = [...(part ? [share(part)] : []), ...(small ? [say('小微', 'small')] : [])]
  return said.length ? `${name}（${said.join('，')}）` : name
}

function Line({ term, change, children }: { term: string; change: (what: string) => ReactNode; children: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {children} {change(term)}
      </dd>
    </>
  )
}
