import { formatYuan, inChineseCapitals } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'

/** An amount given in fen as yuan, tabular; with `capitals` also as on a bill (大写). */
export function Money({ fen, capitals = false }: { fen: string | bigint; capitals?: boolean }) {
  const amount = BigInt(fen)
  return (
    <span className="digits">
      <span style={{ whiteSpace: 'nowrap' }}>
        {say('', '¥ ')}
        {formatYuan(amount)}
        {say(' 元', '')}
      </span>
      {capitals && (
        <span className="quiet">
          {' '}
          {say('大写', 'in capitals')} {inChineseCapitals(amount)}
        </span>
      )}
    </span>
  )
}
