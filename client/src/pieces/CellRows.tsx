import { CloseOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { ClipboardEvent, CSSProperties, KeyboardEvent } from 'react'
import { say } from '../app/words.ts'
import { copiedCells, pasted } from './cells.ts'

/** A column of a small table that is typed: what it is called, how wide it is beside the others. */
export interface Column<K extends string> {
  name: K
  label: string
  share: number
  numeric?: boolean
}

/** A small table to type, a row a thing; rows copied from a spreadsheet may be pasted into any cell. */
export function CellRows<R extends Record<string, string>>({
  columns,
  rows,
  empty,
  most,
  label,
  bad,
  place,
  onRows,
}: {
  columns: readonly Column<keyof R & string>[]
  rows: readonly R[]
  empty: R
  /** the most rows */
  most: number
  label: string
  bad?: string | undefined
  /** by which id a summary of errors finds it on the page */
  place?: string
  onRows: (rows: R[]) => void
}) {
  const shown = rows.length ? rows : [empty]
  const names = columns.map(({ name }) => name)
  const width = {
    '--columns': `${columns.map(({ share }) => `minmax(0, ${share}fr)`).join(' ')} 32px`,
  } as CSSProperties
  const set = (row: number, name: string, value: string): void =>
    onRows(shown.map((old, n) => (n === row ? { ...old, [name]: value } : old)))
  const paste = (row: number, column: number) => (event: ClipboardEvent) => {
    const cells = copiedCells(event.clipboardData.getData('text/plain'))
    if (!cells) return
    event.preventDefault()
    onRows(pasted(shown, names, { row, column, cells, empty, most }))
  }
  /** Up and down go to the same column of the next row; Enter behind the last one begins another. */
  const walk = (row: number, column: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }
    const to = row + (steps[event.key] ?? 0)
    if (to === row || to < 0 || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (to >= shown.length && (event.key !== 'Enter' || shown.length >= most)) return
    if (to >= shown.length) onRows([...shown, empty])
    const group = event.currentTarget.closest('.cells')
    requestAnimationFrame(() => group?.querySelectorAll('input')[to * names.length + column]?.focus())
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no such layout
    <div role="group" aria-label={label} className="cells" {...(place ? { id: place } : {})}>
      <div className="cells-row cells-head" style={width} aria-hidden="true">
        {columns.map((one) => (
          <span key={one.name}>{one.label}</span>
        ))}
      </div>
      {shown.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
        <div key={i} className="cells-row" style={width}>
          {columns.map(({ name, label: called, numeric }, j) => (
            <Input
              key={name}
              aria-label={say(`${called}，第 ${i + 1} 行`, `${called}, row ${i + 1}`)}
              placeholder={called}
              className={numeric ? 'digits' : ''}
              {...(numeric ? { inputMode: 'decimal' as const } : {})}
              value={row[name]}
              onPaste={paste(i, j)}
              onKeyDown={walk(i, j)}
              onChange={({ target }) => set(i, name, target.value)}
            />
          ))}
          <Button
            type="text"
            icon={<CloseOutlined />}
            disabled={!rows.length}
            aria-label={say(`移除第 ${i + 1} 行`, `remove row ${i + 1}`)}
            onClick={() => onRows(shown.filter((_, n) => n !== i))}
          />
        </div>
      ))}
      <div className="row">
        <Button size="small" disabled={shown.length >= most} onClick={() => onRows([...shown, empty])}>
          {say('增加一行', 'Add a row')}
        </Button>
        <span className="quiet" style={{ fontSize: 12 }}>
          {say(
            `可在 Excel 中复制多行，粘贴到任意一格；最多 ${most} 行`,
            `Rows copied from a spreadsheet may be pasted into any cell; at most ${most}`,
          )}
        </span>
      </div>
      {bad && (
        <div className="bad" role="alert">
          {bad}
        </div>
      )}
    </div>
  )
}
