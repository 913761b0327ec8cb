import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Draft } from '../../../server/tenders/contract.ts'
import { COLUMNS, readFactors } from '../../../server/tenders/criteriaTable.ts'
import { say } from '../app/words.ts'

/** Factors from a spreadsheet: copied cells or CSV are pasted, read, and only then taken over. */
export function PasteFactors({ onFactors }: { onFactors: (next: Draft['criteria']['factors']) => void }) {
  const [text, setText] = useState('')
  const { factors, unread } = readFactors(text)
  return (
    <details className="sheet">
      <summary>{say('从 Excel 粘贴评分表', 'Paste factors from a spreadsheet')}</summary>
      <div className="stack" style={{ marginTop: 16 }}>
        <p className="quiet">{COLUMNS.join('　')}</p>
        <Input.TextArea
          aria-label={say('粘贴处', 'paste here')}
          rows={6}
          value={text}
          onChange={(e) => setText(e.target.value)}
          placeholder={say(
            '在 Excel 中选中各行复制，粘贴到这里；也可粘贴 CSV 内容',
            'copy the rows in the spreadsheet and paste them here, or CSV',
          )}
        />
        {unread.map((one) => (
          <div key={one.line} className="bad">
            {say(`第 ${one.line} 行：${one.zh}`, `line ${one.line}: ${one.en}`)}
          </div>
        ))}
        <div>
          <Button disabled={!factors.length || unread.length > 0} onClick={() => onFactors(factors)}>
            {say(`用这 ${factors.length} 个因素替换`, `Replace by these ${factors.length}`)}
          </Button>
        </div>
      </div>
    </details>
  )
}
