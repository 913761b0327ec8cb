import { Button } from 'antd'
import { useRef, useState } from 'react'
import { formatYuan } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'
import { NotSheet, readSheet } from '../pieces/spreadsheet.ts'
import { fenOf } from './checks.ts'
import type { ItemRow } from './form.ts'
import { AMOUNT, cellsOf, type Misplaced, rowsOf, totalOf } from './priceSheet.ts'

const MOST_SHOWN = 12

/** Takes a price list out to a spreadsheet and back: what is wrong in the sheet is said with its place, and nothing is taken then. */
export function PriceSheet({
  rows,
  price,
  onRows,
}: {
  rows: readonly ItemRow[]
  /** the price of the whole as typed, to be compared with the sum */
  price: string
  onRows: (rows: ItemRow[]) => void
}) {
  const chooser = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<Misplaced[]>([])
  const [told, setTold] = useState<{ bad: boolean; text: string }>()
  const read = async (file: File): Promise<void> => {
    setWrong([])
    setTold(undefined)
    try {
      const found = rowsOf(await readSheet(file.name, new Uint8Array(await file.arrayBuffer())))
      if ('wrong' in found) return setWrong(found.wrong)
      onRows(found.rows)
      setTold({
        bad: false,
        text: say(`已导入 ${found.rows.length} 行`, `${found.rows.length} rows were taken in`),
      })
    } catch (problem) {
      if (!(problem instanceof NotSheet)) throw problem
      setTold({ bad: true, text: say(problem.zh, problem.en) })
    }
  }
  const typed = rows.filter((row) => Object.values(row).some((cell) => cell.trim()))
  return (
    <div className="stack-tight">
      <div className="row">
        <Button size="small" onClick={() => void exportSheet(typed)}>
          {say('导出 Excel', 'To a spreadsheet')}
        </Button>
        <Button size="small" onClick={() => chooser.current?.click()}>
          {say('导入 Excel 或 CSV', 'From a spreadsheet')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".xlsx,.csv"
          aria-label={say('导入报价明细', 'price list file')}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void read(file)
            target.value = ''
          }}
        />
        <Sum rows={typed} price={price} />
      </div>
      {told && (
        <div className={told.bad ? 'bad' : 'good'} role="status">
          {told.text}
        </div>
      )}
      {wrong.length > 0 && (
        <div className="banner bad" role="alert">
          <b>{say('表格没有导入，请更正：', 'Nothing was taken in. To correct:')}</b>
          <ul style={{ margin: 0, paddingLeft: 20 }}>
            {wrong.slice(0, MOST_SHOWN).map(({ row, column, zh, en }) => (
              <li key={`${row}/${column}`}>{say(`第 ${row} 行“${column}”：${zh}`, `row ${row}, ${column}: ${en}`)}</li>
            ))}
          </ul>
          {wrong.length > MOST_SHOWN && say(`共 ${wrong.length} 处`, `${wrong.length} places in all`)}
        </div>
      )}
    </div>
  )
}

/** The sum of the rows, and by how much it is not the price. */
function Sum({ rows, price }: { rows: readonly ItemRow[]; price: string }) {
  const [total, whole] = [totalOf(rows), fenOf(price)]
  if (total === undefined) return null
  const apart = whole === undefined ? 0n : total - whole
  return (
    <span className={apart ? 'sun' : 'quiet'} role="status">
      {say('合计', 'sum')} <b className="digits">{formatYuan(total)}</b> {say('元', 'yuan')}
      {apart !== 0n &&
        say(
          `，与投标报价相差 ${formatYuan(apart < 0n ? -apart : apart)} 元，请核对`,
          `, ${formatYuan(apart < 0n ? -apart : apart)} apart from the price: check it`,
        )}
    </span>
  )
}

/** Saves the rows as an .xlsx file: everything as text, so that no spreadsheet makes other numbers of it. */
async function exportSheet(rows: readonly ItemRow[]): Promise<void> {
  const { default: writeXlsx } = await import('write-excel-file/universal')
  const cells = cellsOf(rows).map((line, i) =>
    line.map((value) => ({ value, type: String, format: '@', ...(i ? {} : { fontWeight: 'bold' as const }) })),
  )
  const columns = [28, 28, 14, 16, 36, 18].map((width) => ({ width }))
  const blob = await writeXlsx(cells, { sheet: '报价明细', columns, stickyRowsCount: 1 }).toBlob()
  const url = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: url, download: `报价明细（含${AMOUNT}）.xlsx` }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
