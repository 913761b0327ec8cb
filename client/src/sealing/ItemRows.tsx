import { say } from '../app/words.ts'
import { CellRows } from '../pieces/CellRows.tsx'
import { type ItemRow, MOST_ITEMS, NO_ITEM } from './form.ts'

/** What is bought, thing by thing: typed by the bidder, and once more for the announcement where it did not. */
export function ItemRows(of: {
  rows: ItemRow[]
  bad?: string | undefined
  place?: string
  onRows: (rows: ItemRow[]) => void
}) {
  return (
    <CellRows
      label={say('主要标的', 'Main things')}
      columns={[
        { name: 'name', label: say('名称', 'name'), share: 3 },
        { name: 'spec', label: say('规格型号', 'specification'), share: 3 },
        { name: 'quantity', label: say('数量', 'quantity'), share: 2 },
        { name: 'unitPrice', label: say('单价（元）', 'unit price (yuan)'), share: 2, numeric: true },
        { name: 'service', label: say('服务要求', 'service'), share: 3 },
      ]}
      rows={of.rows}
      empty={NO_ITEM}
      most={MOST_ITEMS}
      bad={of.bad}
      {...(of.place ? { place: of.place } : {})}
      onRows={of.onRows}
    />
  )
}
