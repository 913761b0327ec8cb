import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import type { Reconciliation } from './money.ts'

type Section = Reconciliation['sections'][number]
const columns = (): [label: string, of: (section: Section) => string][] => [
  [say('银行存款', 'At the bank'), ({ bank }) => bank],
  [say('在押', 'Held'), ({ held }) => held],
  [say('未计入', 'Does not count'), ({ uncounted }) => uncounted],
  [say('待退', 'To go back'), ({ payable }) => payable],
  [say('不予退还', 'Kept'), ({ kept }) => kept],
  [say('其中利息等', 'Interest in it'), ({ charges }) => charges],
]

/** Bank against ledger for the whole platform, and the accounts of every section after its opening. */
export function Sections({ books }: { books: Reconciliation }) {
  const last = books.compared.at(-1)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('银行余额与账簿核对', 'Bank and ledger')}</h2>
        {books.sections.length > 0 && (
          <a href={api.url('/money/reconciliation/table.xlsx')} download>
            {say('导出表格（xlsx）', 'Table (xlsx)')}
          </a>
        )}
      </div>
      {last ? (
        <div className={`banner ${last.agrees && books.zero ? 'good' : 'bad'}`}>
          <b>{last.agrees ? say('一致，分毫不差', 'They agree to the fen') : say('不一致', 'They differ')}</b>{' '}
          {!last.agrees && <Money fen={last.difference} />}{' '}
          <span className="quiet">
            {say('银行余额时点', 'balance of')} <Moment at={last.at} />
          </span>
        </div>
      ) : (
        <div className="banner">{say('银行尚未报送余额。', 'The bank has not told its balance yet.')}</div>
      )}
      {books.sections.length > 0 && (
        <div className="table-wrap">
          <table className="plain cards">
            <thead>
              <tr>
                <th>{say('标段（已开标）', 'Section (opened)')}</th>
                <th className="number">{say('户数', 'Bidders')}</th>
                {columns().map(([label]) => (
                  <th className="number" key={label}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {books.sections.map((one) => (
                <tr key={one.id}>
                  <td>
                    {one.name}
                    <div className="quiet digits">{one.code}</div>
                  </td>
                  <td className="number" data-label={say('户数', 'Bidders')}>
                    {one.bidders}
                  </td>
                  {columns().map(([label, of]) => (
                    <td className="number" key={label} data-label={label}>
                      <Money fen={of(one)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
