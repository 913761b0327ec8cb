import { say } from '../app/words.ts'

/** One line of a change: what it is of, and what stands there before and after. */
export interface ChangedLine {
  name: string
  before: string[]
  after: string[]
}

/** What a change alters: before and after, side by side. */
export function Differences({ lines, exact = false }: { lines: ChangedLine[]; exact?: boolean }) {
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
          {lines.map(({ name, before, after }) => (
            <tr key={name}>
              <td data-label={say('事项', 'Value')}>{name}</td>
              <td data-label={say('变更前', 'Before')} className="quiet">
                <Side lines={before} exact={exact} />
              </td>
              <td data-label={say('变更后', 'After')}>
                <Side lines={after} exact={exact} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Side({ lines, exact }: { lines: string[]; exact: boolean }) {
  return (
    <div className={exact ? 'digits' : ''} style={{ overflowWrap: 'anywhere' }}>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  )
}
