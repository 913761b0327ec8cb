import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { formatYuan, yuan } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'

const plain = (fen: string): string => (/^\d+$/.test(fen) ? formatYuan(BigInt(fen)).replaceAll(',', '') : '')

/** An amount in yuan with at most two decimals, given and taken as fen in digits; never a float. */
export function YuanInput({ id, fen, onFen }: { id?: string; fen: string; onFen: (fen: string) => void }) {
  const [text, setText] = useState(plain(fen))
  useEffect(() => setText((before) => (fenOf(before) === fen ? before : plain(fen))), [fen])
  return (
    <Input
      {...(id ? { id } : {})}
      inputMode="decimal"
      value={text}
      suffix={say('元', 'yuan')}
      status={text && fenOf(text) === undefined ? 'error' : ''}
      onChange={({ target }) => {
        setText(target.value)
        const next = fenOf(target.value)
        if (next !== undefined) onFen(next)
      }}
    />
  )
}

function fenOf(text: string): string | undefined {
  return /^\d{1,14}(\.\d{1,2})?$/.test(text.trim()) ? String(yuan(text.trim())) : undefined
}
