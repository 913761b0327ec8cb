import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { formatYuan, yuan } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'
import { Money } from './Money.tsx'

/** From which amount on digits alone are miscounted, fen. */
const LONG = 1_000_000n

const plain = (fen: string): string => (/^\d+$/.test(fen) ? formatYuan(BigInt(fen)).replaceAll(',', '') : '')

/** An amount in yuan with at most two decimals, given and taken as fen in digits; never a float. */
export function YuanInput(of: { id?: string; label?: string; fen: string; onFen: (fen: string) => void }) {
  const { id, label, fen, onFen } = of
  const [text, setText] = useState(plain(fen))
  useEffect(() => setText((before) => (fenOf(before) === fen ? before : plain(fen))), [fen])
  const wrong = text !== '' && fenOf(text) === undefined
  return (
    <>
      <Input
        {...(id ? { id } : {})}
        {...(label ? { 'aria-label': label } : {})}
        inputMode="decimal"
        value={text}
        suffix={say('元', 'yuan')}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        onChange={({ target }) => {
          setText(target.value)
          const next = fenOf(target.value)
          if (next !== undefined) onFen(next)
        }}
      />
      {wrong && (
        <span className="bad hint" role="status">
          {say('请写数字，至多两位小数，如 12345.60', 'digits, at most two decimals, such as 12345.60')}
        </span>
      )}
      {!wrong && text !== '' && BigInt(fen || 0) >= LONG && (
        <span className="quiet hint">
          <Money fen={fen} capitals />
        </span>
      )}
    </>
  )
}

function fenOf(text: string): string | undefined {
  return /^\d{1,14}(\.\d{1,2})?$/.test(text.trim()) ? String(yuan(text.trim())) : undefined
}
