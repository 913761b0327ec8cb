import type { Relations } from '../../../server/bids/contract.ts'
import { say } from '../app/words.ts'

/** Who heads, holds and manages a bidder, as its bid says: shown in full to those who judge it. */
export function Declared({ of, name }: { of: Relations; name: string }) {
  const named = (some: Relations['holders']) => some.map((one) => one.name).join('、') || say('无', 'none')
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <b>{name}</b>
      <span className="quiet">
        {say('：负责人 ', ': head ')}
        {of.head}
        {say('；股东 ', '; holders ')}
        {named(of.holders)}
        {say('；管理方 ', '; managers ')}
        {named(of.managers)}
      </span>
    </div>
  )
}
