import { Button, Input } from 'antd'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'

/** A venue of a remote evaluation and who witnesses there; the first one is the main venue. */
export interface VenueRow {
  name: string
  witness: string
  /** of the organisation that staffs it; empty: the centre itself */
  code: string
}

/** What the centre signs of the venues: rows that say something, the first as the main one. */
export const venuesOf = (rows: readonly VenueRow[]) =>
  rows
    .map(({ name, witness, code }) => ({ name: name.trim(), witness: witness.trim(), code: code.trim().toUpperCase() }))
    .filter(({ name, witness }) => name || witness)
    .map(({ code, ...row }, i) => ({
      ...{ kind: i === 0 ? ('main' as const) : ('sub' as const), ...row },
      ...(code ? { code } : {}),
    }))

/** Main and sub-venues of a remote evaluation, a line each; none where the panel sat in one place. */
export function Venues({ rows, onChange }: { rows: readonly VenueRow[]; onChange: (rows: VenueRow[]) => void }) {
  const set = (at: number, what: Partial<VenueRow>) =>
    onChange(rows.map((row, i) => (i === at ? { ...row, ...what } : row)))
  return (
    <fieldset className="stack-tight" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="quiet" style={{ padding: 0 }}>
        {say('远程异地评标的场所与见证人（集中评标不填）', 'Venues of a remote evaluation and their witnesses')}
      </legend>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: the first is the main venue
        <div key={i} className="row ended">
          <span style={{ width: 48 }}>{i === 0 ? say('主场', 'main') : say('副场', 'sub')}</span>
          <Field label={say(`第 ${i + 1} 个场所`, `venue ${i + 1}`)}>
            {(id) => (
              <Input
                id={id}
                maxLength={120}
                value={row.name}
                onChange={({ target }) => set(i, { name: target.value })}
              />
            )}
          </Field>
          <Field label={say(`第 ${i + 1} 个场所的见证人`, `witness at venue ${i + 1}`)}>
            {(id) => (
              <Input
                id={id}
                maxLength={60}
                value={row.witness}
                onChange={({ target }) => set(i, { witness: target.value })}
              />
            )}
          </Field>
          <Field label={say(`第 ${i + 1} 个场所见证机构的统一社会信用代码`, `code of who staffs venue ${i + 1}`)}>
            {(id) => (
              <Input
                id={id}
                placeholder={say('本中心不填', 'empty: this centre')}
                maxLength={18}
                value={row.code}
                onChange={({ target }) => set(i, { code: target.value })}
              />
            )}
          </Field>
          <Button type="text" onClick={() => onChange(rows.filter((_, at) => at !== i))}>
            {say('移除', 'Remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...rows, { name: '', witness: '', code: '' }])}>
          {rows.length ? say('添加副场', 'Add a sub-venue') : say('添加评标场所', 'Add a venue')}
        </Button>
      </div>
    </fieldset>
  )
}
