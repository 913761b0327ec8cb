import type { Difference } from '../../../server/regions/events.ts'
import { say } from '../app/words.ts'
import { nameOf, shownLines } from './values.ts'

/** What a change alters: before and after, side by side. */
export function DifferenceTable({ lines, units }: { lines: Difference[]; units: ReadonlyMap<string, string> }) {
  return (
    <div className="table-wrap">
      <table className="plain cards pairs">
        <thead>
          <tr>
            <th>{say('事项', 'Value')}</th>
            <th>{say('变更前', 'Before')}</th>
            <th>{say('变更后', 'After')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, before, after }) => (
            <tr key={key}>
              <td data-label={say('事项', 'Value')}>{nameOf(key)}</td>
              <td data-label={say('变更前', 'Before')} className="quiet">
                <Side text={before} unit={units.get(key) ?? ''} />
              </td>
              <td data-label={say('变更后', 'After')}>
                <Side text={after} unit={units.get(key) ?? ''} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Side({ text, unit }: { text: string | null; unit: string }) {
  return (
    <div>
      {shownLines(text, unit).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  )
}
